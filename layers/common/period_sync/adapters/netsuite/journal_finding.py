"""Finds transactions that bear a key of ours: as external id, or at the end of their memo."""

from collections import defaultdict
from collections.abc import Sequence

from period_sync.adapters.netsuite.rows import flag, text
from period_sync.adapters.netsuite.suiteql import Row, SuiteQl, chunks, marks
from period_sync.application.ports import Found
from period_sync.domain.external_id import KEY_LENGTH, is_key

# One query for both ways: SuiteQL compares external ids letter by letter (fact 50), and our memos
# end with the key. Only journals are searched by memo.
_FIND = (
    "SELECT t.id, t.externalid, t.memo, t.isreversal FROM transaction t "
    "WHERE t.externalid IN ({marks}) "
    "OR (t.type = 'Journal' AND SUBSTR(t.memo, -{length}) IN ({marks}))"
)


def find_keys(suiteql: SuiteQl, keys: Sequence[str], witness: str | None) -> Found:
    """Look keys up, 500 in a query; each query asks for the witness too."""
    by_id: dict[str, list[str]] = defaultdict(list)
    by_memo: dict[str, list[str]] = defaultdict(list)
    could_see = witness is not None
    for chunk in chunks(keys):
        wanted = set(chunk)
        query = _FIND.format(marks=marks(chunk), length=KEY_LENGTH)
        parameters = [*chunk, *chunk]
        if witness is not None:
            query, parameters = f"{query} OR t.id = ?", [*parameters, witness]
        seen = suiteql.rows(query, parameters)
        could_see = could_see and any(row.get("id") == witness for row in seen)
        for row in sorted(seen, key=_age):
            external_id, marked = row.get("externalid", ""), row.get("memo", "")[-KEY_LENGTH:]
            if external_id in wanted:
                by_id[external_id].append(text(row, "id"))
            elif marked in wanted and _may_be_ours(row):
                by_memo[marked].append(text(row, "id"))
    return Found(_frozen(by_id), _frozen(by_memo), could_see)


def _may_be_ours(row: Row) -> bool:
    """A reversal has its original's memo; another key of ours names another journal."""
    return not flag(row, "isreversal") and not is_key(row.get("externalid", ""))


def _age(row: Row) -> tuple[int, str]:
    """Order by internal id, which rises: the journal that was there first comes first."""
    found = text(row, "id")
    return len(found), found


def _frozen(found: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(ids) for key, ids in found.items()}
