"""Periods that are shut for some only: locked per subsidiary, closed per book (facts 171, 176).

Neither shows in the rows of `accountingperiod`.
"""

from collections.abc import Iterable

from local.netsuite.database import Database

_KINDS = ("subsidiary", "accountingbook")


class PeriodLocks:
    """Locks and unlocks a period for one subsidiary, closes and opens it for one book."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def shut(self, period: int, kind: str, key: int) -> None:
        """Shut a period for a subsidiary or accounting book.

        Raises:
            ValueError: a kind that is neither.
        """
        _check(kind)
        self._database.insert("simulator_shut_period", {"accountingperiod": period, kind: key})

    def reopen(self, period: int, kind: str, key: int) -> None:
        """Undo `shut`. Raises ValueError likewise."""
        _check(kind)
        self._database.rows(
            f"DELETE FROM simulator_shut_period WHERE accountingperiod = ? AND {kind} = ?",
            [period, key],
        )

    def is_shut(self, period: int, kind: str, keys: Iterable[int]) -> bool:
        """Tell whether a period is shut for any of some subsidiaries or books."""
        rows = self._database.rows(
            f"SELECT {kind} AS key FROM simulator_shut_period WHERE accountingperiod = ?",
            [period],
        )
        return not {row["key"] for row in rows}.isdisjoint(keys)


def _check(kind: str) -> None:
    if kind not in _KINDS:
        raise ValueError(f"a period is shut for one of {', '.join(_KINDS)}, not for {kind!r}")
