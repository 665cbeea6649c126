"""Mails a result to who pressed Sync and to the company's list, once as far as we can tell.

The mark is set after the mail was sent: a crash between the two, and only that, sends it twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from period_sync.application.frozen import read_problems
from period_sync.application.ports import Mail, Mailer, Objects, Periods, Sent, Syncs, Tenants
from period_sync.application.result_mail import Outcome, compose
from period_sync.domain.journal import Journal
from period_sync.domain.sync import Sync


@dataclass(frozen=True, slots=True)
class NotifyResult:
    """The use-case; see `__call__`. `page_url` is where deep links begin."""

    tenants: Tenants
    periods: Periods
    syncs: Syncs
    objects: Objects
    mailer: Mailer
    page_url: str
    local_netsuite_origin: str | None

    def __call__(self, tenant_id: str, sync_id: str, result_no: int) -> None:
        """Mail one result, unless it or a newer one was mailed. Raises NotFound."""
        sync = self.syncs.sync(tenant_id, sync_id)
        mailing = self.syncs.mailing(sync, result_no)
        if sync.result_no != result_no or mailing.is_sent:
            return
        first = mailing.first_mail
        about = {"tenant": sync.tenant, "sync": sync.sync_id}
        mail = replace(self._mail(sync), answers=first, about=about)
        if not mail.addresses:
            # Whoever turned automatic syncs off may have emptied the list that they report to.
            self.syncs.mark_mailed(sync, result_no, Sent(""))
            return
        sent = self.mailer.send(mail)
        self.syncs.mark_mailed(sync, result_no, sent, is_first=first is None)

    def _mail(self, sync: Sync) -> Mail:
        outcome = Outcome(
            sync=sync,
            tenant=self.tenants.tenant(sync.tenant),
            period=self.periods.period(sync.tenant, sync.entity, sync.period_id),
            journals=self._journals(sync),
            problems=read_problems(self.objects.get(sync.problems)) if sync.problems else (),
        )
        return compose(outcome, self.page_url, self.local_netsuite_origin)

    def _journals(self, sync: Sync) -> Sequence[Journal]:
        """All journals; what an earlier revision brought to NetSuite is no part of a result."""
        return self.syncs.journals(sync) if sync.is_planned else ()
