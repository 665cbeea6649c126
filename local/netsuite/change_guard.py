"""What may not be changed or deleted: reversals, approved journals, journals in shut periods."""

from dataclasses import replace
from typing import Any

from local.netsuite.database import Row
from local.netsuite.home import home_of
from local.netsuite.journal import Draft
from local.netsuite.master_data import MasterData
from local.netsuite.periods import Periods
from local.netsuite.refusals import business_rule, insufficient_permission
from local.netsuite.terms import APPROVAL, EDIT, FULL, Terms

# What may change in a shut period that allows changes without impact on the ledger (fact 187).
_WITHOUT_IMPACT: dict[str, Any] = {
    "memo": None,
    "external_id": None,
    "extras": {},
    "deletion_reason": None,
}


class ChangeGuard:
    """Refuses changes of saved journals."""

    def __init__(self, master: MasterData, periods: Periods) -> None:
        self._master = master
        self._periods = periods

    def allow_deletion(self, header: Row, saved: Draft, terms: Terms) -> None:
        """Check that a journal may be deleted.

        Raises:
            Refusal: it may not.
        """
        _refuse_protected(header, FULL, terms)
        self._refuse_shut(self._period(header), saved, terms)

    def allow_change(self, header: Row, saved: Draft, draft: Draft, terms: Terms) -> Row | None:
        """Check that a journal may become another.

        Returns its period where it stays in it, shut or not, because the change has no impact
        on the ledger and the period allows that (fact 187).

        Raises:
            Refusal: it may not.
        """
        _refuse_protected(header, EDIT, terms)
        period = self._period(header)
        same = replace(saved, **_WITHOUT_IMPACT) == replace(draft, **_WITHOUT_IMPACT)
        if same and period["allownonglchanges"] == "T":
            return period
        self._refuse_shut(period, saved, terms)
        return None

    def _period(self, header: Row) -> Row:
        found = self._master.find("accountingperiod", int(str(header["postingperiod"])))
        assert found is not None, header["postingperiod"]
        return found

    def _refuse_shut(self, period: Row, saved: Draft, terms: Terms) -> None:
        home = home_of(saved, self._master, terms.preferences)
        self._periods.refuse_shut(period, home.scope(saved), terms)


def _refuse_protected(header: Row, level: str, terms: Terms) -> None:
    if header["isreversal"] == "T":  # fact 188
        raise business_rule("A reversal entry can't be changed; change the original instead.")
    is_approved = terms.preferences.require_approvals and header["posting"] == "T"
    if is_approved and not terms.permits(APPROVAL, level):  # fact 186
        raise insufficient_permission(
            "You need the Journal Approval permission to change an approved journal entry."
        )
