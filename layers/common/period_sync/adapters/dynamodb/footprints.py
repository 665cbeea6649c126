"""What the closed periods of a NetSuite account cover, and a number that rises with each of them.

Whoever decided from what it read writes only if that number has not risen since.
"""

from datetime import date

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import IN_PLACE, item_of, row_of
from period_sync.adapters.dynamodb.table import Put, StateTable
from period_sync.domain.overlaps import Footprint


class DynamoFootprints:
    """Fulfils `Footprints`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def since(self, tenant: str, account: str, first: date) -> tuple[int, list[Footprint]]:
        """Read those that end on `first` or later, and the number of the newest before that."""
        head = self._table.get(keys.footprints_taken(tenant, account))
        found = self._table.query_from(keys.footprint(tenant, account, first, "", ""))
        return int(head["taken"]) if head else 0, [row_of(Footprint, item) for item in found]


def footprint_puts(footprint: Footprint, taken: int) -> list[Put]:
    """Record what a period covers, if it is still the next one after `taken`."""
    head = keys.footprints_taken(footprint.tenant, footprint.account)
    number = {"taken": taken + 1} | head._asdict()
    key = keys.footprint(
        footprint.tenant,
        footprint.account,
        footprint.end_date,
        footprint.entity,
        footprint.period_id,
    )
    return [
        Put(number, "taken = :taken", {":taken": taken}) if taken else Put(number),
        Put(item_of(footprint, key), IN_PLACE),
    ]
