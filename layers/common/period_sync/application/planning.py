"""Stage PLANNING: freeze which journals bring the period into NetSuite."""

from dataclasses import replace

from period_sync.application.frozen_plan import write_plan
from period_sync.application.turn import Failed, PhaseResult, Turn
from period_sync.domain.document import Line
from period_sync.domain.errors import ImpossibleState
from period_sync.domain.journal import Journal
from period_sync.domain.making_plan import PlanScope, make_plan
from period_sync.domain.plan import Plan, PlannedJournal
from period_sync.domain.sync import Stage


def plan_period(turn: Turn) -> PhaseResult:
    """Freeze a plan, or take up the one of which a journal was sent, and create its journals' rows.

    As long as nothing was sent, each sync plans anew, under the settings as they are now.
    """
    row = turn.account_period
    if row.sent:
        if row.plan_revision != turn.sync.revision:
            raise ImpossibleState("bug: a plan that was sent would be replaced", plan=row.plan)
        turn.advance(plan=row.plan)
    else:
        made = make_plan(turn.document, _scope(turn))
        if not isinstance(made, Plan):
            return Failed(made)
        _freeze(turn, made)
    journals = [_journal(turn, planned) for planned in turn.plan.journals]
    turn.ports.syncs.add_journals(turn.sync, journals)
    count = len(journals)
    turn.advance(
        f"Planned {count} journal{'s' if count != 1 else ''}.",
        stage=Stage.CHECKING,
        journals_total=count,
    )
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


def _freeze(turn: Turn, plan: Plan) -> None:
    sync, row = turn.sync, turn.account_period
    place = f"tenants/{sync.tenant}/plans/{sync.account}/{sync.entity}/{sync.period_id}"
    stored = turn.ports.objects.put(
        f"{place}/{sync.revision:04d}-{sync.sync_id}-{sync.epoch}.json", write_plan(plan)
    )
    new_row = replace(
        row, plan=stored, plan_revision=sync.revision, sent=False, version=row.version + 1
    )
    turn.advance(plan=stored, account_period=new_row)


def _journal(turn: Turn, planned: PlannedJournal) -> Journal:
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
        origin=planned.origin,
    )


def _debit(lines: tuple[Line, ...]) -> str:
    return str(sum(line.debit for line in lines if line.debit is not None))
