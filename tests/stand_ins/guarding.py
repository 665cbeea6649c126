"""Stories of the guards under which a sync begins to post: each alone stops it."""

from dataclasses import replace
from datetime import date

import pytest

from period_sync.application.ports import Guards
from period_sync.domain.errors import RowChanged, StaleWorker
from period_sync.domain.overlaps import Footprint
from period_sync.domain.sync import Stage, StoredObject, Sync
from tests.stand_ins.store import (
    ACCOUNT,
    ENTITY,
    PERIOD,
    TENANT,
    Store,
    a_connection,
    a_revision,
    a_sync,
    moved,
)
from tests.stand_ins.syncing import begin

COVERED = Footprint(
    tenant=TENANT,
    account=ACCOUNT,
    entity=ENTITY,
    period_id=PERIOD,
    revision=1,
    start_date=date(2026, 10, 1),
    end_date=date(2026, 10, 31),
    subsidiaries=("Halcyon GmbH",),
    shares=StoredObject("tenants/halcyon/shares.json", "b" * 64),
)


def live(store: Store) -> tuple[Sync, Guards]:
    """Begin a sync whose connection is live, and check it; with the guards it may post under."""
    sync = begin(store)
    connection = a_connection()
    usable = replace(connection, go_live=date(2026, 1, 1), version=2)
    store.connections.make_live(store.tenants.tenant(TENANT), connection, usable, store.line())
    claimed = moved(sync, epoch=1, stage=Stage.CHECKING)
    store.syncs.claim(sync, claimed, "Started.")
    taken, _ = store.footprints.since(TENANT, ACCOUNT, COVERED.start_date)
    return claimed, Guards(usable, COVERED, taken)


def post(store: Store, sync: Sync, guards: Guards) -> Sync:
    after = moved(sync, stage=Stage.POSTING)
    store.syncs.advance(sync, after, "Checked.", guards=guards)
    return after


def what_a_period_covers_is_counted(store: Store) -> None:
    sync, guards = live(store)
    later = replace(COVERED, period_id="2026-11", end_date=date(2026, 11, 30))
    after = post(store, sync, guards)
    with pytest.raises(RowChanged):
        post(store, after, guards)
    post(store, after, replace(guards, footprint=later, footprints_taken=1))

    assert store.footprints.since(TENANT, ACCOUNT, date(2026, 10, 31)) == (2, [COVERED, later])
    assert store.footprints.since(TENANT, ACCOUNT, date(2026, 11, 1)) == (2, [later])
    assert store.footprints.since(TENANT, "other", date(2026, 1, 1)) == (0, [])


def no_sync_posts_from_a_wrong_number(store: Store) -> None:
    sync, guards = live(store)
    with pytest.raises(RowChanged):
        post(store, sync, replace(guards, footprints_taken=1))
    after = post(store, sync, guards)
    with pytest.raises(RowChanged):
        post(store, after, replace(guards, footprints_taken=2))


def no_sync_posts_through_another_connection_than_the_live_one(store: Store) -> None:
    sync, guards = live(store)
    with pytest.raises(RowChanged):
        post(store, replace(sync, connection_id="second"), guards)
    with pytest.raises(RowChanged):
        post(store, sync, replace(guards, connection=a_connection()))

    assert store.syncs.sync(TENANT, sync.sync_id) == sync


def no_sync_posts_an_old_revision(store: Store) -> None:
    sync, guards = live(store)
    period = store.periods.period(TENANT, ENTITY, PERIOD)
    newer = replace(period, revision=2, version=period.version + 1)
    store.periods.take_in(period, newer, a_revision(2), store.line())
    with pytest.raises(RowChanged):
        post(store, sync, guards)


def no_sync_posts_that_another_took_over_from(store: Store) -> None:
    sync, guards = live(store)
    row = store.syncs.account_period(TENANT, ACCOUNT, ENTITY, PERIOD)
    tenant, period = store.tenants.tenant(TENANT), store.periods.period(TENANT, ENTITY, PERIOD)
    second = a_sync(2)
    store.syncs.create(second, tenant, guards.connection, period, row, None, store.line())
    with pytest.raises(RowChanged):
        post(store, sync, guards)
    with pytest.raises(StaleWorker):
        post(store, replace(sync, epoch=0), guards)


def a_rehearsal_posts_only_through_what_is_not_live_and_leaves_its_period_alone(
    store: Store,
) -> None:
    _, guards = live(store)
    sandbox = replace(a_connection(), connection_id="sandbox", account="1234567_SB1")
    store.connections.add_connection(sandbox, store.line())
    tenant, period = store.tenants.tenant(TENANT), store.periods.period(TENANT, ENTITY, PERIOD)
    sync = replace(a_sync(2), is_rehearsal=True, connection_id="sandbox", account=sandbox.account)
    stale = replace(period, version=period.version + 1)
    with pytest.raises(RowChanged):
        store.syncs.create(sync, tenant, sandbox, stale, None, None, store.line())
    store.syncs.create(sync, tenant, sandbox, period, None, None, store.line())
    assert store.periods.period(TENANT, ENTITY, PERIOD) == period
    covered = replace(COVERED, account=sandbox.account)
    allowed = replace(guards, connection=sandbox, footprint=covered, footprints_taken=0)
    with pytest.raises(RowChanged):
        post(store, replace(sync, connection_id="main"), allowed)
    with pytest.raises(RowChanged):
        post(store, replace(sync, revision=2), allowed)
    after = post(store, sync, allowed)
    store.syncs.end(after, moved(after, stage=Stage.ENDED), "Ended.", store.line())
    assert store.periods.period(TENANT, ENTITY, PERIOD) == period


STORIES = (
    a_rehearsal_posts_only_through_what_is_not_live_and_leaves_its_period_alone,
    what_a_period_covers_is_counted,
    no_sync_posts_from_a_wrong_number,
    no_sync_posts_through_another_connection_than_the_live_one,
    no_sync_posts_an_old_revision,
    no_sync_posts_that_another_took_over_from,
)
