"""How an operator deletes a journal in NetSuite: only what is safe to, with a reason, on record."""

from dataclasses import dataclass

from period_sync.application.ports import Audit, Clock, Journals
from period_sync.domain.connection import Connection, Environment
from period_sync.domain.errors import Conflict, InvalidInput, NotFound, PeriodSyncError
from period_sync.domain.external_id import PREFIX
from period_sync.domain.journal_record import ChangeAnswer, JournalKey, JournalRow
from period_sync.domain.sync import Person
from period_sync.domain.tenant import AuditRecord

REASON_MAX = 500


@dataclass(frozen=True, slots=True)
class DeleteJournal:
    """Deletion in one account. `by` is the operator's AWS identity, for the audit trail."""

    clock: Clock
    audit: Audit
    journals: Journals
    connection: Connection
    by: Person

    def find(self, key: JournalKey) -> JournalRow:
        """Return a journal that may be deleted.

        Raises NotFound if NetSuite shows none, and Conflict for a posted journal, as its opposite
        is booked instead, and for one of ours in production, as only a sync may decide on it.
        """
        row = self.journals.find(key)
        if row is None:
            raise NotFound(f"NetSuite shows no journal {key}.")
        if row.is_posting:
            raise Conflict(
                f"Journal {row.number} is posted. Book its opposite instead, in an open period.",
                code="JOURNAL_POSTED",
            )
        is_ours = (row.external_id or "").lower().startswith(PREFIX)
        if is_ours and self.connection.environment is Environment.PRODUCTION:
            raise Conflict(
                f"Journal {row.number} bears the key of a sync ({row.external_id}) in a production "
                "account. Reject it in NetSuite; the sync then offers what to do.",
                code="JOURNAL_OF_A_SYNC",
            )
        return row

    def delete(self, journal: JournalRow, reason: str) -> ChangeAnswer:
        """Delete a journal that `find` returned; what was asked and what came of it are recorded.

        Raises InvalidInput without a reason, Conflict in a closed or locked period, or what the
        login raises; nothing was sent then.
        """
        if not (reason.isprintable() and 0 < len(reason.strip()) <= REASON_MAX):
            raise InvalidInput(
                f"The reason is one line of at most {REASON_MAX} characters.", field="reason"
            )
        self._record(
            journal,
            "journal deletion asked",
            reason=reason,
            number=journal.number,
            external_id=journal.external_id or "none",
            date=journal.date.isoformat(),
            debit=f"{journal.debit:f}",
            currency=journal.currency.name if journal.currency else "none",
        )
        try:
            answer = self.journals.delete(journal, reason)
        except PeriodSyncError as error:
            self._record(journal, "journal deletion ended", outcome="NOT_SENT", told=error.message)
            raise
        told = "; ".join(complaint.detail for complaint in answer.complaints)[:1000]
        self._record(
            journal, "journal deletion ended", outcome=answer.outcome, told=told or "nothing"
        )
        return answer

    def _record(self, journal: JournalRow, action: str, **facts: str) -> None:
        where = {
            "connection": self.connection.connection_id,
            "account": self.connection.account,
            "record_type": journal.record_type.value,
        }
        record = AuditRecord(
            self.connection.tenant,
            self.clock.now(),
            self.by,
            action,
            journal.internal_id,
            where | facts,
        )
        self.audit.append(record)
