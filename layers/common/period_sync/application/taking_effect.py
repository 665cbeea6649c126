"""What a decision does to journals, in the retry that it started, before anything is sent."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from period_sync.application.finding import ask_record_service, find_journals
from period_sync.application.journal_problems import problems_of
from period_sync.application.standing import standing_ids
from period_sync.application.turn import Turn
from period_sync.domain.catalogue.kind import Decision
from period_sync.domain.decisions import AFTER_LOOKING, Decided
from period_sync.domain.errors import ImpossibleState
from period_sync.domain.evidence import EvidenceKind
from period_sync.domain.external_id import JournalKey
from period_sync.domain.journal import Journal, JournalStatus
from period_sync.domain.plan import PRIMARY_BOOK, PlannedJournal


def take_effect(turn: Turn) -> None:
    """Let the decision of this retry take effect on the journals that it answers problems of.

    What was answered and is not so any more stays as it is: its problem is told again.
    """
    decided = turn.decided
    if decided is None:
        return
    answered = [journal for journal in turn.journals() if _answers(decided, journal)]
    if decided.kind is Decision.ACCEPT_DIFFERENCE:
        for journal in answered:
            _accept(turn, decided, journal)
    elif decided.kind in AFTER_LOOKING:
        for journal in _not_there(turn, decided, answered):
            if decided.kind is Decision.REPOST:
                _repost(turn, decided, journal)
            else:
                _book_by_hand(turn, decided, journal)


def _answers(decided: Decided, journal: Journal) -> bool:
    return journal.entry_id in decided.entries and any(
        problem.problem_id in decided.problems for problem in problems_of([journal])
    )


def _accept(turn: Turn, decided: Decided, journal: Journal) -> None:
    """Let the read-back take exactly this difference for right."""
    after = replace(journal, accepted=journal.findings, decision_id=decided.decision_id)
    _record(turn, decided, journal, after, f"accepts: {journal.findings}")


def _repost(turn: Turn, decided: Decided, journal: Journal) -> None:
    """Give a journal up, and plan it anew under a key of the next generation."""
    after = Journal(
        position=journal.position,
        external_id=_key(turn, turn.planned(journal), journal.generation + 1),
        entry_id=journal.entry_id,
        part=journal.part,
        parts=journal.parts,
        revision=journal.revision,
        subsidiary=journal.subsidiary,
        currency=journal.currency,
        total=journal.total,
        lines=journal.lines,
        reverses=journal.reverses,
        origin=journal.origin,
        attempt=journal.attempt,
        generation=journal.generation + 1,
        given_up=(*journal.given_up, journal.external_id),
        decision_id=decided.decision_id,
    )
    if _key(turn, turn.planned(journal), journal.generation) != journal.external_id:
        raise ImpossibleState("bug: a journal is not known by its key", journal=journal.external_id)
    what = "will be sent under a new key; the old one stays watched"
    _record(turn, decided, journal, after, what)


def _book_by_hand(turn: Turn, decided: Decided, journal: Journal) -> None:
    """Give a journal up for what somebody booked in NetSuite."""
    number = decided.numbers[journal.entry_id]
    after = replace(
        journal,
        status=JournalStatus.BOOKED_BY_HAND,
        number=number,
        unknown_since=None,
        verified_by=None,
        decision_id=decided.decision_id,
    )
    _record(turn, decided, journal, after, f"was booked by hand as {number}; its key stays watched")


def _record(turn: Turn, decided: Decided, before: Journal, after: Journal, what: str) -> None:
    turn.keep_evidence(before, EvidenceKind.DECISION, asdict(decided))
    turn.advance(f"{decided.told} Entry {before.entry_id}: {what}.", [(before, after)])


def _not_there(turn: Turn, decided: Decided, journals: Sequence[Journal]) -> list[Journal]:
    """Pick the journals of which a look-up that could see shows that NetSuite has none.

    It began after the last instant at which a POST of theirs could be committed. One that was
    rejected or reversed there is not in the ledger either.
    """
    now = turn.now()
    final = [j for j in journals if j.deadline is None or now > j.deadline + turn.settle_after]
    sightings = find_journals(turn, final)
    there = {
        j.position: [
            *sightings[j.external_id].internal_ids,
            *sightings[j.external_id].lookalikes,
            *([] if j.internal_id is None else [j.internal_id]),
        ]
        for j in final
    }
    stand = standing_ids(turn, [each for ids in there.values() for each in ids])
    absent: list[Journal] = []
    for journal in journals:
        found = [each for each in there.get(journal.position, ()) if each in stand]
        if journal not in final:
            why = "NetSuite may still be saving it"
        elif not sightings[journal.external_id].could_see:
            why = "NetSuite shows us nothing"
        elif found:
            why = f"it is in NetSuite as internal id {found[0]}"
        elif not there[journal.position] and (asked := ask_record_service(turn, journal)):
            why = f"it is in NetSuite as internal id {asked}"
        else:
            absent.append(journal)
            continue
        turn.advance(f"{decided.told} Without effect on entry {journal.entry_id}: {why}.")
    return absent


def _key(turn: Turn, planned: PlannedJournal, generation: int) -> str:
    book = turn.entry(planned).accounting_book or PRIMARY_BOOK
    key = JournalKey(
        stage=turn.ports.stage,
        tenant=turn.sync.tenant,
        account=turn.sync.account,
        entity=turn.sync.entity,
        period_id=turn.sync.period_id,
        entry_id=planned.entry_id,
        revision=planned.revision,
        book=book if planned.reverses is None else planned.reverses.book,
        kind=planned.kind,
        part=planned.part,
        generation=generation,
    )
    return key.external_id()
