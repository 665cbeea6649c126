from typing import Any

import pytest

from tests.netsuite_simulator.client import (
    CLEARING,
    COST,
    RECORDS,
    Client,
    journal,
    line,
    refusal,
)


@pytest.mark.parametrize(
    ("feature", "tables", "columns", "properties"),
    [
        (
            "one_world",
            ["subsidiary", "accountingperiodfiscalcalendars", "fiscalcalendar"],
            ["transaction.subsidiary", "account.subsidiary", "transactionline.eliminate"],
            ["subsidiary"],
        ),
        (
            "departments",
            ["department"],
            ["transactionline.department", "account.department"],
            ["department"],
        ),
        ("classes", ["classification"], ["transactionline.class", "account.class"], ["class"]),
        (
            "locations",
            ["location"],
            ["transactionline.location", "account.location"],
            ["location"],
        ),
        (
            "multi_currency",
            ["currency"],
            ["transaction.currency", "transaction.exchangerate", "account.currency"],
            ["currency", "exchangeRate"],
        ),
    ],
)
def test_what_belongs_to_a_feature_does_not_exist_without_it(
    client: Client, feature: str, tables: list[str], columns: list[str], properties: list[str]
) -> None:
    queries = [f"SELECT * FROM {table}" for table in tables]
    queries += [
        f"SELECT {name} FROM {table}" for table, name in (each.split(".") for each in columns)
    ]
    assert {client.query(query).status_code for query in queries} == {200}
    client.simulator.set_preferences(**{feature: False})
    for query in queries:
        answer = client.query(query)
        assert refusal(answer)[:2] == (400, "INVALID_PARAMETER"), query
    assert "was not found" in refusal(client.query(queries[0]))[2]
    for name in properties:
        value: Any = 1 if name == "exchangeRate" else {"id": "1"}
        body = journal(**{**dict.fromkeys(properties), name: value})
        assert refusal(client.post(body))[3] == name
        assert client.send("GET", f"{RECORDS}?q={name}%20EMPTY").status_code == 400
    body = journal(**dict.fromkeys(properties))
    document = client.read(client.created(body)).json()
    assert not set(properties) & set(document)


def test_an_account_without_any_of_them_still_posts(client: Client) -> None:
    client.simulator.set_preferences(
        one_world=False, departments=False, classes=False, locations=False, multi_currency=False
    )
    body = journal(subsidiary=None, currency=None)
    key = client.created(body)
    assert client.rows("SELECT id, memo, posting FROM transaction") == [
        {"id": key, "memo": "Lease accounting Oct 2026", "posting": "T"}
    ]
    first = line(COST, debit=1, department=11)
    answer = client.post({**body, "line": {"items": [first, line(CLEARING, credit=1)]}})
    assert refusal(answer)[3] == "line.items[0].department"


def test_custom_fields_are_columns_of_their_kind(client: Client) -> None:
    lines = [
        line(COST, debit=1, custcol_area=12.5, custcol_site={"id": "54"}, custcol_lease_id="L-1"),
        line(CLEARING, credit=1),
    ]
    values: dict[str, Any] = {
        "custbody_source_system": "leases",
        "custbody_closed_on": "2026-11-04",
        "custbody_is_adjustment": True,
        "custbody_lease_count": 300,
        "custbody_owner_department": {"id": "11"},
    }
    key = client.created(journal(*lines, **values))
    shown = client.rows(
        "SELECT custbody_source_system, TO_CHAR(custbody_closed_on, 'YYYY-MM-DD') AS closed, "
        "custbody_is_adjustment, custbody_lease_count, "
        "BUILTIN.DF(custbody_owner_department) AS owner FROM transaction "
        "WHERE custbody_lease_count > 9"
    )
    assert shown == [
        {
            "custbody_source_system": "leases",
            "closed": "2026-11-04",
            "custbody_is_adjustment": "T",
            "custbody_lease_count": "300",
            "owner": "Corporate",
        }
    ]
    area = "SELECT SUM(custcol_area) AS area, COUNT(custcol_site) AS sites FROM transactionline"
    assert client.rows(area) == [{"area": "12.5", "sites": "1"}]
    document = client.read(key).json()
    assert document["custbody_owner_department"] == {"id": "11", "refName": "Corporate"}
    assert (document["custbody_is_adjustment"], document["custbody_closed_on"]) == (
        True,
        "2026-11-04",
    )
    assert client.lines(key)[0]["custcol_site"] == {"id": "54", "refName": "Köln"}
    assert client.patch(key, {"custbody_is_adjustment": None}).status_code == 204
    assert client.read(key).json()["custbody_is_adjustment"] is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("custbody_closed_on", "4.11.2026"),
        ("custbody_is_adjustment", "yes"),
        ("custbody_lease_count", "300"),
        ("custbody_owner_department", "Corporate"),
        ("custbody_source_system", 1),
    ],
)
def test_a_custom_field_takes_values_of_its_kind_only(
    client: Client, name: str, value: object
) -> None:
    assert refusal(client.post(journal(**{name: value})))[1::2] == ("INVALID_CONTENT", name)


def test_a_url_has_no_spaces(client: Client) -> None:
    answer = client.post(journal(custbody_document="https://leases.example/a b"))
    text = "Error while accessing a resource. Invalid url. Spaces are not allowed in the URL."
    assert refusal(answer)[1:] == ("USER_ERROR", text, "custbody_document")
    body = journal(custbody_document="https://leases.example/a%20b")
    assert client.read(client.created(body)).json()["custbody_document"].endswith("a%20b")


def test_classifications_of_the_header_are_read_back(client: Client) -> None:
    key = client.created(
        journal(department={"id": 11}, location={"id": 54}, **{"class": {"id": 31}})
    )
    document = client.read(key).json()
    assert [document[name]["refName"] for name in ("department", "class", "location")] == [
        "Corporate",
        "Offices",
        "Köln",
    ]
