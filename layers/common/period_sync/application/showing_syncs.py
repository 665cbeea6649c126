"""Shows syncs: what their rows say, who asked them to stop, and what the clock says of both."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from period_sync.application.ports import Clock, Feedbacks, Page, Syncs
from period_sync.domain.mail_state import MailState, mail_state
from period_sync.domain.shown_sync import ShownSync, has_stalled
from period_sync.domain.sync import Sync


@dataclass(frozen=True, slots=True)
class ShowSyncs:
    """The use-cases: show one, and show a page of a period's."""

    clock: Clock
    syncs: Syncs
    feedbacks: Feedbacks

    def one(self, sync: Sync) -> ShownSync:
        """Show a sync, and what became of its mail."""
        return replace(self._shown([sync])[0], mail=self._mail(sync))

    def of_period(
        self, tenant: str, entity: str, period_id: str, limit: int, cursor: str | None
    ) -> Page[ShownSync]:
        """List all runs of a period, newest first."""
        page = self.syncs.syncs_of_period(tenant, entity, period_id, limit, cursor)
        return Page(self._shown(page.items), page.next_cursor)

    def _shown(self, syncs: Sequence[Sync]) -> list[ShownSync]:
        """Only what runs can be stopped, so only of that is read whether somebody asked."""
        running = [sync for sync in syncs if sync.is_running]
        asked = self.syncs.asked_to_stop(running)
        now = self.clock.now()
        return [
            ShownSync(
                sync,
                can_stop=sync.is_running and sync.sync_id not in asked,
                stalled=has_stalled(sync, now),
            )
            for sync in syncs
        ]

    def _mail(self, sync: Sync) -> MailState | None:
        if sync.result_no == 0:
            return None
        mailing = self.syncs.mailing(sync, sync.result_no)
        if not mailing.is_sent:
            return None
        return mail_state(mailing.refused, self.feedbacks.about_sync(sync.tenant, sync.sync_id))
