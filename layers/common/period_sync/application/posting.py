"""Stage POSTING: record the intent, POST once, record the outcome; one journal after another."""

import hashlib
from dataclasses import replace
from datetime import UTC

from period_sync.application.pausing import wait_while_paused
from period_sync.application.phase_result import Failed, PhaseResult, Wait
from period_sync.application.refusals import SentJournal, problems_of
from period_sync.application.reversing import due_of
from period_sync.application.settling import settle, settle_refused
from period_sync.application.turn import Turn
from period_sync.application.verifying import READ_AGAIN_FOR, not_shown
from period_sync.domain.errors import NetSuiteUnauthorized
from period_sync.domain.evidence import EvidenceKind
from period_sync.domain.journal import Journal, JournalStatus
from period_sync.domain.posting import Outcome, PostAnswer
from period_sync.domain.problems import Problem
from period_sync.domain.sync import Stage

TRIES_IN_A_TURN = 3
RETRY_AFTER_SECONDS_MAX = 1500
"""NetSuite's wish is honoured, but a sync must move within half an hour."""
PAUSE_SECONDS_MAX = 20
"""Longer waits go through `due_at`, so that no worker is paid for waiting."""


def post_journals(turn: Turn) -> PhaseResult:
    """Post what is not in NetSuite, after what is in doubt is settled."""
    ended = settle_refused(turn, by_this_sync=False)
    while ended is None:
        ended = settle(turn) or _see_first(turn)
        journal = None if ended is not None else next(iter(_open(turn)), None)
        if journal is not None:
            ended = _post_with_pauses(turn, journal) or _gently(turn)
        elif ended is None:
            # A look-up that can't see turns a refusal into an unknown outcome; one that finds a
            # refused reversal in NetSuite lets go what waits for it.
            ended = settle_refused(turn, by_this_sync=True) or settle(turn)
            if ended is None and not _open(turn):
                turn.advance("Reading back what NetSuite booked.", stage=Stage.VERIFYING)
                return None
    return ended


def _gently(turn: Turn) -> PhaseResult:
    if not turn.one_journal:
        return None
    return Wait(0, "This message was received before; the rest follows in another turn.")


def _open(turn: Turn) -> list[Journal]:
    """The journals that this sync has still to send: a refused one is tried once a sync."""
    sync_id = turn.sync.sync_id
    return [
        journal
        for journal in due_of(turn.journals(), sync_id)
        if journal.entry_id not in turn.left_out
        and (
            journal.status is JournalStatus.PLANNED
            or (journal.status is JournalStatus.REFUSED and journal.sync_id != sync_id)
        )
    ]


def _post_with_pauses(turn: Turn, journal: Journal) -> PhaseResult:
    """POST one journal; while NetSuite has no room for the request, pause and try again."""
    for attempt in range(TRIES_IN_A_TURN):
        ended = _not_now(turn)
        if ended is not None:
            return ended
        content = turn.content(journal, turn.resolved(turn.ids_to_send_with(journal)))
        body = turn.netsuite.render(content)
        sent = _record_intent(turn, journal, body)
        if not turn.can_post:
            # This worker was held up; nothing has left it.
            back = replace(sent, status=JournalStatus.PLANNED)
            turn.advance("Held up before sending; another turn sends.", [(sent, back)])
            return Wait(0)
        answer = turn.netsuite.create(content.record_type, body)
        journal = _record_outcome(turn, sent, answer)
        if answer.outcome is Outcome.UNAUTHORIZED:
            if turn.netsuite.renew_login():
                continue
            raise NetSuiteUnauthorized(turn.netsuite.secret_version)
        if answer.outcome is not Outcome.NOT_SENT:
            return None
        wished = min(answer.retry_after_seconds or 0, RETRY_AFTER_SECONDS_MAX)
        seconds = wished or (2**attempt) * (1 + turn.ports.jitter())
        if seconds > PAUSE_SECONDS_MAX:
            return Wait(seconds, "NetSuite asks us to wait.")
        turn.ports.clock.pause(seconds)
    return Wait(30 * (1 + turn.ports.jitter()), "NetSuite has no room for our requests; waiting.")


def _not_now(turn: Turn) -> PhaseResult:
    """Log in, and tell what keeps this worker from sending anything more."""
    if not turn.can_post:
        return Wait(0, "The rest follows in another turn.")
    turn.netsuite.log_in()
    return turn.stopped() or wait_while_paused(turn)


def _see_first(turn: Turn) -> PhaseResult:
    """Read the first journal ever posted to an account back before the next is sent.

    It becomes the witness: a look-up that does not see it can't see at all. One that does not show
    for too long was perhaps deleted at once; nothing is sent before a person has looked.
    """
    posted = [journal for journal in turn.journals() if journal.internal_id is not None]
    if turn.connection.witness is not None or not posted or not _open(turn):
        return None
    ids = [journal.internal_id for journal in posted if journal.internal_id is not None]
    seen = turn.netsuite.read(ids)
    if seen:
        turn.learn_witness(seen[0].internal_id)
        return None
    if turn.now() < (turn.sync.progressed_at or turn.now()) + READ_AGAIN_FOR:
        return Wait(5, "Waiting until NetSuite shows the first journal.")
    for journal in posted:
        if journal.is_in_netsuite:
            not_shown(turn, journal)
    return Failed(())


def _record_intent(turn: Turn, journal: Journal, body: bytes) -> Journal:
    """Store the exact body and record that it is about to be sent."""
    now = turn.now()
    sent = replace(
        journal,
        status=JournalStatus.SENT,
        attempt=journal.attempt + 1,
        sync_id=turn.sync.sync_id,
        resolution=turn.ids_to_send_with(journal),
        payload_sha256=hashlib.sha256(body).hexdigest(),
        deadline=turn.deadline,
        transmitted_at=now,
        refused_at=None,
        refusals=(),
        key_taken=False,
        refusal_stands=False,
    )
    turn.keep_evidence(
        sent,
        EvidenceKind.SENT,
        {
            "body": body.decode(),
            "at": now.astimezone(UTC).isoformat(),
            "account": turn.sync.account,
            "connection_version": turn.connection.version,
            "settings_version": turn.connection.settings_version,
            "mappings_version": turn.connection.mappings_version,
            "mappings": turn.connection.mappings and turn.connection.mappings.sha256,
            "resolution": sent.resolution and sent.resolution.sha256,
            "plan": turn.sync.plan and turn.sync.plan.sha256,
            "code_version": turn.ports.code_version,
        },
    )
    row = turn.account_period
    turn.advance(
        f"Sending the journal of entry {journal.entry_id} ({journal.part}/{journal.parts}), "
        f"attempt {sent.attempt}.",
        [(journal, sent)],
        # A journal of an earlier plan does not tie this one.
        None if row.sent or journal.origin else replace(row, sent=True, version=row.version + 1),
        transmitted_at=turn.sync.transmitted_at or now,
    )
    return sent


def _record_outcome(turn: Turn, sent: Journal, answer: PostAnswer) -> Journal:
    turn.keep_evidence(sent, EvidenceKind.ANSWER, answer.evidence)
    now = turn.now()
    told = "; ".join(complaint.detail for complaint in answer.complaints)[:1000] or "no words"
    refusals = _refusals(turn, sent, answer)
    name = f"entry {sent.entry_id} ({sent.part}/{sent.parts})"
    match answer.outcome:
        case Outcome.CREATED:
            after = replace(sent, status=JournalStatus.POSTED, internal_id=answer.internal_id)
            step = f"NetSuite took the journal of {name} as internal id {answer.internal_id}."
        case Outcome.NOT_SENT | Outcome.UNAUTHORIZED:
            # A 401 is answered before any work is done, as a 429 is (fact 214).
            after = replace(sent, status=JournalStatus.PLANNED)
            step = f"The journal of {name} was not taken; nothing was booked."
        case Outcome.REFUSED:
            # What this process knows of NetSuite's records may be out of date.
            turn.ports.kept_records.forget(turn.connection)
            after = replace(sent, status=JournalStatus.REFUSED, refused_at=now, refusals=refusals)
            step = f"NetSuite refused the journal of {name}: {told}"
        case Outcome.ALREADY_EXISTS | Outcome.UNKNOWN:
            after = replace(
                sent,
                status=JournalStatus.UNKNOWN,
                unknown_since=now,
                refusals=refusals,
                key_taken=answer.outcome is Outcome.ALREADY_EXISTS,
            )
            step = f"It is unknown whether NetSuite took the journal of {name}; looking."
    turn.advance(step, [(sent, after)])
    return after


def _refusals(turn: Turn, sent: Journal, answer: PostAnswer) -> tuple[Problem, ...]:
    planned = turn.planned(sent)
    resolution = turn.ids_it_was_sent_with(sent)
    journal = SentJournal(sent, planned, turn.entry(planned), resolution, turn.now())
    return problems_of(journal, answer.complaints)
