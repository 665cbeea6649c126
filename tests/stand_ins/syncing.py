"""Stories of what the API, workers and the sweeper store of a sync: in passing and in failing."""

from dataclasses import replace

import pytest

from period_sync.application.ports import Mailing, Sent, Watch
from period_sync.domain.errors import InternalIdTaken, NotFound, RowChanged, StaleWorker
from period_sync.domain.evidence import Evidence, EvidenceKind
from period_sync.domain.journal import Journal, JournalStatus
from period_sync.domain.sync import IntegrationStatus, Stage, Stop, StoredObject, Sync
from tests.stand_ins.store import (
    ACCOUNT,
    ENTITY,
    MINUTE,
    NOW,
    PERIOD,
    PERSON,
    PLAN,
    TENANT,
    Store,
    a_connection,
    a_journal,
    a_period,
    a_revision,
    a_sync,
    a_tenant,
    moved,
)


def begin(store: Store) -> Sync:
    """Store a tenant, a connection, a period and its first sync."""
    store.tenants.create_tenant(a_tenant(), ("1", "lease"), store.line())
    store.connections.add_connection(a_connection(), store.line())
    store.periods.take_in(None, a_period(), a_revision(1), store.line())
    sync = a_sync()
    store.syncs.create(sync, a_tenant(), a_connection(), a_period(), None, None, store.line())
    return sync


def planned(store: Store, journals: int) -> tuple[Sync, list[Journal]]:
    """Begin a sync, claim it, and store the journals of its plan."""
    sync = begin(store)
    claimed = moved(sync, epoch=1, plan=PLAN, stage=Stage.POSTING, progressed_at=NOW)
    store.syncs.claim(sync, claimed, "Started.")
    rows = [a_journal(position) for position in range(1, journals + 1)]
    store.syncs.add_journals(claimed, rows)
    return claimed, rows


def a_sync_is_created_from_what_was_read(store: Store) -> None:
    sync = begin(store)
    tenant, period = store.tenants.tenant(TENANT), store.periods.period(TENANT, ENTITY, PERIOD)
    before = store.syncs.account_period(TENANT, ACCOUNT, ENTITY, PERIOD)
    second = a_sync(2)
    changed = replace(a_connection(), version=7)
    for now, connection, row in (
        (a_tenant(), a_connection(), before),
        (tenant, changed, before),
        (tenant, a_connection(), None),
    ):
        with pytest.raises(RowChanged):
            store.syncs.create(second, now, connection, period, row, sync, store.line())
    with pytest.raises(NotFound):
        store.syncs.sync(TENANT, second.sync_id)
    store.syncs.create(second, tenant, a_connection(), period, before, sync, store.line())

    retired = store.syncs.sync(TENANT, sync.sync_id)
    assert (retired.successor_id, retired.epoch) == (second.sync_id, 1)
    assert store.syncs.sync(TENANT, second.sync_id) == second
    wanted = [second.sync_id, "missing", sync.sync_id, second.sync_id]
    assert store.syncs.syncs(TENANT, wanted) == {
        sync.sync_id: retired,
        second.sync_id: second,
    }
    assert store.syncs.syncs("other", wanted) == {}
    assert store.syncs.syncs(TENANT, []) == {}
    row = store.syncs.account_period(TENANT, ACCOUNT, ENTITY, PERIOD)
    assert row is not None
    assert (row.sync_id, row.version) == (second.sync_id, 2)


def a_claim_is_won_once(store: Store) -> None:
    sync = begin(store)
    claimed = moved(sync, epoch=1)
    store.syncs.claim(sync, claimed, "Started.")
    for stale in (sync, replace(claimed, version=1), replace(claimed, epoch=0)):
        with pytest.raises(StaleWorker):
            store.syncs.claim(stale, moved(claimed, epoch=2), "Went on.")

    assert store.syncs.sync(TENANT, sync.sync_id) == claimed
    steps = store.syncs.timeline(claimed, 10, None).items
    assert [step.text for step in steps] == ["Requested.", "Started."]


def another_sync_of_the_account_is_seen_to_move(store: Store) -> None:
    sync, _ = planned(store, 1)
    assert store.syncs.others_moved_at(sync) is None
    other_period = a_period("another-entity")
    store.periods.take_in(None, other_period, a_revision(1), store.line())
    other = a_sync(2, entity="another-entity")
    tenant = store.tenants.tenant(TENANT)
    store.syncs.create(other, tenant, a_connection(), other_period, None, None, store.line())

    assert store.syncs.others_moved_at(other) == sync.progressed_at
    assert store.syncs.others_moved_at(sync) is None


def the_timeline_has_pages(store: Store) -> None:
    sync = begin(store)
    for number in range(3):
        after = moved(sync, epoch=sync.epoch + 1)
        store.syncs.claim(sync, after, f"Step {number}.")
        sync = after
    first = store.syncs.timeline(sync, 3, None)
    rest = store.syncs.timeline(sync, 3, first.next_cursor)

    assert [step.text for step in first.items] == ["Requested.", "Step 0.", "Step 1."]
    assert [step.text for step in rest.items] == ["Step 2."]


def journals_of_a_plan_are_added_once(store: Store) -> None:
    sync, rows = planned(store, 3)
    store.syncs.add_journals(sync, rows)
    with pytest.raises(StaleWorker):
        store.syncs.add_journals(replace(sync, epoch=9), [*rows, a_journal(4)])

    assert store.syncs.journals(sync) == rows
    first = store.syncs.journals_page(sync, 2, None)
    rest = store.syncs.journals_page(sync, 2, first.next_cursor)
    assert [*first.items, *rest.items] == rows


def a_journal_moves_on_from_the_status_that_was_read(store: Store) -> None:
    sync, [journal] = planned(store, 1)
    sent = replace(journal, status=JournalStatus.SENT, attempt=1)
    before = store.syncs.account_period(TENANT, ACCOUNT, ENTITY, PERIOD)
    assert before is not None
    row = replace(before, sent=True, version=before.version + 1)
    after = moved(sync)
    store.syncs.advance(sync, after, "Sending.", [(journal, sent)], (before, row))
    again = moved(after)
    for old in (journal, replace(sent, attempt=2)):
        with pytest.raises(StaleWorker):
            store.syncs.advance(after, again, "Sending.", [(old, sent)])
    with pytest.raises(StaleWorker):
        store.syncs.advance(after, again, None, [], (before, row))

    assert store.syncs.journals(after) == [sent]
    assert store.syncs.sync(TENANT, sync.sync_id) == after


def evidence_is_kept_with_the_write_that_it_stands_for(store: Store) -> None:
    sync, [journal] = planned(store, 1)
    sent = replace(journal, status=JournalStatus.SENT, attempt=1)
    facts = (sent.external_id, 1, EvidenceKind.SENT, NOW, sync.sync_id, sync.epoch)
    piece = Evidence(*facts, StoredObject("tenants/halcyon/evidence/sent.json", "b" * 64))
    lost = [(replace(journal, attempt=2), sent)]
    with pytest.raises(StaleWorker):
        store.syncs.advance(sync, moved(sync), "Sending.", lost, evidence=[piece])
    assert store.evidence.of_journal(sync, journal.external_id) == []
    after = moved(sync)
    store.syncs.advance(sync, after, "Sending.", [(journal, sent)], evidence=[piece])
    answered = replace(piece, kind=EvidenceKind.ANSWER)
    store.syncs.advance(after, moved(after), "Answered.", evidence=[answered])

    assert store.evidence.of_journal(after, journal.external_id) == [piece, answered]
    assert store.evidence.of_journal(after, "another") == []


def an_internal_id_belongs_to_one_journal(store: Store) -> None:
    sync, [one, two] = planned(store, 2)
    posted = replace(one, status=JournalStatus.POSTED, internal_id="5001")
    after = moved(sync)
    store.syncs.advance(sync, after, "Taken.", [(one, posted)])
    taken = replace(two, status=JournalStatus.POSTED, internal_id="5001")
    with pytest.raises(InternalIdTaken):
        store.syncs.advance(after, moved(after), "Taken.", [(two, taken)])
    lost = replace(posted, internal_id=None)
    third = moved(after)
    store.syncs.advance(after, third, None, [(posted, lost)])
    store.syncs.advance(third, moved(third), "Found again.", [(lost, posted)])

    assert store.syncs.journals(sync) == [posted, two]


def what_is_unknown_is_watched_until_it_is_settled(store: Store) -> None:
    sync, rows = planned(store, 2)
    unknown = [
        replace(row, status=JournalStatus.UNKNOWN, unknown_since=NOW + row.position * MINUTE)
        for row in rows
    ]
    after = moved(sync)
    store.syncs.advance(sync, after, "Unknown.", list(zip(rows, unknown, strict=True)))
    assert store.watched.oldest(Watch.UNKNOWN) == NOW + MINUTE
    assert store.watched.newest(Watch.UNKNOWN) == NOW + 2 * MINUTE
    settled = [replace(row, status=JournalStatus.PLANNED) for row in rows]
    store.syncs.advance(after, moved(after), "Settled.", list(zip(unknown, settled, strict=True)))

    assert store.watched.oldest(Watch.UNKNOWN) is None


def an_end_is_written_whole_or_not_at_all(store: Store) -> None:
    sync, _ = planned(store, 1)
    ended = moved(
        sync, stage=Stage.ENDED, status=IntegrationStatus.FAILED, result_no=1, epoch=2, due_at=None
    )
    with pytest.raises(StaleWorker):
        store.syncs.end(replace(sync, epoch=0), ended, "Ended.", store.line())
    store.syncs.end(sync, ended, "Ended.", store.line())

    assert store.syncs.sync(TENANT, sync.sync_id) == ended
    period = store.periods.period(TENANT, ENTITY, PERIOD)
    assert (period.status, period.sync_id) == (IntegrationStatus.FAILED, sync.sync_id)
    row = store.syncs.account_period(TENANT, ACCOUNT, ENTITY, PERIOD)
    assert row is not None
    assert not row.is_running
    assert [s.sync_id for s in store.syncs.syncs_of_period(TENANT, ENTITY, PERIOD, 5, None).items]


def a_result_is_marked_as_mailed_for_good(store: Store) -> None:
    sync, _ = planned(store, 1)
    ended = moved(sync, stage=Stage.ENDED, status=IntegrationStatus.FAILED, result_no=1)
    store.syncs.end(sync, ended, "Ended.", store.line())
    announced = replace(ended, version=ended.version + 1, announced_result_no=1)
    store.syncs.mark(ended, announced)
    with pytest.raises(StaleWorker):
        store.syncs.mark(ended, announced)
    assert store.syncs.mailing(ended, 1) == Mailing(is_sent=False, first_mail=None)
    assert store.watched.oldest(Watch.UNMAILED) == NOW
    for _ in range(2):
        store.syncs.mark_mailed(ended, 1, Sent("1@mail.example"), is_first=True)

    assert store.syncs.mailing(ended, 1) == Mailing(is_sent=True, first_mail="1@mail.example")
    assert store.watched.oldest(Watch.UNMAILED) is None


def mails_of_a_period_have_one_first(store: Store) -> None:
    """Another notifier may have been faster: the mark is set all the same."""
    sync, _ = planned(store, 1)
    ended = moved(sync, stage=Stage.ENDED, status=IntegrationStatus.FAILED, result_no=1)
    store.syncs.end(sync, ended, "Ended.", store.line())
    other = replace(ended, sync_id=f"{TENANT}-2")
    store.syncs.mark_mailed(other, 1, Sent("1@mail.example"), is_first=True)
    store.syncs.mark_mailed(ended, 1, Sent("2@mail.example", ("a@b.example",)), is_first=True)

    assert store.syncs.mailing(ended, 1) == Mailing(
        is_sent=True, first_mail="1@mail.example", refused=("a@b.example",)
    )
    assert store.syncs.mailing(ended, 2) == Mailing(is_sent=False, first_mail="1@mail.example")


def a_wish_to_stop_is_recorded_once(store: Store) -> None:
    sync = begin(store)
    assert store.syncs.stop(sync) is None
    assert store.syncs.asked_to_stop([sync]) == store.syncs.asked_to_stop([]) == frozenset()
    stop = Stop(TENANT, sync.sync_id, PERSON, NOW)
    store.syncs.ask_to_stop(stop, store.line())
    with pytest.raises(RowChanged):
        store.syncs.ask_to_stop(stop, store.line())

    assert store.syncs.stop(sync) == stop
    assert store.syncs.asked_to_stop([a_sync(2), sync]) == {sync.sync_id}
    elsewhere = replace(sync, tenant="other")
    assert store.syncs.asked_to_stop([elsewhere]) == frozenset()


def what_is_due_is_found_oldest_first(store: Store) -> None:
    sync = begin(store)
    assert store.due_rows.due(NOW, 10) == []
    [row] = store.due_rows.due(NOW + 10 * MINUTE, 10)
    assert (row.item_id, row.send_no, row.is_running) == (sync.sync_id, 1, True)
    woken = sync.woken(NOW - MINUTE)
    store.syncs.wake(sync, woken, store.line())
    with pytest.raises(StaleWorker):
        store.syncs.wake(sync, woken)
    assert store.due_rows.raise_send_no(row, NOW) is None
    [row] = store.due_rows.due(NOW, 1)
    assert row.send_no == 2
    test_rows = store.due_rows.due(NOW + 20 * MINUTE, 10)
    assert [found.item_id for found in test_rows] == [sync.sync_id]
    assert store.due_rows.paused() == []
    waiting = moved(woken, paused_at=NOW, epoch=1)
    store.syncs.claim(woken, waiting, "Paused.")

    assert [found.item_id for found in store.due_rows.paused()] == [sync.sync_id]


STORIES = (
    a_sync_is_created_from_what_was_read,
    a_claim_is_won_once,
    another_sync_of_the_account_is_seen_to_move,
    the_timeline_has_pages,
    journals_of_a_plan_are_added_once,
    a_journal_moves_on_from_the_status_that_was_read,
    evidence_is_kept_with_the_write_that_it_stands_for,
    an_internal_id_belongs_to_one_journal,
    what_is_unknown_is_watched_until_it_is_settled,
    an_end_is_written_whole_or_not_at_all,
    a_result_is_marked_as_mailed_for_good,
    mails_of_a_period_have_one_first,
    a_wish_to_stop_is_recorded_once,
    what_is_due_is_found_oldest_first,
)
