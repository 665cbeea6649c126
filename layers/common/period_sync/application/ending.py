"""The end of a sync: one transaction with the final state, then the announcement."""

from collections.abc import Iterator
from dataclasses import replace

from period_sync.application.frozen import write_problems
from period_sync.application.ports import Results, Syncs
from period_sync.application.settling import unknown_problem
from period_sync.application.turn import Turn
from period_sync.domain.journal import Journal, JournalStatus
from period_sync.domain.problems import Place, Problem
from period_sync.domain.sync import IntegrationStatus, Stage, StoredObject, Sync, require_stage
from period_sync.domain.tenant import AuditRecord
from period_sync.domain.wake_up import RESEND_AFTER


def end_sync(turn: Turn, problems: tuple[Problem, ...] = ()) -> None:
    """End a sync with what its journals say, and with `problems` that stopped it before.

    It is COMPLETED only if every journal is in the ledger and was verified by this sync.
    """
    journals = turn.journals() if turn.sync.plan is not None else []
    found = (*problems, *_problems_of(journals))
    status = _status(turn.sync, journals, found)
    now = turn.now()
    old = turn.sync
    require_stage(old.stage, Stage.ENDED)
    new = replace(
        old,
        version=old.version + 1,
        step_no=old.step_no + 1,
        stepped_at=now,
        epoch=old.epoch + 1,
        stage=Stage.ENDED,
        status=status,
        problems=_store(turn, found),
        problem_count=len(found),
        finished_at=now,
        progressed_at=now,
        result_no=old.result_no + 1,
        claim_message_id=None,
        due_at=now + RESEND_AFTER,
    )
    posted = f"{new.journals_posted} of {new.journals_total} journals are in NetSuite"
    audit = AuditRecord(
        tenant=new.tenant,
        at=now,
        by=new.requested_by,
        action=f"sync {status}",
        subject=new.sync_id,
        facts={"posted": posted, "problems": str(len(found)), "account": new.account},
    )
    turn.ports.syncs.end(old, new, f"Ended {status}: {posted}.", audit)
    turn.sync = new
    announce(turn.ports.syncs, turn.ports.results, new)


def announce(syncs: Syncs, results: Results, sync: Sync) -> None:
    """Publish a result, then record that. A crash between the two publishes it again."""
    results.publish(sync.tenant, sync.sync_id, sync.result_no, sync.status)
    announced = replace(
        sync, version=sync.version + 1, announced_result_no=sync.result_no, due_at=None
    )
    syncs.mark(sync, announced)


def _status(
    sync: Sync, journals: list[Journal], problems: tuple[Problem, ...]
) -> IntegrationStatus:
    verified = [j for j in journals if j.verified_by == sync.sync_id]
    if problems or not journals or len(verified) != len(journals):
        return IntegrationStatus.FAILED
    if all(journal.status is JournalStatus.POSTED for journal in journals):
        return IntegrationStatus.COMPLETED
    return IntegrationStatus.AWAITING_APPROVAL


def _problems_of(journals: list[Journal]) -> Iterator[Problem]:
    for journal in journals:
        places = (Place(journal.entry_id, subsidiary=journal.subsidiary),)
        facts = {"entry": journal.entry_id, "external_id": journal.external_id}
        match journal.status:
            case JournalStatus.REFUSED:
                yield Problem("NS-01", facts | {"detail": journal.refusal or "none"}, places)
            case JournalStatus.DIFFERS:
                differs = {
                    "number": journal.number or "none",
                    "differences": journal.findings or "none",
                }
                yield Problem("POST-05", facts | differs, places)
            case JournalStatus.UNKNOWN if journal.internal_id is not None:
                yield Problem("POST-06", facts | {"internal_id": journal.internal_id}, places)
            case JournalStatus.UNKNOWN | JournalStatus.SENT:
                yield unknown_problem(journal)
            case _:
                pass


def _store(turn: Turn, problems: tuple[Problem, ...]) -> StoredObject | None:
    if not problems:
        return None
    sync = turn.sync
    key = f"tenants/{sync.tenant}/syncs/{sync.sync_id}/problems-{sync.epoch}.json"
    return turn.ports.objects.put(key, write_problems(problems))
