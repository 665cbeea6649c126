import pytest

from period_sync.adapters.dynamodb.keys import internal_id as internal_id_key
from period_sync.adapters.dynamodb.table import Put
from period_sync.domain.external_id import JournalKey
from tests.netsuite_simulator.client import Client, journal
from tests.protocol.driver import (
    Death,
    booked,
    close_record_service,
    journals_of,
    period_path,
    planned,
    problem_codes,
    retry,
    run_until_ended,
    run_until_read_back_gives_up,
    small_document,
    start,
    status_of,
    sync_of,
    watch,
)
from tests.support.product import TENANT, Product


def test_retry_posts_only_what_is_missing_after_a_partial_refusal(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    sync_id = start(product, entries=3)
    boundary.hook = lambda moment, name: (
        product.netsuite.change_record("account", 250, isinactive="T")
        if (moment, name) == ("before", "POST journal") and len(boundary.posts) == 1
        else None
    )
    assert run_until_ended(product, sync_id) == "FAILED"
    refused = [j.entry_id for j in journals_of(product, sync_id) if j.status == "REFUSED"]
    assert refused == ["E-2", "E-3"]
    # Both were refused for one cause, so that is one problem.
    assert problem_codes(product, sync_id) == ["MAP-02"]
    boundary.hook = None
    boundary.posts.clear()
    product.netsuite.change_record("account", 250, isinactive="F")
    assert run_until_ended(product, retry(product, sync_id)) == "COMPLETED"
    assert [post["memo"].partition(" ·")[0] for post in boundary.posts] == ["Entry 2", "Entry 3"]
    assert booked(product, sync_id) == planned(product, sync_id)


@pytest.mark.parametrize("fault", ["unmapped", "wrong secret"])
def test_a_retry_that_fails_before_it_posts_still_says_what_is_in_netsuite(
    product: Product, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    first = start(product, entries=3)
    boundary.hook = lambda moment, name: (
        product.netsuite.change_record("account", 250, isinactive="T")
        if (moment, name) == ("before", "POST journal") and len(boundary.posts) == 1
        else None
    )
    assert run_until_ended(product, first) == "FAILED"
    boundary.hook = None
    if fault == "wrong secret":
        product.replace_secret(token_secret="wrong")
        product.clock.pause(61)
    second = retry(product, first)
    assert run_until_ended(product, second) == "FAILED"
    sync = sync_of(product, second)
    assert (sync["journals_posted"], sync["journals_total"]) == (1, 3)
    assert "1 of 3 journals posted" in product.mails()[-1].subject


def test_a_refusal_that_could_not_be_checked_is_said_to_be_unknown(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    product.netsuite.add_fault("save-and-400:route=journalEntry,nth=1")
    first = start(product, entries=2)

    def spoil(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST journal") and len(boundary.posts) == 2:
            product.replace_secret(token_secret="wrong")
            product.clock.pause(61)

    boundary.hook = spoil
    assert run_until_ended(product, first) == "FAILED"
    assert "DUP-02" in problem_codes(product, first)
    boundary.hook = None
    product.replace_secret()
    product.clock.pause(61)
    product.test_connection()
    second = retry(product, first)
    assert run_until_ended(product, second) == "COMPLETED"
    assert booked(product, second) == planned(product, second)


def test_two_people_who_press_sync_get_one_sync(product: Product) -> None:
    product.ready()
    sync_id = start(product)
    again = product.call("POST", f"{period_path()}/syncs")
    assert (again.status, again.body["sync_id"]) == (202, sync_id)
    product.run()
    assert product.call("POST", f"{period_path()}/syncs").body["code"] == "ALREADY_COMPLETED"
    assert booked(product, sync_id) == planned(product, sync_id)


def test_an_old_tabs_retry_of_a_sync_that_was_retried_already_changes_nothing(
    product: Product,
) -> None:
    product.ready()
    product.netsuite.change_record("account", 250, isinactive="T")
    first = start(product)
    assert run_until_ended(product, first) == "FAILED"
    second = retry(product, first)
    assert run_until_ended(product, second) == "FAILED"
    answer = product.call("POST", f"/v1/syncs/{first}/retry")
    assert answer.status == 409, answer.body


def test_a_journal_that_was_taken_and_is_gone_is_not_posted_again_without_a_decision(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    first = start(product, "first")
    assert run_until_ended(product, first) == "COMPLETED"
    boundary.posts.clear()
    sync_id = start(product)
    boundary.hook = lambda moment, name: (
        product.netsuite.delete_journal(product.netsuite.journals()[0]["id"])
        if (moment, name) == ("after", "POST journal") and len(boundary.posts) == 2
        else None
    )
    assert run_until_read_back_gives_up(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id) == ["POST-06"]
    boundary.hook = None
    boundary.posts.clear()
    again = retry(product, sync_id)
    assert run_until_read_back_gives_up(product, again) == "FAILED"
    assert boundary.posts == []
    assert problem_codes(product, again) == ["POST-06"]


def test_a_sync_ends_though_one_journal_differs_and_another_is_gone(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    assert run_until_ended(product, start(product, "first")) == "COMPLETED"
    boundary = watch(monkeypatch, product)
    product.netsuite.add_fault("shift-period:route=journalEntry,nth=1")
    sync_id = start(product)
    boundary.hook = lambda moment, name: (
        product.netsuite.delete_journal(product.netsuite.journals()[0]["id"])
        if (moment, name) == ("after", "POST journal") and len(boundary.posts) == 2
        else None
    )
    assert run_until_ended(product, sync_id, seconds=1800) == "FAILED"
    assert sorted(problem_codes(product, sync_id)) == ["PER-03", "POST-06"]


def test_a_sync_ends_though_the_first_journal_of_the_account_is_gone_at_once(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    sync_id = start(product)
    boundary.hook = lambda moment, name: (
        product.netsuite.delete_journal(product.netsuite.journals()[0]["id"])
        if (moment, name) == ("after", "POST journal")
        else None
    )
    assert run_until_ended(product, sync_id, seconds=1800) == "FAILED"
    assert problem_codes(product, sync_id) == ["POST-06"]
    assert len(boundary.posts) == 1


def test_a_journal_whose_external_id_was_overwritten_is_never_booked_twice(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    # NetSuite took it and its index is slow; meanwhile an import overwrites the external id.
    product.ready()
    assert run_until_ended(product, start(product, "first")) == "COMPLETED"
    boundary = watch(monkeypatch, product)
    sync_id = start(product, entries=1)
    boundary.hook = lambda moment, name: (
        product.netsuite.add_fault("hide-rows:route=suiteql")
        if (moment, name) == ("after", "POST journal")
        else None
    )
    assert run_until_read_back_gives_up(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id) == ["POST-06"]
    boundary.hook = None
    product.netsuite.clear_faults()
    product.netsuite.change_journal(product.netsuite.journals()[0]["id"], externalid="imported-1")
    before = len(product.netsuite.journals())
    product.clock.pause(1800)
    run_until_ended(product, retry(product, sync_id))
    assert len(product.netsuite.journals()) == before


def test_a_journal_just_posted_is_read_again_for_ten_minutes_however_long_posting_took(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    product.netsuite.add_fault("429:route=journalEntry,nth=2,retry_after=900")
    sync_id = start(product)

    def hide_once(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST journal") and len(boundary.posts) == 3:
            product.netsuite.add_fault("hide-rows:route=suiteql,nth=1")

    boundary.hook = hide_once
    assert run_until_ended(product, sync_id) == "COMPLETED"


def test_retry_completes_what_is_all_in_netsuite_although_the_period_was_closed_since(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    assert run_until_ended(product, start(product, "first")) == "COMPLETED"
    boundary = watch(monkeypatch, product)
    sync_id = start(product)
    boundary.hook = lambda moment, name: (
        product.netsuite.add_fault("hide-rows:route=suiteql")
        if (moment, name) == ("after", "POST journal") and len(boundary.posts) == 2
        else None
    )
    assert run_until_read_back_gives_up(product, sync_id) == "FAILED"
    boundary.hook = None
    product.netsuite.clear_faults()
    product.netsuite.change_record("accountingperiod", 415, closed="T")
    again = retry(product, sync_id)
    assert run_until_ended(product, again) == "COMPLETED", problem_codes(product, again)


def test_retry_settles_an_unknown_outcome_before_anything_else_can_stop_it(
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
        if (moment, name) == ("after", "POST journal")
        else None
    )
    assert run_until_ended(product, sync_id) == "FAILED"
    boundary.hook = None
    product.netsuite.clear_faults()
    product.netsuite.change_record("account", 250, isinactive="T")
    again = retry(product, sync_id)
    assert run_until_ended(product, again) == "FAILED"
    assert [j.status for j in journals_of(product, again)] == ["POSTED", "PLANNED"]
    assert "DUP-02" not in problem_codes(product, again)


def test_what_was_adopted_counts_as_sent_when_the_period_is_closed_again(
    product: Product,
) -> None:
    # The journals are in NetSuite under our keys, and our tables were restored from before.
    product.ready()
    keys = _keys_of(product)
    amounts = [(1, 100.15), (2, 200.25)]
    client = Client(product.netsuite)
    for (number, amount), key in zip(amounts, keys, strict=True):
        lines = [
            {"account": {"id": "250"}, "debit": amount},
            {"account": {"id": "227"}, "credit": amount},
        ] * number
        client.created(journal(*lines, externalId=key))
    sync_id = start(product)
    assert run_until_ended(product, sync_id) == "COMPLETED"
    document = small_document(closed_at="2026-11-05T08:00:00Z", reopened_reason="late invoice")
    document["entries"][0]["memo"] = "changed"
    assert product.hand_over(document) == []
    answer = product.call("POST", f"{period_path()}/syncs")
    assert run_until_ended(product, answer.body["sync_id"]) == "COMPLETED"
    kinds = [(j.entry_id, j.kind, j.status) for j in journals_of(product, answer.body["sync_id"])]
    assert kinds == [
        ("E-1", "entry", "REVERSED"),
        ("E-1", "reversal", "POSTED"),
        ("E-1", "entry", "POSTED"),
        ("E-2", "entry", "POSTED"),
    ]


def _keys_of(product: Product) -> list[str]:
    account = product.netsuite.credentials.account
    return [
        JournalKey(
            "local", TENANT, account, "halcyon", "2026-10", f"E-{n}", 1, "primary", "entry", 1, 0
        ).external_id()
        for n in (1, 2)
    ]


def test_an_internal_id_that_another_journal_has_ends_as_a_problem(product: Product) -> None:
    # After a refresh a sandbox gives the same internal ids again.
    product.ready()
    account = product.netsuite.credentials.account
    for number in range(5001, 5010):
        key = internal_id_key(TENANT, account, str(number))
        product.table.transact(Put({"external_id": "ps-of-another", **key._asdict()}))
    sync_id = start(product)
    assert run_until_ended(product, sync_id) == "FAILED"
    assert "OPS-01" not in problem_codes(product, sync_id)


def test_a_hand_over_that_died_half_way_can_be_repeated_with_another_closing_time(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)

    def die(moment: str, name: str) -> None:
        if (moment, name) == ("after", "PutObject"):
            raise Death

    boundary.hook = die
    with pytest.raises(Death):
        product.hand_over(small_document())
    boundary.hook = None
    later = small_document(closed_at="2026-11-03T09:00:00Z")
    assert product.hand_over(later) == []
    assert product.call("GET", period_path()).status == 200


def test_a_retry_names_the_sync_before_it(product: Product) -> None:
    product.ready()
    product.netsuite.change_record("account", 250, isinactive="T")
    first = start(product)
    assert run_until_ended(product, first) == "FAILED"
    second = retry(product, first)
    assert sync_of(product, second)["previous_sync_id"] == first
    assert retry(product, first) == second
    product.netsuite.change_record("account", 250, isinactive="F")
    assert run_until_ended(product, second) == "COMPLETED"
    assert status_of(product, first) == "FAILED"
