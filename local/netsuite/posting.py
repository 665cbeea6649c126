"""Saves, changes and deletes journals as NetSuite does, each together with its reversal."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from local.netsuite.approval import Approval
from local.netsuite.change_guard import ChangeGuard
from local.netsuite.custom_fields import CustomFields
from local.netsuite.database import Database, Row
from local.netsuite.entry import Entry
from local.netsuite.entry_making import EntryMaker
from local.netsuite.journal import Draft
from local.netsuite.journal_body import JournalBody
from local.netsuite.journal_rows import draft_of, header_row, impact_rows, line_rows
from local.netsuite.ledger import APPROVED, PENDING, Ledger
from local.netsuite.master_data import MasterData
from local.netsuite.overlay import Manner, laid_over
from local.netsuite.periods import Periods
from local.netsuite.record_types import RecordType
from local.netsuite.refusals import (
    already_exists,
    missing_value,
    nonexistent,
)
from local.netsuite.scripts import Scripts
from local.netsuite.terms import Terms


class Posting:
    """Works on journals, each in one database transaction; `entries` makes what is booked."""

    def __init__(
        self,
        database: Database,
        master: MasterData,
        ledger: Ledger,
        periods: Periods,
        scripts: Scripts,
        custom: CustomFields,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._master = master
        self._ledger = ledger
        self._periods = periods
        self._guard = ChangeGuard(master, periods)
        self._approval = Approval(master, ledger, periods, custom, clock)
        self.entries = EntryMaker(master, periods, scripts, clock)
        self._custom = custom
        self._clock = clock

    def create(
        self, record_type: RecordType, draft: Draft, terms: Terms, *, unique: bool = True
    ) -> int:
        """Save a journal and return its internal id.

        Without `unique` the external id was looked for already, as two callers at once may
        both have done (fact 196).

        Raises:
            Refusal: the journal breaks a rule or its external id is taken; nothing is saved.
        """
        with self._database.transaction():
            # A taken external id is found first, as in every account seen (fact 124).
            if unique:
                self.refuse_taken(draft.external_id, terms)
            entry = self.entries.checked(record_type, draft, terms)
            key = self._ledger.next_key()
            self._save_new(key, entry, terms)
            self._save_reversal(key, None, entry, terms)
            self._approval.on_create(key, draft, terms)
        return key

    def update(self, key: int, body: JournalBody, manner: Manner, terms: Terms) -> None:
        """Change a saved journal, and its reversal with it.

        Raises:
            Refusal: the journal can't be changed, or would break a rule; nothing is changed.
        """
        with self._database.transaction():
            header = self._found(key)
            record_type = self._ledger.record_type(header)
            saved = draft_of(header, self._ledger.lines(key), self._custom)
            draft = laid_over(_rebased(saved, body), body, record_type, manner)
            period = self._guard.allow_change(header, saved, draft, terms)
            if (draft.external_id or "").lower() != (saved.external_id or "").lower():
                self.refuse_taken(draft.external_id, terms)
            entry = self.entries.checked(record_type, draft, terms, period)
            self._save_again(header, entry)
            self._save_reversal(key, header["reversal"], entry, terms)
            self._approval.on_update(key, draft, terms)

    def delete(self, key: int, reason: int | None, terms: Terms) -> None:
        """Delete a journal and its reversal.

        Raises:
            Refusal: it can't be deleted.
        """
        with self._database.transaction():
            header = self._found(key)
            saved = draft_of(header, self._ledger.lines(key), self._custom)
            self._guard.allow_deletion(header, saved, terms)
            given = reason or saved.deletion_reason
            if terms.preferences.deletion_reason_required and given is None:
                raise missing_value("Deletion Reason", "deletionReason")
            for each in filter(None, (key, header["reversal"])):
                self._ledger.remove(
                    int(str(each)), frees=terms.preferences.delete_frees_external_id
                )

    def change_by_hand(self, key: int, changes: Mapping[str, object], terms: Terms) -> bool:
        """Change a journal as a NetSuite user would; tells whether it exists.

        Raises:
            Refusal: it is approved, and its period is shut.
            ValueError: a column that can't be changed so.
        """
        with self._database.transaction():
            if self._ledger.find(key) is None:
                return False
            self._ledger.change_by_hand(key, changes)
            if "approvalstatus" in changes:
                self._approval.decide(key, str(changes["approvalstatus"]), terms)
        return True

    def refuse_taken(self, external_id: str | None, terms: Terms) -> None:
        """Refuse an external id that a transaction of any type has, or had (facts 49, 193)."""
        if external_id and self._ledger.is_taken(external_id):
            raise already_exists(terms.preferences.language)

    def _save_new(self, key: int, entry: Entry, terms: Terms) -> None:
        preferences = terms.preferences
        number = self._ledger.next_number("journal", preferences.first_number)
        pending = preferences.require_approvals
        posting = "F" if pending else "T"
        now = self._now()
        header: Row = {
            **header_row(entry),
            "id": key,
            "tranid": entry.draft.tran_id or f"{preferences.number_prefix}{number}",
            "transactionnumber": f"JOURNAL{number}",
            "posting": posting,
            "status": "A" if pending else "B",
            "approvalstatus": PENDING if pending else APPROVED,
            "createddate": now,
            "lastmodifieddate": now,
        }
        lines = line_rows(key, entry, self._master)
        self._ledger.save(header, lines, impact_rows(key, entry, self._master, posting))

    def _save_again(self, header: Row, entry: Entry) -> None:
        key, posting = int(str(header["id"])), str(header["posting"])
        changes = {
            **header_row(entry),
            "tranid": entry.draft.tran_id or header["tranid"],
            "lastmodifieddate": self._now(),
        }
        lines = line_rows(key, entry, self._master)
        self._ledger.replace(key, changes, lines, impact_rows(key, entry, self._master, posting))

    def _save_reversal(self, original: int, old: object, entry: Entry, terms: Terms) -> None:
        """Keep the one reversal that the journal asks for, linked both ways (fact 188)."""
        day = entry.draft.reversal_date
        if day is None or not entry.draft.has_reversal:
            if old is not None:
                self._ledger.remove(int(str(old)), frees=True)
                self._ledger.update(original, {"reversal": None})
            return
        scope = entry.home.scope(entry.draft)
        opposite = entry.reversed_on(day, self._periods.reversal_period(day, scope, terms))
        if old is None:
            key = self._ledger.next_key()
            self._save_new(key, opposite, terms)
        else:
            key = int(str(old))
            self._save_again(self._found(key), opposite)
        links = {"isreversal": "T", "reversal": original, "reversaldate": None}
        self._ledger.update(key, links)
        self._ledger.update(original, {"reversal": key})

    def _found(self, key: int) -> Row:
        """Return the header as it is now; another caller may just have deleted it."""
        header = self._ledger.find(key)
        if header is None:
            raise nonexistent()
        return header

    def _now(self) -> str:
        return self._clock().isoformat(sep=" ", timespec="seconds")[:19]


def _rebased(saved: Draft, body: JournalBody) -> Draft:
    """Forget what follows from a value that the body changes."""
    given = body.header.values
    if "tran_date" in given:
        saved = replace(saved, posting_period=None)
    if "currency" in given or "subsidiary" in given:
        saved = replace(saved, exchange_rate=None)
    return saved
