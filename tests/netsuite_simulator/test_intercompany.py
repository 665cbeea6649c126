from decimal import Decimal
from typing import Any

import pytest

from tests.netsuite_simulator.client import (
    ADVANCED,
    CAD,
    CANADA,
    CLEARING,
    COST,
    EUR,
    GMBH,
    KK,
    OCTOBER,
    PAIR,
    RECORD_ROOT,
    US,
    USD,
    Client,
    journal,
    pair,
    part,
    refusal,
)

RECEIVABLE, PAYABLE, OF_GMBH, OF_US = 207, 229, 781, 782
BANK_EUR = 202


def advanced(*lines: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return pair(*lines, **{"toSubsidiary": None, **changed})


def eliminating(**changed: Any) -> dict[str, Any]:
    to_us = {"dueToFromSubsidiary": {"id": str(US)}, "eliminate": True, "entity": OF_US}
    to_gmbh = {"dueToFromSubsidiary": {"id": str(GMBH)}, "eliminate": True, "entity": OF_GMBH}
    return advanced(
        part(RECEIVABLE, GMBH, debit=100, **{**to_us, **changed}),
        part(CLEARING, GMBH, credit=100),
        part(CLEARING, US, debit=100),
        part(PAYABLE, US, credit=100, **to_gmbh),
    )


def test_a_pair_posts_each_line_in_its_subsidiary_and_base_currency(client: Client) -> None:
    key = client.created(pair(exchangeRate=Decimal("1.25")), PAIR)
    rows = client.rows(
        "SELECT tl.subsidiary, tal.amount, tal.exchangerate FROM transactionline tl "
        "JOIN transactionaccountingline tal ON tal.transaction = tl.transaction "
        "AND tal.transactionline = tl.id WHERE tl.transaction = ? ORDER BY tl.id",
        key,
    )
    assert [tuple(row.values()) for row in rows] == [
        ("2", "100", "1"),
        ("2", "-100", "1"),
        ("3", "125", "1.25"),
        ("3", "-125", "1.25"),
    ]
    document = client.send("GET", f"{RECORD_ROOT}{PAIR}/{key}?expandSubResources=true").json()
    assert document["toSubsidiary"] == {"id": "3", "refName": "Halcyon US Inc."}
    assert [each["lineSubsidiary"]["id"] for each in document["line"]["items"]] == list("2233")
    shown = client.rows(
        "SELECT type, recordtype, BUILTIN.DF(tosubsidiary) AS other FROM transaction"
    )
    assert shown == [
        {
            "type": "Journal",
            "recordtype": "intercompanyjournalentry",
            "other": "Halcyon US Inc.",
        }
    ]


def test_an_advanced_one_has_many_subsidiaries_and_a_rate_for_each(client: Client) -> None:
    rate = Decimal("1.1")
    body = advanced(
        part(COST, GMBH, debit=10),
        part(CLEARING, GMBH, credit=10),
        part(COST, US, debit=10, lineFxRate=rate),
        part(CLEARING, US, credit=10, lineFxRate=rate),
        part(COST, CANADA, debit=10),
        part(CLEARING, CANADA, credit=10),
        currency={"id": str(EUR)},
    )
    key = client.created(body, ADVANCED)
    amounts = client.rows(
        "SELECT amount FROM transactionaccountingline WHERE transaction = ? "
        "ORDER BY transactionline",
        key,
    )
    assert [row["amount"] for row in amounts] == ["10", "-10", "11", "-11", "15.03", "-15.03"]
    assert "exchangeRate" not in client.send("GET", f"{RECORD_ROOT}{ADVANCED}/{key}").json()
    assert client.lines(key, ADVANCED)[2]["lineFxRate"] == rate
    assert "lineFxRate" not in client.lines(key, ADVANCED)[0]


def test_an_eliminating_line_names_its_partner_and_who_represents_it(client: Client) -> None:
    key = client.created(eliminating(), ADVANCED)
    first = client.lines(key, ADVANCED)[0]
    assert (first["eliminate"], first["dueToFromSubsidiary"]["id"]) == (True, str(US))
    shown = client.rows(
        "SELECT eliminate, duetofromsubsidiary FROM transactionline WHERE eliminate = 'T' "
        "ORDER BY id"
    )
    assert [row["duetofromsubsidiary"] for row in shown] == [str(US), str(GMBH)]


RESOURCE = "Error while accessing a resource. "


@pytest.mark.parametrize(
    ("record", "body", "text", "path"),
    [
        (
            PAIR,
            pair(toSubsidiary=None),
            "Please enter value(s) for: To Subsidiary.",
            "toSubsidiary",
        ),
        (
            PAIR,
            pair(toSubsidiary={"id": GMBH}),
            "You have entered an Invalid Field Value 2 for the following field: toSubsidiary",
            "toSubsidiary",
        ),
        (
            PAIR,
            pair(currency={"id": CAD}),
            "Invalid currency reference key 4 for tosubsidiary 3.",
            "currency",
        ),
        (
            PAIR,
            pair(part(COST, US, debit=1), part(CLEARING, US, credit=1)),
            "The first line must post to the From subsidiary.",
            "line.items[0].lineSubsidiary",
        ),
        (
            PAIR,
            pair(part(COST, None, debit=1), part(CLEARING, GMBH, credit=1)),
            "Please enter value(s) for: Subsidiary.",
            "line.items[0].lineSubsidiary",
        ),
        (
            PAIR,
            pair(part(COST, GMBH, debit=1), part(CLEARING, CANADA, credit=1)),
            "You have entered an Invalid Field Value 5 for the following field: lineSubsidiary",
            "line.items[1].lineSubsidiary",
        ),
        (
            PAIR,
            pair(part(COST, GMBH, debit=1), part(CLEARING, US, credit=1)),
            "The amounts in a journal entry must balance.",
            "line",
        ),
        (
            ADVANCED,
            advanced(part(COST, GMBH, debit=1), part(BANK_EUR, CANADA, credit=1)),
            "Invalid account reference key 202 for linesubsidiary 5.",
            "line.items[1].account",
        ),
        (
            ADVANCED,
            advanced(
                part(COST, GMBH, debit=1),
                part(COST, GMBH, credit=1),
                part(COST, US, debit=1, lineFxRate=1),
                part(COST, US, credit=1, lineFxRate=2),
            ),
            "All lines of one subsidiary must have the same exchange rate.",
            "line.items[3].lineFxRate",
        ),
        (
            ADVANCED,
            advanced(
                part(COST, GMBH, debit=1, lineFxRate=-1), part(COST, GMBH, credit=1, lineFxRate=-1)
            ),
            "You have entered an Invalid Field Value -1 for the following field: lineFxRate",
            "line.items[0].lineFxRate",
        ),
        (
            ADVANCED,
            eliminating(dueToFromSubsidiary=None),
            "Please enter value(s) for: Due To/From Subsidiary.",
            "line.items[0].dueToFromSubsidiary",
        ),
        (
            ADVANCED,
            eliminating(dueToFromSubsidiary={"id": GMBH}),
            "You have entered an Invalid Field Value 2 "
            "for the following field: dueToFromSubsidiary",
            "line.items[0].dueToFromSubsidiary",
        ),
        (
            ADVANCED,
            eliminating(entity=705),
            "Please enter value(s) for: Name.",
            "line.items[0].entity",
        ),
        (
            ADVANCED,
            eliminating(eliminate=False),
            "Elimination settings of the account and line do not match.",
            "line.items[0].account",
        ),
    ],
)
def test_what_breaks_a_rule_between_subsidiaries_is_refused(
    client: Client, record: str, body: dict[str, Any], text: str, path: str
) -> None:
    assert refusal(client.post(body, record))[2:] == (RESOURCE + text, path)
    assert client.simulator.journals() == []


def test_a_lock_of_the_other_subsidiary_refuses_the_whole_journal(client: Client) -> None:
    client.simulator.lock_period(OCTOBER, US)
    assert "is locked" in refusal(client.post(pair(), PAIR))[2]


def test_the_properties_of_another_type_are_unknown(client: Client) -> None:
    lines = [part(COST, GMBH, debit=1), part(CLEARING, GMBH, credit=1)]
    assert refusal(client.post(journal(*lines)))[3] == "line.items[0].lineSubsidiary"
    body = advanced(exchangeRate=1)
    assert refusal(client.post(body, ADVANCED))[3] == "exchangeRate"
    lines[0]["lineFxRate"] = 1
    assert refusal(client.post(pair(*lines), PAIR))[3] == "line.items[0].lineFxRate"


def test_a_journal_is_found_under_its_own_type_only(client: Client) -> None:
    key = client.created(pair(), PAIR)
    assert client.found(None, PAIR) == [key]
    for name in (key, "eid:ps-first"):
        assert refusal(client.read(name))[2].endswith("Transaction type specified is incorrect.")
    assert refusal(client.put("eid:ps-first", journal()))[:2] == (400, "USER_ERROR")
    assert client.simulator.journals()[0]["id"] == int(key)


def test_an_intercompany_journal_is_changed_and_deleted_like_any(client: Client) -> None:
    key = client.created(pair(), PAIR)
    path = f"{RECORD_ROOT}{PAIR}/{key}"
    lines = [{"line": 3, "memo": "changed"}]
    assert client.write("PATCH", path, {"line": {"items": lines}}).status_code == 204
    assert client.lines(key, PAIR)[2]["memo"] == "changed"
    assert client.send("DELETE", path).status_code == 204


def test_the_advanced_type_can_be_out_of_reach_of_rest(client: Client) -> None:
    client.simulator.set_preferences(advanced_intercompany_by_rest=False)
    answer = client.post(eliminating(), ADVANCED)
    assert refusal(answer)[:2] == (400, "USER_ERROR")
    assert client.post(pair(currency={"id": USD}), PAIR).status_code == 204


def test_the_rate_of_a_pair_is_kept_by_its_reversal_and_by_a_change(client: Client) -> None:
    key = client.created(pair(exchangeRate=Decimal("1.25"), reversalDate="2026-11-01"), PAIR)
    rates = (
        "SELECT DISTINCT tal.exchangerate FROM transactionaccountingline tal "
        "JOIN transactionline tl ON tl.transaction = tal.transaction "
        f"AND tl.id = tal.transactionline WHERE tl.subsidiary = {US}"
    )
    assert client.rows(rates) == [{"exchangerate": "1.25"}]
    path = f"{RECORD_ROOT}{PAIR}/{key}"
    assert client.write("PATCH", path, {"memo": "x"}).status_code == 204
    assert client.rows(rates) == [{"exchangerate": "1.25"}]
    assert len(client.found(None, PAIR)) == 2


def test_rounding_lands_on_the_largest_line_of_each_subsidiary(client: Client) -> None:
    penny, rate = Decimal("0.01"), {"lineFxRate": Decimal(149)}
    body = advanced(
        part(COST, GMBH, debit=1),
        part(CLEARING, GMBH, credit=1),
        *(part(COST, KK, debit=penny, **rate) for _ in range(3)),
        part(CLEARING, KK, credit=3 * penny, **rate),
    )
    key = client.created(body, ADVANCED)
    rows = client.rows(
        "SELECT amount FROM transactionaccountingline WHERE transaction = ? "
        "ORDER BY transactionline",
        key,
    )
    assert [row["amount"] for row in rows] == ["1", "-1", "1", "1", "1", "-3"]
