from typing import Any

from local.netsuite.money import dump_json
from tests.netsuite_simulator.client import RECORD_ROOT, Client, journal, refusal

CATALOG = f"{RECORD_ROOT}metadata-catalog"
FORM = "application/vnd.oracle.resource+json; type=create-form"


def schema(client: Client, name: str = "journalEntry") -> dict[str, Any]:
    answer = client.send("GET", f"{CATALOG}/{name}", Accept="application/schema+json")
    assert answer.headers["Content-Type"] == "application/schema+json"
    document = answer.json()["properties"]
    assert isinstance(document, dict)
    return document


def lines(properties: dict[str, Any]) -> dict[str, Any]:
    found = properties["line"]["properties"]["items"]["items"]["properties"]
    assert isinstance(found, dict)
    return found


def test_the_schema_names_every_property_with_its_type(client: Client) -> None:
    properties = schema(client)
    assert properties["memo"]["type"] == "string"
    assert properties["tranDate"] == {
        "title": "Date",
        "type": "string",
        "format": "date",
        "nullable": True,
        "x-ns-filterable": True,
    }
    assert properties["exchangeRate"]["type"] == "number"
    assert properties["approved"]["type"] == "boolean"
    assert "id" in properties["subsidiary"]["properties"]
    assert lines(properties)["debit"]["type"] == "number"
    assert "lineSubsidiary" not in lines(properties)


def test_the_schema_holds_the_custom_fields_of_the_account(client: Client) -> None:
    properties = schema(client)
    assert properties["custbody_is_adjustment"]["type"] == "boolean"
    assert properties["custbody_closed_on"]["title"] == "Period closed on"
    assert properties["custbody_owner_department"]["type"] == "object"
    assert lines(properties)["custcol_area"]["type"] == "number"


def test_the_schema_lacks_what_the_account_lacks(client: Client) -> None:
    assert "accountingBook" not in schema(client)
    client.simulator.set_preferences(departments=False, multi_book=True)
    properties = schema(client)
    assert "accountingBook" in properties
    assert "department" not in properties
    assert "department" not in lines(properties)


def test_each_type_has_properties_of_its_own(client: Client) -> None:
    assert "toSubsidiary" in schema(client, "intercompanyjournalentry")
    properties = schema(client, "advIntercompanyJournalEntry")
    assert "exchangeRate" not in properties
    assert {"lineSubsidiary", "dueToFromSubsidiary", "lineFxRate"} <= set(lines(properties))


def test_the_catalog_lists_the_types_asked_for(client: Client) -> None:
    items = client.send("GET", CATALOG).json()["items"]
    assert [each["name"] for each in items] == [
        "journalEntry",
        "intercompanyJournalEntry",
        "advIntercompanyJournalEntry",
    ]
    selected = f"{CATALOG}?select=journalentry"
    assert [e["name"] for e in client.send("GET", selected).json()["items"]] == ["journalEntry"]
    whole = client.send("GET", selected, Accept="application/swagger+json").json()
    assert set(whole["components"]["schemas"]) == {"journalEntry"}


def test_what_the_catalog_does_not_have_is_refused(client: Client) -> None:
    answer = client.send("GET", f"{CATALOG}/invoice", Accept="application/schema+json")
    assert answer.status_code == 404
    assert refusal(client.send("GET", f"{CATALOG}/journalEntry"))[0] == 406


def form(client: Client, **changed: Any) -> Any:
    return client.post(journal(**changed), Accept=FORM)


def test_a_create_form_is_prefilled_and_saves_nothing(client: Client) -> None:
    answer = form(client, currency=None, postingPeriod=None, tranDate="2026-11-15")
    assert answer.status_code == 200
    document = answer.json()
    assert document["currency"]["refName"] == "Euro"
    assert document["exchangeRate"] == 1
    assert document["postingPeriod"]["refName"] == "Nov 2026"
    assert document["line"]["items"][0]["account"]["refName"] == "6200 Operating lease cost"
    assert not {"id", "tranId", "createdDate"} & set(document)
    assert client.found(None) == []


def test_a_create_form_checks_as_a_save_does_only_where_the_account_says_so(
    client: Client,
) -> None:
    unbalanced = {"line": {"items": [{"account": {"id": "250"}, "debit": 1}]}}
    closed = {"tranDate": "2026-08-31", "postingPeriod": {"id": "412"}}
    for changed in (unbalanced, closed):
        assert form(client, **changed).status_code == 200
    client.simulator.set_preferences(create_form_validates=True)
    for changed in (unbalanced, closed):
        assert refusal(form(client, **changed))[:2] == (400, "USER_ERROR")
    assert form(client).status_code == 200


def test_select_options_are_not_offered(client: Client) -> None:
    accept = "application/vnd.oracle.resource+json; type=select-options"
    body = dump_json(journal())
    answer = client.send("POST", f"{RECORD_ROOT}journalEntry", body, Accept=accept)
    assert refusal(answer)[:2] == (501, "NOT_SIMULATED")
