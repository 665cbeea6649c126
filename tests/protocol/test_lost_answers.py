import pytest

from tests.netsuite_simulator.client import Client, journal
from tests.protocol.driver import (
    booked,
    close_record_service,
    journals_of,
    planned,
    problem_codes,
    retry,
    run_until_ended,
    start,
    status_of,
    watch,
)
from tests.support.product import Product

PASSING = [
    "drop-before",
    "drop-after",
    "429",
    "429:retry_after=300",
    "500",
    "500:commit=yes",
    "503",
    "html502",
    "html502:commit=yes",
    "save-and-400",
    "wrong-location-host",
    "truncate-body",
]


def on_post(fault: str, nth: int) -> str:
    kind, _, rest = fault.partition(":")
    return f"{kind}:route=journalEntry,nth={nth}" + (f",{rest}" if rest else "")


@pytest.mark.parametrize("fault", PASSING)
def test_one_bad_answer_to_a_post_ends_with_every_journal_booked_once(
    product: Product, fault: str
) -> None:
    product.ready()
    product.netsuite.add_fault(on_post(fault, 2))
    sync_id = start(product)
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert booked(product, sync_id) == planned(product, sync_id)


def test_a_commit_that_comes_late_is_waited_for_and_not_posted_again(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    product.netsuite.add_fault("commit-late:route=journalEntry,nth=2,wait=3600")
    sync_id = start(product)
    product.run()
    product.run_for(1200, step=60)
    assert status_of(product, sync_id) == "IN_PROGRESS"
    assert len(boundary.posts) == 2
    assert product.netsuite.commit_late_work() == 1
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert len(boundary.posts) == 2
    assert booked(product, sync_id) == planned(product, sync_id)


def test_while_one_outcome_is_unknown_nothing_else_is_posted(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    product.netsuite.add_fault("drop-before:route=journalEntry,nth=2")
    sync_id = start(product, entries=3)
    product.run()
    product.run_for(1200, step=60)
    assert len(boundary.posts) == 2
    assert [j.status for j in journals_of(product, sync_id)] == ["POSTED", "UNKNOWN", "PLANNED"]
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert booked(product, sync_id) == planned(product, sync_id)


def test_look_ups_that_can_not_see_never_lead_to_a_post(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    assert run_until_ended(product, start(product, "first")) == "COMPLETED"
    close_record_service(monkeypatch)
    boundary = watch(monkeypatch, product)
    product.netsuite.add_fault("drop-after:route=journalEntry,nth=1")
    sync_id = start(product)
    boundary.hook = lambda moment, name: (
        product.netsuite.add_fault("hide-rows:route=suiteql")
        if (moment, name) == ("after", "POST journal") and len(boundary.posts) == 1
        else None
    )
    assert run_until_ended(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id) == ["DUP-02"]
    assert len(boundary.posts) == 1
    boundary.hook = None
    product.netsuite.clear_faults()
    assert run_until_ended(product, retry(product, sync_id)) == "COMPLETED"
    assert booked(product, sync_id) == planned(product, sync_id)


def test_a_refusal_that_nobody_could_check_is_unknown_and_not_a_refusal(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A script failed after the save, and the look-up is blind: saying "refused" would make
    # somebody book the entry by hand beside the journal that is there.
    product.ready()
    assert run_until_ended(product, start(product, "first")) == "COMPLETED"
    boundary = watch(monkeypatch, product)
    product.netsuite.add_fault("save-and-400:route=journalEntry,nth=1")
    sync_id = start(product, entries=1)
    boundary.hook = lambda moment, name: (
        product.netsuite.add_fault("hide-rows:route=suiteql")
        if (moment, name) == ("after", "POST journal")
        else None
    )
    assert run_until_ended(product, sync_id) == "FAILED"
    assert booked(product, sync_id) == planned(product, sync_id)
    assert "NS-01" not in problem_codes(product, sync_id)
    assert [j.status for j in journals_of(product, sync_id)] == ["UNKNOWN"]


def test_the_very_first_post_of_an_account_can_be_lost_and_settled(product: Product) -> None:
    # There is no journal yet that a look-up must see.
    product.ready()
    product.netsuite.add_fault("drop-before:route=journalEntry,nth=1")
    sync_id = start(product)
    if run_until_ended(product, sync_id) == "FAILED":
        assert product.netsuite.journals() == []
        # Anybody's journal proves that look-ups can see.
        sync_id = _retry_beside_a_journal_of_somebody_else(product, sync_id)
    assert status_of(product, sync_id) == "COMPLETED"
    assert booked(product, sync_id) == planned(product, sync_id)


def _retry_beside_a_journal_of_somebody_else(product: Product, sync_id: str) -> str:
    Client(product.netsuite).created(journal(externalId="by-hand"))
    again = retry(product, sync_id)
    run_until_ended(product, again)
    return again


@pytest.mark.parametrize("tested_again", [True, False])
@pytest.mark.parametrize("fault", ["drop-before", "save-and-400"])
def test_a_witness_that_was_deleted_does_not_blind_us_for_ever(
    product: Product, fault: str, *, tested_again: bool
) -> None:
    product.ready()
    assert run_until_ended(product, start(product, "first")) == "COMPLETED"
    for row in product.netsuite.journals():
        product.netsuite.delete_journal(row["id"])
    Client(product.netsuite).created(journal(externalId="by-hand"))
    if tested_again:
        product.test_connection()
    product.netsuite.add_fault(f"{fault}:route=journalEntry,nth=1")
    sync_id = start(product)
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert booked(product, sync_id) == planned(product, sync_id)


def test_only_a_look_up_that_began_after_the_last_possible_commit_proves_absence(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The query is answered before the commit, and the answer arrives after the time is up.
    product.ready()
    assert run_until_ended(product, start(product, "first")) == "COMPLETED"
    boundary = watch(monkeypatch, product)
    product.netsuite.add_fault("commit-late:route=journalEntry,nth=1,wait=3600")
    sync_id = start(product, entries=1)
    product.run()
    [lost] = journals_of(product, sync_id)
    assert lost.deadline is not None
    final = lost.deadline.timestamp() + 960
    product.clock.pause(final - 10 - product.clock.now().timestamp())

    def answer_slowly(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST query") and product.clock.now().timestamp() < final:
            product.clock.pause(20)
            product.netsuite.commit_late_work()

    boundary.hook = answer_slowly
    assert product.sweep() == 1
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert len(boundary.posts) == 1
