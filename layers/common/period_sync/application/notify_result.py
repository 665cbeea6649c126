"""Mails a result to who pressed Sync and to the company's list, once as far as we can tell.

The mark is set after the mail was sent: a crash between the two, and only that, sends it twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from period_sync.application.frozen import read_problems
from period_sync.application.ports import Mailer, Objects, Syncs, Tenants
from period_sync.application.result_mail import JOURNALS_SHOWN, compose
from period_sync.domain.journal import Journal
from period_sync.domain.sync import IntegrationStatus, Sync


@dataclass(frozen=True, slots=True)
class NotifyResult:
    """The use-case; see `__call__`. `page_url` is where deep links begin."""

    tenants: Tenants
    syncs: Syncs
    objects: Objects
    mailer: Mailer
    page_url: str

    def __call__(self, tenant_id: str, sync_id: str, result_no: int) -> None:
        """Mail one result, unless it or a newer one was mailed. Raises NotFound."""
        sync = self.syncs.sync(tenant_id, sync_id)
        if sync.result_no != result_no or self.syncs.was_mailed(sync, result_no):
            return
        tenant = self.tenants.tenant(tenant_id)
        problems = (
            read_problems(self.objects.get(sync.problems)) if sync.problems is not None else []
        )
        journals = self._journals(sync)
        self.mailer.send(compose(sync, tenant, journals, problems, self.page_url))
        self.syncs.mark_mailed(sync, result_no)

    def _journals(self, sync: Sync) -> Sequence[Journal]:
        """The first journals of a sync; all of one that failed, as the last may be missing."""
        if not sync.is_planned:
            # What an earlier revision brought to NetSuite is no part of this result.
            return ()
        if sync.status is IntegrationStatus.FAILED:
            return self.syncs.journals(sync)
        return self.syncs.journals_page(sync, JOURNALS_SHOWN, None).items
