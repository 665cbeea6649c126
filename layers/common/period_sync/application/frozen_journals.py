"""How the journals of a preview are written down: what is told of each, and no more."""

import json
from collections.abc import Sequence
from datetime import datetime

from period_sync.application.frozen import write_json
from period_sync.domain.journal import Journal, JournalStatus

_TOLD = (
    "position", "external_id", "entry_id", "part", "parts", "revision", "subsidiary", "currency",
    "total", "lines", "status", "attempt", "internal_id", "number", "reverses", "reversed_by",
    "verified_by", "transmitted_at",
)  # fmt: skip


def write_journals(journals: Sequence[Journal]) -> bytes:
    """Write journals."""
    return write_json([{name: getattr(journal, name) for name in _TOLD} for journal in journals])


def read_journals(body: bytes) -> list[Journal]:
    """Read what `write_journals` wrote; all else of a journal is as if it were new."""
    return [_read(item) for item in json.loads(body)]


def _read(item: dict[str, str | int | None]) -> Journal:
    at = item["transmitted_at"]
    read = {
        "status": JournalStatus(str(item["status"])),
        "transmitted_at": None if at is None else datetime.fromisoformat(str(at)),
    }
    return Journal(**{**item, **read})  # type: ignore[arg-type]
