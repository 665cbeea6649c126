"""Objects that are written once."""

from typing import Protocol

from period_sync.domain.sync import StoredObject


class Objects(Protocol):
    """Objects that are written once: documents, plans, evidence."""

    def put(self, key: str, body: bytes) -> StoredObject:
        """Store a new object, or accept an equal one that is there. Raises Conflict if other."""

    def get(self, stored: StoredObject) -> bytes:
        """Read an object. Raises ImpossibleState if it is gone, or its content has another hash."""
