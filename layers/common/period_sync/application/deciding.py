"""Decisions: a person answers problems of a failed sync, and the retry that follows heeds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from period_sync.application.frozen import read_problems
from period_sync.application.membership import sync_right
from period_sync.application.ports import (
    Clock,
    Connections,
    Decisions,
    Objects,
    Syncs,
    Tenants,
)
from period_sync.application.request_sync import RequestSync
from period_sync.domain.catalogue.kind import Decision
from period_sync.domain.decisions import AFTER_LOOKING, Choice, Decided, Taking, decision_id_of
from period_sync.domain.errors import Conflict, Forbidden, InvalidInput, RowChanged
from period_sync.domain.permissions import Member
from period_sync.domain.problems import Problem
from period_sync.domain.sync import Person, Sync
from period_sync.domain.tenant import AuditRecord

TRIES = 5


@dataclass(frozen=True, slots=True)
class Decide:
    """Decide and confirm.

    `settle_after` is how long after its deadline a POST may still commit, where a connection
    doesn't say.
    """

    clock: Clock
    tenants: Tenants
    connections: Connections
    syncs: Syncs
    decisions: Decisions
    objects: Objects
    retrying: RequestSync
    settle_after: timedelta

    def decide(
        self, member: Member, sync_id: str, choice: Choice, *, correlation_id: str
    ) -> Decided:
        """Record a decision and start the retry that heeds it, or wait for a second person.

        Raises SeparationOfDuties, NotFound, InvalidInput that names what does not fit, or Conflict
        if the sync is not its period's failed one, or it is too early to decide.
        """
        by = sync_right(self.tenants, member)
        sync = self.syncs.sync(member.tenant, sync_id)
        self.retrying.require_retriable(sync)
        entries = self._entries(sync, choice)
        if choice.kind in AFTER_LOOKING:
            self._require_final(sync, entries)
        needs_second = self.tenants.tenant(member.tenant).second_person
        for _ in range(TRIES):
            before = self.decisions.decisions_of(member.tenant, sync_id)
            decided = Decided(
                tenant=member.tenant,
                decision_id=decision_id_of(sync_id, len(before) + 1),
                sync_id=sync_id,
                kind=choice.kind,
                problems=tuple(choice.problems),
                entries=entries,
                reason=choice.reason,
                requested_by=by,
                requested_at=self.clock.now(),
                needs_second=needs_second,
                period_start=choice.period_start,
                numbers=choice.numbers,
            )
            same = next((old for old in before if _is_same(old, decided)), None)
            if same is not None:
                return same
            try:
                if needs_second:
                    self.decisions.propose(decided, _audit(decided, sync, by, "decision requested"))
                    return decided
                taking = Taking(None, decided, _audit(decided, sync, by, "decision taken"))
                return self._take(taking, by, correlation_id)
            except RowChanged:
                continue
        raise Conflict("Others are deciding about this sync. Try again.", code="BUSY")

    def confirm(self, member: Member, decision_id: str, *, correlation_id: str) -> Decided:
        """Agree as a second person, and start the retry; a second press answers the same.

        Raises SeparationOfDuties, Forbidden for whoever asked for it, NotFound, or Conflict.
        """
        by = sync_right(self.tenants, member)
        decided = self.decisions.decision(member.tenant, decision_id)
        if decided.used_by is not None:
            return decided
        if decided.requested_by.subject == by.subject:
            raise Forbidden(
                "You asked for this decision, so somebody else has to confirm it.",
                requested_by=decided.requested_by.email,
            )
        now = self.clock.now()
        confirmed = replace(decided, version=decided.version + 1, confirmed_by=by, confirmed_at=now)
        sync = self.syncs.sync(member.tenant, decided.sync_id)
        taking = Taking(decided, confirmed, _audit(confirmed, sync, by, "decision confirmed"))
        return self._take(taking, by, correlation_id)

    def _take(self, taking: Taking, by: Person, correlation_id: str) -> Decided:
        """Start the retry in which a decision takes effect, in one transaction with it."""
        failed = self.syncs.sync(taking.after.tenant, taking.after.sync_id)
        return self.retrying.retry_by_decision(by, failed, taking, correlation_id=correlation_id)

    def _entries(self, sync: Sync, choice: Choice) -> tuple[str, ...]:
        """Check that a decision fits the problems that it names; return the entries meant."""
        stored = [] if sync.problems is None else read_problems(self.objects.get(sync.problems))
        by_id = {problem.problem_id: problem for problem in stored}
        named = [_named(by_id, problem_id, choice.kind) for problem_id in choice.problems]
        touched = dict.fromkeys(place.entry_id for problem in named for place in problem.places)
        others = [entry for entry in choice.entries if entry not in touched]
        if others:
            raise InvalidInput(
                f"The problems that are named don't touch {', '.join(others[:5])}.",
                field="entries",
            )
        entries = tuple(dict.fromkeys(choice.entries)) or tuple(touched)
        is_by_hand = choice.kind is Decision.BOOKED_BY_HAND
        if set(choice.numbers) != (set(entries) if is_by_hand else set()):
            raise InvalidInput(
                "Give NetSuite's number for each entry that was booked by hand, and for no other.",
                field="numbers",
            )
        is_moved = choice.kind is Decision.POST_IN_OPEN_PERIOD
        if (choice.period_start is not None) != is_moved:
            raise InvalidInput(
                "The first day of the period to post in goes with post_in_open_period, "
                "and with no other decision.",
                field="period_start",
            )
        return entries

    def _require_final(self, sync: Sync, entries: Sequence[str]) -> None:
        """Raise unless nothing that was sent of the entries can still be committed."""
        connection = self.connections.connection(sync.tenant, sync.connection_id)
        seconds = connection.settings.settle_seconds
        settle_after = self.settle_after if seconds is None else timedelta(seconds=seconds)
        deadlines = [
            journal.deadline + settle_after
            for journal in self.syncs.journals(sync)
            if journal.entry_id in entries and journal.deadline is not None
        ]
        if deadlines and max(deadlines) >= self.clock.now():
            at = max(deadlines)
            raise Conflict(
                "NetSuite may still be saving what was sent. Decide after "
                f"{at:%Y-%m-%d %H:%M:%S} UTC.",
                code="TOO_EARLY",
                not_before=at.isoformat(),
            )


def _named(by_id: Mapping[str, Problem], problem_id: str, kind: Decision) -> Problem:
    problem = by_id.get(problem_id)
    if problem is None:
        raise InvalidInput(f"The sync has no problem {problem_id}.", field="problems")
    if kind not in problem.kind.decisions:
        can = ", ".join(problem.kind.decisions) or "no decision"
        raise InvalidInput(
            f"{kind} does not answer {problem.code} ({problem_id}); {can} can.", field="problems"
        )
    return problem


def _is_same(old: Decided, new: Decided) -> bool:
    """Whether somebody has asked for the same, and it has not been used up."""
    mine = (new.kind, new.problems, new.entries, new.period_start, dict(new.numbers))
    theirs = (old.kind, old.problems, old.entries, old.period_start, dict(old.numbers))
    return mine == theirs and old.used_by is None


def _audit(decided: Decided, sync: Sync, by: Person, action: str) -> AuditRecord:
    facts = {
        **sync.found_by,
        "kind": str(decided.kind),
        "problems": ", ".join(decided.problems),
        "entries": ", ".join(decided.entries[:50]),
        "reason": decided.reason,
    }
    if decided.period_start is not None:
        facts["period_start"] = f"{decided.period_start}"
    facts |= {f"number of {entry}": number for entry, number in decided.numbers.items()}
    at = decided.confirmed_at or decided.requested_at
    return AuditRecord(decided.tenant, at, by, action, decided.decision_id, facts)
