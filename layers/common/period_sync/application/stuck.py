"""Finds everything that an operator should look at: what, whose, since when, what to do next."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from period_sync.application.ports import Clock, DeadLetter, DeadLetters, Overview
from period_sync.domain.sync import Sync

IDLE_FOR = timedelta(minutes=30)
UNKNOWN_FOR = timedelta(minutes=20)
UNMAILED_FOR = timedelta(minutes=10)
"""As the alarms have it."""
QUEUES = {"sync": "Sync", "period-closed": "PeriodClosed", "result": "Result"}
"""The queues that have dead letters, by the names that the commands give them."""
_SHOWN_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Stuck:
    """One thing that does not move. `next` is the command to run next, without its program."""

    what: str
    tenant: str
    about: str
    since: datetime
    detail: str
    next: str


@dataclass(frozen=True, slots=True)
class FindStuck:
    """The use-case; see `__call__`."""

    clock: Clock
    overview: Overview
    dead_letters: DeadLetters

    def __call__(self) -> Iterator[Stuck]:
        """Find it all, what money hangs on first."""
        now = self.clock.now()
        yield from self._in_doubt(now - UNKNOWN_FOR)
        yield from self._idle(now - IDLE_FOR)
        for queue, name in QUEUES.items():
            yield from _dead(queue, *self.dead_letters(name), now)
        yield from self._unmailed(now - UNMAILED_FOR)
        for connection in self.overview.refused_logins():
            place = f"{connection.tenant} {connection.connection_id}"
            detail = "nobody logs in with this secret again until a connection test passes"
            yield Stuck(
                "NetSuite refused our login",
                connection.tenant,
                f"connection {connection.connection_id}, account {connection.account}",
                connection.refused_at or now,
                detail,
                f"connection test {place}",
            )
        for sync in self.overview.paused_syncs():
            yield Stuck(
                "waits for the end of a pause",
                sync.tenant,
                _name(sync),
                sync.paused_at or now,
                sync.waiting or "",
                f"resume {sync.tenant} {sync.connection_id}",
            )

    def _in_doubt(self, before: datetime) -> Iterator[Stuck]:
        for placed in self.overview.journals_in_doubt():
            journal = placed.journal
            since = journal.unknown_since or journal.transmitted_at
            if since is not None and since <= before:
                yield Stuck(
                    "nobody knows whether a journal is booked",
                    placed.tenant,
                    f"entry {journal.entry_id} ({journal.part}/{journal.parts}) of "
                    f"{placed.entity}/{placed.period_id}, sync {journal.sync_id}",
                    since,
                    f"sent to account {placed.account}, attempt {journal.attempt}; "
                    "it must not be booked by hand",
                    f"show {journal.external_id}",
                )

    def _idle(self, before: datetime) -> Iterator[Stuck]:
        for sync in self.overview.running_syncs():
            if sync.idle_from is not None and sync.idle_from <= before:
                yield Stuck(
                    "no progress",
                    sync.tenant,
                    _name(sync),
                    sync.idle_from,
                    f"{sync.stage}: {sync.waiting or 'a worker holds it, or died'}",
                    f"show {sync.sync_id}",
                )

    def _unmailed(self, before: datetime) -> Iterator[Stuck]:
        for result in self.overview.unmailed():
            if result.since <= before:
                sync = result.sync
                is_sent = sync.announced_result_no >= result.result_no
                yield Stuck(
                    "nobody was told of a result",
                    sync.tenant,
                    f"{_name(sync)}, {sync.status}",
                    result.since,
                    "announced, and not mailed" if is_sent else "not announced yet",
                    "logs result_notifier" if is_sent else f"show {sync.sync_id}",
                )


def _dead(queue: str, count: int, shown: Sequence[DeadLetter], now: datetime) -> Iterator[Stuck]:
    for letter in shown:
        yield Stuck(
            f"dead letter of {queue}",
            _said(letter, "tenant"),
            _said(letter, "item_id", "sync_id"),
            letter.sent_at,
            letter.reason or "five workers in a row died on it",
            f"redrive --queue {queue}",
        )
    if count > len(shown):
        yield Stuck(
            f"{count - len(shown)} more dead letters of {queue}",
            "-",
            "-",
            min((letter.sent_at for letter in shown), default=now),
            "",
            f"redrive --queue {queue}",
        )


def _said(letter: DeadLetter, *names: str) -> str:
    """Read a name from a message, which may be anything at all."""
    try:
        body = json.loads(letter.body)
    except (ValueError, RecursionError):
        return "-"
    found = [body[name] for name in names if isinstance(body, dict) and name in body]
    return str(found[0])[:_SHOWN_LENGTH] if found else "-"


def _name(sync: Sync) -> str:
    return f"{sync.sync_id}, {sync.period_name} of {sync.entity}"
