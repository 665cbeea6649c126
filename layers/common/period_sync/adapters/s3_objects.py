"""Objects that are written once, in S3; hashes are checked at every read."""

import hashlib
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from period_sync.domain.errors import Conflict, ImpossibleState
from period_sync.domain.sync import StoredObject

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_TAKEN = {"PreconditionFailed", "ConditionalRequestConflict"}
_GONE = {"NoSuchKey", "AccessDenied"}
"""What is answered of an object that is not there, to who may list what is, and who may not."""


class S3Objects:
    """Fulfils `Objects`."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, key: str, body: bytes) -> StoredObject:
        """Store a new object, or accept an equal one that is there. Raises Conflict if other."""
        stored = StoredObject(key, hashlib.sha256(body).hexdigest())
        try:
            self._client.put_object(Bucket=self._bucket, Key=key, Body=body, IfNoneMatch="*")
        except ClientError as error:
            if error.response["Error"]["Code"] not in _TAKEN:
                raise
            if hashlib.sha256(self._read(key)).hexdigest() != stored.sha256:
                raise Conflict(f"Another object lies at {key}.", key=key) from error
        return stored

    def get(self, stored: StoredObject) -> bytes:
        """Read an object. Raises ImpossibleState if it is gone, or its content has another hash."""
        try:
            body = self._read(stored.key)
        except ClientError as error:
            if error.response["Error"]["Code"] not in _GONE:
                raise
            message = f"The object {stored.key} is gone, or may not be read."
            raise ImpossibleState(message, key=stored.key) from error
        if hashlib.sha256(body).hexdigest() != stored.sha256:
            raise ImpossibleState(
                f"The object {stored.key} is not what was stored.", key=stored.key
            )
        return body

    def keys(self, prefix: str) -> list[str]:
        """List the keys of objects under a prefix, in order; for operators."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=prefix
        )
        return [item["Key"] for page in pages for item in page.get("Contents", [])]

    def _read(self, key: str) -> bytes:
        return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
