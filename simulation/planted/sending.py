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
        _EARLY,
        (
            Swap(
                _POST,
                "sent = _record_intent(turn, journal, body)\n"
                "if not turn.can_post:\n"
                "    back = replace(sent, status=JournalStatus.PLANNED)\n"
                "    turn.advance('Held up before sending; another turn sends.', [(sent, back)])\n"
                "    return Wait(0)\n"
                "answer = turn.netsuite.create(content.record_type, body)",
                "answer = turn.netsuite.create(content.record_type, body)\n"
                "sent = _record_intent(turn, journal, body)",
            ),
        ),
        seen="SendMessage after PutItem without an outbox, turned round",
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
        "delete on exception",
        "An unclear answer removes the record that something was sent.",
        _LOST,
        (
            Swap(
                _OUTCOME,
                "after = replace(sent, status=JournalStatus.UNKNOWN, unknown_since=now, "
                "refusals=refusals, key_taken=answer.outcome is Outcome.ALREADY_EXISTS)",
                "after = replace(sent, status=JournalStatus.PLANNED)",
            ),
        ),
        seen="Powertools Idempotency: an unhandled exception deletes the record",
    ),
    Bug(
        "evidence after the fact",
        "What was sent is written down only once an answer came.",
        r"no evidence of what was sent",
        (
            Swap(
                _INTENT,
                "turn.keep_evidence(sent, 'sent', {'body': body.decode(), "
                "'at': now.astimezone(UTC).isoformat(), 'account': turn.sync.account, "
                "'connection_version': turn.connection.version, "
                "'resolution': turn.sync.resolution and turn.sync.resolution.sha256, "
                "'plan': turn.sync.plan and turn.sync.plan.sha256, "
                "'code_version': turn.ports.code_version})",
                "",
            ),
            Swap(
                _OUTCOME,
                "turn.keep_evidence(sent, 'answer', answer.evidence)",
                "turn.keep_evidence(sent, 'sent', {'body': turn.netsuite.render("
                "turn.content(sent, turn.resolution)).decode()})",
            ),
        ),
    ),
)
