"""Approving and rejecting journals, each together with its reversal (facts 181 to 188)."""

from collections.abc import Callable
from datetime import date, datetime

from local.netsuite.custom_fields import CustomFields
from local.netsuite.database import Row
from local.netsuite.home import home_of
from local.netsuite.journal import Draft
from local.netsuite.journal_rows import draft_of
from local.netsuite.ledger import APPROVED, PENDING, Ledger
from local.netsuite.master_data import MasterData
from local.netsuite.periods import Periods
from local.netsuite.refusals import insufficient_permission
from local.netsuite.terms import APPROVAL, EDIT, Terms


class Approval:
    """Decides about journals; every call is part of a database transaction of its caller."""

    def __init__(
        self,
        master: MasterData,
        ledger: Ledger,
        periods: Periods,
        custom: CustomFields,
        clock: Callable[[], datetime],
    ) -> None:
        self._master = master
        self._ledger = ledger
        self._periods = periods
        self._custom = custom
        self._clock = clock

    def on_create(self, key: int, draft: Draft, terms: Terms) -> None:
        """Approve a new journal whose body says so; without the permission that is passed over."""
        wanted = draft.approved or draft.approval_status == int(APPROVED)
        if wanted and terms.permits(APPROVAL, EDIT):
            self.decide(key, APPROVED, terms)

    def on_update(self, key: int, draft: Draft, terms: Terms) -> None:
        """Approve, reject or reset a journal as the body of an update says (fact 181).

        Raises:
            Refusal: the role may not, or the journal's period is shut.
        """
        says_nothing = draft.approved is None and draft.approval_status is None
        if says_nothing or not terms.preferences.require_approvals:
            return
        if not terms.permits(APPROVAL, EDIT):
            raise insufficient_permission(
                "You need the Journal Approval permission to approve a journal entry."
            )
        plain = APPROVED if draft.approved else PENDING
        self.decide(key, str(draft.approval_status or plain), terms)

    def decide(self, key: int, status: str, terms: Terms) -> None:
        """Give a journal and its reversal a status; an approved one posts.

        Raises:
            Refusal: its period was shut while it waited, and the account does not move it.
        """
        header = self._ledger.find(key)
        for each in (header, header and self._reversal(header)):
            if each and status == APPROVED and each["posting"] == "F":
                self._move(each, terms)
        self._ledger.decide(key, status)

    def _reversal(self, header: Row) -> Row | None:
        key = header["reversal"]
        return None if key is None else self._ledger.find(int(str(key)))

    def _move(self, header: Row, terms: Terms) -> None:
        """Move a journal out of the period that was shut while it waited (fact 184)."""
        key = int(str(header["id"]))
        draft = draft_of(header, self._ledger.lines(key), self._custom)
        scope = home_of(draft, self._master, terms.preferences).scope(draft)
        period = self._periods.period_to_post_in(
            int(str(header["postingperiod"])),
            date.fromisoformat(str(header["trandate"])),
            self._clock().date(),
            scope,
            terms,
        )
        self._ledger.update(key, {"postingperiod": period["id"]})
