"""S3 in memory: objects with all of their versions; a put may ask that nothing is there yet."""

import io
from collections.abc import Mapping
from typing import Any

from simulation import aws_errors
from simulation.boundaries import Boundaries, Effect
from simulation.strikes import IN_AWS, Kind

_IN_PUTS = IN_AWS | {Kind.REPEATED}


class S3:
    """Stands where boto3's S3 client does. `objects` has the versions of each key, oldest first."""

    def __init__(self, boundaries: Boundaries, objects: dict[str, tuple[bytes, ...]]) -> None:
        self._boundaries = boundaries
        self.objects = objects

    def put_object(
        self,
        Bucket: str,
        Key: str,
        Body: bytes,
        IfNoneMatch: str | None = None,
    ) -> Mapping[str, Any]:
        """Store an object, or its next version."""
        del Bucket

        def effect() -> Mapping[str, Any]:
            versions = self.objects.get(Key, ())
            if IfNoneMatch is not None and versions:
                raise aws_errors.client_error("PreconditionFailed", "PutObject")
            self.objects[Key] = (*versions, Body)
            return {}

        return self._cross("PutObject", Key, _IN_PUTS, effect)

    def get_object(self, Bucket: str, Key: str) -> Mapping[str, Any]:
        """Read an object's newest version."""
        del Bucket

        def effect() -> Mapping[str, Any]:
            if Key not in self.objects:
                raise aws_errors.client_error("NoSuchKey", "GetObject")
            return {"Body": io.BytesIO(self.objects[Key][-1])}

        return self._cross("GetObject", Key, IN_AWS, effect)

    def _cross(
        self,
        operation: str,
        detail: str,
        offers: frozenset[Kind],
        effect: Effect[Mapping[str, Any]],
    ) -> Mapping[str, Any]:
        fail = aws_errors.failing(operation)
        return self._boundaries.cross(f"s3.{operation}", detail, offers, fail, effect)
