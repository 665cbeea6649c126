"""Finds where in a sandbox the probe can post: a subsidiary, two accounts, an open period."""

from dataclasses import dataclass
from datetime import date

from period_sync.adapters.netsuite.probe.workbench import Places
from period_sync.adapters.netsuite.suiteql import Row, SuiteQl
from period_sync.domain.connection import Features
from period_sync.domain.errors import InvalidInput

_ACCOUNTS = (
    "SELECT id, acctnumber, accttype{scope} FROM account "
    "WHERE isinactive = 'F' AND issummary = 'F' AND {condition} ORDER BY id"
)
_PERIODS = (
    "SELECT id FROM accountingperiod WHERE isquarter = 'F' AND isyear = 'F' AND isadjust = 'F' "
    "AND isinactive = 'F' AND isposting = 'T' AND closed = 'F' AND alllocked = 'F' "
    "AND startdate <= TO_DATE(?, 'YYYY-MM-DD') AND enddate >= TO_DATE(?, 'YYYY-MM-DD')"
)
_TYPES = {"debit": "Expense", "credit": "OthCurrLiab"}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person names: subsidiaries by name or full path, accounts by number."""

    subsidiary: str | None = None
    other_subsidiary: str | None = None
    debit_account: str | None = None
    credit_account: str | None = None


def find_places(suiteql: SuiteQl, features: Features, day: date, wishes: Wishes) -> Places:
    """Take what is named, by name or number, and the first that fits of what is not.

    Raises InvalidInput that says which option to give.
    """
    own = _subsidiary(suiteql, wishes.subsidiary, "--subsidiary") if features.one_world else None
    other = None
    if wishes.other_subsidiary is not None:
        other = _subsidiary(suiteql, wishes.other_subsidiary, "--other-subsidiary")
    periods = suiteql.rows(_PERIODS, [f"{day}", f"{day}"])
    if not periods:
        raise InvalidInput(
            f"No open posting period holds {day}. Name a day in an open one with --date.",
            field="date",
        )
    scope = (own, other)
    return Places(
        subsidiary=own,
        other_subsidiary=other,
        debit_account=_account(suiteql, features, wishes.debit_account, "debit", scope),
        credit_account=_account(suiteql, features, wishes.credit_account, "credit", scope),
        period=periods[0]["id"],
        date=f"{day}",
    )


def _subsidiary(suiteql: SuiteQl, name: str | None, option: str) -> str:
    query = "SELECT id, name, fullname FROM subsidiary WHERE isinactive = 'F' "
    rows = suiteql.rows(f"{query} AND iselimination = 'F' ORDER BY id")
    fit = [row for row in rows if name is None or name in {row["name"], row.get("fullname")}]
    if not fit or (name is not None and len(fit) > 1):
        raise InvalidInput(
            f"There is no one subsidiary {name!r}. Name one with {option}.", field="subsidiary"
        )
    return fit[0]["id"]


def _account(
    suiteql: SuiteQl,
    features: Features,
    number: str | None,
    side: str,
    subsidiaries: tuple[str | None, str | None],
) -> str:
    columns = ", subsidiary, includechildren" if features.one_world else ""
    condition = "accttype = ?" if number is None else "acctnumber = ?"
    query = _ACCOUNTS.format(scope=columns, condition=condition)
    for row in suiteql.rows(query, [number or _TYPES[side]]):
        if number is not None or _serves(row, subsidiaries):
            return row["id"]
    raise InvalidInput(
        f"No account fits for the {side}. Name an account's number with --{side}-account.",
        field=f"{side}_account",
    )


def _serves(row: Row, subsidiaries: tuple[str | None, str | None]) -> bool:
    """Whether an account is for all of the subsidiaries, as far as its row tells."""
    listed = {part.strip() for part in row.get("subsidiary", "").split(",") if part.strip()}
    wanted = {found for found in subsidiaries if found is not None}
    return not listed or wanted <= listed or row.get("includechildren") == "T"
