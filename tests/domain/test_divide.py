from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from period_sync.domain.document import Line
from period_sync.domain.plan import divide
from tests.support.documents import a_line, amounts

LEASES = ("A", "B", "C", "D", "E")


@st.composite
def entries(draw: st.DrawFn) -> list[Line]:
    """Draw a balanced entry whose leases are mixed, or balanced by themselves, or neither."""
    cents = st.lists(st.integers(-2, 2).filter(bool), min_size=1, max_size=3)
    drawn: list[tuple[str, int]] = []
    for lease in LEASES[: draw(st.integers(1, len(LEASES)))]:
        amounts = draw(cents)
        rest = -sum(amounts) if draw(st.booleans()) else 0
        drawn += [(lease, amount) for amount in (*amounts, rest) if amount]
    rest = -sum(amount for _, amount in drawn)
    drawn += [(drawn[-1][0], rest)] if rest else []
    if draw(st.booleans()):
        drawn = draw(st.permutations(drawn))
    return [
        a_line(debit=f"{amount}", lease=lease) if amount > 0 else a_line(None, f"{-amount}", lease)
        for lease, amount in drawn
    ]


def total(lines: Sequence[Line]) -> Decimal:
    debit = sum((line.debit for line in lines if line.debit is not None), Decimal(0))
    return debit - sum((line.credit for line in lines if line.credit is not None), Decimal(0))


def leases_in_order(lines: Sequence[Line]) -> list[list[Line]]:
    names = dict.fromkeys(line.lease_id for line in lines)
    return [[line for line in lines if line.lease_id == name] for name in names]


def can_be_cut(leases: Sequence[Sequence[Line]], limit: int) -> bool:
    """Try every cut between leases, where `divide` goes through them once."""
    if not leases:
        return True
    for end in range(1, len(leases) + 1):
        part = [line for lease in leases[:end] for line in lease]
        if len(part) <= limit and total(part) == 0 and can_be_cut(leases[end:], limit):
            return True
    return False


@given(entries(), st.integers(1, 12))
def test_parts_hold_every_line_once_and_in_its_order(lines: list[Line], limit: int) -> None:
    parts = divide(lines, limit) or [tuple(range(len(lines)))]
    assert sorted(index for part in parts for index in part) == list(range(len(lines)))
    assert all(list(part) == sorted(part) for part in parts)
    firsts = [part[0] for part in parts]
    assert firsts == sorted(firsts)


@given(entries(), st.integers(1, 12))
def test_each_part_balances_and_keeps_the_limit(lines: list[Line], limit: int) -> None:
    for part in divide(lines, limit) or []:
        assert total([lines[index] for index in part]) == 0
        assert 0 < len(part) <= limit


@given(entries(), st.integers(1, 12))
def test_a_lease_is_never_torn_apart(lines: list[Line], limit: int) -> None:
    parts = divide(lines, limit) or []
    held = [{lines[index].lease_id for index in part} for part in parts]
    assert sum(len(leases) for leases in held) == len(set().union(*held))


@given(entries(), st.integers(1, 12))
def test_an_entry_is_indivisible_only_if_no_cut_between_leases_works(
    lines: list[Line], limit: int
) -> None:
    possible = len(lines) <= limit or can_be_cut(leases_in_order(lines), limit)
    assert (divide(lines, limit) is not None) == possible


@given(entries(), st.integers(1, 12))
def test_the_same_entry_is_divided_the_same_way_again(lines: list[Line], limit: int) -> None:
    copies = [replace(line) for line in lines]
    assert divide(copies, limit) == divide(lines, limit)


@pytest.mark.parametrize(
    ("texts", "limit", "expected"),
    [
        (["5", "-5"], 2, [(0, 1)]),
        (["5", "-5", "7", "-7"], 4, [(0, 1, 2, 3)]),
        (["5", "-5", "7", "-7"], 3, [(0, 1), (2, 3)]),
        (["5", "-5", "7", "-7", "1", "-1"], 4, [(0, 1, 2, 3), (4, 5)]),
        (["5", "-5", "7", "-6", "-1"], 4, [(0, 1), (2, 3, 4)]),
        (["5", "1", "-6"], 2, None),
        (["5", "-5", "1", "1", "-2"], 2, None),
        (["5", "1", "-6", "5", "-5"], 2, None),
    ],
)
def test_a_part_ends_at_the_last_place_where_it_balances(
    texts: list[str], limit: int, expected: list[tuple[int, ...]] | None
) -> None:
    assert divide(amounts(*texts), limit) == expected


def test_the_lines_of_mixed_leases_keep_their_order_within_a_part() -> None:
    lines = [
        a_line(debit="5", lease="A"),
        a_line(debit="7", lease="B"),
        a_line(credit="5", lease="A"),
        a_line(credit="7", lease="B"),
    ]
    assert divide(lines, 2) == [(0, 2), (1, 3)]


def test_a_lease_that_is_longer_than_a_part_makes_the_entry_indivisible() -> None:
    short = [a_line(debit="5", lease="A"), a_line(credit="5", lease="A")]
    long = [a_line(debit="2", lease="B"), *[a_line(credit="1", lease="B")] * 2]
    assert divide([*short, *long], 2) is None
    assert divide([*long, *short], 2) is None
    assert divide([*short, *long], 3) == [(0, 1), (2, 3, 4)]


def test_a_difference_in_the_eighteenth_digit_is_seen() -> None:
    lines = [
        a_line(debit="999999999999999.999", lease="A"),
        a_line(credit="999999999999999.998", lease="A"),
        a_line(debit="1.000", lease="B"),
        a_line(credit="1.001", lease="B"),
    ]
    assert divide(lines, 2) is None
