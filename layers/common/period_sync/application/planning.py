"""Stage PLANNING: freeze which journals bring the period into NetSuite."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from period_sync.application.frozen_plan import write_plan
from period_sync.application.phase_result import Failed, PhaseResult, Wait
from period_sync.application.ports import AccountPeriod
from period_sync.application.revising import mark_replaced, revise_plan, take_up
from period_sync.application.turn import Turn
from period_sync.domain.document import Line
from period_sync.domain.journal import Journal, wanted
from period_sync.domain.making_plan import PlanScope, make_plan
from period_sync.domain.plan import Plan, PlannedJournal
from period_sync.domain.standing import Revised
from period_sync.domain.sync import Stage


def plan_period(turn: Turn) -> PhaseResult:
    """Freeze a plan, or take up the one of which a journal was sent.

    As long as nothing that a plan added was sent, each sync plans anew, under the settings as they
    are now, and beside what stands of earlier revisions.
    """
    row = turn.account_period
    if row.sent and row.plan_revision == turn.sync.revision:
        take_up(turn)
        _go_on(turn, turn.journals())
        return None
    revised = revise_plan(turn)
    if isinstance(revised, Wait | Failed):
        return revised
    made = make_plan(turn.document, _scope(turn), revised.earlier)
    if not isinstance(made, Plan):
        return Failed((*revised.problems, *made))
    if revised.problems:
        return Failed(tuple(revised.problems))
    mark_replaced(turn, revised)
    _freeze(turn, made, revised)
    return None


def _scope(turn: Turn) -> PlanScope:
    return PlanScope(
        stage=turn.ports.stage,
        tenant=turn.sync.tenant,
        account=turn.sync.account,
        revision=turn.sync.revision,
        line_limit=turn.connection.settings.line_limit,
        summary_mode=turn.connection.settings.summary_mode,
    )


def _freeze(turn: Turn, plan: Plan, revised: Revised) -> None:
    """Store the plan and its journals' rows; then, in one write, put it in force.

    A worker that dies before that leaves rows which nobody looks at, and which are the same if the
    same plan is made again.
    """
    sync, row = turn.sync, turn.account_period
    place = f"tenants/{sync.tenant}/plans/{sync.account}/{sync.entity}/{sync.period_id}"
    stored = turn.ports.objects.put(
        f"{place}/{sync.revision:04d}-{sync.sync_id}-{sync.epoch}.json", write_plan(plan)
    )
    held = {each.journal.external_id: each.journal for each in revised.held}
    journals = [_journal(turn, planned, held) for planned in plan.journals]
    turn.add_journals(stored, journals)
    new_row = replace(
        row,
        plan=stored,
        plan_revision=sync.revision,
        sent=False,
        takes_over=any(journal.origin for journal in journals),
        version=row.version + 1,
    )
    _go_on(turn, journals, new_row)


def _go_on(turn: Turn, journals: Sequence[Journal], row: AccountPeriod | None = None) -> None:
    """Begin to check the journals of the plan in force; `row` puts a new one in force."""
    in_force = row or turn.account_period
    kept = wanted(journals)
    taken_over = sum(journal.origin is not None for journal in kept)
    reversals = sum(journal.reverses is not None and not journal.origin for journal in kept)
    turn.advance(
        f"Planned {_told(len(kept), taken_over, reversals)}.",
        account_period=row,
        stage=Stage.CHECKING,
        plan=in_force.plan,
        plan_revision=in_force.plan_revision,
        journals_total=len(kept),
        journals_posted=sum(journal.is_in_netsuite for journal in kept),
        journals_taken_over=taken_over,
        reversals=reversals,
    )


def _told(total: int, taken_over: int, reversals: int) -> str:
    journals = f"{total} journal{'s' if total != 1 else ''}"
    if not taken_over and not reversals:
        return journals
    new = total - taken_over - reversals
    return f"{journals}: {taken_over} taken over, {reversals} reversals, {new} new"


def _journal(turn: Turn, planned: PlannedJournal, held: Mapping[str, Journal]) -> Journal:
    """The row of a planned journal; one of an earlier plan has its row there."""
    if planned.origin is not None:
        old = held[planned.external_id]
        return replace(old, position=planned.position, origin=planned.origin)
    entry = turn.entry(planned)
    lines = planned.lines_of(entry)
    return Journal(
        position=planned.position,
        external_id=planned.external_id,
        entry_id=planned.entry_id,
        part=planned.part,
        parts=planned.parts,
        revision=planned.revision,
        subsidiary=entry.subsidiary,
        currency=entry.currency,
        total=_debit(lines),
        lines=len(lines),
        reverses=None if planned.reverses is None else planned.reverses.external_id,
    )


def _debit(lines: tuple[Line, ...]) -> str:
    return str(sum(line.debit for line in lines if line.debit is not None))
