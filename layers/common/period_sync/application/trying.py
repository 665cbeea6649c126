"""Tries on paper what a sync would come to if it were asked for now."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from period_sync.application.frozen import read_problems
from period_sync.application.journal_problems import problems_of
from period_sync.application.new_sync import new_sync, taking_over
from period_sync.application.on_paper import PaperTurn
from period_sync.application.phase_result import Failed, PhaseResult, Wait
from period_sync.application.planning import plan_period
from period_sync.application.poster_ports import PosterPorts
from period_sync.application.preflight import check_everything
from period_sync.application.refused_login import refused
from period_sync.application.turn import Turn
from period_sync.domain.errors import ConfigurationError, NetSuiteError, NetSuiteUnauthorized
from period_sync.domain.journal import Journal, JournalStatus, wanted
from period_sync.domain.preview import Preview
from period_sync.domain.problems import Problem, merged
from period_sync.domain.sync import IntegrationStatus, Stage, Sync

ASK_AGAIN_SECONDS = 30
"""How soon NetSuite is asked again when it could not be asked."""
_STAGES: tuple[Callable[[Turn], PhaseResult], ...] = (plan_period, check_everything)


@dataclass(frozen=True, slots=True)
class Tried:
    """What a sync would work on, and every problem and notice that it would end with.

    `posts` is how many journals it would send: none if anything stops it before.
    """

    journals: tuple[Journal, ...]
    problems: tuple[Problem, ...]
    posts: int


@dataclass(frozen=True, slots=True)
class NotTried:
    """It could not be tried; `problems` say why."""

    problems: tuple[Problem, ...]


def try_sync(ports: PosterPorts, preview: Preview, deadline: datetime) -> Tried | NotTried | Wait:
    """Go through the stages of a sync that send nothing; `deadline` is the invocation's end."""
    turn = _turn(ports, preview, deadline)
    if isinstance(turn, NotTried):
        return turn
    try:
        ended = _go_through(turn)
    except NetSuiteUnauthorized as error:
        answer = refused(turn, error)
        return NotTried(answer.problems) if isinstance(answer, Failed) else answer
    except ConfigurationError as error:
        return NotTried((Problem("OPS-02", {"detail": error.message}),))
    except NetSuiteError as error:
        return Wait(ASK_AGAIN_SECONDS, f"NetSuite can't be asked now: {error.message}")
    return ended if isinstance(ended, Wait) else _tried(turn, ended)


def not_made(why: str) -> Problem:
    """Say why a preview could not be made."""
    return Problem("OPS-05", {"why": why})


def _turn(ports: PosterPorts, preview: Preview, deadline: datetime) -> PaperTurn | NotTried:
    """Take a turn at the sync that would be asked for now, unless it would be another's."""
    tenant = ports.tenants.tenant(preview.tenant)
    period = ports.periods.period(preview.tenant, preview.entity, preview.period_id)
    connection = ports.connections.connection(preview.tenant, preview.connection_id)
    if period.revision != preview.revision:
        return NotTried((not_made("a later revision of the period was handed over"),))
    if connection.account != preview.account:
        return NotTried((not_made("the connection leads to another account by now"),))
    before = ports.syncs.account_period(
        preview.tenant, preview.account, preview.entity, preview.period_id
    )
    failed: Sync | None = None
    is_live = tenant.live_connection_id == connection.connection_id
    if before is not None and (not is_live or period.status is IntegrationStatus.FAILED):
        last = ports.syncs.sync(preview.tenant, before.sync_id)
        failed = last if is_live or last.status is IntegrationStatus.FAILED else None
    by, at = preview.requested_by, preview.requested_at
    sync = taking_over(new_sync(by, tenant, period, connection, at, failed), before, failed)
    sync = replace(
        sync, sync_id=preview.preview_id, epoch=preview.epoch, stage=Stage.PLANNING, due_at=None
    )
    return PaperTurn(ports, sync, deadline)


def _go_through(turn: PaperTurn) -> PhaseResult:
    for stage in _STAGES:
        ended = stage(turn)
        if ended is not None:
            return ended
    return None


def _tried(turn: PaperTurn, ended: Failed | None) -> Tried:
    held = turn.journals()
    journals = held if turn.sync.is_planned else []
    # While one is in doubt no other is sent.
    is_stopped = ended is not None or any(journal.is_in_doubt for journal in held)
    to_send = sum(journal.is_to_send for journal in wanted(journals))
    told = problems_of(journal for journal in held if not _is_asked_anew(journal))
    found = _notices(turn) if ended is None else ended.problems
    return Tried(tuple(journals), merged((*found, *told)), 0 if is_stopped else to_send)


def _notices(turn: PaperTurn) -> list[Problem]:
    stored = turn.sync.notices
    return [] if stored is None else read_problems(turn.ports.objects.get(stored))


def _is_asked_anew(journal: Journal) -> bool:
    """Whether a refusal of before is over: NetSuite would be asked again."""
    return journal.status is JournalStatus.REFUSED and journal.refusal_stands
