from decimal import Decimal
from typing import Any

import pytest

from local.netsuite.money import dump_json
from tests.netsuite_simulator.client import (
    CLEARING,
    COST,
    KK,
    LIABILITY,
    NOVEMBER,
    OCTOBER,
    RECORDS,
    RIGHT_OF_USE,
    SEPTEMBER,
    USD,
    Client,
    journal,
    line,
    refusal,
)

MORE = [line(RIGHT_OF_USE, debit=5), line(LIABILITY, credit=5)]


def amounts(client: Client, key: str) -> list[tuple[int, str, Any, Any]]:
    return [
        (each["line"], each["account"]["id"], each.get("debit"), each.get("credit"))
        for each in client.lines(key)
    ]


FIRST = [(1, str(COST), 100, None), (2, str(CLEARING), None, 100)]
ADDED = [(3, str(RIGHT_OF_USE), 5, None), (4, str(LIABILITY), None, 5)]


def test_a_body_field_is_changed_and_the_rest_kept(client: Client) -> None:
    key = client.created(journal())
    answer = client.patch("eid:PS-First", {"memo": "Corrected", "custbody_lease_count": 7})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Location"].endswith(f"/journalEntry/{key}")
    document = client.read(key).json()
    assert (document["memo"], document["custbody_lease_count"]) == ("Corrected", 7)
    assert document["externalId"] == "ps-first"
    assert amounts(client, key) == FIRST


def test_lines_without_a_key_are_appended(client: Client) -> None:
    key = client.created(journal())
    assert client.patch(key, {"line": {"items": MORE}}).status_code == 204
    assert amounts(client, key) == FIRST + ADDED


def test_a_line_with_its_key_is_changed(client: Client) -> None:
    key = client.created(journal())
    items = [{"line": 1, "debit": 40, "memo": "less"}, {"line": 2, "credit": 40}]
    assert client.patch(key, {"line": {"items": items}}).status_code == 204
    assert amounts(client, key) == [(1, str(COST), 40, None), (2, str(CLEARING), None, 40)]
    assert client.lines(key)[0]["memo"] == "less"
    assert client.rows("SELECT amount FROM transactionaccountingline ORDER BY amount") == [
        {"amount": "-40"},
        {"amount": "40"},
    ]


def test_an_amount_on_the_other_side_takes_the_place_of_the_old_one(client: Client) -> None:
    key = client.created(journal())
    items = [{"line": 1, "credit": 100}, {"line": 2, "debit": 100}]
    assert client.patch(key, {"line": {"items": items}}).status_code == 204
    assert [each[2:] for each in amounts(client, key)] == [(None, 100), (100, None)]


def test_replace_removes_the_lines_that_do_not_match(client: Client) -> None:
    key = client.created(journal())
    items = [{"line": 2, "credit": 5}, line(RIGHT_OF_USE, debit=5)]
    assert client.patch(key, {"line": {"items": items}}, "?replace=line").status_code == 204
    assert amounts(client, key) == [
        (2, str(CLEARING), None, 5),
        (3, str(RIGHT_OF_USE), 5, None),
    ]


def test_without_its_first_line_the_largest_one_takes_the_rounding(client: Client) -> None:
    penny = Decimal("0.01")
    key = client.created(
        journal(
            *(line(COST, debit=penny) for _ in range(3)),
            line(CLEARING, credit=3 * penny),
            subsidiary={"id": KK},
            currency={"id": USD},
            exchangeRate=Decimal(149),
        )
    )
    amounts_of = (
        "SELECT amount FROM transactionaccountingline WHERE transaction = ? "
        "ORDER BY transactionline"
    )
    before = [row["amount"] for row in client.rows(amounts_of, key)]
    # 0.03 is 4.47, and three times 1.49 round to 1 each.
    assert before == ["2", "1", "1", "-4"]
    items = [{"line": 2}, {"line": 3}, {"line": 4}, line(COST, debit=penny)]
    assert client.patch(key, {"line": {"items": items}}, "?replace=line").status_code == 204
    after = [row["amount"] for row in client.rows(amounts_of, key)]
    assert after == ["1", "1", "-3", "1"]


def test_null_for_the_lines_empties_them_which_does_not_balance(client: Client) -> None:
    key = client.created(journal())
    answer = client.patch(key, {"line": {"items": None}})
    assert refusal(answer)[2].endswith("The amounts in a journal entry must balance.")
    assert amounts(client, key) == FIRST


def test_null_clears_a_field_unless_only_others_may_be_cleared(client: Client) -> None:
    key = client.created(
        journal(custbody_source_system="leases", department={"id": 11}, location={"id": 54})
    )
    body = {"memo": None, "department": None, "custbody_source_system": None}
    query = "?replaceSelectedFields=true&replace=department"
    assert client.patch(key, body, query).status_code == 204
    document = client.read(key).json()
    assert "department" not in document
    assert document["memo"] == "Lease accounting Oct 2026"
    assert document["custbody_source_system"] == "leases"
    assert client.patch(key, body).status_code == 204
    document = client.read(key).json()
    assert not {"memo", "custbody_source_system"} & set(document)
    assert document["location"]["id"] == "54"


def test_a_change_that_breaks_a_rule_changes_nothing(client: Client) -> None:
    key = client.created(journal())
    answer = client.patch(key, {"memo": "x", "line": {"items": [line(COST, debit=1)]}})
    assert refusal(answer)[:2] == (400, "USER_ERROR")
    assert client.read(key).json()["memo"] == "Lease accounting Oct 2026"
    assert refusal(client.patch(key, {"memmo": "x"}))[1::2] == ("INVALID_CONTENT", "memmo")


def test_a_new_date_takes_the_journal_into_the_period_of_that_date(client: Client) -> None:
    key = client.created(journal())
    assert client.patch(key, {"tranDate": "2026-11-30"}).status_code == 204
    assert client.read(key).json()["postingPeriod"]["id"] == str(NOVEMBER)


def test_the_rate_stays_unless_the_currency_changes(client: Client) -> None:
    key = client.created(journal(currency={"id": USD}, exchangeRate=Decimal("0.5")))
    client.patch(key, {"memo": "x"})
    assert client.read(key).json()["exchangeRate"] == 0.5
    client.patch(key, {"currency": {"id": "5"}})
    assert client.read(key).json()["exchangeRate"] == 1.1731


def test_a_journal_in_a_shut_period_is_neither_changed_nor_deleted(client: Client) -> None:
    key = client.created(journal())
    client.simulator.change_record("accountingperiod", OCTOBER, alllocked=True)
    moved = {"postingPeriod": {"id": NOVEMBER}, "tranDate": "2026-11-30"}
    for answer in (client.patch(key, moved), client.patch(key, {"memo": "x"}), client.delete(key)):
        assert "is locked" in refusal(answer)[2]
    client.simulator.change_record("accountingperiod", OCTOBER, allownonglchanges=True)
    assert client.patch(key, {"memo": "x"}).status_code == 204
    assert client.patch(key, {"line": {"items": MORE}}).status_code == 400


def test_a_journal_cannot_be_moved_into_a_shut_period(client: Client) -> None:
    key = client.created(journal())
    moved = {"postingPeriod": {"id": SEPTEMBER}, "tranDate": "2026-09-30"}
    assert "is locked" in refusal(client.patch(key, moved))[2]


def test_a_change_flows_into_the_reversal_and_can_end_it(client: Client) -> None:
    key = client.created(journal(reversalDate="2026-11-01"))
    reversal = client.read(key).json()["reversalEntry"]
    items = [{"line": 1, "debit": 40}, {"line": 2, "credit": 40}]
    assert client.patch(key, {"line": {"items": items}}).status_code == 204
    assert [each[2:] for each in amounts(client, reversal)] == [(None, 40), (40, None)]
    assert client.patch(key, {"reversalDate": None}).status_code == 204
    assert client.found(None) == [key]
    assert "reversalEntry" not in client.read(key).json()


def test_a_reversal_is_not_changed_by_itself_and_goes_with_its_original(client: Client) -> None:
    key = client.created(journal(reversalDate="2026-11-01"))
    reversal = client.read(key).json()["reversalEntry"]
    assert client.patch(reversal, {"memo": "x"}).status_code == 400
    assert client.delete(reversal).status_code == 400
    assert client.delete(key).status_code == 204
    assert client.found(None) == []


def test_put_creates_and_then_appends_the_lines_again(client: Client) -> None:
    body = journal(externalId=None)
    first = client.put("eid:ps-first", body)
    assert (first.status_code, client.read("eid:ps-first").json()["externalId"]) == (
        204,
        "ps-first",
    )
    second = client.put("eid:ps-first", body)
    assert second.headers["Location"] == first.headers["Location"]
    key = first.headers["Location"].rpartition("/")[2]
    assert [each[0] for each in amounts(client, key)] == [1, 2, 3, 4]
    assert client.put("eid:ps-first", body, "?replace=line").status_code == 204
    assert [each[0] for each in amounts(client, key)] == [5, 6]


def test_put_replaces_the_lines_where_the_account_does_so(client: Client) -> None:
    client.simulator.set_preferences(put_lines="replace", upsert_location="external_id")
    for _ in range(2):
        answer = client.put("eid:ps-first", journal())
        assert answer.headers["Location"].endswith("/journalEntry/eid:ps-first")
    assert len(client.lines("eid:ps-first")) == 2


@pytest.mark.parametrize(
    ("name", "body"), [("5001", journal()), ("eid:ps-other", journal()), ("ps-first", journal())]
)
def test_put_needs_the_external_id_of_its_url(
    client: Client, name: str, body: dict[str, Any]
) -> None:
    assert refusal(client.put(name, body))[:2] == (400, "INVALID_REQUEST")
    assert client.found(None) == []


def test_a_deleted_journal_is_gone_and_its_external_id_free(client: Client) -> None:
    client.created(journal())
    answer = client.delete("eid:ps-first")
    assert (answer.status_code, answer.content) == (204, b"")
    assert client.read("eid:ps-first").status_code == 404
    assert client.rows("SELECT id FROM transactionline") == []
    assert client.post(journal()).status_code == 204


def test_the_external_id_of_a_deleted_journal_can_stay_taken(client: Client) -> None:
    client.simulator.set_preferences(delete_frees_external_id=False)
    assert client.delete(client.created(journal())).status_code == 204
    assert refusal(client.post(journal(externalId="PS-FIRST")))[2].endswith("already exists.")


def test_a_deletion_may_need_a_reason(client: Client) -> None:
    client.simulator.set_preferences(deletion_reason_required=True)
    first, second = client.created(journal()), client.created(journal(externalId="ps-second"))
    expected = "Error while accessing a resource. Please enter value(s) for: Deletion Reason."
    assert refusal(client.delete(first)) == (400, "USER_ERROR", expected, "deletionReason")
    reason = dump_json({"deletionReason": {"id": "1"}, "deletionReasonMemo": "Posted twice"})
    assert client.delete(first, reason).status_code == 204
    assert client.patch(second, {"deletionReason": {"id": "1"}}).status_code == 204
    assert client.delete(second).status_code == 204


def test_an_approved_journal_needs_the_approval_permission(client: Client) -> None:
    client.simulator.set_preferences(require_approvals=True)
    key = client.created(journal())
    assert client.patch(key, {"memo": "still pending"}).status_code == 204
    assert refusal(client.patch(key, {"approved": True}))[:2] == (403, "INSUFFICIENT_PERMISSION")
    client.simulator.change_journal(key, approvalstatus="2")
    for answer in (client.patch(key, {"memo": "x"}), client.delete(key)):
        assert refusal(answer)[:2] == (403, "INSUFFICIENT_PERMISSION")


def test_a_role_with_the_approval_permission_approves_changes_and_deletes(client: Client) -> None:
    client.simulator.set_preferences(require_approvals=True)
    key = client.created(journal(reversalDate="2026-11-01"))
    states = "SELECT posting, approvalstatus FROM transaction ORDER BY id"
    client.simulator.grant(TRAN_JOURNALAPPRV="edit")
    assert client.patch(key, {"approved": True}).status_code == 204
    assert client.rows(states) == [{"posting": "T", "approvalstatus": "2"}] * 2
    assert client.patch(key, {"memo": "changed"}).status_code == 204
    assert client.rows(states) == [{"posting": "T", "approvalstatus": "2"}] * 2
    assert refusal(client.delete(key))[:2] == (403, "INSUFFICIENT_PERMISSION")
    client.simulator.grant(TRAN_JOURNALAPPRV="full")
    for body, status in (({"approved": False}, "1"), ({"approvalStatus": {"id": "3"}}, "3")):
        assert client.patch(key, body).status_code == 204
        assert client.rows(states) == [{"posting": "F", "approvalstatus": status}] * 2
    assert client.delete(key).status_code == 204


@pytest.mark.parametrize("query", ["?replaceSelectedFields=maybe", "?replaceSelectedFields=1"])
def test_a_wrong_manner_of_change_is_refused(client: Client, query: str) -> None:
    key = client.created(journal())
    assert refusal(client.patch(key, {"memo": "x"}, query))[:2] == (400, "INVALID_PARAMETER")


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "GET"])
def test_what_is_not_there_is_not_changed(client: Client, method: str) -> None:
    assert refusal(client.send(method, f"{RECORDS}/99", "{}"))[:2] == (404, "NONEXISTENT_ID")


@pytest.mark.parametrize("key", ["x", 0, True, 1.5])
def test_the_key_of_a_line_is_a_number(client: Client, key: object) -> None:
    internal_id = client.created(journal())
    answer = client.patch(internal_id, {"line": {"items": [{"line": key, "debit": 1}]}})
    assert refusal(answer)[1::2] == ("INVALID_CONTENT", "line.items[0].line")
