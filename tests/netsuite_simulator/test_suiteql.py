from decimal import Decimal
from typing import Any

import pytest

from tests.netsuite_simulator.client import (
    CLEARING,
    COST,
    LIABILITY,
    QUERIES,
    RIGHT_OF_USE,
    USD,
    Client,
    journal,
    line,
    refusal,
)

READING = """
SELECT t.id, t.tranid, t.externalid, TO_CHAR(t.trandate, 'YYYY-MM-DD') AS trandate,
  t.postingperiod, t.posting, t.approvalstatus, t.currency, t.exchangerate, tl.subsidiary,
  tal.account, tl.department, tl.class, tl.location, SUM(tl.debitforeignamount) AS debit,
  SUM(tl.creditforeignamount) AS credit, COUNT(*) AS lines
FROM transaction t
JOIN transactionline tl ON tl.transaction = t.id
JOIN transactionaccountingline tal
  ON tal.transaction = tl.transaction AND tal.transactionline = tl.id
WHERE t.id IN (?, ?)
GROUP BY t.id, t.tranid, t.externalid, TO_CHAR(t.trandate, 'YYYY-MM-DD'), t.postingperiod,
  t.posting, t.approvalstatus, t.currency, t.exchangerate, tl.subsidiary, tal.account,
  tl.department, tl.class, tl.location
ORDER BY t.id, tal.account
"""


def test_the_whole_journal_is_read_back_in_one_query(client: Client) -> None:
    first = client.created(
        journal(
            line(COST, debit=Decimal("60.10"), location=54),
            line(COST, debit=40, location=54),
            line(CLEARING, credit=Decimal("100.10")),
        )
    )
    second = client.created(journal(externalId="ps-second"))
    rows = client.rows(READING, first, second)
    assert [row["id"] for row in rows] == [first, first, second, second]
    assert rows[1] == {
        "id": first,
        "tranid": "JE1001",
        "externalid": "ps-first",
        "trandate": "2026-10-31",
        "postingperiod": "415",
        "posting": "T",
        "approvalstatus": "2",
        "currency": "1",
        "exchangerate": "1",
        "subsidiary": "2",
        "account": str(COST),
        "location": "54",
        "debit": "100.1",
        "lines": "2",
    }
    assert rows[0]["credit"] == "100.1"


def test_accounts_are_found_by_number(client: Client) -> None:
    rows = client.rows(
        "SELECT id, acctnumber, fullname, accttype, subsidiary, includechildren, isinactive, "
        "issummary, currency FROM account WHERE acctnumber IN (?, ?) ORDER BY id",
        "1700",
        "7300",
    )
    assert rows[0] == {
        "id": str(RIGHT_OF_USE),
        "acctnumber": "1700",
        "fullname": "Leases : Right-of-use assets",
        "accttype": "FixedAsset",
        "subsidiary": "1",
        "includechildren": "T",
        "isinactive": "F",
        "issummary": "F",
    }
    assert [row["subsidiary"] for row in rows[1:]] == ["1, 2", "3, 5"]


def test_the_answer_has_netsuites_shape(client: Client) -> None:
    answer = client.query("SELECT ID AS Key, 5 + 1 FROM currency WHERE id = ?", USD)
    address = client.simulator.origin + QUERIES
    assert answer.json() == {
        "links": [{"rel": "self", "href": f"{address}?limit=1000&offset=0"}],
        "count": 1,
        "hasMore": False,
        "offset": 0,
        "totalResults": 1,
        "items": [{"links": [], "key": str(USD), "expr2": "6"}],
    }


def test_pages_follow_each_other(client: Client) -> None:
    names: list[str] = []
    for offset in (0, 4, 8):
        page = client.query(
            "SELECT name FROM department ORDER BY id", page=f"?limit=4&offset={offset}"
        ).json()
        names += [item["name"] for item in page["items"]]
        assert (page["count"], page["totalResults"]) == (4, 12)
        assert page["hasMore"] is (offset < 8)
    assert len(names) == 12
    beyond = client.query("SELECT name FROM department", page="?limit=4&offset=12").json()
    assert (beyond["count"], beyond["items"]) == (0, [])


@pytest.mark.parametrize(
    ("page", "parameter"),
    [
        ("?limit=4&offset=3", "offset"),
        ("?limit=1001", "limit"),
        ("?limit=0", "limit"),
        ("?limit=x", "limit"),
        ("?offset=-1", "offset"),
    ],
)
def test_a_wrong_page_is_refused(client: Client, page: str, parameter: str) -> None:
    answer = client.query("SELECT id FROM currency", page=page)
    assert answer.status_code == 400
    assert answer.json()["o:errorDetails"][0]["o:errorQueryParam"] == parameter


def test_without_prefer_transient_nothing_is_run(client: Client) -> None:
    answer = client.query("SELECT id FROM currency", prefer="return=representation")
    assert refusal(answer)[:2] == (400, "INVALID_REQUEST")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT id FROM nowhere",
        "SELECT nothing FROM account",
        "SELECT t.nothing FROM transaction t",
        "SELECT extras FROM transaction",
        "SELECT sql FROM sqlite_master",
        "SELECT next FROM simulator_number",
        "SELECT id FROM main.account",
        "SELECT id FROM account LIMIT 5",
        "SELECT id FROM account; SELECT id FROM account",
        "DELETE FROM account",
        "UPDATE account SET acctnumber = '1'",
        "SELECT id FROM account UNION SELECT id FROM currency",
        "WITH a AS (SELECT id FROM account) SELECT id FROM a",
        "SELECT randomblob(9) FROM account",
        "SELECT load_extension('x') FROM account",
        "SELECT ROWNUM FROM account",
        "SELECT SYSDATE FROM account",
        "SELECT CURRENT_DATE FROM account",
        "SELECT id FROM account WHERE id = :name",
        "SELECT a.id FROM account a, currency c WHERE a.currency = c.id(+)",
        "SELECT a.id FROM account a, currency c JOIN subsidiary s ON s.currency = c.id",
        "SELECT id FROM account, currency",
        "SELECT acctnumber, COUNT(*) FROM account",
        "SELECT acctnumber, COUNT(*) FROM account GROUP BY accttype",
        "SELECT SUM(acctname) FROM account",
        "SELECT TO_CHAR(startdate, 'Q') FROM accountingperiod",
        "SELECT id FROM account WHERE",
        "not a query",
        "",
        f"SELECT id FROM account WHERE id IN ({', '.join(['1'] * 1001)})",
    ],
)
def test_what_is_no_suiteql_is_refused(client: Client, text: str) -> None:
    answer = client.query(text)
    assert refusal(answer)[:2] == (400, "INVALID_PARAMETER")
    assert answer.json()["o:errorDetails"][0]["o:errorQueryParam"] == "q"


@pytest.mark.parametrize("values", [[], ["1", "2", "3"]])
def test_the_number_of_parameters_must_fit(client: Client, values: list[Any]) -> None:
    assert client.query("SELECT id FROM account WHERE id IN (?, ?)", *values).status_code == 400


def test_parameters_are_taken_in_the_order_of_the_text(client: Client) -> None:
    assert client.rows(
        "SELECT a.id, ? AS first FROM account a JOIN currency c ON c.symbol = ? "
        "WHERE a.acctnumber IN (?, ?) AND a.isinactive = ? AND '?' <> ? ORDER BY a.id "
        "OFFSET 1 ROWS FETCH FIRST 1 ROWS ONLY",
        "one",
        "EUR",
        "1700",
        "2400",
        "F",
        "x",
    ) == [{"id": str(LIABILITY), "first": "one"}]


def test_a_parameter_is_never_read_as_a_part_of_the_statement(client: Client) -> None:
    assert client.rows("SELECT id FROM account WHERE acctname = ?", "x' OR '1'='1") == []


def test_union_can_be_allowed(client: Client) -> None:
    client.simulator.set_preferences(union_allowed=True)
    assert client.rows(
        "SELECT symbol FROM currency WHERE id = ? UNION ALL "
        "SELECT acctnumber FROM account WHERE id = ? ORDER BY symbol",
        1,
        RIGHT_OF_USE,
    ) == [{"symbol": "1700"}, {"symbol": "EUR"}]


def test_everything_of_a_table_can_be_asked_for(client: Client) -> None:
    row = client.rows("SELECT * FROM subsidiary WHERE name = ?", "Halcyon K.K.")[0]
    assert (row["id"], row["legalname"], row["iselimination"]) == ("4", "ハルシオン株式会社", "F")
