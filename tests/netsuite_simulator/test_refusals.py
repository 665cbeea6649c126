from decimal import Decimal
from typing import Any

import pytest

from tests.netsuite_simulator.client import (
    CLEARING,
    COST,
    RECORDS,
    US,
    USD,
    Client,
    journal,
    line,
    refusal,
)

RESOURCE = "Error while accessing a resource. "
BANK_USD, RECEIVABLES, INTERCOMPANY, SUMMARY, FORMER = 203, 206, 207, 219, 221
INACTIVE_RETAIL, DESIGN_STUDIO, OSAKA = 16, 21, 56


def with_first_line(**values: Any) -> dict[str, Any]:
    first = line(values.pop("account", COST), **{"debit": 100, **values})
    return journal(first, line(CLEARING, credit=100))


@pytest.mark.parametrize(
    ("body", "code", "text", "path"),
    [
        (
            journal(subsidiary=None),
            "USER_ERROR",
            "Please enter value(s) for: Subsidiary.",
            "subsidiary",
        ),
        (
            journal(subsidiary={"id": "99"}),
            "INVALID_CONTENT",
            "You have entered an Invalid Field Value 99 for the following field: subsidiary",
            "subsidiary",
        ),
        (
            journal(subsidiary={"id": "7"}),
            "INVALID_CONTENT",
            "You have entered an Invalid Field Value 7 for the following field: subsidiary",
            "subsidiary",
        ),
        (
            journal(currency={"id": "6"}),
            "INVALID_CONTENT",
            "You have entered an Invalid Field Value 6 for the following field: currency",
            "currency",
        ),
        (
            with_first_line(account=9999),
            "INVALID_CONTENT",
            "You have entered an Invalid Field Value 9999 for the following field: account",
            "line.items[0].account",
        ),
        (
            with_first_line(account=FORMER),
            "INVALID_CONTENT",
            f"You have entered an Invalid Field Value {FORMER} for the following field: account",
            "line.items[0].account",
        ),
        (
            with_first_line(account=SUMMARY),
            "INVALID_CONTENT",
            f"You have entered an Invalid Field Value {SUMMARY} for the following field: account",
            "line.items[0].account",
        ),
        (
            with_first_line(account=BANK_USD),
            "USER_ERROR",
            "The 1020 Operating bank USD account cannot be used with the Halcyon GmbH subsidiary.",
            "line.items[0].account",
        ),
        (
            with_first_line(account=INTERCOMPANY),
            "USER_ERROR",
            "Elimination settings of the account and line do not match.",
            "line.items[0].account",
        ),
        (
            with_first_line(account=RECEIVABLES),
            "USER_ERROR",
            "Please enter value(s) for: Name.",
            "line.items[0].entity",
        ),
        (
            with_first_line(department=INACTIVE_RETAIL),
            "INVALID_CONTENT",
            "You have entered an Invalid Field Value 16 for the following field: department",
            "line.items[0].department",
        ),
        (
            with_first_line(department=DESIGN_STUDIO),
            "USER_ERROR",
            "Invalid department reference key 21 for subsidiary 2.",
            "line.items[0].department",
        ),
        (
            with_first_line(location=OSAKA),
            "USER_ERROR",
            "Invalid location reference key 56 for subsidiary 2.",
            "line.items[0].location",
        ),
        (
            with_first_line(**{"class": 37}),
            "USER_ERROR",
            "Invalid class reference key 37 for subsidiary 2.",
            "line.items[0].class",
        ),
        (
            with_first_line(entity=702),
            "USER_ERROR",
            "Invalid entity reference key 702 for subsidiary 2.",
            "line.items[0].entity",
        ),
        (
            with_first_line(debit=Decimal("100.01")),
            "USER_ERROR",
            "The amounts in a journal entry must balance.",
            "line",
        ),
        (
            journal(line(COST, debit=1)),
            "USER_ERROR",
            "The amounts in a journal entry must balance.",
            "line",
        ),
        (journal(line=None), "USER_ERROR", "The amounts in a journal entry must balance.", "line"),
        (with_first_line(credit=0), "USER_ERROR", "Rounding Error", "line.items[0].credit"),
        (
            with_first_line(debit=Decimal("100.005")),
            "INVALID_CONTENT",
            "You have entered an Invalid Field Value 100.005 for the following field: debit",
            "line.items[0].debit",
        ),
        (
            with_first_line(debit=-100),
            "INVALID_CONTENT",
            "You have entered an Invalid Field Value -100 for the following field: debit",
            "line.items[0].debit",
        ),
        (
            with_first_line(debit=10**18),
            "INVALID_CONTENT",
            f"You have entered an Invalid Field Value {10**18} for the following field: debit",
            "line.items[0].debit",
        ),
        (
            with_first_line(debit="100"),
            "INVALID_CONTENT",
            "You have entered an Invalid Field Value 100 for the following field: debit",
            "line.items[0].debit",
        ),
        (
            journal(tranDate="2026-10-31T00Z"),
            "INVALID_CONTENT",
            "You have entered an Invalid Field Value 2026-10-31T00Z "
            "for the following field: tranDate",
            "tranDate",
        ),
        (
            journal(externalId="a|b"),
            "INVALID_CONTENT",
            "You have entered an Invalid Field Value a|b for the following field: externalId",
            "externalId",
        ),
        (
            journal(tranId="JE1"),
            "USER_ERROR",
            "You do not have permissions to set a value for element tranid.",
            "tranId",
        ),
        (
            journal(reversalDefer=True),
            "USER_ERROR",
            "Please enter value(s) for: Reversal Date.",
            "reversalDate",
        ),
    ],
)
def test_a_journal_that_breaks_a_rule_is_refused(
    client: Client, body: dict[str, Any], code: str, text: str, path: str
) -> None:
    assert refusal(client.post(body)) == (400, code, RESOURCE + text, path)
    assert client.simulator.journals() == []


def test_an_account_of_one_currency_takes_no_other(client: Client) -> None:
    body = journal(
        line(BANK_USD, debit=1),
        line(CLEARING, credit=1),
        subsidiary={"id": US},
        currency={"id": USD},
    )
    assert client.post(body).status_code == 204
    body |= {"currency": {"id": "4"}, "externalId": "ps-second"}
    assert refusal(client.post(body))[1::2] == ("USER_ERROR", "line.items[0].account")


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"memo": NaN}', '{"memo": "\x00', '{"exchangeRate": 1E+999999999}'],
)
def test_a_body_that_is_no_json_object_is_refused(client: Client, content: str) -> None:
    assert refusal(client.send("POST", RECORDS, content))[:2] == (400, "INVALID_REQUEST")


def test_a_list_that_was_corrected_is_used_at_once(client: Client) -> None:
    department = client.simulator.add_record("department", name="Treasury", subsidiary=[2])
    body = with_first_line(department=department)
    assert client.post(body).status_code == 204
    client.simulator.change_record("department", department, isinactive=True)
    assert client.post({**body, "externalId": "ps-second"}).status_code == 400
    assert client.rows("SELECT fullname, isinactive FROM department WHERE id = ?", department) == [
        {"fullname": "Treasury", "isinactive": "T"}
    ]
