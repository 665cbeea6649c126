"""The journal records of one NetSuite account: create, get, list, update and delete.

Reads are tried again where a fault may pass; a write is sent once, whatever happens. All of them
raise NetSuiteUnauthorized or another NetSuiteError if there is no login, before anything is sent.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from period_sync.adapters.netsuite.answers import RECORD_PATH, change_of, outcome_of
from period_sync.adapters.netsuite.journal_changes import FieldValue, write_changes
from period_sync.adapters.netsuite.journal_document import read_journal
from period_sync.adapters.netsuite.journal_query import keys_of, rows_of
from period_sync.adapters.netsuite.payload import render
from period_sync.adapters.netsuite.reads import Reads, page_of
from period_sync.adapters.netsuite.record_fields import internal_id
from period_sync.adapters.netsuite.record_filter import DATE_FORMAT, can_express, write_filters
from period_sync.adapters.netsuite.rows import flag, text
from period_sync.adapters.netsuite.suiteql import PAGE_ROWS, ROWS_MAX, SuiteQl, marks
from period_sync.adapters.netsuite.transport import Transport
from period_sync.domain.connection import Features
from period_sync.domain.errors import Conflict, InvalidInput, NetSuiteMalformed, NetSuiteRefused
from period_sync.domain.journal_record import (
    ChangeAnswer,
    InternalId,
    JournalFilter,
    JournalKey,
    JournalRecord,
    JournalRow,
    NotShown,
)
from period_sync.domain.posting import JournalToPost, LineToPost, PostAnswer, RecordType

WRITE_SECONDS = 120
"""How long the answer to a write is waited for, if nobody says; then the outcome is unknown."""
_WRITE_HEADERS = {
    "Content-Type": "application/json",
    # Without it a misspelt field is dropped with a mere warning (fact 63).
    "X-NetSuite-PropertyNameValidation": "error",
}
_IN_A_PATH = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_PERIODS = (
    "SELECT t.id, p.periodname, p.closed, p.alllocked FROM transaction t "
    "JOIN accountingperiod p ON p.id = t.postingperiod WHERE t.id IN ({marks})"
)


class JournalClient:
    """Fulfils `Journals`.

    `date_format` is how the integration's user writes dates (fact 80), and `answer_seconds` how
    long the answer to a POST is waited for.
    """

    def __init__(  # noqa: PLR0913
        self,
        transport: Transport,
        reads: Reads,
        suiteql: SuiteQl,
        origin: str,
        features: Features,
        date_format: str = DATE_FORMAT,
        answer_seconds: float | None = None,
    ) -> None:
        self._transport = transport
        self._reads = reads
        self._suiteql = suiteql
        self._origin = origin
        self._features = features
        self._date_format = date_format
        self._answer_seconds = answer_seconds

    def create(self, record_type: RecordType, journal: JournalToPost | bytes) -> PostAnswer:
        """POST a journal once, create-only: never PUT, which could append its lines (fact 60)."""
        body = journal if isinstance(journal, bytes) else render(journal)
        url = self._collection(record_type)
        seconds = self._answer_seconds or WRITE_SECONDS
        answer = self._transport.send("POST", url, _WRITE_HEADERS, seconds, body)
        return outcome_of(answer, self._origin, record_type)

    def get(
        self, key: JournalKey, record_type: RecordType = RecordType.JOURNAL
    ) -> JournalRecord | NotShown:
        """Read a journal whole, amounts exactly as NetSuite writes them.

        NetSuite answers 404 or 400 for a journal that is not there, is of another type, or is
        hidden from the role, so that "not shown" is all that can be said (facts 125, 126, 210).
        """
        name = self._name_in_path(key, record_type)
        if name is None:
            return NotShown("No journal with this external id is listed.")
        url = f"{self._collection(record_type)}/{name}?expandSubResources=true"
        try:
            return read_journal(self._reads.document("GET", url), record_type)
        except NetSuiteRefused as refused:
            if refused.evidence["status"] in {400, 404}:
                return NotShown(str(refused.evidence["detail"]))
            raise

    def rows(self, wanted: JournalFilter) -> Iterator[JournalRow]:
        """List journals with their columns, page by page as they are consumed.

        Rule: columns and conditions on lines are read with SuiteQL, which alone can show them;
        keys by conditions on the header are listed with `q`, as `keys` does. SuiteQL gives up to
        100,000 rows; what is more is NetSuiteMalformed, so narrow the dates.
        """
        return rows_of(self._suiteql, wanted, self._features)

    def keys(self, wanted: JournalFilter) -> Iterator[tuple[RecordType, InternalId]]:
        """List type and internal id only: with `q` where it can say the filter, else SuiteQL."""
        if not can_express(wanted):
            for record_type, found in keys_of(self._suiteql, wanted, self._features):
                yield record_type, InternalId(found)
            return
        for record_type in wanted.record_types:
            for condition in write_filters(wanted, self._date_format):
                for found in self._listed(record_type, condition):
                    yield record_type, InternalId(found)

    def find(self, key: JournalKey) -> JournalRow | None:
        """Look a journal of any type up; None says only that SuiteQL shows none."""
        wanted = (
            JournalFilter(internal_ids=(key.value,))
            if isinstance(key, InternalId)
            else JournalFilter(external_ids=(key.value,))
        )
        return next(self.rows(wanted), None)

    def update(
        self,
        key: InternalId,
        changes: Mapping[str, FieldValue],
        lines: Sequence[LineToPost] | None = None,
        record_type: RecordType = RecordType.JOURNAL,
    ) -> ChangeAnswer:
        """Set fields of a journal's header; with `lines`, put them in place of all of its lines.

        Lines are never sent without `replace=line`: they would be added to the old ones (facts 58
        to 60). Raises InvalidInput for a field that can't be changed.
        """
        body = write_changes(changes, lines)
        url = f"{self._collection(record_type)}/{key}"
        if lines is not None:
            url += "?replace=line"
        return change_of(self._transport.send("PATCH", url, _WRITE_HEADERS, WRITE_SECONDS, body))

    def delete(self, journal: JournalRow, reason: str) -> ChangeAnswer:
        """Delete a journal that `find` or `rows` showed.

        The reason is required, and for the caller to keep: NetSuite documents no place for it in
        a DELETE through REST, and fills in one of its own (fact 192). Raises Conflict, before
        anything is sent, in a closed or locked period, be it of the journal or of its reversal;
        locks of single subsidiaries only NetSuite sees, and refuses (fact 176).
        """
        if not reason.strip():
            raise InvalidInput("Say why the journal is deleted.", field="reason")
        self._require_open(journal)
        url = f"{self._collection(journal.record_type)}/{journal.internal_id}"
        return change_of(self._transport.send("DELETE", url, {}, WRITE_SECONDS))

    def _collection(self, record_type: RecordType) -> str:
        return f"{self._origin}{RECORD_PATH}/{record_type}"

    def _name_in_path(self, key: JournalKey, record_type: RecordType) -> str | None:
        """Name a record in a URL; an external id of other characters is looked up (fact 82)."""
        if isinstance(key, InternalId) or _IN_A_PATH.fullmatch(key.value):
            return str(key)
        wanted = JournalFilter(external_ids=(key.value,), record_types=(record_type,))
        found = next(self.keys(wanted), None)
        return None if found is None else found[1].value

    def _listed(self, record_type: RecordType, condition: str) -> Iterator[str]:
        chosen = f"q={quote(condition, safe='')}&" if condition else ""
        for offset in range(0, ROWS_MAX, PAGE_ROWS):
            page = f"{chosen}limit={PAGE_ROWS}&offset={offset}"
            items, more = page_of(
                self._reads.document("GET", f"{self._collection(record_type)}?{page}")
            )
            for item in items:
                found = internal_id(item, "id") if isinstance(item, Mapping) else None
                if found is None:
                    raise NetSuiteMalformed("A journal is listed without its id.")
                yield found
            if not more:
                return
        raise NetSuiteMalformed("NetSuite's list has no end.", rows=ROWS_MAX)

    def _require_open(self, journal: JournalRow) -> None:
        ids = [each for each in (journal.internal_id, journal.reversal) if each is not None]
        rows = self._suiteql.rows(_PERIODS.format(marks=marks(ids)), ids)
        if {text(row, "id") for row in rows} != set(ids):
            raise Conflict(
                "NetSuite does not show the accounting period of the journal, so that it can't "
                "be told whether it is open. Let the role see accounting periods.",
                code="PERIOD_NOT_SHOWN",
            )
        for row in rows:
            is_closed, is_locked = flag(row, "closed"), flag(row, "alllocked")
            if is_closed or is_locked:
                name = text(row, "periodname")
                raise Conflict(
                    f"The accounting period {name} is {'closed' if is_closed else 'locked'} in "
                    "NetSuite. Open it there first, or book the opposite in an open period.",
                    code="PERIOD_CLOSED" if is_closed else "PERIOD_LOCKED",
                    period=name,
                )
