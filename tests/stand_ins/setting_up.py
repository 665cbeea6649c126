"""Stories of what operators and the lease system store: each method, in passing and in failing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from period_sync.application.ports import Watch
from period_sync.domain.audit_filter import AuditFilter
from period_sync.domain.connection import ConnectionTest, Probe
from period_sync.domain.daily_check import DailyCheck
from period_sync.domain.errors import Conflict, InvalidInput, NotFound, RowChanged, StaleWorker
from period_sync.domain.faults import Fault
from period_sync.domain.mappings import MappingsVersion
from period_sync.domain.pause import Pause
from period_sync.domain.permissions import Member, Permission
from period_sync.domain.sync import IntegrationStatus, Person
from period_sync.domain.team import Invitation, Team, id_of
from period_sync.domain.tenant import RefusedHandOver
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
    a_period,
    a_preview,
    a_revision,
    a_tenant,
)


def tenants_are_created_once(store: Store) -> None:
    with pytest.raises(NotFound):
        store.tenants.tenant(TENANT)
    source = ("111122223333", "lease.halcyon")
    store.tenants.create_tenant(a_tenant(), source, store.line())
    with pytest.raises(Conflict):
        store.tenants.create_tenant(a_tenant("other"), source, store.line())

    assert store.tenants.tenants() == [a_tenant()]
    shared = replace(a_tenant(), duties_shared=True, version=2)
    store.tenants.save_tenant(a_tenant(), shared, store.line())
    with pytest.raises(RowChanged):
        store.tenants.save_tenant(a_tenant(), shared, store.line())
    assert store.tenants.tenant(TENANT) == shared
    assert store.tenants.tenant_of_source(*source) == TENANT
    with pytest.raises(NotFound):
        store.tenants.tenant_of_source("111122223333", "lease.other")


def a_member_is_replaced(store: Store) -> None:
    assert store.tenants.memberships("anna") == []
    for version, permission in enumerate((Permission.SYNC_JOURNALS, Permission.READ_AUDIT), 1):
        member = Member(
            TENANT, "anna", "anna@halcyon.example", frozenset({permission}), version=version
        )
        read = store.teams.team(TENANT)
        store.teams.save(read, store.line(), member)
        with pytest.raises(RowChanged):
            store.teams.save(read, store.line(), replace(member, version=version + 1))

        assert store.tenants.memberships("anna") == [member]
        assert store.teams.team(TENANT) == Team(TENANT, version, (member,), ())


def an_invitation_is_found_by_its_token(store: Store) -> None:
    person, later = Person("team", "team@halcyon.example"), NOW + timedelta(days=14)
    sent = Invitation(TENANT, "ben@halcyon.example", frozenset(Permission), NOW, person, later)
    store.teams.save(store.teams.team(TENANT), store.line(), sent)
    with pytest.raises(NotFound):
        store.teams.invitation(TENANT, "nobody")
    assert store.teams.invitation(TENANT, id_of(sent)) == sent
    mailed = replace(sent, token_sha256="f" * 64, version=2)
    store.teams.save_invitation(mailed)
    with pytest.raises(RowChanged):
        store.teams.save_invitation(mailed)
    assert store.teams.invitation_of_token("f" * 64) == mailed
    store.teams.save_invitation(replace(mailed, closed_at=NOW, version=3))
    assert store.teams.invitation_of_token("f" * 64) is None


def an_account_has_one_connection(store: Store) -> None:
    first = a_connection()
    store.connections.add_connection(first, store.line())
    with pytest.raises(Conflict):
        store.connections.add_connection(a_connection("second"), store.line())
    store.connections.add_connection(a_connection("third", "7654322"), store.line())

    assert store.connections.connection(TENANT, "main") == first
    assert [c.connection_id for c in store.connections.connections(TENANT)] == ["main", "third"]
    with pytest.raises(NotFound):
        store.connections.connection(TENANT, "second")


def a_connection_is_changed_from_what_was_read(store: Store) -> None:
    old = a_connection()
    store.connections.add_connection(old, store.line())
    new = replace(old, witness="5001", version=2)
    store.connections.save_connection(old, new)
    with pytest.raises(RowChanged):
        store.connections.save_connection(old, replace(new, witness="6"), store.line())

    assert store.connections.connection(TENANT, "main") == new
    assert store.watched.oldest(Watch.LOGIN_REFUSED) is None
    refused = replace(new.refusing("v1", NOW), version=3)
    store.connections.save_connection(new, refused, store.line())
    assert store.watched.oldest(Watch.LOGIN_REFUSED) == NOW
    store.connections.save_connection(refused, replace(new, version=4))
    assert store.watched.newest(Watch.LOGIN_REFUSED) is None


def each_version_of_mappings_is_noted_once(store: Store) -> None:
    old = a_connection()
    store.connections.add_connection(old, store.line())
    assert store.mappings.up_to(TENANT, "main", 0, 9) == []
    saved: list[MappingsVersion] = []
    for number in (1, 2, 3):
        one = MappingsVersion(TENANT, "main", number, PLAN, PERSON, NOW + number * MINUTE)
        new = replace(old, mappings=PLAN, mappings_version=number, version=old.version + 1)
        store.mappings.save(old, new, one, store.line())
        again = replace(one, version=9)
        with pytest.raises(RowChanged):
            store.mappings.save(old, new, again, store.line())
        with pytest.raises(RowChanged):
            store.mappings.save(new, replace(new, version=9), one, store.line())
        saved, old = [one, *saved], new

    assert store.connections.connection(TENANT, "main") == old
    assert store.mappings.up_to(TENANT, "main", 9, 9) == saved
    assert store.mappings.up_to(TENANT, "main", 2, 9) == saved[1:]
    assert store.mappings.up_to(TENANT, "main", 3, 2) == saved[:2]
    assert store.mappings.up_to("other", "main", 3, 9) == []
    assert store.mappings.up_to(TENANT, "mai", 3, 9) == []


def a_connection_is_made_live_in_quiet(store: Store) -> None:
    tenant, first = a_tenant(), a_connection()
    second = a_connection("second", "7654322")
    store.tenants.create_tenant(tenant, ("1", "lease"), store.line())
    for connection in (first, second):
        store.connections.add_connection(connection, store.line())
    live = replace(first, go_live=date(2026, 1, 1), version=2)
    store.connections.make_live(tenant, first, live, store.line())
    with pytest.raises(RowChanged):
        store.connections.make_live(tenant, first, live, store.line())
    assert store.connections.periods_under_way(TENANT) == []
    running = a_period(status=IntegrationStatus.IN_PROGRESS)
    store.periods.take_in(None, running, a_revision(1), store.line())

    assert store.connections.periods_under_way(TENANT) == [running.name]
    assert store.tenants.tenant(TENANT).live_connection_id == "main"
    assert store.connections.connection(TENANT, "second") == second


def an_account_that_is_given_up_can_be_connected_again(store: Store) -> None:
    first, second = a_connection(), a_connection("second", "7654322")
    for connection in (first, second):
        store.connections.add_connection(connection, store.line())
    moved = replace(first, account="7654322", version=2)
    with pytest.raises(Conflict):
        store.connections.save_connection(first, moved, store.line())
    moved = replace(first, account="7654323", version=2)
    store.connections.save_connection(first, moved, store.line())
    with pytest.raises(RowChanged):
        store.connections.save_connection(first, moved, store.line())
    store.connections.add_connection(a_connection("third"), store.line())
    with pytest.raises(Conflict):
        store.connections.add_connection(a_connection("fourth", "7654323"), store.line())


def a_revoked_connection_leaves_its_account_to_its_tenant_or_to_all(store: Store) -> None:
    tenant, first = replace(a_tenant(), live_connection_id="main"), a_connection()
    second = a_connection("second", "7654322")
    store.tenants.create_tenant(tenant, ("1", "lease"), store.line())
    for connection in (first, second):
        store.connections.add_connection(connection, store.line())
    gone = replace(first, revoked_at=NOW, version=2)
    stranger = replace(second, account=ACCOUNT)
    with pytest.raises(RowChanged):
        store.connections.revoke(tenant, stranger, stranger, store.line(), is_account_free=True)
    store.connections.revoke(tenant, first, gone, store.line(), is_account_free=False)
    with pytest.raises(RowChanged):
        store.connections.revoke(tenant, first, gone, store.line(), is_account_free=False)
    other = replace(a_connection(), tenant="other")
    with pytest.raises(Conflict):
        store.connections.add_connection(other, store.line())
    store.connections.add_connection(a_connection("again"), store.line())
    now = store.tenants.tenant(TENANT)
    gone = replace(second, revoked_at=NOW, version=2)
    store.connections.revoke(now, second, gone, store.line(), is_account_free=True)
    store.connections.add_connection(replace(other, account="7654322"), store.line())

    assert (now.live_connection_id, now.version) == (None, 2)
    assert store.connections.connection(TENANT, "second") == gone
    assert store.connections.periods_synced(TENANT, ACCOUNT) == {}


def a_test_is_due_until_it_has_ended(store: Store) -> None:
    connection = a_connection()
    store.connections.add_connection(connection, store.line())
    test = ConnectionTest(TENANT, "main", "main-1", ACCOUNT, NOW, due_at=NOW)
    store.connections.add_test(connection, test, store.line())
    with pytest.raises(RowChanged):
        store.connections.add_test(connection, replace(test, test_id="main-2"), store.line())
    [due] = store.due_rows.due(NOW, 10)
    assert (due.kind, due.item_id) == ("connection-test", "main-1")
    raised = store.due_rows.raise_send_no(due, NOW + MINUTE)
    assert raised is not None
    assert store.due_rows.raise_send_no(due, NOW + MINUTE) is None
    sent = store.connections.test(TENANT, "main-1")
    assert (sent.send_no, sent.version, sent.due_at) == (2, 2, NOW + MINUTE)
    ended = replace(sent, version=3, due_at=None)
    store.connections.save_test(sent, ended)
    with pytest.raises(StaleWorker):
        store.connections.save_test(sent, ended)

    assert store.due_rows.raise_send_no(replace(raised, version=3), NOW) is None
    assert store.due_rows.due(NOW + 5 * MINUTE, 10) == []
    with pytest.raises(NotFound):
        store.connections.test(TENANT, "main-2")


def a_daily_check_is_due_until_the_connection_is_in_use_no_more(store: Store) -> None:
    assert store.daily_checks.daily_check(TENANT, "main") is None
    first = DailyCheck(TENANT, "main", ACCOUNT, due_at=NOW)
    store.daily_checks.save_daily_check(first)
    with pytest.raises(RowChanged):
        store.daily_checks.save_daily_check(first)
    [due] = store.due_rows.due(NOW, 10)
    assert (due.kind, due.item_id, due.send_no) == ("daily-check", "main", 0)
    assert store.due_rows.raise_send_no(due, NOW + MINUTE) is not None
    assert store.due_rows.raise_send_no(due, NOW + MINUTE) is None
    sent = store.daily_checks.daily_check(TENANT, "main")
    assert sent == replace(first, send_no=1, version=2, due_at=NOW + MINUTE)
    looked = sent.looked([Probe("account", passed=False, finding="none")], None, NOW)
    store.daily_checks.save_daily_check(looked, store.line())
    with pytest.raises(RowChanged):
        store.daily_checks.save_daily_check(looked, store.line())
    assert store.daily_checks.daily_check(TENANT, "main") == looked
    store.daily_checks.save_daily_check(looked.over())

    assert store.due_rows.due(NOW + 30 * 24 * 60 * MINUTE, 10) == []
    assert store.daily_checks.daily_check(TENANT, "main") == looked.over()


def a_preview_is_due_until_it_has_ended(store: Store) -> None:
    assert (store.previews.taken(TENANT), store.previews.latest(TENANT, ENTITY, PERIOD)) == (
        0,
        None,
    )
    first, second = a_preview(1), a_preview(2)
    store.previews.add(first, 0, store.line())
    with pytest.raises(RowChanged):
        store.previews.add(second, 0, store.line())
    store.previews.add(second, 1, store.line())
    assert (store.previews.taken(TENANT), store.previews.latest(TENANT, ENTITY, PERIOD)) == (
        2,
        second,
    )
    dues = {due.item_id: due for due in store.due_rows.due(NOW, 10)}
    assert {(due.kind, due.item_id) for due in dues.values()} == {
        ("preview", "halcyon-p1"),
        ("preview", "halcyon-p2"),
    }
    raised = store.due_rows.raise_send_no(dues["halcyon-p1"], NOW + MINUTE)
    assert raised is not None
    assert store.due_rows.raise_send_no(dues["halcyon-p1"], NOW + MINUTE) is None
    sent = store.previews.preview(TENANT, "halcyon-p1")
    assert (sent.send_no, sent.version, sent.due_at) == (2, 2, NOW + MINUTE)
    ended = replace(sent, version=3, due_at=None, totals={"EUR": "1.50"})
    store.previews.save(sent, ended)
    with pytest.raises(StaleWorker):
        store.previews.save(sent, ended)

    assert store.previews.preview(TENANT, "halcyon-p1") == ended
    assert [due.item_id for due in store.due_rows.due(NOW + 5 * MINUTE, 10)] == ["halcyon-p2"]
    with pytest.raises(NotFound):
        store.previews.preview(TENANT, "halcyon-p3")


def a_line_of_the_trail_is_written_once(store: Store) -> None:
    line = store.line()
    store.audit.append(line)
    with pytest.raises(RowChanged):
        store.audit.append(line)


def the_trail_is_read_backwards(store: Store) -> None:
    lines = [store.line(f"act {number}") for number in range(5)]
    for line in lines:
        store.audit.append(line)
    first = store.trail.page(TENANT, AuditFilter(), 3, None)
    rest = store.trail.page(TENANT, AuditFilter(), 3, first.next_cursor)
    assert [*first.items, *rest.items] == lines[::-1]
    assert rest.next_cursor is None
    day = NOW.date()
    assert len(store.trail.page(TENANT, AuditFilter(day, day), 9, None).items) == 5
    for wanted in (
        AuditFilter(last=day - timedelta(days=1)),
        AuditFilter(first=day + timedelta(days=1)),
        AuditFilter(by="nobody"),
    ):
        assert store.trail.page(TENANT, wanted, 9, None).items == []
    assert store.trail.page("other", AuditFilter(), 9, None).items == []
    with pytest.raises(InvalidInput):
        store.trail.page("other", AuditFilter(), 9, first.next_cursor)


def the_latest_refusal_of_a_period_is_kept(store: Store) -> None:
    fault = Fault("FORM-01", "entries", "Nothing in it.", "Mend it.")
    first = RefusedHandOver(TENANT, ENTITY, PERIOD, NOW, "lease.halcyon", 1, (fault,))
    other = replace(first, period_id="2026-11", faults=())
    latest = replace(first, received_at=NOW + MINUTE, fault_count=2)
    for refused in (first, other, latest):
        store.periods.note_refusal(refused)

    assert store.periods.refusals(TENANT) == [latest, other]
    assert store.periods.refusal(TENANT, ENTITY, PERIOD) == latest
    assert store.periods.refusal(TENANT, ENTITY, "2026-12") is None
    with pytest.raises(RowChanged):
        store.periods.mend_refusal(first, replace(first, mended_at=NOW))
    mended = replace(latest, mended_at=NOW + MINUTE)
    store.periods.mend_refusal(latest, mended)
    assert store.periods.refusals(TENANT) == [mended, other]
    assert store.periods.refusals("other") == []


def pauses_are_changed_from_what_was_read(store: Store) -> None:
    none = store.pauses.paused()
    first = replace(none, everything=Pause(PERSON, NOW, "quarter end"), version=1)
    store.pauses.change(none, first, [store.line()])
    with pytest.raises(RowChanged):
        store.pauses.change(none, first, [store.line()])
    second = replace(first, everything=None, version=2)
    store.pauses.change(first, second, [store.line()])
    with pytest.raises(RowChanged):
        store.pauses.change(first, second, [store.line()])

    assert store.pauses.paused() == second


def a_revision_follows_the_one_that_was_read(store: Store) -> None:
    assert store.periods.find_period(TENANT, ENTITY, PERIOD) is None
    with pytest.raises(NotFound):
        store.periods.period(TENANT, ENTITY, PERIOD)
    first = a_period()
    store.periods.take_in(None, first, a_revision(1), store.line())
    with pytest.raises(RowChanged):
        store.periods.take_in(None, first, a_revision(1), store.line())
    second = replace(first, revision=2, version=2)
    store.periods.take_in(first, second, a_revision(2), store.line())
    with pytest.raises(RowChanged):
        store.periods.take_in(first, second, a_revision(3), store.line())

    assert store.periods.period(TENANT, ENTITY, PERIOD) == second
    assert store.periods.revisions(TENANT, ENTITY, PERIOD) == [a_revision(1), a_revision(2)]


def periods_are_listed_newest_first_page_by_page(store: Store) -> None:
    failed = {"status": IntegrationStatus.FAILED}
    for number in range(5):
        status = failed if number % 2 else {}
        period = a_period(f"entity-{number}", closed_at=NOW + number * MINUTE, **status)
        store.periods.take_in(None, period, a_revision(1), store.line())

    def listed(status: IntegrationStatus | None, limit: int) -> list[list[str]]:
        pages, cursor = [], None
        while True:
            page = store.periods.periods(TENANT, status, limit, cursor)
            pages.append([period.entity[-1] for period in page.items])
            cursor = page.next_cursor
            if cursor is None:
                return [entities for entities in pages if entities]

    assert listed(None, 2) == [["4", "3"], ["2", "1"], ["0"]]
    assert listed(None, 5) == [["4", "3", "2", "1", "0"]]
    assert listed(IntegrationStatus.FAILED, 1) == [["3"], ["1"]]
    assert listed(IntegrationStatus.COMPLETED, 2) == []
    named = store.periods.periods(TENANT, None, 5, None, "ENTITY-3")
    assert [period.entity for period in named.items] == ["entity-3"]
    assert store.periods.counts(TENANT) == {
        IntegrationStatus.FAILED: 2,
        IntegrationStatus.NOT_SYNCED: 3,
    }
    other = store.periods.periods(TENANT, None, 1, None).next_cursor
    with pytest.raises(InvalidInput):
        store.periods.periods("other", None, 1, other)


STORIES = (
    tenants_are_created_once,
    a_member_is_replaced,
    an_invitation_is_found_by_its_token,
    an_account_has_one_connection,
    a_connection_is_changed_from_what_was_read,
    each_version_of_mappings_is_noted_once,
    a_connection_is_made_live_in_quiet,
    an_account_that_is_given_up_can_be_connected_again,
    a_revoked_connection_leaves_its_account_to_its_tenant_or_to_all,
    a_test_is_due_until_it_has_ended,
    a_daily_check_is_due_until_the_connection_is_in_use_no_more,
    a_preview_is_due_until_it_has_ended,
    a_line_of_the_trail_is_written_once,
    the_trail_is_read_backwards,
    the_latest_refusal_of_a_period_is_kept,
    pauses_are_changed_from_what_was_read,
    a_revision_follows_the_one_that_was_read,
    periods_are_listed_newest_first_page_by_page,
)
