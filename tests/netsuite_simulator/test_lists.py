import pytest

from tests.netsuite_simulator.client import (
    NOVEMBER,
    RECORDS,
    US,
    USD,
    Client,
    journal,
    refusal,
)

FIRST, SECOND, THIRD = "5001", "5002", "5003"


@pytest.fixture
def three(client: Client) -> Client:
    client.created(journal(custbody_lease_count=3, custbody_closed_on="2026-11-04"))
    client.created(
        journal(
            externalId="ps-Second",
            memo='Rent "Köln" (part 1/2)',
            tranDate="2026-11-30",
            postingPeriod={"id": NOVEMBER},
            department={"id": 11},
            custbody_is_adjustment=True,
            custbody_source_system="leases",
        )
    )
    client.created(
        journal(
            externalId=None, memo=None, subsidiary={"id": US}, currency={"id": USD}, exchangeRate=1
        )
    )
    return client


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (None, [FIRST, SECOND, THIRD]),
        ('externalId IS "ps-first"', [FIRST]),
        ("externalId IS ps-SECOND", [SECOND]),
        ("externalId IS_NOT ps-first", [SECOND, THIRD]),
        ("externalId EMPTY", [THIRD]),
        ("externalId EMPTY_NOT", [FIRST, SECOND]),
        ('memo CONTAIN "\\"köln\\" (part"', [SECOND]),
        ("memo CONTAIN_NOT rent", [FIRST, THIRD]),
        ("memo START_WITH lease", [FIRST]),
        ("memo START_WITH_NOT lease", [SECOND, THIRD]),
        ('memo ENDWITH "1/2)"', [SECOND]),
        ("memo END_WITH_NOT 2026", [SECOND, THIRD]),
        ('tranDate ON_OR_AFTER "11/1/2026" AND tranDate ON_OR_BEFORE "11/30/2026"', [SECOND]),
        ("tranDate ON 10/31/2026", [FIRST, THIRD]),
        ("tranDate ON_NOT 10/31/2026", [SECOND]),
        ("tranDate AFTER 10/31/2026", [SECOND]),
        ("tranDate BEFORE 11/30/2026", [FIRST, THIRD]),
        ("tranDate BEFORE_NOT 11/30/2026", [SECOND]),
        ("subsidiary EQUAL 3", [THIRD]),
        ("subsidiary EQUAL_NOT 3", [FIRST, SECOND]),
        ("id ANY_OF [5001, 5003, 9]", [FIRST, THIRD]),
        ("id ANY_OF_NOT [5001, 5003]", [SECOND]),
        ("id BETWEEN [5002, 5003]", [SECOND, THIRD]),
        ("id WITHIN_NOT [5002, 5003]", [FIRST]),
        ("id GREATER 5001 AND id LESS_OR_EQUAL 5002", [SECOND]),
        ("id GREATER_OR_EQUAL 5002", [SECOND, THIRD]),
        ("id LESS_NOT 5002", [SECOND, THIRD]),
        ("exchangeRate EQUAL 1.0", [FIRST, SECOND, THIRD]),
        ("department EQUAL 11", [SECOND]),
        ("approved IS true", [FIRST, SECOND, THIRD]),
        ("approvalStatus EQUAL 1", []),
        ("isReversal IS_NOT true", [FIRST, SECOND, THIRD]),
        ("custbody_lease_count GREATER 2.5", [FIRST]),
        ("custbody_closed_on ON 11/4/2026", [FIRST]),
        ("custbody_is_adjustment IS true", [SECOND]),
        ("custbody_source_system IS leases", [SECOND]),
        ("id EQUAL 5001 OR id EQUAL 5002 AND memo EMPTY", [FIRST]),
        ("(id EQUAL 5001 OR id EQUAL 5003) AND memo EMPTY", [THIRD]),
        ("((id EQUAL 5001))", [FIRST]),
    ],
)
def test_a_filter_selects_journals(
    three: Client, condition: str | None, expected: list[str]
) -> None:
    assert three.found(condition) == expected


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("tranDate BETWEEN '2026-01-01' AND '2026-12-31'", "can't be used with tranDate"),
        ('tranDate BETWEEN ["1/1/2026", "12/31/2026"]', "can't be used with tranDate"),
        ("tranDate ON 2026-10-31", "is no date"),
        ("tranDate ON 13/31/2026", "is no date"),
        ("externalId = 'ps-first'", "Unknown operator: ="),
        ("externalId is ps-first", "Unknown operator: is"),
        ("line CONTAIN x", "The field line does not exist"),
        ("account EQUAL 250", "The field account does not exist"),
        ("memo IS", "Expected a value, found the end"),
        ("memo", "Expected an operator, found the end"),
        ("", "Expected a field name, found the end"),
        ("memo EMPTY AND", "Expected a field name, found the end"),
        ("memo EMPTY memo EMPTY", "Unexpected: memo"),
        ("(memo EMPTY", "Expected ), found the end"),
        ("memo EMPTY)", "Unexpected: )"),
        ("id ANY_OF 5001", "Expected [, found 5001"),
        ("id ANY_OF []", "Expected a value, found ]"),
        ("id BETWEEN [1]", "two values are needed, 1 are given"),
        ("id EQUAL x", "x is no number"),
        ("approved IS yes", "yes is no boolean"),
        ('memo IS "open', "Unexpected character"),
        ("(" * 60 + "memo EMPTY" + ")" * 60, "Parentheses go deeper than 50"),
    ],
)
def test_a_wrong_filter_is_refused_with_the_reason(
    client: Client, condition: str, told: str
) -> None:
    answer = client.session.get(f"{client.simulator.origin}{RECORDS}", params={"q": condition})
    assert refusal(answer)[:2] == (400, "INVALID_PARAMETER")
    assert told in refusal(answer)[2]
    assert answer.json()["o:errorDetails"][0]["o:errorQueryParam"] == "q"


@pytest.mark.parametrize(
    ("date_format", "day"), [("D.M.YYYY", "30.11.2026"), ("YYYY-MM-DD", "2026-11-30")]
)
def test_dates_are_written_as_the_user_writes_them(
    three: Client, date_format: str, day: str
) -> None:
    three.simulator.set_preferences(q_date_format=date_format)
    assert three.found(f"tranDate ON {day}") == [SECOND]


def test_a_list_is_paged_and_holds_ids_and_links_only(three: Client) -> None:
    path = f"{RECORDS}?limit=2&q=id%20GREATER%201"
    first = three.send("GET", path)
    assert first.headers["Content-Type"].endswith("type=collection")
    document = first.json()
    assert {n: document[n] for n in ("count", "hasMore", "offset", "totalResults")} == {
        "count": 2,
        "hasMore": True,
        "offset": 0,
        "totalResults": 3,
    }
    assert document["items"][0] == {
        "links": [{"rel": "self", "href": f"{three.simulator.origin}{RECORDS}/{FIRST}"}],
        "id": FIRST,
    }
    following = next(each["href"] for each in document["links"] if each["rel"] == "next")
    document = three.send("GET", following.removeprefix(three.simulator.origin)).json()
    assert [each["id"] for each in document["items"]] == [THIRD]
    assert document["hasMore"] is False


@pytest.mark.parametrize("page", ["limit=0", "limit=1001", "limit=2&offset=1", "offset=x"])
def test_a_wrong_page_is_refused(client: Client, page: str) -> None:
    assert refusal(client.send("GET", f"{RECORDS}?{page}"))[:2] == (400, "INVALID_PARAMETER")


def test_a_list_holds_the_journals_of_its_own_type(three: Client) -> None:
    assert three.found(None, "intercompanyJournalEntry") == []
