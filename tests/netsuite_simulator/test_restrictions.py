from typing import Any

import pytest

from tests.netsuite_simulator.client import (
    CLEARING,
    COST,
    EUR,
    PAIR,
    USD,
    Client,
    journal,
    line,
    pair,
    refusal,
)

RESOURCE = "Error while accessing a resource. "
RECEIVABLES, GERMAN_CUSTOMER = 206, 751


def with_first(**values: Any) -> dict[str, Any]:
    return journal(line(COST, debit=1, **values), line(CLEARING, credit=1))


@pytest.mark.parametrize(
    ("column", "allowed", "other"),
    [("department", 11, 12), ("class", 31, 32), ("location", 54, 55)],
)
def test_an_account_can_be_restricted_to_a_classification(
    client: Client, column: str, allowed: int, other: int
) -> None:
    client.simulator.change_record("account", COST, **{column: allowed})
    shown = client.rows(f"SELECT {column} FROM account WHERE id = {COST}")
    assert shown == [{column: str(allowed)}]
    answer = client.post(with_first(**{column: other}))
    text = f"Invalid account reference key {COST} for {column} {other}."
    assert refusal(answer)[2:] == (RESOURCE + text, "line.items[0].account")
    assert client.post(with_first()).status_code == 400
    assert client.post(with_first(**{column: allowed})).status_code == 204
    header = journal(**{"externalId": "ps-second", column: {"id": allowed}})
    assert client.post(header).status_code == 204


def test_an_entity_of_another_currency_is_refused_on_its_account(client: Client) -> None:
    body = journal(
        line(RECEIVABLES, debit=1, entity=GERMAN_CUSTOMER),
        line(CLEARING, credit=1),
        currency={"id": USD},
    )
    text = f"Invalid entity reference key {GERMAN_CUSTOMER} for currency {USD}."
    assert refusal(client.post(body))[2:] == (RESOURCE + text, "line.items[0].entity")
    assert client.post({**body, "currency": {"id": EUR}}).status_code == 204


@pytest.mark.parametrize(
    ("mandatory", "text", "path", "given"),
    [
        ("department", "Department", "department", journal(department={"id": 11})),
        ("line.department", "Department", "line.items[1].department", None),
        ("line.class", "Class", "line.items[0].class", None),
        ("memo, location", "Location", "location", journal(location={"id": 54})),
        (
            "custbody_source_system",
            "custbody_source_system",
            "custbody_source_system",
            journal(custbody_source_system="leases"),
        ),
    ],
)
def test_the_form_makes_fields_mandatory(
    client: Client, mandatory: str, text: str, path: str, given: dict[str, Any] | None
) -> None:
    client.simulator.set_preferences(mandatory=mandatory)
    answer = client.post(with_first(department=11))
    expected = f"{RESOURCE}Please enter value(s) for: {text}."
    assert refusal(answer) == (400, "USER_ERROR", expected, path)
    if given is not None:
        assert client.post(given).status_code == 204


def test_a_script_of_the_customer_refuses_in_its_own_words(client: Client) -> None:
    words = "Lease journals go through Treasury first! (customscript_gate)"
    client.simulator.add_script(r"(?i)lease .* 2026", words)
    assert refusal(client.post(journal()))[:3] == (400, "USER_ERROR", RESOURCE + words)
    key = client.created(journal(memo="Rent"))
    assert words in refusal(client.patch(key, {"memo": "Lease accounting 2026"}))[2]
    client.simulator.clear_scripts()
    assert client.patch(key, {"memo": "Lease accounting 2026"}).status_code == 204


def test_a_pattern_that_is_none_is_refused(client: Client) -> None:
    address = f"{client.simulator.origin}/simulator/scripts"
    assert client.session.post(address, json={"pattern": "(", "text": "x"}).status_code == 400
    assert client.session.get(address).json() == []


@pytest.mark.parametrize("missing", [True, False])
def test_a_reference_by_external_id_is_taken_or_refused(client: Client, missing: bool) -> None:
    client.simulator.change_record("account", COST, externalid="GL-6200")
    body = journal(
        {"account": {"externalId": "gl-none" if missing else "gl-6200"}, "debit": 1},
        line(CLEARING, credit=1),
    )
    assert refusal(client.post(body))[1::2] == ("INVALID_CONTENT", "line.items[0].account")
    client.simulator.set_preferences(references_by_external_id=True)
    answer = client.post(body)
    if missing:
        assert "Invalid Field Value gl-none" in refusal(answer)[2]
    else:
        assert client.lines("eid:ps-first")[0]["account"]["id"] == str(COST)


def test_a_field_of_another_type_of_journal_can_be_mandatory(client: Client) -> None:
    client.simulator.set_preferences(mandatory="toSubsidiary, line.lineSubsidiary")
    assert client.post(pair(), PAIR).status_code == 204
