"""Notes that a mail bounced or was complained of: in the trail, and where an alarm looks for it."""

from dataclasses import dataclass

from period_sync.application.ports import Clock, Feedbacks, Syncs
from period_sync.domain.mail_feedback import MailFeedback
from period_sync.domain.sync import Person
from period_sync.domain.tenant import AuditRecord

SES = Person("ses", "Amazon SES")


@dataclass(frozen=True, slots=True)
class NoteFeedback:
    """The use-case; see `__call__`."""

    clock: Clock
    syncs: Syncs
    feedbacks: Feedbacks

    def __call__(self, feedback: MailFeedback) -> None:
        """Note one bounce or complaint, once. Raises NotFound if there is no such sync."""
        tenant, sync_id = feedback.tenant, feedback.sync_id
        found_by = self.syncs.sync(tenant, sync_id).found_by if sync_id else {}
        audit = AuditRecord(
            tenant=tenant,
            at=self.clock.now(),
            by=SES,
            action=f"mail {feedback.kind}",
            subject=feedback.about or feedback.feedback_id,
            facts={
                **found_by,
                "addresses": ", ".join(feedback.addresses),
                "reason": feedback.reason,
            },
        )
        self.feedbacks.note(feedback, audit)
