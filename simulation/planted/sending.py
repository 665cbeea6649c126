"""Bugs in sending: what is recorded before and after a POST, and when it is sent again."""

from simulation.planted.bug import Bug
from simulation.planted.swaps import Swap

_POST = "period_sync.application.posting:_post_with_pauses"
_INTENT = "period_sync.application.posting:_record_intent"
_OUTCOME = "period_sync.application.posting:_record_outcome"
_ANSWER = "period_sync.adapters.netsuite.answers:outcome_of"
_REFUSAL = "period_sync.adapters.netsuite.answers:_refusal"
_EARLY = r"was sent again [\d.]+ s (too early|after a refusal)"
_LOST = _EARLY + r"|is PLANNED, and it is in the ledger"

SENDING = (
    Bug(
        "send before the intent is recorded",
        "A worker that dies after the POST leaves no trace of it.",
        _EARLY + "|was sent before that was written down",
        (
            Swap(_POST, "answer = turn.netsuite.create(content.record_type, body)", ""),
            Swap(
                _POST,
                "sent = _record_intent(turn, journal, body)",
                "answer = turn.netsuite.create(content.record_type, body)\n"
                "sent = _record_intent(turn, journal, body)",
            ),
        ),
        seen="SendMessage after PutItem without an outbox, turned round",
        is_coarse="each POST is held against what is recorded at that moment",
    ),
    Bug(
        "deadline from the POST",
        "The time in which a POST may still commit is counted from when it was sent, not from "
        "when its worker can no longer send it.",
        _EARLY,
        (
            Swap(
                _INTENT,
                "turn.deadline",
                "now + (turn.deadline - now) * 0.4",
            ),
        ),
    ),
    Bug(
        "every TLS error as not sent",
        "A connection that breaks after the request was written is taken for one never made.",
        _LOST,
        (
            Swap(
                _ANSWER,
                "outcome = Outcome.UNKNOWN if answer.was_sent else Outcome.NOT_SENT",
                "was_sent = answer.was_sent and 'SSL' not in answer.reason\n"
                "outcome = Outcome.UNKNOWN if was_sent else Outcome.NOT_SENT",
            ),
        ),
        seen="whoever judges by the class of an exception",
    ),
    Bug(
        "a timeout as not sent",
        "An answer that never came is taken for a request that never left.",
        _LOST,
        (
            Swap(
                _ANSWER,
                "Outcome.UNKNOWN if answer.was_sent else Outcome.NOT_SENT",
                "Outcome.NOT_SENT",
            ),
        ),
        seen="tenacity.retry around a NetSuite POST; Powertools Idempotency deletes its record",
    ),
    Bug(
        "5xx as failed",
        "What NetSuite saved before it stumbled is said to be refused.",
        _EARLY + r"|names no problem",
        (
            Swap(
                _REFUSAL,
                "Outcome.REFUSED if is_user_error and complaints else Outcome.UNKNOWN",
                "Outcome.REFUSED",
            ),
        ),
        seen="rocket-rides-atomic caches an ambiguous 503 as final",
    ),
    Bug(
        "re-POST at once",
        "The HTTP client repeats a POST that had no clear answer.",
        _EARLY,
        (
            Swap(
                _POST,
                "answer = turn.netsuite.create(content.record_type, body)",
                "answer = turn.netsuite.create(content.record_type, body)\n"
                "if answer.outcome is Outcome.UNKNOWN:\n"
                "    answer = turn.netsuite.create(content.record_type, body)",
            ),
        ),
        seen="withdrawals repeated after a Lambda timeout (Powertools issue 8049)",
    ),
    Bug(
        "PUT as retry",
        "An upsert adds its lines to those of the journal that is there.",
        r"lines were added to journals",
        (
            Swap(
                _POST,
                "answer = turn.netsuite.create(content.record_type, body)",
                "answer = turn.netsuite.create(content.record_type, body)\n"
                "if answer.outcome is Outcome.UNKNOWN:\n"
                "    from simulation.planted.upsert import put\n"
                "    answer = put(turn.netsuite, body)",
            ),
        ),
        seen="PUT eid: repeated without ?replace=line doubled the lines of a journal that balances",
    ),
    Bug(
        "POST with too little time left",
        "Lambda ends the worker before NetSuite can answer it.",
        r"s left to learn of it",
        (
            Swap("period_sync.application.posting:_not_now", "turn.can_post", "turn"),
            Swap(_POST, "turn.can_post", "turn"),
        ),
    ),
    Bug(
        "an unknown journal does not hold the others",
        "While nobody knows what became of one, the next ones are sent.",
        r"was sent while .* was unknown",
        (
            Swap(
                "period_sync.application.posting:post_journals",
                "settle(turn) or _see_first(turn)",
                "_see_first(turn)",
            ),
        ),
        seen="a batch that goes on after a lost answer",
    ),
    Bug(
        "stopped, and sent all the same",
        "A worker that is at it does not look whether a person pressed Stop.",
        r"sends after it was stopped",
        (
            Swap(
                "period_sync.application.posting:_not_now",
                "turn.stopped() or wait_while_paused(turn)",
                "wait_while_paused(turn)",
            ),
        ),
    ),
    Bug(
        "paused, and sent all the same",
        "A worker that is at it does not look whether an operator paused posting.",
        r"without asking whether that is paused|though it had read that posting is paused",
        (
            Swap(
                "period_sync.application.posting:_not_now",
                "turn.stopped() or wait_while_paused(turn)",
                "turn.stopped()",
            ),
        ),
        is_coarse="whether it looked is seen at every POST",
    ),
    Bug(
        "delete on exception",
        "An unclear answer removes the record that something was sent.",
        _LOST,
        (Swap(_OUTCOME, "JournalStatus.UNKNOWN", "JournalStatus.PLANNED"),),
        seen="Powertools Idempotency: an unhandled exception deletes the record",
    ),
    Bug(
        "evidence after the fact",
        "What was sent is written down only once an answer came.",
        r"no evidence of what was sent",
        (
            Swap(_INTENT, "turn.keep_evidence", "(lambda *_: None)"),
            Swap(
                _OUTCOME,
                "turn.keep_evidence(sent, EvidenceKind.ANSWER, answer.evidence)",
                "turn.keep_evidence(sent, EvidenceKind.SENT, {'body': turn.netsuite.render("
                "turn.content(sent, turn.resolved(sent.resolution))).decode()})",
            ),
        ),
    ),
)
