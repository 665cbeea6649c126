"""Acts on a hint for a sync: claim it, go on from its recovery point, end it or let it wait."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from period_sync.application.ending import announce
from period_sync.application.following_up import follow_up
from period_sync.application.giving_up import (
    NO_PROGRESS,
    RECEIVES_MAX,
    GaveUp,
    give_up,
    is_redriven,
    is_redriven_look,
    is_set_aside,
    is_stuck,
)
from period_sync.application.phase_result import Failed, PhaseResult, Wait
from period_sync.application.planning import plan_period
from period_sync.application.poster_ports import PosterPorts
from period_sync.application.posting import post_journals
from period_sync.application.preflight import check_everything
from period_sync.application.refused_login import refused
from period_sync.application.turn import Turn
from period_sync.application.verifying import verify_journals
from period_sync.domain.errors import (
    ConfigurationError,
    ImpossibleState,
    InternalIdTaken,
    NetSuiteError,
    NetSuiteUnauthorized,
    StaleWorker,
)
from period_sync.domain.problems import Problem
from period_sync.domain.sync import Hint, Stage, Sync
from period_sync.domain.wake_up import RESEND_AFTER, may_claim

RECEIVES_TO_GO_GENTLY = 2
UNAVAILABLE_SECONDS = (15, 300)
"""How soon NetSuite is asked again after an outage: at first, and at most."""

_PHASES: dict[Stage, Callable[[Turn], PhaseResult]] = {
    Stage.PLANNING: plan_period,
    Stage.CHECKING: check_everything,
    Stage.POSTING: post_journals,
    Stage.VERIFYING: verify_journals,
}


def post_sync(ports: PosterPorts, hint: Hint, deadline: datetime) -> None:
    """Bring a sync as far as one invocation can; `deadline` is the invocation's end."""
    sync = ports.syncs.sync(hint.tenant, hint.item_id)
    # A StaleWorker means that another worker, or the sweeper, was faster; it goes on from here.
    with suppress(StaleWorker):
        if sync.is_running:
            _take_turn(ports, sync, hint, deadline)
        else:
            _after_the_end(ports, sync, hint, deadline)


def _take_turn(ports: PosterPorts, sync: Sync, hint: Hint, deadline: datetime) -> None:
    now = ports.clock.now()
    if not (may_claim(sync, hint, now) or is_set_aside(sync, hint)):
        return
    turn = _claim(ports, sync, hint, deadline)
    if hint.receive_count >= RECEIVES_MAX:
        _give_up(turn, hint)
        raise GaveUp(f"gave up sync {sync.sync_id}")
    if is_stuck(turn.sync, now):
        give_up(ports.end, turn.sync, NO_PROGRESS)
        return
    _work(turn)


def _give_up(turn: Turn, hint: Hint) -> None:
    """End a sync, or set it aside if its state is one that must not be: nothing is written blindly.

    Set aside it is not sent again, so that its message comes to the dead-letter queue once; when
    that is redriven, the sync goes on.
    """
    why = f"{RECEIVES_MAX} workers stopped without progress"
    try:
        give_up(turn.ports.end, turn.sync, why, hint.send_no)
    except ImpossibleState as error:
        turn.advance(
            f"Set aside for an operator: {error.message}",
            due_at=None,
            claim_message_id=None,
            gave_up_send_no=hint.send_no,
            waiting="An operator has to look at this sync; nothing is sent meanwhile.",
        )


def _after_the_end(ports: PosterPorts, sync: Sync, hint: Hint, deadline: datetime) -> None:
    may = may_claim(sync, hint, ports.clock.now())
    if sync.is_unannounced:
        if may:
            announce(ports.syncs, ports.results, sync)
    elif may or is_redriven_look(sync, hint):
        follow_up(ports, sync, hint, deadline)
    elif sync.due_at is None or is_redriven(sync, hint):
        _come_late(ports, sync, hint)


def _come_late(ports: PosterPorts, sync: Sync, hint: Hint) -> None:
    """Act on a message whose sync has ended: a redrive is a retry, anything else a note."""
    retried = is_redriven(sync, hint) and ports.redrive(sync)
    if retried:
        text = f"Redriven by an operator: sync {retried.sync_id} goes on."
        # The retry took this one over, which changed its row.
        sync = ports.syncs.sync(sync.tenant, sync.sync_id)
    else:
        text = "A message for this sync came after its end; there was nothing to do."
    noted = replace(
        sync,
        version=sync.version + 1,
        step_no=sync.step_no + 1,
        stepped_at=ports.clock.now(),
    )
    ports.syncs.claim(sync, noted, text)


def _claim(ports: PosterPorts, sync: Sync, hint: Hint, deadline: datetime) -> Turn:
    now = ports.clock.now()
    excused = sync.queued_for(now) if sync.paused_at is None else now - sync.paused_at
    claimed = replace(
        sync,
        version=sync.version + 1,
        step_no=sync.step_no + 1,
        stepped_at=now,
        epoch=sync.epoch + 1,
        claimed_send_no=sync.send_no,
        claim_message_id=hint.message_id,
        waiting=None,
        due_at=now + RESEND_AFTER,
        stage=Stage.PLANNING if sync.stage is Stage.QUEUED else sync.stage,
        started_at=sync.started_at or now,
        # One that was set aside begins anew.
        progressed_at=now if sync.due_at is None else sync.progressed_at or now,
        paused_at=None,
        waits_until=None,
        excused_seconds=sync.excused_seconds + round(excused.total_seconds()),
    )
    step = "Started." if sync.stage is Stage.QUEUED else f"Went on ({sync.stage.lower()})."
    ports.syncs.claim(sync, claimed, step)
    gently = hint.receive_count >= RECEIVES_TO_GO_GENTLY
    return Turn(ports, claimed, deadline, one_journal=gently)


def _work(turn: Turn) -> None:
    """Go from stage to stage until the sync waits or has ended."""
    while turn.sync.is_running:
        stage = turn.sync.stage
        # What is all sent is read back, unless that would have to wait.
        ended = None if stage is Stage.VERIFYING else turn.stopped()
        result = ended or _phase(turn)
        if isinstance(result, Wait):
            _wait(turn, result)
            # Who asked before this looked on while a worker held the sync.
            result = turn.stopped()
            if result is None:
                return
        if isinstance(result, Failed):
            turn.sync = turn.ports.end(turn.sync, result.problems)
        elif stage is Stage.VERIFYING:
            turn.sync = turn.ports.end(turn.sync)
        elif turn.sync.stage is stage:
            raise ImpossibleState(f"bug: the stage {stage} ended without a next one")


def _phase(turn: Turn) -> PhaseResult:
    asked, found = turn.sync.account, turn.connection.account
    if asked != found:
        return Failed((Problem("CONN-08", {"asked": asked, "found": found}),))
    try:
        return _let_in(turn)
    except InternalIdTaken as error:
        facts = {name: str(value) for name, value in error.evidence.items()}
        return Failed((Problem("DUP-03", facts),))
    except ConfigurationError as error:
        return Failed((Problem("OPS-02", {"detail": error.message}),))
    except NetSuiteError as error:
        return Wait(_patience(turn), f"NetSuite can't be asked now: {error.message}")


def _let_in(turn: Turn) -> PhaseResult:
    try:
        return _PHASES[turn.sync.stage](turn)
    except NetSuiteUnauthorized as error:
        return refused(turn, error)


def _wait(turn: Turn, wait: Wait) -> None:
    """Let go of the sync until it is due; the sweeper sends it then."""
    due_at = turn.now() + timedelta(seconds=wait.seconds)
    turn.advance(
        wait.reason,
        due_at=due_at,
        waits_until=due_at,
        claim_message_id=None,
        waiting=wait.reason,
        paused_at=turn.now() if wait.is_paused else None,
    )


def _patience(turn: Turn) -> float:
    """Wait half as long again as nothing has moved, within limits, and not all at once."""
    first, most = UNAVAILABLE_SECONDS
    still = (turn.now() - (turn.sync.progressed_at or turn.now())).total_seconds()
    return min(max(first, still / 2), most) * (1 + turn.ports.jitter() / 4)
