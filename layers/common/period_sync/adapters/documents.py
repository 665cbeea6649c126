"""Reads stored documents, with the same checks as when they were taken in."""

from period_sync.contracts.document import parse_json, read_document
from period_sync.domain.document import Document


class JsonDocuments:
    """Fulfils `Documents`."""

    def read(self, body: bytes) -> Document:
        """Parse and check a document. Raises InvalidDocument."""
        return read_document(parse_json(body))
