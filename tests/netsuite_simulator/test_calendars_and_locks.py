from collections.abc import Iterator

import pytest

from local.netsuite.account_data import PACKAGED
from tests.netsuite_simulator.client import (
    CANADA,
    EUR,
    GMBH,
    NOVEMBER,
    OCTOBER,
    US,
    Client,
    journal,
    refusal,
)
from tests.support.simulator import simulator_thread

OUTLETS, SERVICES = 8, 9
RETAIL_P10, RETAIL_P11, APRIL_OCTOBER = 503, 504, 513
MATCHING = (
    "SELECT p.id FROM accountingperiod p JOIN accountingperiodfiscalcalendars c "
    "ON c.accountingperiod = p.id WHERE p.isquarter = 'F' AND p.isyear = 'F' "
    "AND p.isadjust = 'F' AND p.isposting = 'T' "
    "AND TO_DATE('2026-10-31', 'YYYY-MM-DD') BETWEEN p.startdate AND p.enddate"
)


@pytest.fixture
def calendars() -> Iterator[Client]:
    with simulator_thread(data=PACKAGED.with_name("calendars.json")) as running:
        yield Client(running)


def period_of(client: Client, key: str) -> str:
    return str(client.read(key).json()["postingPeriod"]["id"])


def test_a_day_lies_in_one_period_per_calendar(calendars: Client) -> None:
    assert [row["id"] for row in calendars.rows(f"{MATCHING} ORDER BY p.id")] == [
        str(OCTOBER),
        str(RETAIL_P11),
        str(APRIL_OCTOBER),
    ]
    of_outlets = (
        f"{MATCHING} AND c.fiscalcalendar = "
        f"(SELECT fiscalcalendar FROM subsidiary WHERE id = {OUTLETS})"
    )
    assert calendars.rows(of_outlets) == [{"id": str(RETAIL_P11)}]
    assert calendars.rows("SELECT name FROM fiscalcalendar WHERE id = 2") == [
        {"name": "Retail 4-4-5"}
    ]


@pytest.mark.parametrize(
    ("subsidiary", "period"),
    [(GMBH, OCTOBER), (OUTLETS, RETAIL_P11), (SERVICES, APRIL_OCTOBER)],
)
def test_a_journal_posts_in_the_calendar_of_its_subsidiary(
    calendars: Client, subsidiary: int, period: int
) -> None:
    body = journal(subsidiary={"id": subsidiary}, currency=None, postingPeriod=None)
    assert period_of(calendars, calendars.created(body)) == str(period)
    body |= {"externalId": "ps-named", "postingPeriod": {"id": period}}
    assert period_of(calendars, calendars.created(body)) == str(period)


def test_a_period_of_another_calendar_is_refused(calendars: Client) -> None:
    body = journal(subsidiary={"id": OUTLETS}, currency=None)
    assert refusal(calendars.post(body))[1::2] == ("INVALID_CONTENT", "postingPeriod")
    body |= {"postingPeriod": {"id": RETAIL_P10}}
    assert "not within the date range" in refusal(calendars.post(body))[2]


def test_a_reversal_posts_in_the_calendar_too(calendars: Client) -> None:
    body = journal(
        subsidiary={"id": OUTLETS},
        currency=None,
        tranDate="2026-10-25",
        postingPeriod={"id": RETAIL_P10},
        reversalDate="2026-10-26",
    )
    key = calendars.read(calendars.created(body)).json()["reversalEntry"]
    assert period_of(calendars, key) == str(RETAIL_P11)


def test_a_lock_of_one_subsidiary_is_seen_by_its_journals_only(client: Client) -> None:
    client.simulator.lock_period(OCTOBER, GMBH)
    shown = client.rows("SELECT alllocked, closed FROM accountingperiod WHERE id = ?", OCTOBER)
    assert shown == [{"alllocked": "F", "closed": "F"}]
    assert "Oct 2026 is locked" in refusal(client.post(journal()))[2]
    other = journal(subsidiary={"id": US}, currency=None)
    assert client.post(other).status_code == 204
    client.simulator.unlock_period(OCTOBER, GMBH)
    assert client.post(journal(externalId="ps-second")).status_code == 204


def test_a_journal_without_a_period_moves_out_of_its_locked_one(client: Client) -> None:
    client.simulator.lock_period(OCTOBER, GMBH)
    client.simulator.set_preferences(shifted_period="first_open")
    assert period_of(client, client.created(journal(postingPeriod=None))) == str(NOVEMBER)


def test_a_reversal_into_a_locked_period_of_the_subsidiary_is_refused(client: Client) -> None:
    client.simulator.lock_period(NOVEMBER, GMBH)
    assert "Nov 2026 is locked" in refusal(client.post(journal(reversalDate="2026-11-01")))[2]
    assert client.found(None) == []


def test_locks_of_payables_and_receivables_do_not_bear_on_journals(client: Client) -> None:
    client.simulator.change_record("accountingperiod", OCTOBER, aplocked=True, arlocked=True)
    assert client.post(journal()).status_code == 204


@pytest.mark.parametrize(
    ("state", "user_error", "own_code"),
    [
        (
            {"closed": True},
            "The transaction falls in a closed accounting period (Oct 2026).",
            "You cannot post to Oct 2026: the period is closed.",
        ),
        (
            {"alllocked": True},
            "The accounting period Oct 2026 is locked.",
            "You cannot post to Oct 2026: the period is locked for new transactions.",
        ),
    ],
)
def test_a_shut_period_is_told_in_one_of_two_ways(
    client: Client, state: dict[str, bool], user_error: str, own_code: str
) -> None:
    client.simulator.change_record("accountingperiod", OCTOBER, **state)
    for code, text in (("USER_ERROR", user_error), ("CLOSED_TRAN_PRD", own_code)):
        client.simulator.set_preferences(shut_period_code=code)
        assert refusal(client.post(journal())) == (
            400,
            code,
            f"Error while accessing a resource. {text}",
            "postingPeriod",
        )


@pytest.mark.parametrize("wrong", [{"period": 415}, {"period": "415", "subsidiary": 2}])
def test_a_wrong_lock_is_refused(client: Client, wrong: dict[str, object]) -> None:
    address = f"{client.simulator.origin}/simulator/period-locks"
    assert client.session.post(address, json=wrong).status_code == 400
    assert client.session.post(address, json={"period": 415, "role": 1}).status_code == 400


def test_the_packaged_data_shows_no_second_calendar(client: Client) -> None:
    assert client.rows(MATCHING) == [{"id": str(OCTOBER)}]
    body = journal(subsidiary={"id": CANADA}, currency={"id": EUR})
    assert client.post(body).status_code == 204
