from datetime import UTC, datetime

import pytest

from tests.netsuite_simulator.client import (
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    Client,
    journal,
    refusal,
)
from tests.support.simulator import simulator_thread

AUGUST, QUARTER, YEAR, ADJUSTMENT = 412, 414, 401, 418


def posted_in(client: Client, key: str) -> str:
    return client.rows(
        "SELECT BUILTIN.DF(postingperiod) AS period FROM transaction WHERE id = ?", key
    )[0]["period"]


@pytest.mark.parametrize(
    ("period", "day", "expected"),
    [
        (AUGUST, "2026-08-31", "falls in a closed accounting period"),
        (SEPTEMBER, "2026-09-30", "is locked"),
        (NOVEMBER, "2026-10-31", "is not within the date range of your accounting period"),
    ],
)
def test_a_named_period_that_cannot_take_the_journal_is_refused(
    client: Client, period: int, day: str, expected: str
) -> None:
    answer = client.post(journal(postingPeriod={"id": period}, tranDate=day))
    status, code, text, _ = refusal(answer)
    assert (status, code) == (400, "USER_ERROR")
    assert expected in text
    assert client.simulator.journals() == []


@pytest.mark.parametrize("period", [QUARTER, YEAR, 999])
def test_a_quarter_or_year_is_no_posting_period(client: Client, period: int) -> None:
    answer = client.post(journal(postingPeriod={"id": period}))
    assert refusal(answer)[1::2] == ("INVALID_CONTENT", "postingPeriod")


def test_an_adjustment_period_can_be_named_but_is_never_taken_by_itself(client: Client) -> None:
    key = client.created(journal(postingPeriod={"id": ADJUSTMENT}, tranDate="2026-12-31"))
    assert posted_in(client, key) == "Adjust 2026"
    key = client.created(journal(postingPeriod=None, tranDate="2026-12-31", externalId="b"))
    assert posted_in(client, key) == "Dec 2026"


def test_a_backdated_journal_without_a_period_moves_silently_to_the_current_one() -> None:
    with simulator_thread(clock=lambda: datetime(2026, 11, 3, 12, tzinfo=UTC)) as simulator:
        client = Client(simulator)
        # The login checks the time too, so requests are signed as of the simulator's.
        now = str(int(datetime(2026, 11, 3, 12, tzinfo=UTC).timestamp()))
        client.session.auth = simulator.auth(timestamp=now)
        key = client.created(journal(postingPeriod=None, tranDate="2026-08-31"))
        assert posted_in(client, key) == "Nov 2026"
        assert client.read(key).json()["tranDate"] == "2026-08-31"


def test_it_moves_to_the_first_open_period_where_the_account_prefers_that(
    client: Client,
) -> None:
    client.simulator.set_preferences(shifted_period="first_open")
    key = client.created(journal(postingPeriod=None, tranDate="2026-09-30"))
    assert posted_in(client, key) == "Oct 2026"


def test_a_date_in_an_open_month_stays_there(client: Client) -> None:
    assert posted_in(client, client.created(journal(postingPeriod=None))) == "Oct 2026"


def test_a_date_outside_the_period_is_taken_where_the_account_allows_it(client: Client) -> None:
    client.simulator.set_preferences(date_outside_period_allowed=True)
    key = client.created(journal(postingPeriod={"id": NOVEMBER}))
    assert posted_in(client, key) == "Nov 2026"


def test_a_period_closed_meanwhile_is_refused_and_reopened_is_taken(client: Client) -> None:
    client.simulator.change_record("accountingperiod", OCTOBER, closed=True)
    assert client.post(journal()).status_code == 400
    client.simulator.change_record("accountingperiod", OCTOBER, closed=False)
    assert client.post(journal()).status_code == 204


def test_the_base_periods_are_those_of_the_filter_that_clients_use(client: Client) -> None:
    rows = client.rows(
        "SELECT p.periodname FROM accountingperiod p "
        "JOIN accountingperiodfiscalcalendars c ON c.accountingperiod = p.id "
        "WHERE p.isquarter = 'F' AND p.isyear = 'F' AND p.isadjust = 'F' "
        "AND p.isinactive = 'F' AND p.isposting = 'T' AND c.fiscalcalendar = 1 "
        "AND p.startdate <= TO_DATE(?, 'YYYY-MM-DD') AND p.enddate >= TO_DATE(?, 'YYYY-MM-DD')",
        "2026-12-31",
        "2026-12-31",
    )
    assert rows == [{"periodname": "Dec 2026"}]
