"""Bounces and complaints, each noted once, and watched by when that was."""

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import audit_put, item_of, row_of, watch
from period_sync.adapters.dynamodb.table import Put, StateTable
from period_sync.application.ports import Watch
from period_sync.domain.errors import RowChanged
from period_sync.domain.mail_feedback import MailFeedback
from period_sync.domain.tenant import AuditRecord


class DynamoFeedbacks:
    """Fulfils `Feedbacks`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def note(self, feedback: MailFeedback, audit: AuditRecord) -> None:
        """Note a bounce or complaint with its line of the trail; one that is noted stays so.

        Raises RowChanged if the trail has another line of that instant.
        """
        key = keys.feedback(feedback.tenant, feedback.about, feedback.feedback_id)
        item = item_of(feedback, key, **watch(Watch.MAIL_BOUNCED, audit.at))
        try:
            self._table.transact(Put(item), audit_put(audit))
        except RowChanged:
            if self._table.get(key) is None:
                raise

    def about_sync(self, tenant: str, sync_id: str) -> list[MailFeedback]:
        """List what came back of the mails about a sync."""
        pk, prefix = keys.feedback(tenant, sync_id, "")
        return [row_of(MailFeedback, item) for item in self._table.query(pk, prefix)]
