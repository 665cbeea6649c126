from datetime import date

import pytest

from period_sync.domain.overlaps import Footprint, Share, overlap
from period_sync.domain.sync import StoredObject


def footprint(
    entity: str, start: str = "2026-10-01", end: str = "2026-10-31", subsidiary: str = "GmbH"
) -> Footprint:
    return Footprint(
        tenant="halcyon",
        account="1234567",
        entity=entity,
        period_id="2026-10",
        revision=1,
        start_date=date.fromisoformat(start),
        end_date=date.fromisoformat(end),
        subsidiaries=(subsidiary,),
        shares=StoredObject("key", "hash"),
    )


def share(
    *leases: str, entry: str = "E-1", subsidiary: str = "GmbH", book: str | None = None
) -> Share:
    return Share(1, entry, subsidiary, book, frozenset(leases))


@pytest.mark.parametrize(
    ("other", "may"),
    [
        (footprint("group"), True),
        (footprint("halcyon"), False),
        (footprint("group", "2026-10-31", "2026-11-30"), True),
        (footprint("group", "2026-11-01", "2026-11-30"), False),
        (footprint("group", "2026-01-01", "2026-12-31"), True),
        (footprint("group", subsidiary="Inc."), False),
    ],
)
def test_periods_meet_on_common_days_for_a_common_subsidiary(other: Footprint, may: bool) -> None:
    assert footprint("halcyon").may_overlap(other) is may
    assert other.may_overlap(footprint("halcyon")) is may


@pytest.mark.parametrize(
    ("theirs", "leases"),
    [
        (share("HL-1", "HL-2"), "HL-1"),
        (share("HL-2"), None),
        (share("HL-1", subsidiary="Inc."), None),
        (share("HL-1", book="IFRS"), "HL-1"),
    ],
)
def test_a_lease_meets_itself_in_the_same_subsidiary_and_book(
    theirs: Share, leases: str | None
) -> None:
    found = [*overlap([share("HL-1")], [theirs], footprint("group"))]
    assert [problem.facts["leases"] for problem in found] == ([leases] if leases else [])


def test_an_entry_of_one_book_meets_that_book_and_what_goes_to_all_of_them() -> None:
    mine, other = [share("HL-1", book="IFRS")], footprint("group")
    assert [*overlap(mine, [share("HL-1", book="IFRS")], other)]
    assert [*overlap(mine, [share("HL-1")], other)]
    assert not [*overlap(mine, [share("HL-1", book="GAAP")], other)]


def test_many_leases_are_one_problem_that_names_a_few_and_places_all() -> None:
    many = [f"HL-{number}" for number in range(8)]
    [problem] = overlap([share(*many)], [share(*many)], footprint("group"))
    assert problem.facts["leases"] == "HL-0, HL-1, HL-2, HL-3, HL-4 and 3 more"
    assert len(problem.places) == 8
