from decimal import Decimal

from tests.netsuite_simulator.client import (
    CLEARING,
    COST,
    Client,
    journal,
    line,
)


def test_sums_are_exact_where_a_float_would_lose_cents(client: Client) -> None:
    big, cent = Decimal("9999999999999999.99"), Decimal("0.01")
    client.created(
        journal(
            line(COST, debit=big),
            line(COST, debit=cent),
            line(CLEARING, credit=big + cent),
        )
    )
    assert client.rows(
        "SELECT SUM(debitforeignamount) AS d, SUM(foreignamount) AS n, "
        "MAX(debitforeignamount) AS m, MIN(debitforeignamount) AS s, "
        "SUM(debitforeignamount) * 2 - 0.1 AS x FROM transactionline"
    ) == [
        {
            "d": "10000000000000000",
            "n": "0",
            "m": "9999999999999999.99",
            "s": "0.01",
            "x": "19999999999999999.9",
        }
    ]


def test_amounts_are_compared_and_sorted_by_value(client: Client) -> None:
    amounts = [Decimal("9.5"), Decimal(10), Decimal("100.25"), Decimal(2)]
    client.created(
        journal(
            *(line(COST, debit=amount) for amount in amounts),
            line(CLEARING, credit=sum(amounts)),
        )
    )
    text = (
        "SELECT debitforeignamount AS d FROM transactionline "
        "WHERE debitforeignamount {} ORDER BY d DESC"
    )
    assert client.rows(text.format("> 9.5")) == [{"d": "100.25"}, {"d": "10"}]
    assert client.rows(text.format(">= ?"), "10.00") == [{"d": "100.25"}, {"d": "10"}]
    assert client.rows(text.format("BETWEEN 2 AND 10")) == [{"d": "10"}, {"d": "9.5"}, {"d": "2"}]
    assert client.rows(text.format("IN (2, 10)")) == [{"d": "10"}, {"d": "2"}]
    assert client.rows(
        "SELECT id, SUM(debitforeignamount) AS d FROM transactionline GROUP BY id "
        "HAVING SUM(debitforeignamount) > 9.5 ORDER BY SUM(debitforeignamount)"
    ) == [{"id": "2", "d": "10"}, {"id": "3", "d": "100.25"}]


def test_external_ids_are_compared_with_case(client: Client) -> None:
    key = client.created(journal())
    text = "SELECT id, externalid FROM transaction WHERE externalid IN (?, ?)"
    assert client.rows(text, "ps-first", "ps-none") == [{"id": key, "externalid": "ps-first"}]
    assert client.rows(text, "PS-FIRST", "ps-none") == []


def test_memos_are_found_by_pattern_with_case(client: Client) -> None:
    key = client.created(journal(memo="Größe 100% 東京"))
    for pattern in ("%東京%", "Gr%", "%100\\%%"):
        assert client.rows(
            "SELECT id FROM transaction WHERE type = 'Journal' AND memo LIKE ? ESCAPE '\\'",
            pattern,
        ) == [{"id": key}]
    assert client.rows("SELECT id FROM transaction WHERE memo LIKE ?", "gr%") == []
    assert client.rows("SELECT UPPER(memo) AS m, LOWER('ÄÖ') AS l FROM transaction") == [
        {"m": "GRÖSSE 100% 東京", "l": "äö"}
    ]


def test_names_behind_references_are_shown(client: Client) -> None:
    client.created(journal())
    assert client.rows(
        "SELECT BUILTIN.DF(t.currency) AS c, BUILTIN.DF(t.subsidiary) AS s, "
        "BUILTIN.DF(tal.account) AS a FROM transaction t JOIN transactionaccountingline tal "
        "ON tal.transaction = t.id WHERE tal.debit IS NOT NULL"
    ) == [{"c": "Euro", "s": "Halcyon GmbH", "a": "6200 Operating lease cost"}]


def test_an_empty_text_is_null_as_in_oracle(client: Client) -> None:
    client.created(journal(memo=""))
    assert client.rows("SELECT id FROM transaction WHERE memo IS NULL") == [{"id": "5001"}]
    assert client.rows("SELECT id FROM transaction WHERE tranid <> ?", "") == []
    assert client.rows("SELECT memo || tranid AS t FROM transaction") == [{"t": "JE1001"}]


def test_subqueries_keep_amounts_exact(client: Client) -> None:
    client.created(journal())
    assert client.rows(
        "SELECT x.total FROM (SELECT transaction, SUM(debitforeignamount) AS total "
        "FROM transactionline GROUP BY transaction) x WHERE x.total > 20"
    ) == [{"total": "100"}]
    assert client.rows(
        "SELECT id FROM transaction WHERE EXISTS (SELECT 1 FROM transactionline tl "
        "WHERE tl.transaction = transaction.id AND tl.debitforeignamount > 20)"
    ) == [{"id": "5001"}]


def test_a_plain_date_comes_in_the_users_format_and_sorts_by_time(client: Client) -> None:
    assert client.rows(
        "SELECT startdate, TO_CHAR(enddate, 'DD.MM.YYYY') AS last FROM accountingperiod "
        "WHERE isquarter = 'F' AND isyear = 'F' AND startdate > TO_DATE('09/30/2026', "
        "'MM/DD/YYYY') ORDER BY startdate FETCH FIRST 2 ROWS ONLY"
    ) == [
        {"startdate": "10/1/2026", "last": "31.10.2026"},
        {"startdate": "11/1/2026", "last": "30.11.2026"},
    ]


def test_the_functions_of_oracle_that_are_known_give_its_results(client: Client) -> None:
    assert client.rows(
        "SELECT NVL(parent, 0) AS a, DECODE(symbol, 'EUR', 'euro', 'other') AS b, "
        "SUBSTR(name, 1, 2) AS c, LENGTH(name) AS d, TRIM('  x ') AS e, ABS(-1.5) AS f, "
        "ROUND(2.345, 2) AS g, TO_NUMBER('7.50') + 1 AS h, CONCAT(symbol, displaysymbol) AS i, "
        "CASE WHEN isbasecurrency = 'T' THEN 'base' ELSE 'other' END AS j, 0.1 + 0.2 AS k "
        "FROM (SELECT c.*, s.parent FROM currency c JOIN subsidiary s ON s.id = 1) x "
        "WHERE id = 1"
    ) == [
        {
            "a": "0",
            "b": "euro",
            "c": "Eu",
            "d": "4",
            "e": "x",
            "f": "1.5",
            "g": "2.35",
            "h": "8.5",
            "i": "EUR€",
            "j": "base",
            "k": "0.3",
        }
    ]
    assert client.rows(
        "SELECT COUNT(DISTINCT accttype) AS n, AVG(id) AS m FROM account WHERE id IN (201, 202)"
    ) == [{"n": "1", "m": "201.5"}]
