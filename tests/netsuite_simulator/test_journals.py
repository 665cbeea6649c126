from decimal import Decimal

import pytest

from local.netsuite.money import load_json
from tests.netsuite_simulator.client import (
    CLEARING,
    COST,
    GBP,
    JPY,
    KK,
    US,
    USD,
    Client,
    journal,
    line,
    refusal,
)


def test_a_created_journal_answers_204_without_body_and_names_its_address(client: Client) -> None:
    answer = client.post(journal())
    assert (answer.status_code, answer.content) == (204, b"")
    origin = client.simulator.origin
    assert answer.headers["Location"] == f"{origin}/services/rest/record/v1/journalEntry/5001"
    assert "Content-Type" not in answer.headers


def test_a_journal_is_read_by_internal_id_and_by_external_id_in_any_case(client: Client) -> None:
    key = client.created(journal())
    for name in (key, "eid:ps-first", "eid:PS-FIRST", "eid%3Aps-first"):
        assert client.read(name).json()["id"] == key


def test_a_journal_is_read_as_it_was_sent(client: Client) -> None:
    key = client.created(
        journal(
            line(
                COST,
                debit=Decimal("12345678901234.56"),
                memo="Miete 東京",
                location=54,
                **{
                    "class": 31,
                    "department": 11,
                    "custcol_lease_id": "L-1",
                },
            ),
            line(CLEARING, credit=Decimal("12345678901234.56"), entity=701),
            memo="Größe ¥ 東京",
            custbody_source_system="leases",
        )
    )
    answer = client.read(key, "?expandSubResources=true")
    document = load_json(answer.text)
    assert isinstance(document, dict)
    assert document["tranId"] == "JE1001"
    assert document["transactionNumber"] == "JOURNAL1001"
    assert document["tranDate"] == "2026-10-31"
    assert document["postingPeriod"] == {"id": "415", "refName": "Oct 2026"}
    assert document["memo"] == "Größe ¥ 東京"
    assert document["custbody_source_system"] == "leases"
    first, second = document["line"]["items"]
    assert first["debit"] == Decimal("12345678901234.56")
    assert "credit" not in first
    assert first["account"] == {"id": str(COST), "refName": "6200 Operating lease cost"}
    assert first["location"] == {"id": "54", "refName": "Köln"}
    assert (first["memo"], first["custcol_lease_id"]) == ("Miete 東京", "L-1")
    assert second["entity"]["id"] == "701"


def test_lines_are_shown_only_when_asked_for(client: Client) -> None:
    document = client.read(client.created(journal())).json()
    assert set(document["line"]) == {"links"}


def test_numbers_count_up_and_a_deleted_journal_gives_none_back(client: Client) -> None:
    first = client.created(journal())
    client.simulator.delete_journal(first)
    second = client.created(journal())
    assert int(second) == int(first) + 1
    assert client.read(second).json()["tranId"] == "JE1002"


@pytest.mark.parametrize("external_id", ["ps-first", "PS-First"])
def test_an_external_id_is_taken_once_whatever_its_case(client: Client, external_id: str) -> None:
    client.created(journal())
    assert refusal(client.post(journal(externalId=external_id)))[:3] == (
        400,
        "USER_ERROR",
        "Error while accessing a resource. This record already exists.",
    )
    assert len(client.simulator.journals()) == 1


def test_an_external_id_that_was_overwritten_is_free_again(client: Client) -> None:
    key = client.created(journal())
    client.simulator.change_journal(key, externalid="somebody-elses")
    assert client.created(journal()) != key


def test_a_missing_journal_is_404_or_400_by_preference(client: Client) -> None:
    for name in ("99", "eid:none"):
        assert refusal(client.read(name))[:2] == (404, "NONEXISTENT_ID")
    client.simulator.set_preferences(missing_is_404=False)
    status, code, text, _ = refusal(client.read("99"))
    assert (status, code) == (400, "USER_ERROR")
    assert text.endswith("Transaction type specified is incorrect.")


def test_an_unknown_property_is_dropped_with_a_warning_unless_names_are_checked(
    client: Client,
) -> None:
    body = journal(line(COST, debit=1, lineSubsidiary=3), line(CLEARING, credit=1), memmo="x")
    answer = client.post(body)
    assert answer.status_code == 400
    assert {d["o:errorPath"] for d in answer.json()["o:errorDetails"]} == {
        "memmo",
        "line.items[0].lineSubsidiary",
    }
    answer = client.post(body, X_NetSuite_PropertyNameValidation="Warning")
    assert answer.status_code == 204
    assert "memmo" in answer.headers["Warning"]
    body["externalId"] = "ps-second"
    answer = client.post(body, X_NetSuite_PropertyNameValidation="ignore")
    assert answer.status_code == 204
    assert "Warning" not in answer.headers


def base_amounts(client: Client, key: str) -> list[tuple[str | None, str | None]]:
    rows = client.rows(
        "SELECT debit, credit FROM transactionaccountingline WHERE transaction = ? "
        "ORDER BY transactionline",
        key,
    )
    return [(row.get("debit"), row.get("credit")) for row in rows]


def test_amounts_are_converted_at_the_rate_given(client: Client) -> None:
    key = client.created(
        journal(
            line(COST, debit=Decimal("10.01")),
            line(CLEARING, credit=Decimal("10.01")),
            currency={"id": USD},
            exchangeRate=Decimal("0.5"),
        )
    )
    assert base_amounts(client, key) == [("5.01", None), (None, "5.01")]


def test_a_journal_without_currency_is_in_that_of_its_subsidiary(client: Client) -> None:
    key = client.created(journal(subsidiary={"id": US}, currency=None))
    assert client.rows("SELECT currency, exchangerate FROM transaction WHERE id = ?", key) == [
        {"currency": str(USD), "exchangerate": "1"}
    ]


def test_without_a_rate_netsuite_takes_its_own(client: Client) -> None:
    key = client.created(journal(currency={"id": GBP}))
    assert client.read(key).json()["exchangeRate"] == 1.1731


def test_rounding_in_the_base_currency_lands_on_the_first_line(client: Client) -> None:
    key = client.created(
        journal(
            line(CLEARING, credit=Decimal("0.03")),
            *(line(COST, debit=Decimal("0.01")) for _ in range(3)),
            subsidiary={"id": KK},
            currency={"id": USD},
            exchangeRate=Decimal(149),
        )
    )
    # 0.03 is 4.47, and three times 1.49 round to 1 each; the first line gives way.
    assert base_amounts(client, key) == [(None, "3"), ("1", None), ("1", None), ("1", None)]


def test_yen_have_no_decimals(client: Client) -> None:
    body = journal(subsidiary={"id": KK}, currency={"id": JPY})
    assert client.post(body).status_code == 204
    body = journal(
        line(COST, debit=Decimal("1.5")),
        line(CLEARING, credit=Decimal("1.5")),
        subsidiary={"id": KK},
        currency={"id": JPY},
        externalId="ps-second",
    )
    assert refusal(client.post(body))[1::2] == ("INVALID_CONTENT", "line.items[0].debit")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/services/rest/record/v1/journalEntry/5001"),
        ("PATCH", "/services/rest/record/v1/journalEntry"),
        ("DELETE", "/services/rest/record/v1/journalEntry"),
    ],
)
def test_what_is_not_simulated_is_refused_loudly(client: Client, method: str, path: str) -> None:
    assert refusal(client.send(method, path, "{}"))[:2] == (501, "NOT_SIMULATED")


def test_asynchronous_requests_are_not_taken_for_synchronous_ones(client: Client) -> None:
    assert client.post(journal(), Prefer="respond-async").status_code == 501
    assert client.simulator.journals() == []
