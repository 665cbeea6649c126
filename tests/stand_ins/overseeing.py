"""Stories of what operators ask of all tenants: indexes name rows, and the rows decide."""

from dataclasses import replace

import pytest

from period_sync.application.ports import Sent, Watch
from period_sync.domain.audit_filter import AuditFilter
from period_sync.domain.catalogue.kind import Decision
from period_sync.domain.decisions import Decided
from period_sync.domain.errors import NotFound, RowChanged
from period_sync.domain.journal import JournalStatus
from period_sync.domain.mail_feedback import MailFeedback
from period_sync.domain.sync import IntegrationStatus, Stage
from tests.stand_ins.store import (
    ACCOUNT,
    ENTITY,
    MINUTE,
    NOW,
    PERIOD,
    PERSON,
    TENANT,
    Store,
    a_connection,
    moved,
)
from tests.stand_ins.syncing import planned


def what_runs_is_seen_until_it_has_ended(store: Store) -> None:
    sync, _ = planned(store, 1)
    assert store.overview.running_syncs() == [sync]
    assert store.overview.paused_syncs() == []
    assert store.overview.unmailed() == []
    waiting = moved(sync, paused_at=NOW)
    store.syncs.claim(sync, waiting, "Paused.")
    assert store.overview.paused_syncs() == [waiting]
    ended = moved(
        waiting, stage=Stage.ENDED, status=IntegrationStatus.FAILED, result_no=1, due_at=None
    )
    store.syncs.end(waiting, ended, "Ended.", store.line())

    assert store.overview.running_syncs() == store.overview.paused_syncs() == []
    [result] = store.overview.unmailed()
    assert (result.sync, result.result_no) == (ended, 1)
    store.syncs.mark_mailed(ended, 1, Sent("mail-1"))
    assert store.overview.unmailed() == []


def a_journal_is_found_by_what_netsuite_calls_it(store: Store) -> None:
    sync, [one, two] = planned(store, 2)
    posted = replace(one, status=JournalStatus.POSTED, internal_id="5001")
    unknown = replace(two, status=JournalStatus.UNKNOWN, unknown_since=NOW)
    after = moved(sync)
    store.syncs.advance(sync, after, "Taken.", [(one, posted), (two, unknown)])

    assert store.overview.external_ids("5001") == [one.external_id]
    assert store.overview.external_ids("5002") == []
    [placed] = store.overview.journals(one.external_id)
    assert (placed.tenant, placed.account, placed.entity) == (TENANT, ACCOUNT, ENTITY)
    assert (placed.period_id, placed.journal) == (PERIOD, posted)
    assert [found.journal for found in store.overview.journals_in_doubt()] == [unknown]


def refused_logins_are_seen_oldest_first(store: Store) -> None:
    for number, (name, account) in enumerate((("late", "1"), ("early", "2"))):
        connection = a_connection(name, account)
        store.connections.add_connection(connection, store.line())
        refused = replace(connection.refusing("v1", NOW - number * MINUTE), version=2)
        store.connections.save_connection(connection, refused)

    assert [c.connection_id for c in store.overview.refused_logins()] == ["early", "late"]


def a_decision_has_an_id_of_its_own(store: Store) -> None:
    with pytest.raises(NotFound):
        store.decisions.decision(TENANT, "halcyon-1-d1")
    first, second = (
        Decided(
            TENANT, f"halcyon-1-d{number}", "halcyon-1", Decision.ACCEPT_DIFFERENCE, ("p",), ("e",),
            "a reason", PERSON, NOW + number * MINUTE,
        )
        for number in (1, 2)
    )  # fmt: skip
    for decided in (second, first):
        store.decisions.propose(decided, store.line())
    with pytest.raises(RowChanged):
        store.decisions.propose(first, store.line())

    assert store.decisions.decision(TENANT, "halcyon-1-d1") == first
    assert store.decisions.decisions_of(TENANT, "halcyon-1") == [first, second]
    assert store.decisions.decisions_of(TENANT, "halcyon-2") == []


def a_bounce_is_noted_once_and_watched(store: Store) -> None:
    first = MailFeedback(
        TENANT, "f-1", "bounced", ("a@b.example",), "Permanent/General", "halcyon-1"
    )
    line = store.line("mail bounced")
    for _ in range(2):
        store.feedbacks.note(first, line)
    assert store.watched.newest(Watch.MAIL_BOUNCED) == line.at
    with pytest.raises(RowChanged):
        store.feedbacks.note(replace(first, feedback_id="f-2"), line)
    later = store.line("mail bounced")
    second = replace(first, feedback_id="f-2")
    store.feedbacks.note(second, later)
    assert store.watched.newest(Watch.MAIL_BOUNCED) == later.at
    store.feedbacks.note(replace(first, sync_id="halcyon-10"), store.line("mail bounced"))

    assert store.feedbacks.about_sync(TENANT, "halcyon-1") == [first, second]
    assert store.feedbacks.about_sync(TENANT, "halcyon-2") == []
    assert len(store.trail.page(TENANT, AuditFilter(), 5, None).items) == 3


STORIES = (
    a_bounce_is_noted_once_and_watched,
    a_decision_has_an_id_of_its_own,
    what_runs_is_seen_until_it_has_ended,
    a_journal_is_found_by_what_netsuite_calls_it,
    refused_logins_are_seen_oldest_first,
)
