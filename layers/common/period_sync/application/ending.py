"""The end of a sync: one transaction with the final state, then the announcement."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from period_sync.application.frozen import read_problems, write_problems
from period_sync.application.journal_problems import problems_of
from period_sync.application.ports import Clock, Objects, Results, Syncs
from period_sync.domain.journal import VERIFIED, Journal, JournalStatus, standing, wanted
from period_sync.domain.problems import Problem, merged
from period_sync.domain.sync import IntegrationStatus, Person, Stage, StoredObject, Sync
from period_sync.domain.tenant import AuditRecord
from period_sync.domain.transitions import Actor, require_stage, require_status
from period_sync.domain.wake_up import RESEND_AFTER

_I = IntegrationStatus


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
        stopped = replace(sync, stopped_by=self._store(sync, "stopped", problems))
        return self._end(stopped, journals, self._found(sync, journals, problems))

    def again(self, sync: Sync, by: Person) -> Sync | None:
        """Give a sync that has ended another result, if its journals say something else now.

        None if they don't. What stopped the sync no longer counts once all of them are in the
        ledger. Raises StaleWorker.
        """
        journals, found = self._now(sync)
        status = _status(sync, journals, is_blocked=any(problem.blocks for problem in found))
        if status is sync.status and (_said(found) == _known(sync) or _is_pending(status)):
            return None
        changed = replace(
            sync,
            stopped_by=None if _all_verified(sync, journals) else sync.stopped_by,
            # A retry is for what failed, and that message was about the end before.
            gave_up_send_no=sync.gave_up_send_no if sync.status is _I.FAILED else None,
        )
        return self._end(changed, journals, found, by)

    def problems_now(self, sync: Sync) -> StoredObject | None:
        """Store what is to be said of a sync that has ended, if that is not what was stored."""
        _, found = self._now(sync)
        if _said(found) == _known(sync):
            return sync.problems
        return self._store(sync, "problems", found)

    def _now(self, sync: Sync) -> tuple[Sequence[Journal], tuple[Problem, ...]]:
        journals = self.syncs.journals(sync) if sync.plan is not None else []
        stop = () if _all_verified(sync, journals) else self._read(sync.stopped_by)
        return journals, self._found(sync, journals, stop)

    def _found(
        self, sync: Sync, journals: Sequence[Journal], stop: Iterable[Problem]
    ) -> tuple[Problem, ...]:
        return merged((*stop, *self._read(sync.notices), *problems_of(journals)))

    def _end(
        self,
        sync: Sync,
        journals: Sequence[Journal],
        found: tuple[Problem, ...],
        by: Person | None = None,
    ) -> Sync:
        blocking = sum(problem.blocks for problem in found)
        status = _status(sync, journals, is_blocked=blocking > 0)
        require_status(sync.status, status, self.by)
        own = _own(sync, journals)
        now = self.clock.now()
        ended = replace(
            sync,
            version=sync.version + 1,
            step_no=sync.step_no + 1,
            stepped_at=now,
            epoch=sync.epoch + 1,
            stage=Stage.ENDED,
            status=status,
            problems=self._store(sync, "problems", found),
            problem_count=blocking,
            journals_posted=sum(journal.is_in_netsuite for journal in own),
            journals_unknown=sum(journal.is_unknown for journal in journals),
            journals_to_post=sum(journal.is_open for journal in own),
            finished_at=now,
            progressed_at=now,
            result_no=sync.result_no + 1,
            claim_message_id=None,
            paused_at=None,
            waiting=None,
            due_at=now + RESEND_AFTER,
            looked_at=None,
            check_by=None,
            check_at=None,
        )
        posted = f"{ended.journals_posted} of {ended.journals_total} journals are in NetSuite"
        audit = AuditRecord(
            tenant=ended.tenant,
            at=now,
            by=by or ended.requested_by,
            action=f"sync {ended.status}",
            subject=ended.sync_id,
            facts={**ended.found_by, "posted": posted, "problems": str(blocking)},
        )
        self.syncs.end(sync, ended, f"Ended {ended.status}: {posted}.", audit)
        announce(self.syncs, self.results, ended)
        return ended

    def _read(self, stored: StoredObject | None) -> list[Problem]:
        return [] if stored is None else read_problems(self.objects.get(stored))

    def _store(self, sync: Sync, what: str, problems: tuple[Problem, ...]) -> StoredObject | None:
        if not problems:
            return None
        # A worker that died before it could end the sync may have stored its own list.
        name = f"{what}-{sync.epoch}-{sync.version}.json"
        key = f"tenants/{sync.tenant}/syncs/{sync.sync_id}/{name}"
        return self.objects.put(key, write_problems(problems))


def announce(syncs: Syncs, results: Results, sync: Sync) -> None:
    """Publish a result, then record that. A crash between the two publishes it again."""
    results.publish(sync.tenant, sync.sync_id, sync.result_no, sync.status, sync.correlation_id)
    announced = replace(
        sync,
        version=sync.version + 1,
        announced_result_no=sync.result_no,
        due_at=sync.check_at or sync.next_look,
    )
    syncs.mark(sync, announced)


def _said(problems: tuple[Problem, ...]) -> str | None:
    return hashlib.sha256(write_problems(problems)).hexdigest() if problems else None


def _known(sync: Sync) -> str | None:
    return None if sync.problems is None else sync.problems.sha256


def _is_pending(status: IntegrationStatus) -> bool:
    """Whether a sync only waits on: nobody wants a mail about each approval."""
    return status is _I.AWAITING_APPROVAL


def _own(sync: Sync, journals: Sequence[Journal]) -> Sequence[Journal]:
    """What a sync's own plan wants in NetSuite; what another one wants is none of it."""
    return wanted(journals) if sync.is_planned else ()


def _all_verified(sync: Sync, journals: Sequence[Journal]) -> bool:
    kept = wanted(journals)
    return (
        sync.is_planned
        and bool(kept)
        and all(
            journal.status is JournalStatus.BOOKED_BY_HAND
            or (journal.status in VERIFIED and journal.verified_by == sync.sync_id)
            for journal in kept
        )
    )


def _status(sync: Sync, journals: Sequence[Journal], *, is_blocked: bool) -> IntegrationStatus:
    if is_blocked or not _all_verified(sync, journals):
        return _I.FAILED
    pending = JournalStatus.PENDING_APPROVAL
    if any(journal.status is pending for journal in wanted(journals)) or standing(journals):
        return _I.AWAITING_APPROVAL
    return _I.COMPLETED
