"""What NetSuite's answers mean: the first half of the outcome table, and the error format.

Nothing in an answer is trusted: shapes are checked, and an id is taken only from a `Location` on
our own host.
"""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from period_sync.adapters.netsuite.refusal_table import ALREADY_EXISTS, OUTCOME_UNKNOWN
from period_sync.adapters.netsuite.translation import field_of, line_of, readable, translate
from period_sync.adapters.netsuite.transport import Answer, NoAnswer
from period_sync.domain.complaints import Complaint
from period_sync.domain.errors import NetSuiteError, NetSuiteUnauthorized
from period_sync.domain.journal_record import ChangeAnswer, ChangeOutcome
from period_sync.domain.posting import Outcome, PostAnswer, RecordType

EVIDENCE_CHARACTERS = 20_000
RECORD_PATH = "/services/rest/record/v1"
_INTERNAL_ID = re.compile(r"[0-9]{1,19}", re.ASCII)
# The help names 204, one of its pages 201; all with the id in Location (facts 43 and 44).
_DONE = {HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT}
_CHANGED = {HTTPStatus.OK, HTTPStatus.NO_CONTENT}
_OF_CHANGES = {
    Outcome.NOT_SENT: ChangeOutcome.NOT_SENT,
    Outcome.UNAUTHORIZED: ChangeOutcome.UNAUTHORIZED,
    Outcome.ALREADY_EXISTS: ChangeOutcome.REFUSED,
    Outcome.REFUSED: ChangeOutcome.REFUSED,
    Outcome.UNKNOWN: ChangeOutcome.UNKNOWN,
}
_EVIDENCE_HEADERS = ("Location", "Content-Type", "Retry-After", "Date", "X-NetSuite-Warning")


def outcome_of(answer: Answer | NoAnswer, origin: str, record_type: RecordType) -> PostAnswer:
    """Classify the answer to the POST of a journal; whatever is not certain is UNKNOWN."""
    if isinstance(answer, NoAnswer):
        outcome = Outcome.UNKNOWN if answer.was_sent else Outcome.NOT_SENT
        return PostAnswer(outcome, {"no_answer": answer.reason, "was_sent": answer.was_sent})
    complaints = complaints_of(answer)
    location = answer.headers.get("Location") if answer.status in _DONE else None
    internal_id = _internal_id(location, origin, record_type)
    return PostAnswer(
        _refusal(answer.status, complaints) if internal_id is None else Outcome.CREATED,
        _evidence(answer),
        internal_id,
        _seconds(answer.headers.get("Retry-After")),
        complaints,
    )


def change_of(answer: Answer | NoAnswer) -> ChangeAnswer:
    """Classify the answer to a PATCH or DELETE; whatever is not certain is UNKNOWN."""
    if isinstance(answer, NoAnswer):
        outcome = ChangeOutcome.UNKNOWN if answer.was_sent else ChangeOutcome.NOT_SENT
        return ChangeAnswer(outcome, {"no_answer": answer.reason, "was_sent": answer.was_sent})
    complaints = complaints_of(answer)
    if answer.status in _CHANGED:
        return ChangeAnswer(ChangeOutcome.DONE, _evidence(answer))
    outcome = _OF_CHANGES[_refusal(answer.status, complaints)]
    return ChangeAnswer(outcome, _evidence(answer), complaints)


def not_logged_in(error: NetSuiteError) -> PostAnswer:
    """Classify that no login was to be had for the POST of a journal: nothing of it was sent."""
    is_refused = isinstance(error, NetSuiteUnauthorized)
    outcome = Outcome.UNAUTHORIZED if is_refused else Outcome.NOT_SENT
    return PostAnswer(outcome, {"no_login": error.message, "was_sent": False})


def _refusal(status: int, complaints: tuple[Complaint, ...]) -> Outcome:
    means = {complaint.meaning.problem for complaint in complaints}
    match status:
        case HTTPStatus.TOO_MANY_REQUESTS:
            # Refused before any work (facts 128 and 214).
            return Outcome.NOT_SENT
        case HTTPStatus.UNAUTHORIZED:
            return Outcome.UNAUTHORIZED
        case HTTPStatus.BAD_REQUEST if ALREADY_EXISTS in means:
            # There is no code for a duplicate; only the text tells (facts 55 and 56).
            return Outcome.ALREADY_EXISTS
        case HTTPStatus.REQUEST_TIMEOUT:
            return Outcome.UNKNOWN
    if OUTCOME_UNKNOWN in means:
        return Outcome.UNKNOWN
    is_user_error = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    return Outcome.REFUSED if is_user_error and complaints else Outcome.UNKNOWN


def complaints_of(answer: Answer) -> tuple[Complaint, ...]:
    """Read `o:errorDetails` (facts 108, 109); empty when the answer is not in that format."""
    details = json_object(answer.body).get("o:errorDetails")
    if not isinstance(details, list):
        return ()
    return tuple(
        _complaint(item)
        for item in details[:100]
        if isinstance(item, Mapping) and _text(item.get("o:errorCode"), 100)
    )


def _complaint(item: Mapping[str, object]) -> Complaint:
    code = _text(item.get("o:errorCode"), 100)
    detail = _text(item.get("detail"), 1000)
    path = _text(item.get("o:errorPath"), 300)
    field = field_of(path)
    meaning = translate(code, detail, field)
    return Complaint(code, detail, path or None, meaning, line_of(path), field)


def json_object(body: bytes) -> dict[str, Any]:
    """Parse a JSON object; anything else, from an HTML page to a bomb of brackets, is empty.

    Numbers with a point or an exponent are exact; NaN and Infinity are no JSON.
    """
    try:
        value = json.loads(body, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, ArithmeticError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _no_number(name: str) -> None:
    raise ValueError(name)


def _internal_id(location: str | None, origin: str, record_type: RecordType) -> str | None:
    """Take the id from a record's URL on our host; the type's case does not count (fact 31)."""
    before, _, found = (location or "").rpartition("/")
    collection, _, written_type = before.rpartition("/")
    is_ours = collection == f"{origin}{RECORD_PATH}" and (
        written_type.lower() == record_type.lower()
    )
    return found if is_ours and _INTERNAL_ID.fullmatch(found) else None


def _evidence(answer: Answer) -> dict[str, object]:
    headers = {name: answer.headers[name] for name in _EVIDENCE_HEADERS if name in answer.headers}
    body = answer.body.decode("utf-8", "replace")[:EVIDENCE_CHARACTERS]
    return {
        "status": answer.status,
        "headers": headers,
        "body": body,
        "is_whole": answer.is_whole,
    }


def _seconds(value: str | None) -> int | None:
    return int(value) if value is not None and re.fullmatch(r"[0-9]{1,5}", value) else None


def _text(value: object, limit: int) -> str:
    return readable(value[:limit]) if isinstance(value, str) else ""
