"""Reads the lease system's event: who sent it, and the document or where that lies."""

import json
from dataclasses import dataclass

from pydantic import ValidationError

from period_sync.contracts.document import parse_json, read_document
from period_sync.contracts.messages import PeriodClosedEvent
from period_sync.domain.document import Document
from period_sync.domain.errors import InvalidInput
from period_sync.domain.sync import StoredObject


@dataclass(frozen=True, slots=True)
class PeriodClosed:
    """A checked event. It has a document with its JSON, or the object that holds them."""

    event_id: str
    aws_account: str
    source: str
    document: Document | None
    body: bytes
    stored: StoredObject | None


@dataclass(frozen=True, slots=True)
class Address:
    """Who sent an event, and of which period its document says that it is."""

    aws_account: str
    source: str
    entity: str
    period_id: str


def address_of(text: str) -> Address | None:
    """Read of an event that was refused what period it is about; None if that can't be told."""
    try:
        event = json.loads(text)
        document = event["detail"]["document"]
        found = (event["account"], event["source"], document["entity"], document["period_id"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return Address(*found) if all(isinstance(value, str) for value in found) else None


def read_period_closed(text: str) -> PeriodClosed:
    """Read an event. Raises InvalidInput, or InvalidDocument with all faults of the document."""
    try:
        event = PeriodClosedEvent.model_validate(parse_json(text))
    except ValidationError as error:
        fields = ", ".join(".".join(map(str, d["loc"])) for d in error.errors())
        raise InvalidInput(f"This is no PeriodClosed event: {fields}.", field=fields) from None
    detail = event.detail
    if detail.document_object is not None:
        stored = StoredObject(detail.document_object.key, detail.document_object.sha256)
        return PeriodClosed(event.id, event.account, event.source, None, b"", stored)
    document = read_document(detail.document)
    # A document that was read holds no number but whole ones, so nothing changes in writing it.
    body = json.dumps(detail.document, ensure_ascii=False, separators=(",", ":")).encode()
    return PeriodClosed(event.id, event.account, event.source, document, body, None)
