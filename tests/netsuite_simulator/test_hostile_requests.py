from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.netsuite_simulator.client import (
    ADVANCED,
    PAIR,
    RECORD_ROOT,
    RECORDS,
    Client,
    journal,
    pair,
)
from tests.support.simulator import simulator_thread

WORDS = ["memo", "id", "tranDate", "IS", "EMPTY", "ANY_OF", "BETWEEN", "ON", "AND", "OR", "(", ")"]
MORE = ["[", "]", ",", '"', '"a b"', "5001", "1/2/2026", "-1", "0.5", "\\", "'"]
NAMES = ["memo", "subsidiary", "currency", "tranDate", "exchangeRate", "postingPeriod", "line"]
LINE_NAMES = ["account", "debit", "credit", "lineSubsidiary", "lineFxRate", "line", "department"]
ODD: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 10**20) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.just("id"), inner),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def hostile() -> Iterator[Client]:
    with simulator_thread() as running:
        yield Client(running)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS + MORE), max_size=12).map(" ".join) | st.text(max_size=30))
def test_any_filter_is_answered_or_refused(hostile: Client, condition: str) -> None:
    answer = hostile.session.get(f"{hostile.simulator.origin}{RECORDS}", params={"q": condition})
    assert answer.status_code in (200, 400)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["journalEntry", PAIR, ADVANCED]),
    st.dictionaries(st.sampled_from(NAMES), ODD, max_size=2),
    st.dictionaries(st.sampled_from(LINE_NAMES), ODD, max_size=3),
    st.sampled_from(["", "; type=create-form"]),
)
def test_any_body_is_saved_or_refused(
    hostile: Client, record: str, header: dict[str, Any], line: dict[str, Any], form: str
) -> None:
    body = pair(**{"externalId": None}) if record == PAIR else journal(externalId=None)
    body["line"]["items"][0].update(line)
    body.update(header)
    accept = f"application/vnd.oracle.resource+json{form}"
    answer = hostile.write("POST", f"{RECORD_ROOT}{record}", body, Accept=accept)
    assert answer.status_code in (200, 204, 400), answer.text
