from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from period_sync.adapters.netsuite.gateway import NetSuiteAccount
from period_sync.application.looking_up import look_up
from period_sync.domain.matching import resolve
from period_sync.domain.names import NameList, Places, Wanted, normal
from tests.support.netsuite_client import open_simulator
from tests.support.simulator import RunningSimulator, simulator_thread

SHAPES = (
    "O'Brien",
    'the "Hub"',
    "100 %",
    "a_b",
    "why?",
    "\U0001f3e2 HQ",
    "\u05e9\u05dc\u05d5\u05dd",
    "\u202eliated",
    "\u0301",
    "Ko\u0308ln",
    "x; DROP TABLE department --",
    "a : b : c",
    "back\\slash",
    "{braces}",
    "L" * 200,
)
NASTY = st.one_of(
    st.sampled_from(SHAPES),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters=":"),
        min_size=1,
        max_size=200,
    ),
    st.text("'\"%?_\\;-() Aa\uff21\u0301\u200f\U0001f600", min_size=1, max_size=40),
)


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSimulator]:
    with simulator_thread() as simulator:
        yield simulator


@pytest.fixture(scope="module")
def client(running: RunningSimulator) -> NetSuiteAccount:
    return open_simulator(running)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held=NASTY, asked=NASTY)
def test_any_name_is_the_record_that_bears_it_or_a_problem(
    running: RunningSimulator, client: NetSuiteAccount, held: str, asked: str
) -> None:
    key = str(running.add_record("department", name=held))
    for name in (held, asked):
        wanted = {Wanted(NameList.DEPARTMENT, name): Places()}
        seen = look_up(client, wanted, {})
        resolved, problems = resolve(wanted, seen.records, seen.similar)
        bearing = {
            record.internal_id
            for record in seen.records[NameList.DEPARTMENT]
            if normal(name) in map(normal, record.keys)
        }
        if len(bearing) == 1:
            assert (set(resolved.values()), problems) == (bearing, [])
        else:
            assert resolved == {}
            assert [problem.code for problem in problems] == ["MAP-06"]
            assert problems[0].title
        if normal(name) == normal(held):
            assert key in bearing
        elif name == asked:
            assert key not in bearing or normal(asked) == normal(held)
