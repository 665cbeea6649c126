"""Puts `PeriodClosed` on the event bus, as the lease system does."""

import hashlib
import json

from local.cloud.aws import Aws
from local.document import Document
from local.errors import LocalError
from local.seeding import EVENT_SOURCE, TENANT

# EventBridge takes 256 KB with everything around it.
DETAIL_BYTES_MAX = 250_000


def hand_over(aws: Aws, bus: str, bucket: str, document: Document) -> None:
    """Send the document, through the bucket where it is too large for an event.

    Raises:
        LocalError: the bus refuses the event.
    """
    detail = _compact({"document": document.content})
    if len(detail.encode()) > DETAIL_BYTES_MAX:
        content = _compact(document.content).encode()
        digest = hashlib.sha256(content).hexdigest()
        key = f"tenants/{TENANT}/incoming/{digest}.json"
        aws.s3.put_object(Bucket=bucket, Key=key, Body=content)
        detail = _compact({"document_object": {"key": key, "sha256": digest}})
    answer = aws.events.put_events(
        Entries=[
            {
                "EventBusName": bus,
                "Source": EVENT_SOURCE,
                "DetailType": "PeriodClosed",
                "Detail": detail,
            }
        ]
    )
    if answer["FailedEntryCount"]:
        raise LocalError(f"The event bus refuses PeriodClosed: {answer['Entries']}")


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
