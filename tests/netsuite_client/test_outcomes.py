import json
from typing import Any

import pytest

from period_sync.domain.posting import Outcome, PostAnswer, RecordType
from tests.support.netsuite_client import journal, open_at, open_simulator
from tests.support.scripted_server import http, scripted_server
from tests.support.simulator import RunningSimulator

RECORD = "{origin}/services/rest/record/v1/journalEntry"


@pytest.mark.parametrize(
    ("fault", "outcome", "booked"),
    [
        ("429", Outcome.NOT_SENT, 0),
        ("500", Outcome.UNKNOWN, 0),
        ("500:commit=yes", Outcome.UNKNOWN, 1),
        ("503", Outcome.UNKNOWN, 0),
        ("503:commit=yes", Outcome.UNKNOWN, 1),
        ("html502", Outcome.UNKNOWN, 0),
        ("html502:commit=yes", Outcome.UNKNOWN, 1),
        ("drop-before", Outcome.UNKNOWN, 0),
        ("drop-after", Outcome.UNKNOWN, 1),
        ("commit-late:wait=60", Outcome.UNKNOWN, 0),
        # A 204 has no body to lose.
        ("truncate-body", Outcome.CREATED, 1),
        ("wrong-location-host", Outcome.UNKNOWN, 1),
        ("save-and-400", Outcome.REFUSED, 1),
    ],
)
def test_an_outcome_claims_no_more_than_the_answer_proves(
    netsuite: RunningSimulator, fault: str, outcome: Outcome, booked: int
) -> None:
    netsuite.add_fault(fault)
    account = open_simulator(netsuite)
    answer = account.create(RecordType.JOURNAL, account.render(journal()))
    assert answer.outcome is outcome
    assert (answer.internal_id is not None) == (outcome is Outcome.CREATED)
    assert len(netsuite.journals()) == booked
    assert netsuite.request_count("journalEntry") == 1


def test_a_refusal_that_broke_off_is_unknown(netsuite: RunningSimulator) -> None:
    netsuite.add_fault("truncate-body")
    account = open_simulator(netsuite)
    answer = account.create(RecordType.JOURNAL, account.render(journal(currency="99")))
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.evidence["is_whole"] is False


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("7", 7), ("0", 0), ("-1", None), ("1.5", None), ("9" * 40, None), ("soon", None),
        ("Fri, 31 Dec 2026 23:59:59 GMT", None),
    ],
)  # fmt: skip
def test_netsuites_wish_to_wait_is_passed_on_if_it_is_a_number(
    retry_after: str, seconds: int | None
) -> None:
    answer = answered(http(429, Retry_After=retry_after))
    assert (answer.outcome, answer.retry_after_seconds) == (Outcome.NOT_SENT, seconds)


def test_a_429_without_a_wish_has_none() -> None:
    assert answered(http(429)).retry_after_seconds is None


def answered(answer: bytes) -> PostAnswer:
    with scripted_server(answer) as server:
        account = open_at(server.origin)
        return account.create(RecordType.JOURNAL, account.render(journal()))


@pytest.mark.parametrize("status", [200, 201, 204])
def test_any_2xx_with_our_location_is_created(status: int) -> None:
    answer = answered(http(status, Location=f"{RECORD}/1001"))
    assert (answer.outcome, answer.internal_id) == (Outcome.CREATED, "1001")


@pytest.mark.parametrize("record_type", RecordType)
def test_each_type_of_journal_has_its_own_path(record_type: RecordType) -> None:
    path = f"/services/rest/record/v1/{record_type}"
    answers = (http(204, Location=f"{{origin}}{path}/7"), http(204, Location=f"{RECORD}s/7"))
    with scripted_server(*answers) as server:
        account = open_at(server.origin)
        made = [account.create(record_type, b"{}") for _ in range(2)]
    assert [answer.internal_id for answer in made] == ["7", None]
    assert all(request.startswith(f"POST {path} ".encode()) for request in server.requests)


@pytest.mark.parametrize(
    "location",
    [
        "",
        "https://1234567.suitetalk.api.netsuite.com/services/rest/record/v1/journalEntry/1001",
        "{origin}.evil.example/services/rest/record/v1/journalEntry/1001",
        "{origin}@evil.example/services/rest/record/v1/journalEntry/1001",
        "//evil.example/services/rest/record/v1/journalEntry/1001",
        "http://127.0.0.1/services/rest/record/v1/journalEntry/1001",
        f"{RECORD}/",
        "{origin}/services/rest/record/v1/intercompanyJournalEntry/1001",
        f"{RECORD}/eid:ps-first",
        f"{RECORD}/1001/line",
        f"{RECORD}/1001?replace=line",
        f"{RECORD}/-1",
        f"{RECORD}/1e3",
        f"{RECORD}/\u0661",
        f"{RECORD}/{'9' * 20}",
        f"{RECORD}/../journalEntry/1001",
        "{origin}/services/rest/async/v1/job/1001",
        "http://[",
    ],
)
def test_an_id_is_taken_from_no_other_location(location: str) -> None:
    answer = answered(http(204, Location=location))
    assert (answer.outcome, answer.internal_id) == (Outcome.UNKNOWN, None)


def complaint(detail: str = "No.", code: str = "USER_ERROR") -> str:
    return json.dumps({"o:errorDetails": [{"detail": detail, "o:errorCode": code}]})


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, "{}", Outcome.UNKNOWN),
        (202, "", Outcome.UNKNOWN),
        (304, "", Outcome.UNKNOWN),
        (400, complaint(), Outcome.REFUSED),
        (400, complaint("This record already exists."), Outcome.ALREADY_EXISTS),
        (400, complaint("THIS ENTITY ALREADY EXISTS."), Outcome.ALREADY_EXISTS),
        (400, "<html>Bad Request</html>", Outcome.UNKNOWN),
        (400, "", Outcome.UNKNOWN),
        (400, "{}", Outcome.UNKNOWN),
        (400, '{"o:errorDetails": []}', Outcome.UNKNOWN),
        (400, '{"o:errorDetails": ["No."]}', Outcome.UNKNOWN),
        (400, '{"o:errorDetails": {"detail": "No."}}', Outcome.UNKNOWN),
        (400, '{"o:errorDetails": null}', Outcome.UNKNOWN),
        (400, "[" * 50_000, Outcome.UNKNOWN),
        (401, "", Outcome.UNAUTHORIZED),
        (401, complaint(code="INVALID_LOGIN_ATTEMPT"), Outcome.UNAUTHORIZED),
        (403, complaint(), Outcome.REFUSED),
        (403, "<html>Forbidden</html>", Outcome.UNKNOWN),
        (403, complaint("This record already exists."), Outcome.REFUSED),
        (404, complaint(), Outcome.REFUSED),
        (408, complaint(), Outcome.UNKNOWN),
        (500, complaint("This record already exists."), Outcome.UNKNOWN),
        (504, complaint(), Outcome.UNKNOWN),
    ],
)
def test_every_other_answer_has_its_outcome(status: int, body: str, outcome: Outcome) -> None:
    assert answered(http(status, body)).outcome is outcome


def test_a_location_in_a_refusal_does_not_make_it_created() -> None:
    answer = answered(http(400, complaint(), Location=f"{RECORD}/1001"))
    assert (answer.outcome, answer.internal_id) == (Outcome.REFUSED, None)


@pytest.mark.parametrize(
    "detail",
    [{"o:errorCode": "A"}, {"o:errorCode": "A", "detail": 7}, {"o:errorCode": "A", "detail": None}],
)
def test_a_complaint_without_words_is_a_complaint(detail: dict[str, Any]) -> None:
    answer = answered(http(400, json.dumps({"o:errorDetails": [detail]})))
    assert answer.outcome is Outcome.REFUSED
    assert [(c.code, c.detail) for c in answer.complaints] == [("A", "")]


def test_an_answer_of_megabytes_is_kept_in_part() -> None:
    body = json.dumps({"o:errorDetails": [{"detail": "x" * 5_000_000, "o:errorCode": "A"}]})
    answer = answered(http(400, body))
    assert answer.outcome is Outcome.REFUSED
    assert len(json.dumps(answer.evidence)) < 50_000
    assert len(answer.complaints[0].detail) <= 1000
