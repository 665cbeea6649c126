"""The end of a sync: one transaction with the final state, then the announcement."""

from dataclasses import dataclass, replace

from period_sync.application.frozen import read_problems, write_problems
from period_sync.application.journal_problems import problems_of
from period_sync.application.ports import Clock, Objects, Results, Syncs
from period_sync.domain.journal import Journal, JournalStatus
from period_sync.domain.problems import Problem, merged
from period_sync.domain.sync import IntegrationStatus, Stage, StoredObject, Sync
from period_sync.domain.tenant import AuditRecord
from period_sync.domain.transitions import Actor, require_stage, require_status
from period_sync.domain.wake_up import RESEND_AFTER


@dataclass(frozen=True, slots=True)
class End:
    """The use-case; see `__call__`. Needs no NetSuite, so that a sync can always be ended.

    `by` is who ends.
    """

    clock: Clock
    syncs: Syncs
    objects: Objects
    results: Results
    by: Actor = Actor.WORKER

    def __call__(self, sync: Sync, problems: tuple[Problem, ...] = ()) -> Sync:
        """End a sync with what its journals say, and with `problems` that stopped it before.

        It is COMPLETED only if every journal is in the ledger and was verified by this sync, and
        nothing blocks it; notices are stored with the problems. Raises StaleWorker.
        """
        require_stage(sync.stage, Stage.ENDED, self.by)
        journals = self.syncs.journals(sync) if sync.plan is not None else []
        found = merged((*problems, *self._notices(sync), *problems_of(journals)))
        blocking = sum(problem.blocks for problem in found)
        status = _status(sync, journals, is_blocked=blocking > 0)
        require_status(sync.status, status, self.by)
        now = self.clock.now()
        ended = replace(
            sync,
            version=sync.version + 1,
            step_no=sync.step_no + 1,
            stepped_at=now,
            epoch=sync.epoch + 1,
            stage=Stage.ENDED,
            status=status,
            problems=self._store(sync, found),
            problem_count=blocking,
            journals_posted=sum(journal.is_in_netsuite for journal in journals),
            finished_at=now,
            progressed_at=now,
            result_no=sync.result_no + 1,
            claim_message_id=None,
            paused_at=None,
            due_at=now + RESEND_AFTER,
        )
        posted = f"{ended.journals_posted} of {ended.journals_total} journals are in NetSuite"
        audit = AuditRecord(
            tenant=ended.tenant,
            at=now,
            by=ended.requested_by,
            action=f"sync {ended.status}",
            subject=ended.sync_id,
            facts={"posted": posted, "problems": str(blocking), "account": ended.account},
        )
        self.syncs.end(sync, ended, f"Ended {ended.status}: {posted}.", audit)
        announce(self.syncs, self.results, ended)
        return ended

    def _notices(self, sync: Sync) -> list[Problem]:
        return [] if sync.notices is None else read_problems(self.objects.get(sync.notices))

    def _store(self, sync: Sync, problems: tuple[Problem, ...]) -> StoredObject | None:
        if not problems:
            return None
        # A worker that died before it could end the sync may have stored its own list.
        name = f"problems-{sync.epoch}-{sync.version}.json"
        key = f"tenants/{sync.tenant}/syncs/{sync.sync_id}/{name}"
        return self.objects.put(key, write_problems(problems))


def announce(syncs: Syncs, results: Results, sync: Sync) -> None:
    """Publish a result, then record that. A crash between the two publishes it again."""
    results.publish(sync.tenant, sync.sync_id, sync.result_no, sync.status)
    announced = replace(
        sync, version=sync.version + 1, announced_result_no=sync.result_no, due_at=None
    )
    syncs.mark(sync, announced)


def _status(sync: Sync, journals: list[Journal], *, is_blocked: bool) -> IntegrationStatus:
    verified = [j for j in journals if j.verified_by == sync.sync_id]
    if is_blocked or not journals or len(verified) != len(journals):
        return IntegrationStatus.FAILED
    if all(journal.status is JournalStatus.POSTED for journal in journals):
        return IntegrationStatus.COMPLETED
    return IntegrationStatus.AWAITING_APPROVAL
