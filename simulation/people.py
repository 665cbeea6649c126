"""What people, operators and NetSuite's users do while the product works."""

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from period_sync.adapters.dynamodb.connections import DynamoConnections
from period_sync.adapters.sqs_redrive import redrive
from simulation.beginning import CONNECTION, TENANT, request_test, store_secret, table_of
from simulation.company import DEBIT_ACCOUNT, Transaction
from simulation.documents import PERIOD_ID, entity_of
from simulation.manners import HASTY_SECONDS
from simulation.operators import Operators
from simulation.strikes import Kind, Strike
from simulation.world import MINUTE_MS, World

REVISIONS_MAX = 3
QUEUES = {
    "sync-dead.fifo": "sync.fifo",
    "result-dead": "results",
    "period-closed-dead": "period-closed",
}


class People:
    """Everybody outside. Each deed returns whether there was something to do.

    `revisions` is how often the books of each entity were closed and handed over.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.revisions = dict.fromkeys(range(1, world.schedule.periods + 1), 1)
        self._renames = 0
        self.operators = Operators(world)
        self._deeds: dict[Kind, Callable[[int], bool]] = {
            Kind.PRESS_SYNC: self.press_sync,
            Kind.PRESS_RETRY: self.press_retry,
            Kind.PRESS_STOP: self._press_stop,
            Kind.PRESS_CHECKS: self._press_checks,
            Kind.DECIDE: self.decide,
            Kind.OLD_TAB: self.press_old_tab,
            Kind.REDRIVE: self.redrive,
            Kind.PAUSE: self.operators.pause,
            Kind.RESUME: self.operators.resume,
            Kind.SWEEP: self._sweep,
            Kind.SWEEPER_LATE: self._sweeper_late,
            Kind.COLD_START: self._cold_start,
            Kind.ROTATE_SECRET: self.rotate_secret,
            Kind.REFUSE_SECRET: self._refuse_secret,
            Kind.RENAME: self._rename,
            Kind.LINE_LIMIT: self._line_limit,
            Kind.NAME_MISSING: self._name_missing,
            Kind.NEW_REVISION: self._new_revision,
            Kind.HAND_OVER_AGAIN: self._hand_over_again,
            Kind.OUTAGE: self._outage,
            Kind.STORM: self._storm,
            Kind.BLINDNESS: self._blindness,
            Kind.NEEDS_APPROVAL: self._needs_approval,
            Kind.HOURS_PASS: self._hours_pass,
            Kind.APPROVE: self.approve,
            Kind.REJECT: self._reject,
            Kind.DELETE: self._delete,
            Kind.OVERWRITE_ID: self._overwrite,
            Kind.COPY: self._copy,
        }
        world.boundaries.happen = self.happen
        if world.schedule.is_hasty:
            self._set(settle_seconds=HASTY_SECONDS)

    def happen(self, strike: Strike) -> bool:
        """Do what a strike says."""
        return self._deeds[strike.kind](strike.value)

    def press_sync(self, value: int = 0) -> bool:
        """Press Sync."""
        entity = entity_of(value % self._world.schedule.periods + 1)
        answer = self._world.api("POST", f"/v1/periods/{entity}/{PERIOD_ID}/syncs")
        self._world.boundaries.note(f"Sync: {_told(answer)}")
        return True

    def press_retry(self, value: int = 0) -> bool:
        """Press Retry on the newest sync of a period."""
        entity = entity_of(value % self._world.schedule.periods + 1)
        syncs = [sync_id for sync_id, of in self._sync_ids() if of == entity]
        return bool(syncs) and self._retry(syncs[-1])

    def _press_stop(self, value: int) -> bool:
        return self._press("stop", value)

    def _press_checks(self, value: int) -> bool:
        return self._press("checks", value)

    def _press(self, button: str, value: int) -> bool:
        """Press a button of the newest sync, or of the one before it."""
        syncs = self._sync_ids()
        if not syncs:
            return False
        sync_id = syncs[-1 - value % 2 % len(syncs)][0]
        answer = self._world.api("POST", f"/v1/syncs/{sync_id}/{button}")
        self._world.boundaries.note(f"{button} of {sync_id}: {_told(answer)}")
        return True

    def _hours_pass(self, value: int) -> bool:
        """Let time pass while nothing else happens, if nobody is at work."""
        if self._world.is_at_work:
            return False
        self._world.pass_hours(1 + value % 4)
        return True

    def check(self, value: int) -> bool:
        """Ask for a check of the newest sync of a period."""
        entity = entity_of(value % self._world.schedule.periods + 1)
        syncs = [sync_id for sync_id, of in self._sync_ids() if of == entity]
        answer = self._world.api("POST", f"/v1/syncs/{syncs[-1]}/checks") if syncs else None
        self._world.boundaries.note(f"check of {entity}: {_told(answer)}")
        return bool(syncs)

    def decide(self, value: int = 0) -> bool:
        """Answer one problem of the newest sync of a period, in one of the ways it offers."""
        entity = entity_of(value % self._world.schedule.periods + 1)
        syncs = [sync_id for sync_id, of in self._sync_ids() if of == entity]
        if not syncs:
            return False
        answer = self._world.api("GET", f"/v1/syncs/{syncs[-1]}/problems")
        if answer is None or answer[0] != HTTPStatus.OK:
            return False
        offers = [(item, kind) for item in answer[1]["items"] for kind in item["decisions"]]
        if not offers:
            return False
        problem, kind = offers[value // 7 % len(offers)]
        entries = sorted({place["entry_id"] for place in problem["places"]})
        by_hand = dict.fromkeys(entries, "HAND-1") if kind == "booked_by_hand" else {}
        choice = {"decision": kind, "problems": [problem["problem_id"]], "numbers": by_hand}
        path = f"/v1/syncs/{syncs[-1]}/decisions"
        told = self._world.api("POST", path, body={**choice, "reason": "it is simulated"})
        self._world.boundaries.note(f"Decided {kind} on {problem['code']}: {_told(told)}")
        return told is not None and told[0] == HTTPStatus.ACCEPTED

    def press_old_tab(self, value: int = 0) -> bool:
        """Press Retry where an older sync is still shown, be it of whatever period."""
        syncs = self._sync_ids()[:-1]
        return bool(syncs) and self._retry(syncs[value % len(syncs)][0])

    def _retry(self, sync_id: str) -> bool:
        answer = self._world.api("POST", f"/v1/syncs/{sync_id}/retry")
        self._world.boundaries.note(f"Retry of {sync_id}: {_told(answer)}")
        return True

    def _sync_ids(self) -> list[tuple[str, str]]:
        rows = self._world.tables.rows("state", f"TENANT#{TENANT}", "SYNC#")
        rows.sort(key=lambda item: int(item["number"]["N"]))
        return [(item["sync_id"]["S"], item["entity"]["S"]) for item in rows]

    def redrive(self, value: int = 0) -> bool:
        """Send all dead letters back to work."""
        del value
        queues = self._world.queues.by_url
        held = [dead for dead in QUEUES if queues[dead].messages]
        client: object = self._world.sqs
        for dead in held:
            redrive(client, dead, QUEUES[dead])  # type: ignore[arg-type]
        return bool(held)

    def _sweep(self, value: int) -> bool:
        del value
        self._world.sweep()
        return True

    def _sweeper_late(self, value: int) -> bool:
        self._world.no_sweep_before_ms = self._for_minutes(2 + value % 20)
        return True

    def _cold_start(self, value: int) -> bool:
        del value
        self._world.processes.forget()
        return True

    def rotate_secret(self, value: int = 0) -> bool:
        """Store a new secret, and test the connection with it at times."""
        store_secret(self._world)
        if value % 2 == 0:
            request_test(self._world)
        return True

    def _refuse_secret(self, value: int) -> bool:
        del value
        (versions,) = self._world.secrets.versions.values()
        self._world.company.refused_versions.add(f"version-{len(versions)}")
        return True

    def _rename(self, value: int) -> bool:
        del value
        self._renames += 1
        self._world.company.set_account(DEBIT_ACCOUNT, f"{700 + self._renames}")
        return True

    def _line_limit(self, value: int) -> bool:
        if not self._set(line_limit=(1000, 2, 3)[value % 3]):
            self._set(line_limit=2) or self._set(line_limit=1000)
        return True

    def _set(self, **settings: Any) -> bool:
        """Change settings of the connection; False if they are so already."""
        connections = DynamoConnections(table_of(self._world))
        old = connections.connection(TENANT, CONNECTION)
        new = replace(old, settings=replace(old.settings, **settings), version=old.version + 1)
        if new.settings == old.settings:
            return False
        connections.save_connection(old, new)
        return True

    def _name_missing(self, value: int) -> bool:
        self._world.company.nameless_until_ms = self._for_minutes(1 + value % 20)
        return True

    def _new_revision(self, value: int) -> bool:
        number = value % self._world.schedule.periods + 1
        if self.revisions[number] >= REVISIONS_MAX:
            return False
        self.revisions[number] += 1
        self._world.hand_over(number, self.revisions[number])
        return True

    def _hand_over_again(self, value: int) -> bool:
        number = value % self._world.schedule.periods + 1
        self._world.hand_over(number, self.revisions[number])
        return True

    def _outage(self, value: int) -> bool:
        self._world.company.down_until_ms = self._for_minutes(1 + value % 40)
        return True

    def _storm(self, value: int) -> bool:
        self._world.company.full_until_ms = self._for_minutes(1 + value % 40)
        return True

    def _blindness(self, value: int) -> bool:
        self._world.company.blind_until_ms = self._for_minutes(1 + value % 40)
        return True

    def _for_minutes(self, minutes: int) -> int:
        until_ms = self._world.clock.ms + minutes * MINUTE_MS
        self._world.boundaries.disturb(until_ms)
        return until_ms

    def _needs_approval(self, value: int) -> bool:
        del value
        self._world.company.needs_approval = True
        return True

    def approve(self, value: int = 0) -> bool:
        """Approve everything that waits, and ask for no approval any more."""
        del value
        company = self._world.company
        waiting = [t for t in company.live() if not t.is_posting and not t.is_rejected]
        for transaction in waiting:
            transaction.is_posting = True
            self._touch(transaction)
        had = company.needs_approval or bool(waiting)
        company.needs_approval = False
        return had

    def _reject(self, value: int) -> bool:
        waiting = [t for t in self._world.company.live() if not t.is_posting]
        if not waiting:
            return False
        transaction = waiting[value % len(waiting)]
        transaction.is_rejected = True
        self._touch(transaction)
        return True

    def _delete(self, value: int) -> bool:
        live = self._world.company.live()
        if not live:
            return False
        transaction = live[value % len(live)]
        transaction.is_deleted = True
        self._touch(transaction)
        return True

    def _overwrite(self, value: int) -> bool:
        """Overwrite an external id, whether the product knows of the journal or not."""
        live = self._world.company.live()
        if not live:
            return False
        transaction = live[value % len(live)]
        transaction.external_id = f"imported-{transaction.internal_id}"
        self._touch(transaction)
        return True

    def _copy(self, value: int) -> bool:
        """Make a journal from one of ours, with its memo, and then other amounts."""
        live = self._world.company.live()
        if not live:
            return False
        self._world.company.copy(live[value % len(live)], self._world.clock.ms)
        return True

    def _state(self) -> dict[str, dict[str, dict[str, object]]]:
        return self._world.tables.partitions["state"]

    def _touch(self, transaction: Transaction) -> None:
        transaction.touched_ms = self._world.clock.ms


def _told(answer: tuple[int, dict[str, object]] | None) -> str:
    if answer is None:
        return "no answer"
    status, body = answer
    return f"{status} {body.get('code') or body.get('sync_id')}"
