"""A closed-period document as it lies in a file."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from local.errors import LocalError


class Document:
    """What the lease system hands over, with what it should come to in NetSuite."""

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            LocalError: it isn't there or isn't such a document.
        """
        try:
            self.content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            self.entity: str = self.content["entity"]
            self.period_id: str = self.content["period_id"]
            self.name: str = self.content["name"]
            self.start_date: str = self.content["start_date"]
            self.end_date: str = self.content["end_date"]
            self.entries: list[dict[str, Any]] = self.content["entries"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LocalError(
                f"{path} can't be read as a closed-period document: {error}"
            ) from error

    @property
    def lines(self) -> int:
        """How many lines all entries have."""
        return sum(len(entry["lines"]) for entry in self.entries)

    def totals(self) -> dict[str, Decimal]:
        """Return the debit per currency."""
        totals: dict[str, Decimal] = {}
        for entry in self.entries:
            currency = entry["currency"]
            totals[currency] = totals.get(currency, Decimal()) + entry_total(entry)
        return totals


def entry_total(entry: dict[str, Any]) -> Decimal:
    """Return the debit of one entry, exactly."""
    return sum((Decimal(line["debit"]) for line in entry["lines"] if line.get("debit")), Decimal())
