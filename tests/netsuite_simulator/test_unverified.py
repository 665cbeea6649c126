from decimal import Decimal
from typing import Any

import pytest

from tests.netsuite_simulator.client import (
    CLEARING,
    COST,
    GMBH,
    PAIR,
    US,
    Client,
    journal,
    line,
    pair,
    part,
    refusal,
)


@pytest.mark.parametrize("status", [200, 201, 204])
def test_a_post_answers_the_status_of_the_account(client: Client, status: int) -> None:
    client.simulator.set_preferences(create_status=status)
    answer = client.post(journal())
    assert (answer.status_code, answer.content) == (status, b"")
    assert answer.headers["Location"].endswith("/journalEntry/5001")


def test_lines_above_the_limit_of_the_account_are_refused(client: Client) -> None:
    client.simulator.set_preferences(lines_max=4)
    lines = [line(COST, debit=1), line(CLEARING, credit=1)]
    assert client.post(journal(*lines * 2)).status_code == 204
    answer = client.post(journal(*lines * 3, externalId="ps-second"))
    assert "more than 4 lines" in refusal(answer)[2]
    key = client.found(None)[0]
    assert client.patch(key, {"line": {"items": lines}}).status_code == 400


def test_negative_amounts_are_taken_on_the_other_side(client: Client) -> None:
    body = journal(line(COST, debit=-100), line(CLEARING, credit=-100))
    assert refusal(client.post(body))[3] == "line.items[0].debit"
    client.simulator.set_preferences(negative_amounts=True)
    key = client.created(body)
    first, second = client.lines(key)
    assert (first["credit"], second["debit"]) == (100, 100)
    assert "debit" not in first
    zero = journal(line(COST, debit=0), line(CLEARING, credit=0), externalId="ps-second")
    assert client.post(zero).status_code == 400


def test_the_system_adds_lines_that_balance_each_department(client: Client) -> None:
    client.simulator.set_preferences(balancing_account=208)
    key = client.created(
        journal(line(COST, debit=100, department=11), line(CLEARING, credit=100, department=12))
    )
    added = [(e["account"]["id"], e["department"]["id"]) for e in client.lines(key)[2:]]
    assert added == [("208", "11"), ("208", "12")]
    for _ in range(2):
        assert client.patch(key, {"memo": "x"}).status_code == 204
    assert len(client.lines(key)) == 4
    items = [{"line": 1, "department": {"id": 12}}]
    assert client.patch(key, {"line": {"items": items}}).status_code == 204
    assert len(client.lines(key)) == 2


@pytest.mark.parametrize(("status", "code"), [(400, "USER_ERROR"), (500, "UNEXPECTED_ERROR")])
def test_a_failed_script_after_the_save_hides_it(client: Client, status: int, code: str) -> None:
    client.simulator.set_preferences(after_submit_marker="[fail]", after_submit_status=status)
    assert refusal(client.post(journal(memo="Rent [fail]")))[:2] == (status, code)
    assert client.read("eid:ps-first").json()["memo"] == "Rent [fail]"
    assert client.post(journal(externalId="ps-second")).status_code == 204


def test_a_wrong_value_is_told_by_one_of_two_codes(client: Client) -> None:
    body: dict[str, Any] = journal(subsidiary={"id": "99"})
    expected = "You have entered an Invalid Field Value 99 for the following field: subsidiary"
    for code in ("INVALID_CONTENT", "USER_ERROR"):
        client.simulator.set_preferences(invalid_value_code=code)
        status, told, text, path = refusal(client.post(body))
        assert (status, told, path) == (400, code, "subsidiary")
        assert text.endswith(expected)


@pytest.mark.parametrize(
    ("name", "value"), [("create_status", 202), ("language", "fr"), ("put_lines", ""), ("x", 1)]
)
def test_a_switch_has_no_other_positions(client: Client, name: str, value: object) -> None:
    with pytest.raises(AssertionError, match=name):
        client.simulator.set_preferences(**{name: value})


def test_lines_that_do_not_balance_are_told_in_one_of_two_wordings(client: Client) -> None:
    client.simulator.set_preferences(unbalanced_wording="not_in_balance")
    one_sided = journal(line(COST, debit=Decimal("1.50")))
    assert "Transaction is not in balance! Amounts: 1.5," in refusal(client.post(one_sided))[2]
    first = part(COST, GMBH, debit=2)
    unlike = pair(first, part(CLEARING, US, credit=2))
    assert "Transaction is not in balance! Amounts: 2," in refusal(client.post(unlike, PAIR))[2]
