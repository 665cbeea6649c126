"""What NetSuite's currencies allow an entry's amounts to be."""

from collections.abc import Iterator, Mapping

from period_sync.domain.currencies import DECIMALS
from period_sync.domain.document import Document, Line
from period_sync.domain.names import NameList, Record, Wanted
from period_sync.domain.problems import Place, Problem


def check_currencies(document: Document, found: Mapping[Wanted, Record]) -> Iterator[Problem]:
    """Find amounts with more decimals than NetSuite keeps: 0 or 2, whatever ISO 4217 says.

    No document has more than ISO 4217 gives, so only currencies that NetSuite keeps with fewer
    are looked at (fact 199).
    """
    for entry in document.entries:
        record = found.get(Wanted(NameList.CURRENCY, entry.currency))
        kept = None if record is None else record.decimals
        if kept is None or kept >= DECIMALS.get(entry.currency, kept + 1):
            continue
        too_fine = tuple(
            Place(entry.entry_id, number, line.lease_id, line.subsidiary or entry.subsidiary)
            for number, line in enumerate(entry.lines, start=1)
            if _decimals(line) > kept
        )
        if too_fine:
            finding = f"keeps {kept} decimals in NetSuite, fewer than the amounts have"
            yield Problem("MAP-08", {"name": entry.currency, "finding": finding}, too_fine)


def _decimals(line: Line) -> int:
    """Count the decimals that an amount needs: `1.50` needs one."""
    return -int(line.signed.normalize().as_tuple().exponent)
