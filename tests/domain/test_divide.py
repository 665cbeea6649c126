from collections import defaultdict
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from period_sync.domain.division import Part, divide
from period_sync.domain.document import Entry, Line
from tests.support.documents import a_line, amounts, an_entry

LEASES = ("A", "B", "C", "D", "E")
OWN = "Halcyon GmbH"
MODES = st.booleans()
LIMITS = st.integers(1, 12)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Draw a balanced entry of one or more subsidiaries.

    Its leases are mixed, or balanced by themselves, or neither; its first line is its own.
    """
    cents = st.lists(st.integers(-2, 2).filter(bool), min_size=1, max_size=3)
    owners = draw(st.sampled_from([(None,), (None,), (None, "Halcyon KK"), (None, OWN)]))
    drawn: list[tuple[str, str | None, int]] = []
    for lease in LEASES[: draw(st.integers(1, len(LEASES)))]:
        owner = draw(st.sampled_from(owners))
        values = draw(cents)
        rest = -sum(values) if draw(st.booleans()) else 0
        drawn += [(lease, owner, value) for value in (*values, rest) if value]
    for owner in owners:
        own = [item for item in drawn if item[1] == owner]
        if rest := -sum(value for _, _, value in own):
            drawn.append((own[-1][0], owner, rest))
    if draw(st.booleans()):
        drawn = draw(st.permutations(drawn))
    own = [item for item in drawn if item[1] != "Halcyon KK"]
    if own:
        drawn.remove(own[0])
        drawn.insert(0, own[0])
    lines = [line_of(draw, *item) for item in drawn]
    return an_entry(*lines if own else [replace(line, subsidiary=OWN) for line in lines])


def line_of(draw: st.DrawFn, lease: str, owner: str | None, cents: int) -> Line:
    names: dict[str, Any] = {
        "account": draw(st.sampled_from(["1", "2"])),
        "department": draw(st.sampled_from([None, "Retail"])),
        "custom_fields": draw(st.sampled_from([{}, {"custcol_a": "x", "custcol_b": True}])),
        "subsidiary": owner,
    }
    debit, credit = (f"{cents}", None) if cents > 0 else (None, f"{-cents}")
    return a_line(debit, credit, lease, **names)


def balance(lines: Sequence[Line]) -> dict[str, Decimal]:
    """What debits exceed credits by, per subsidiary where they do."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        sums[line.subsidiary or OWN] += (line.debit or 0) - (line.credit or 0)
    return {owner: rest for owner, rest in sums.items() if rest}


def positions(part: Part) -> list[int]:
    return [index for group in part for index in group]


def kind(line: Line, index: int, *, summary_mode: bool) -> str:
    side = "debit" if line.debit is not None else "credit"
    names = f"{side} {line.account} {line.department} {line.custom_fields} {line.subsidiary}"
    return names if summary_mode else f"{index}"


def can_be_cut(entry: Entry, limit: int, *, summary_mode: bool) -> bool:
    """Try every cut between leases, where `divide` goes through them once."""
    names = dict.fromkeys(line.lease_id for line in entry.lines)
    numbered = list(enumerate(entry.lines))
    leases = [[item for item in numbered if item[1].lease_id == name] for name in names]

    def works(left: Sequence[Sequence[tuple[int, Line]]]) -> bool:
        if not left:
            return True
        if left[0][0][1].subsidiary not in {None, OWN}:
            return False
        for end in range(1, len(left) + 1):
            part = [item for lease in left[:end] for item in lease]
            kinds = {kind(line, index, summary_mode=summary_mode) for index, line in part}
            fits = len(kinds) <= limit and not balance([line for _, line in part])
            if fits and works(left[end:]):
                return True
        return False

    return works(leases)


@given(entries(), LIMITS, MODES)
def test_parts_hold_every_line_once_and_in_its_order(
    entry: Entry, limit: int, summary_mode: bool
) -> None:
    parts = divide(entry, limit, summary_mode=summary_mode) or []
    if parts:
        held = [index for part in parts for index in positions(part)]
        assert sorted(held) == list(range(len(entry.lines)))
    for part in parts:
        assert [group[0] for group in part] == sorted(group[0] for group in part)
        assert all(list(group) == sorted(group) for group in part)
    firsts = [part[0][0] for part in parts]
    assert firsts == sorted(firsts)


@given(entries(), LIMITS, MODES)
def test_each_part_balances_in_each_subsidiary_begins_with_its_own_and_keeps_the_limit(
    entry: Entry, limit: int, summary_mode: bool
) -> None:
    for part in divide(entry, limit, summary_mode=summary_mode) or []:
        assert balance([entry.lines[index] for index in positions(part)]) == {}
        assert entry.lines[part[0][0]].subsidiary in {None, OWN}
        assert 0 < len(part) <= limit


@given(entries(), LIMITS, MODES)
def test_a_lease_is_never_torn_apart(entry: Entry, limit: int, summary_mode: bool) -> None:
    parts = divide(entry, limit, summary_mode=summary_mode) or []
    held = [{entry.lines[index].lease_id for index in positions(part)} for part in parts]
    assert sum(len(leases) for leases in held) == len(set().union(*held))


@given(entries(), LIMITS, MODES)
def test_an_entry_is_indivisible_only_if_no_cuts_between_leases_work(
    entry: Entry, limit: int, summary_mode: bool
) -> None:
    possible = can_be_cut(entry, limit, summary_mode=summary_mode)
    assert (divide(entry, limit, summary_mode=summary_mode) is not None) == possible


@given(entries(), LIMITS, MODES)
def test_the_same_entry_is_divided_the_same_way_again(
    entry: Entry, limit: int, summary_mode: bool
) -> None:
    again = divide(deepcopy(entry), limit, summary_mode=summary_mode)
    assert again == divide(entry, limit, summary_mode=summary_mode)


@given(entries(), LIMITS)
def test_without_summary_mode_each_line_is_posted_by_itself(entry: Entry, limit: int) -> None:
    parts = divide(entry, limit) or []
    assert all(len(group) == 1 for part in parts for group in part)


@given(entries(), LIMITS)
def test_in_summary_mode_lines_are_posted_as_one_if_all_but_amount_lease_and_memo_is_equal(
    entry: Entry, limit: int
) -> None:
    for part in divide(entry, limit, summary_mode=True) or []:
        kinds = [
            {kind(entry.lines[index], index, summary_mode=True) for index in group}
            for group in part
        ]
        assert all(len(kinds_of_group) == 1 for kinds_of_group in kinds)
        assert len(set().union(*kinds)) == len(part)


@pytest.mark.parametrize(
    ("texts", "limit", "expected"),
    [
        (["5", "-5"], 2, [[0, 1]]),
        (["5", "-5", "7", "-7"], 4, [[0, 1, 2, 3]]),
        (["5", "-5", "7", "-7"], 3, [[0, 1], [2, 3]]),
        (["5", "-5", "7", "-7", "1", "-1"], 4, [[0, 1, 2, 3], [4, 5]]),
        (["5", "-5", "7", "-6", "-1"], 4, [[0, 1], [2, 3, 4]]),
        (["5", "1", "-6"], 2, None),
        (["5", "-5", "1", "1", "-2"], 2, None),
        (["5", "1", "-6", "5", "-5"], 2, None),
    ],
)
def test_a_part_ends_at_the_last_place_where_it_balances(
    texts: list[str], limit: int, expected: list[list[int]] | None
) -> None:
    parts = divide(an_entry(*amounts(*texts)), limit)
    found = None if parts is None else [positions(part) for part in parts]
    assert found == expected


def test_the_lines_of_mixed_leases_keep_their_order_within_a_part() -> None:
    entry = an_entry(
        a_line(debit="5", lease="A"),
        a_line(debit="7", lease="B"),
        a_line(credit="5", lease="A"),
        a_line(credit="7", lease="B"),
    )
    assert divide(entry, 2) == [((0,), (2,)), ((1,), (3,))]


def test_a_lease_that_is_longer_than_a_part_makes_the_entry_indivisible() -> None:
    short = [a_line(debit="5", lease="A"), a_line(credit="5", lease="A")]
    long = [a_line(debit="2", lease="B"), *[a_line(credit="1", lease="B")] * 2]
    assert divide(an_entry(*short, *long), 2) is None
    assert divide(an_entry(*long, *short), 2) is None
    assert divide(an_entry(*short, *long), 3) == [((0,), (1,)), ((2,), (3,), (4,))]


def test_no_part_begins_with_a_line_of_another_subsidiary() -> None:
    own = [a_line(debit="5", lease="A"), a_line(credit="5", lease="A")]
    theirs = [
        a_line(debit="5", lease="B", subsidiary="Halcyon KK"),
        a_line(credit="5", lease="B", subsidiary="Halcyon KK"),
    ]
    named = [a_line(debit="1", lease="C", subsidiary=OWN), a_line(credit="1", lease="C")]
    assert divide(an_entry(*own, *theirs), 2) is None
    parts = divide(an_entry(*own, *theirs, *named), 4)
    assert parts == [((0,), (1,), (2,), (3,)), ((4,), (5,))]


def test_a_part_balances_in_each_subsidiary_and_not_only_in_total() -> None:
    lines = [
        a_line(debit="5", lease="A"),
        a_line(credit="5", lease="A", subsidiary="Halcyon KK"),
        a_line(credit="5", lease="B"),
        a_line(debit="5", lease="B", subsidiary="Halcyon KK"),
    ]
    assert divide(an_entry(*lines), 2) is None


def test_a_difference_in_the_eighteenth_digit_is_seen() -> None:
    lines = [
        a_line(debit="999999999999999.999", lease="A"),
        a_line(credit="999999999999999.998", lease="A"),
        a_line(debit="1.000", lease="B"),
        a_line(credit="1.001", lease="B"),
    ]
    assert divide(an_entry(*lines), 2) is None
