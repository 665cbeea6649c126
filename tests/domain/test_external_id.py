import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from period_sync.domain.external_id import JournalKey

KEY = JournalKey(
    stage="prod",
    tenant="acme",
    account="1234567_SB1",
    entity="münchen-gmbh",
    period_id="2026-10",
    entry_id='E-1 "ä"',
    revision=2,
    book="primary",
    kind="entry",
    part=3,
    generation=0,
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
KEYS = st.builds(
    JournalKey, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, st.integers(1), TEXT, TEXT, st.integers(1)
    , st.integers(0),
)  # fmt: skip


def test_a_key_is_what_openssl_and_base32_make_of_the_json_array() -> None:
    # printf '["prod","acme","1234567_SB1","münchen-gmbh","2026-10","E-1 \"ä\"",2,"primary",
    # "entry",3,0]' | openssl dgst -sha256 -binary | base32 | tr A-Z a-z | tr -d =
    assert KEY.external_id() == "ps-qydncqz4hfevjngr7fnl2rlolseouy6ol7lnrh2zwl3niurxaq7q"


@pytest.mark.parametrize(
    "changed",
    [
        {"stage": "test"},
        {"tenant": "acme2"},
        {"account": "1234567"},
        {"entity": "other"},
        {"period_id": "2026-11"},
        {"entry_id": "E-1"},
        {"revision": 3},
        {"book": "ifrs"},
        {"kind": "reversal"},
        {"part": 1},
        {"generation": 1},
    ],
)
def test_every_field_changes_the_key(changed: dict[str, Any]) -> None:
    assert replace(KEY, **changed).external_id() != KEY.external_id()


def test_text_that_moves_from_one_field_to_the_next_makes_another_key() -> None:
    one = replace(KEY, entity='a","b', period_id="c")
    two = replace(KEY, entity="a", period_id='b","c')
    assert one.external_id() != two.external_id()


@given(KEYS)
def test_any_key_has_55_characters_that_netsuite_takes_in_one_case(key: JournalKey) -> None:
    assert re.fullmatch("ps-[a-z2-7]{52}", key.external_id())


@given(KEYS, KEYS)
def test_keys_are_equal_only_for_equal_work(one: JournalKey, two: JournalKey) -> None:
    assert (one.external_id() == two.external_id()) == (one == two)
