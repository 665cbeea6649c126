"""Makes the entry that a journal becomes: checked as a save checks it, or proposed as a form."""

from collections.abc import Callable
from datetime import datetime

from local.netsuite.conversion import header_rate
from local.netsuite.database import Row
from local.netsuite.entry import Entry, with_balancing_lines
from local.netsuite.home import home_of
from local.netsuite.journal import Draft
from local.netsuite.journal_rules import check_journal
from local.netsuite.master_data import MasterData
from local.netsuite.periods import Periods
from local.netsuite.record_types import RecordType
from local.netsuite.refusals import invalid_value
from local.netsuite.scripts import Scripts
from local.netsuite.terms import Terms


class EntryMaker:
    """Finds where, when and at which rate a journal is booked."""

    def __init__(
        self,
        master: MasterData,
        periods: Periods,
        scripts: Scripts,
        clock: Callable[[], datetime],
    ) -> None:
        self._master = master
        self._periods = periods
        self._scripts = scripts
        self._clock = clock

    def checked(
        self, record_type: RecordType, draft: Draft, terms: Terms, period: Row | None = None
    ) -> Entry:
        """Return the entry that a journal makes, in a period that it may keep or in its own.

        Raises:
            Refusal: it breaks a rule, its period is shut, or a script of the customer refuses.
        """
        preferences = terms.preferences
        if preferences.negative_amounts:
            draft = draft.without_negative_amounts()
        _refuse_others_subsidiaries(draft, terms)
        home = check_journal(record_type, draft, self._master, preferences)
        self._scripts.before_submit(draft)
        today = self._clock().date()
        day = draft.tran_date or today
        if period is None:
            period = self._periods.posting_period(draft, day, today, home.scope(draft), terms)
        rate = header_rate(record_type, draft, home, self._master)
        draft = with_balancing_lines(draft, preferences.balancing_account)
        return Entry(record_type, draft, home, day, period, rate)

    def proposed(self, record_type: RecordType, draft: Draft, terms: Terms) -> Entry:
        """Return the entry that a journal would make, with what NetSuite fills in, unchecked.

        Raises:
            Refusal: its subsidiary, currency or book is wrong, or it has no period.
        """
        home = home_of(draft, self._master, terms.preferences)
        today = self._clock().date()
        day = draft.tran_date or today
        period = self._periods.proposed(draft, day, today, home.scope(draft), terms)
        return Entry(
            record_type,
            draft,
            home,
            day,
            period,
            header_rate(record_type, draft, home, self._master),
        )


def _refuse_others_subsidiaries(draft: Draft, terms: Terms) -> None:
    """Take a subsidiary that the role may not use for one that does not exist (fact 156)."""
    used = [(draft.subsidiary, "subsidiary"), (draft.to_subsidiary, "toSubsidiary")]
    used += [(line.subsidiary, f"{line.place}.lineSubsidiary") for line in draft.lines]
    for key, path in used:
        if key is not None and not terms.may_use(key):
            raise invalid_value(key, path.rpartition(".")[2], path)
