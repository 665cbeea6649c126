import json
from typing import Any

import pytest

from period_sync.adapters.netsuite.gateway import NetSuiteAccount
from period_sync.domain.errors import NetSuiteUnauthorized
from period_sync.domain.posting import JournalToPost, Outcome, PostAnswer, RecordType
from tests.support.netsuite_client import (
    CLEARING,
    COST,
    VERSION,
    journal,
    line,
    open_at,
    open_simulator,
    post,
)
from tests.support.scripted_server import http, scripted_server
from tests.support.simulator import RunningSimulator

JANUARY = "403"


def create(account: NetSuiteAccount, sent: JournalToPost) -> PostAnswer:
    return account.create(RecordType.JOURNAL, account.render(sent))


def test_a_journal_that_is_taken_gets_its_internal_id(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    answer = create(account, journal())
    (booked,) = netsuite.journals()
    assert (answer.outcome, answer.internal_id) == (Outcome.CREATED, str(booked["id"]))
    assert answer.complaints == ()
    assert booked["externalid"] == "ps-first"


def test_the_body_holds_exact_amounts_one_side_a_line_and_no_approval() -> None:
    lines = (
        line(COST, debit="9999999999999999.99", department="13", class_="34", memo="Köln 東京"),
        line(CLEARING, credit="9999999999999999.90", location="54", entity="701"),
        line(CLEARING, credit="0.09", memo=""),
    )
    with scripted_server(http(204)) as server:
        account = open_at(server.origin)
        account.create(RecordType.JOURNAL, account.render(journal(*lines)))
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert json.loads(body, parse_float=str) == {
        "externalId": "ps-first",
        "subsidiary": {"id": "2"},
        "currency": {"id": "1"},
        "tranDate": "2026-10-31",
        "postingPeriod": {"id": "415"},
        "memo": "Lease accounting Oct 2026",
        "line": {
            "items": [
                {"account": {"id": "250"}, "debit": "9999999999999999.99", "memo": "Köln 東京",
                 "department": {"id": "13"}, "class": {"id": "34"}},
                {"account": {"id": "227"}, "credit": "9999999999999999.90",
                 "memo": "HL-1 amortization", "location": {"id": "54"}, "entity": {"id": "701"}},
                {"account": {"id": "227"}, "credit": "0.09"},
            ]
        },
    }  # fmt: skip
    assert head.startswith(b"POST /services/rest/record/v1/journalEntry HTTP/1.1\r\n")
    assert b"X-NetSuite-PropertyNameValidation: error" in head


@pytest.mark.parametrize("external_id", ["ps-first", "PS-FIRST"])
def test_a_key_that_is_taken_is_told_apart_from_other_refusals(
    account: NetSuiteAccount, netsuite: RunningSimulator, external_id: str
) -> None:
    post(account)
    answer = create(account, journal(external_id=external_id, memo="other"))
    assert (answer.outcome, answer.internal_id) == (Outcome.ALREADY_EXISTS, None)
    assert len(netsuite.journals()) == 1


REFUSED: list[tuple[dict[str, Any], str, str | None]] = [
    ({"posting_period": JANUARY}, "closed accounting period", "postingPeriod"),
    ({"currency": "99"}, "currency", "currency"),
    ({"subsidiary": "7"}, "subsidiary", "subsidiary"),
    ({"lines": (line(COST, debit="1"), line("999", credit="1"))}, "999", "line.items[1].account"),
    ({"lines": (line(COST, debit="1"), line("201", credit="1"))}, "201", "line.items[1].account"),
    ({"lines": (line(COST, debit="1"), line(CLEARING, credit="2"))}, "", None),
]


@pytest.mark.parametrize(("changed", "detail", "path"), REFUSED)
def test_a_refusal_comes_with_netsuites_words_and_place(
    account: NetSuiteAccount,
    netsuite: RunningSimulator,
    changed: dict[str, Any],
    detail: str,
    path: str | None,
) -> None:
    answer = create(account, journal(**changed))
    assert (answer.outcome, answer.internal_id) == (Outcome.REFUSED, None)
    (complaint,) = answer.complaints
    assert detail in complaint.detail
    assert complaint.code in {"USER_ERROR", "INVALID_CONTENT"}
    assert path is None or complaint.path == path
    assert netsuite.journals() == []


def test_misspelt_fields_are_refused_each_by_its_name(account: NetSuiteAccount) -> None:
    body = json.loads(account.render(journal())) | {"externalID": "x", "approvd": True}
    answer = account.create(RecordType.JOURNAL, json.dumps(body).encode())
    assert answer.outcome is Outcome.REFUSED
    assert {complaint.path for complaint in answer.complaints} == {"externalID", "approvd"}


def test_wrong_credentials_are_tried_once_for_a_post_and_once_for_a_read(
    netsuite: RunningSimulator,
) -> None:
    account = open_simulator(netsuite, token_secret="0" * 64)
    assert create(account, journal()).outcome is Outcome.UNAUTHORIZED
    with pytest.raises(NetSuiteUnauthorized) as refused:
        account.find(["ps-first"], None)
    assert refused.value.secret_version == VERSION
    assert len(netsuite.login_audit()) == 2


def test_what_was_sent_and_answered_is_kept_as_it_came(account: NetSuiteAccount) -> None:
    answer = create(account, journal(posting_period=JANUARY))
    assert answer.evidence["status"] == 400
    assert "closed accounting period" in str(answer.evidence["body"])
    assert json.loads(json.dumps(answer.evidence)) == answer.evidence
