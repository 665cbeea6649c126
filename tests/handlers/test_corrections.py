from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from period_sync.domain.journal import Journal
from tests.protocol.driver import (
    decided,
    entry,
    journals_of,
    period_path,
    problem_codes,
    retry,
    run_until_ended,
    small_document,
    start,
    sync_of,
    watch,
)
from tests.support.product import Product

Told = list[tuple[str, str, int, str]]


def closed_again(
    product: Product, *entries: dict[str, Any], hour: int = 9, **changed: Any
) -> dict[str, Any]:
    """Hand over a later revision with these entries."""
    lines = [line for item in entries for line in item["lines"]]
    debit = sum((Decimal(line.get("debit", "0")) for line in lines), Decimal(0))
    control = {
        "leases": 1,
        "entries": len(entries),
        "lines": len(lines),
        "debit": {"EUR": f"{debit}"},
    }
    document = small_document(
        entries=0,
        closed_at=f"2026-11-05T{hour:02}:00:00Z",
        reopened_reason="a late invoice",
        control=control,
    )
    assert product.hand_over(document | {"entries": list(entries)} | changed) == []
    period: dict[str, Any] = product.call("GET", period_path()).body
    return period


def press_sync(product: Product) -> str:
    asked = product.call("POST", f"{period_path()}/syncs")
    assert asked.status == 202, asked.body
    return str(asked.body["sync_id"])


def synced(product: Product) -> str:
    sync_id = press_sync(product)
    assert run_until_ended(product, sync_id) == "COMPLETED", problem_codes(product, sync_id)
    return sync_id


def told(product: Product, sync_id: str) -> Told:
    """Every journal of the plan: entry, kind, the revision that added it, and status."""
    return [(j.entry_id, j.kind, j.revision, j.status) for j in journals_of(product, sync_id)]


def one(product: Product, sync_id: str, kind: str, revision: int) -> Journal:
    [found] = [j for j in journals_of(product, sync_id) if (j.kind, j.revision) == (kind, revision)]
    return found


def ledger(product: Product) -> dict[str, Decimal]:
    """The balance of each account in NetSuite."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in product.netsuite.journals():
        for line in row["lines"]:
            sums[line["account"]] += Decimal(str(line["debit"] or 0))
            sums[line["account"]] -= Decimal(str(line["credit"] or 0))
    return {account: amount for account, amount in sums.items() if amount}


def booked_debit(product: Product) -> Decimal:
    return sum((amount for amount in ledger(product).values() if amount > 0), Decimal(0))


FIRST, SECOND = entry(1, "100.15"), entry(2, "200.25", 4)
"""The entries of a small document."""


def test_a_changed_amount_is_reversed_and_booked_anew(product: Product) -> None:
    product.ready()
    first = start(product)
    assert run_until_ended(product, first) == "COMPLETED"
    closed_again(product, entry(1, "150.00"), SECOND)
    sync_id = synced(product)
    assert told(product, sync_id) == [
        ("E-1", "entry", 1, "REVERSED"),
        ("E-1", "reversal", 2, "POSTED"),
        ("E-1", "entry", 2, "POSTED"),
        ("E-2", "entry", 1, "POSTED"),
    ]
    assert booked_debit(product) == Decimal("150.00") + 2 * Decimal("200.25")
    found = sync_of(product, sync_id)
    counts = ("journals_posted", "journals_total", "journals_taken_over", "reversals")
    assert [found[name] for name in counts] == [3, 3, 1, 1]
    assert "3 journals, all in the ledger (1 taken over, 1 reversal, 1 new)." in (
        product.mails()[-1].body
    )
    # The first sync's own details tell it too.
    assert told(product, first) == [("E-1", "entry", 1, "REVERSED"), ("E-2", "entry", 1, "POSTED")]


def test_a_reversal_mirrors_what_was_sent_and_says_so(product: Product) -> None:
    product.ready()
    assert run_until_ended(product, start(product)) == "COMPLETED"
    closed_again(product, entry(1, "150.00"), SECOND)
    sync_id = synced(product)
    rows = {row["externalid"]: row for row in product.netsuite.journals()}
    original = rows[one(product, sync_id, "entry", 2).external_id]
    mirror = one(product, sync_id, "reversal", 2)
    mirrored = rows[mirror.reverses or ""]
    row = rows[mirror.external_id]
    sides = [(line["account"], line["debit"], line["credit"]) for line in row["lines"]]
    assert sides == [(x["account"], x["credit"], x["debit"]) for x in mirrored["lines"]]
    for name in ("trandate", "period", "currency", "subsidiary"):
        assert row[name] == mirrored[name] == original[name]
    number = mirrored["tranid"]
    assert row["memo"].startswith(f"Reversal of journal {number} (id {mirrored['id']}): Entry 1")
    assert "revision 2" in row["memo"]
    assert row["memo"].endswith(mirror.external_id)
    items = product.call("GET", f"/v1/syncs/{sync_id}/journals").body["items"]
    assert [(i["kind"], i["reverses"], i["reversed_by"]) for i in items[:2]] == [
        ("entry", None, mirror.external_id),
        ("reversal", mirror.reverses, None),
    ]


def test_an_entry_that_is_gone_is_reversed_and_one_that_came_is_booked(product: Product) -> None:
    product.ready()
    assert run_until_ended(product, start(product)) == "COMPLETED"
    closed_again(product, SECOND, entry(3, "7.00"))
    sync_id = synced(product)
    assert told(product, sync_id) == [
        ("E-2", "entry", 1, "POSTED"),
        ("E-3", "entry", 2, "POSTED"),
        ("E-1", "entry", 1, "REVERSED"),
        ("E-1", "reversal", 2, "POSTED"),
    ]
    assert booked_debit(product) == 2 * Decimal("200.25") + Decimal("7.00")


def test_unchanged_entries_keep_their_journals_whatever_the_settings_say_now(
    product: Product,
) -> None:
    product.ready()
    assert run_until_ended(product, start(product)) == "COMPLETED"
    settings = replace(product.connection().settings, line_limit=2, summary_mode=True)
    product.change_connection(settings=settings)
    before = product.netsuite.request_count("journalEntry", "204")
    closed_again(product, FIRST, SECOND, name="October 2026")
    sync_id = synced(product)
    assert told(product, sync_id) == [("E-1", "entry", 1, "POSTED"), ("E-2", "entry", 1, "POSTED")]
    assert product.netsuite.request_count("journalEntry", "204") == before
    assert sync_of(product, sync_id)["journals_taken_over"] == 2


def test_a_name_that_means_another_record_by_now_changes_no_reversal(product: Product) -> None:
    product.ready()
    assert run_until_ended(product, start(product)) == "COMPLETED"
    # The account's number goes to another account.
    product.netsuite.change_record("account", 250, acctnumber="6299")
    other = product.netsuite.add_record(
        "account", acctnumber="6200", fullname="Lease expense (new)", accttype="Expense"
    )
    # Longer than a process keeps what it has seen.
    product.clock.pause(601)
    closed_again(product, entry(1, "150.00"), SECOND)
    sync_id = synced(product)
    rows = {row["externalid"]: row for row in product.netsuite.journals()}
    mirror = one(product, sync_id, "reversal", 2)
    assert [line["account"] for line in rows[mirror.external_id]["lines"]] == [
        line["account"] for line in rows[mirror.reverses or ""]["lines"]
    ]
    added = rows[one(product, sync_id, "entry", 2).external_id]
    assert other
    assert added["lines"][0]["account"] != rows[mirror.external_id]["lines"][0]["account"]


def test_an_entry_that_changes_back_is_booked_anew_and_what_stood_between_is_reversed(
    product: Product,
) -> None:
    product.ready()
    assert run_until_ended(product, start(product)) == "COMPLETED"
    closed_again(product, entry(1, "150.00"), SECOND)
    synced(product)
    closed_again(product, FIRST, SECOND, entry(3, "7.00"), hour=10)
    third = synced(product)
    assert told(product, third) == [
        ("E-1", "entry", 1, "REVERSED"),
        ("E-1", "reversal", 2, "POSTED"),
        ("E-1", "entry", 2, "REVERSED"),
        ("E-1", "reversal", 3, "POSTED"),
        ("E-1", "entry", 3, "POSTED"),
        ("E-2", "entry", 1, "POSTED"),
        ("E-3", "entry", 3, "POSTED"),
    ]
    assert booked_debit(product) == Decimal("100.15") + 2 * Decimal("200.25") + Decimal("7.00")


def test_a_journal_that_was_changed_in_netsuite_is_not_reversed_before_that_is_undone(
    product: Product,
) -> None:
    product.ready()
    first = start(product)
    assert run_until_ended(product, first) == "COMPLETED"
    internal_id = journals_of(product, first)[0].internal_id or ""
    product.netsuite.change_journal(internal_id, trandate="2026-10-30")
    closed_again(product, entry(1, "150.00"), SECOND)
    second = press_sync(product)
    assert run_until_ended(product, second) == "FAILED"
    assert "REV-01" in problem_codes(product, second)
    assert len(product.netsuite.journals()) == 2
    product.netsuite.change_journal(internal_id, trandate="2026-10-31")
    assert run_until_ended(product, retry(product, second)) == "COMPLETED"
    assert booked_debit(product) == Decimal("150.00") + 2 * Decimal("200.25")


@pytest.mark.parametrize("is_changed", [True, False])
def test_a_journal_that_was_deleted_is_not_reversed_and_not_posted_again_unasked(
    product: Product, *, is_changed: bool
) -> None:
    product.ready()
    first = start(product)
    assert run_until_ended(product, first) == "COMPLETED"
    product.netsuite.delete_journal(journals_of(product, first)[0].internal_id or "")
    closed_again(product, entry(1, "150.00") if is_changed else FIRST, SECOND, name="October")
    second = press_sync(product)
    status = run_until_ended(product, second)
    if is_changed:
        assert (status, problem_codes(product, second)) == ("COMPLETED", [])
        assert booked_debit(product) == Decimal("150.00") + 2 * Decimal("200.25")
    else:
        assert (status, problem_codes(product, second)) == ("FAILED", ["POST-01"])
        assert booked_debit(product) == 2 * Decimal("200.25")


def test_a_shut_period_stops_a_reversal_before_anything_is_sent(product: Product) -> None:
    product.ready()
    assert run_until_ended(product, start(product)) == "COMPLETED"
    product.netsuite.change_record("accountingperiod", 415, closed="T")
    closed_again(product, SECOND)
    second = press_sync(product)
    assert run_until_ended(product, second) == "FAILED"
    assert problem_codes(product, second) == ["PER-01"]
    assert len(product.netsuite.journals()) == 2
    product.netsuite.change_record("accountingperiod", 415, closed="F")
    assert run_until_ended(product, retry(product, second)) == "COMPLETED"
    assert booked_debit(product) == 2 * Decimal("200.25")


def reposted_at_once(product: Product, monkeypatch: pytest.MonkeyPatch) -> str:
    """A first revision whose first journal was deleted before it was read back, and reposted."""
    boundary = watch(monkeypatch, product)
    sync_id = start(product)

    def delete(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST journal") and len(boundary.posts) == 2:
            boundary.hook = None
            first = boundary.posts[0]["externalId"]
            [lost] = [j["id"] for j in product.netsuite.journals() if j["externalid"] == first]
            product.netsuite.delete_journal(lost)

    boundary.hook = delete
    assert run_until_ended(product, sync_id) == "FAILED"
    product.clock.pause(1300)
    return decided(product, sync_id, "repost", "POST-06")


def reposted_later(product: Product, _monkeypatch: pytest.MonkeyPatch) -> str:
    """A second revision that took a journal over which was deleted meanwhile, and reposted."""
    first = start(product)
    assert run_until_ended(product, first) == "COMPLETED"
    product.netsuite.delete_journal(journals_of(product, first)[0].internal_id or "")
    closed_again(product, FIRST, SECOND, name="October 2026")
    second = press_sync(product)
    assert run_until_ended(product, second) == "FAILED"
    product.clock.pause(1300)
    return decided(product, second, "repost", "POST-01")


@pytest.mark.parametrize("repost", [reposted_at_once, reposted_later])
def test_a_journal_that_was_reposted_is_reversed_under_the_key_that_it_has_now(
    product: Product,
    monkeypatch: pytest.MonkeyPatch,
    repost: Callable[[Product, pytest.MonkeyPatch], str],
) -> None:
    product.ready()
    assert run_until_ended(product, start(product, "other")) == "COMPLETED"
    apart = booked_debit(product)
    reposted = repost(product, monkeypatch)
    assert run_until_ended(product, reposted) == "COMPLETED"
    live = journals_of(product, reposted)[0]
    assert (live.generation, len(live.given_up)) == (1, 1)
    closed_again(product, entry(1, "150.00"), SECOND, hour=10)
    sync_id = synced(product)
    assert [(entry_id, kind, status) for entry_id, kind, _, status in told(product, sync_id)] == [
        ("E-1", "entry", "REVERSED"),
        ("E-1", "reversal", "POSTED"),
        ("E-1", "entry", "POSTED"),
        ("E-2", "entry", "POSTED"),
    ]
    original, mirror, added, _ = journals_of(product, sync_id)
    assert mirror.reverses == original.external_id == live.external_id
    assert (original.generation, original.reversed_by) == (1, mirror.external_id)
    assert len({*live.given_up, original.external_id, mirror.external_id, added.external_id}) == 4
    rows = {row["externalid"]: row for row in product.netsuite.journals()}
    number = f"journal {live.number} (id {live.internal_id})"
    assert rows[mirror.external_id]["memo"].startswith(f"Reversal of {number}")
    assert booked_debit(product) - apart == Decimal("150.00") + 2 * Decimal("200.25")
    # Once more, so that the pair is carried through a plan that was made after it.
    closed_again(product, SECOND, hour=11)
    synced(product)
    assert booked_debit(product) - apart == 2 * Decimal("200.25")
