"""What NetSuite's currencies and accounts allow an entry's amounts to be."""

from collections.abc import Iterator, Mapping, Sequence

from period_sync.domain.document import Document, Line
from period_sync.domain.names import NameList, Record, Resolved, Wanted
from period_sync.domain.problems import Place, Problem


def check_currencies(
    document: Document, names: Resolved, records: Mapping[NameList, Sequence[Record]]
) -> Iterator[Problem]:
    """Find amounts with more decimals than NetSuite keeps, and accounts of another currency.

    NetSuite keeps 0 or 2 decimals, whatever ISO 4217 says (fact 199). An account that is kept in
    one currency takes no other (fact 207). Only names that were resolved are looked at.
    """
    decimals = {r.internal_id: r.decimals for r in records.get(NameList.CURRENCY, ())}
    kept_in = {r.internal_id: r.currency for r in records.get(NameList.ACCOUNT, ())}
    locked: dict[tuple[str, str], list[Place]] = {}
    for entry in document.entries:
        currency = names.get(Wanted(NameList.CURRENCY, entry.currency))
        if currency is None:
            continue
        kept = decimals.get(currency)
        too_fine: list[Place] = []
        for number, line in enumerate(entry.lines, start=1):
            place = Place(entry.entry_id, number, line.lease_id, entry.subsidiary)
            account = names.get(Wanted(NameList.ACCOUNT, line.account, entry.subsidiary))
            if account is not None and kept_in.get(account) not in {None, currency}:
                locked.setdefault((line.account, entry.currency), []).append(place)
            if kept is not None and _decimals(line) > kept:
                too_fine.append(place)
        if too_fine:
            finding = f"keeps {kept} decimals in NetSuite, fewer than the amounts have"
            facts = {"name": entry.currency, "finding": finding}
            yield Problem("MAP-08", facts, tuple(too_fine))
    for (account, name), places in locked.items():
        finding = f"is kept in another currency than {name} in NetSuite"
        yield Problem("MAP-04", {"name": account, "finding": finding}, tuple(places))


def _decimals(line: Line) -> int:
    """Count the decimals that an amount needs: `1.50` needs one."""
    return -int(line.signed.normalize().as_tuple().exponent)
