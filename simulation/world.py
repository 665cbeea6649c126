"""One run of the whole product: queues deliver, the sweeper comes each minute, people press."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from period_sync.adapters.dynamodb.keys import daily_check
from simulation.account import SimulatedAccount, Wire
from simulation.boundaries import Boundaries, Crash
from simulation.clock import VirtualClock, ms_of
from simulation.company import Company
from simulation.documents import event
from simulation.dynamodb import DynamoDb, Tables, Written
from simulation.events import record, request
from simulation.messaging import SentMail, Ses, Sns
from simulation.metrics import CloudWatch
from simulation.processes import ENVIRONMENT, Border, Processes
from simulation.s3 import S3
from simulation.secrets_manager import SecretsManager
from simulation.sqs import Message, Queue, Queues, Sqs
from simulation.strikes import Schedule

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
QUIET_WITHIN_MS = 12 * HOUR_MS
"""A run that is not quiet by then never will be."""
FOLLOWED_WITHIN_MS = 60 * HOUR_MS
"""Approvals are looked for once a day, after the first day."""
CONSUMERS = {"sync.fifo": "journal_poster", "results": "result_notifier",
             "period-closed": "period_closed"}  # fmt: skip


@dataclass(frozen=True)
class Base:
    """What every run begins with: a tenant whose tested connection is live."""

    tables: Tables
    objects: dict[str, tuple[bytes, ...]]
    secrets: dict[str, tuple[str, ...]]
    ms: int


class NotQuiet(Exception):
    """There is still work, long after it should have been done."""


class World:
    """Everything of one run."""

    def __init__(self, schedule: Schedule, base: Base | None = None) -> None:
        self.schedule = schedule
        self.clock = VirtualClock()
        self.boundaries = Boundaries(self.clock, schedule.strikes)
        self.company = Company(is_racy=schedule.is_racy)
        self.company.add_names()
        if not schedule.is_empty:
            self.company.add_another_journal()
        self.tables = base.tables.copy() if base else Tables("state", "audit")
        self.queues = _queues()
        self.mails: list[SentMail] = []
        self.written: list[Callable[[Written], None]] = []
        self.sending: list[Callable[[bytes], None]] = []
        self.dynamodb = DynamoDb(self.boundaries, self.tables, self._wrote)
        self.sqs = Sqs(self.boundaries, self.queues)
        self.s3 = S3(self.boundaries, dict(base.objects) if base else {})
        self.secrets = SecretsManager(self.boundaries, dict(base.secrets) if base else {})
        self.sns = Sns(self.boundaries, self.queues, {"results": "results"})
        self.ses = Ses(self.boundaries, self.mails, ENVIRONMENT["MAIL_SENDER"])
        self.cloudwatch = CloudWatch(self.boundaries)
        self.processes = Processes(self.boundaries, schedule.skew_s * 1000)
        self.boundaries.redeliver = self._redeliver
        self.sns.deliver = self._deliver_results
        self.clock.move_to(base.ms if base else 0)
        self.swept_ms = self.clock.ms
        self._following = False
        self._passed_ms = 0
        self.no_sweep_before_ms = 0
        self.pauses: list[tuple[int, int | None]] = []
        self.resume_ms: int | None = None
        self.resume: Callable[[], bool] = lambda: False
        self.requests = 0
        self.failures: list[str] = []

    def enter(self) -> None:
        """Put this world where the product reaches out."""
        clients = {
            "dynamodb": self.dynamodb, "sqs": self.sqs, "s3": self.s3, "sns": self.sns,
            "sesv2": self.ses, "secretsmanager": self.secrets, "cloudwatch": self.cloudwatch,
        }  # fmt: skip
        wire = Wire(self.company, self.boundaries, self._sends)
        Border.clock = self.clock
        Border.client = clients.__getitem__
        Border.netsuite = lambda version: SimulatedAccount(wire, version)
        Border.jitter = random.Random(self.schedule.seed)

    def base(self) -> Base:
        """Return what is stored now, to begin other runs with."""
        return Base(self.tables, self.s3.objects, self.secrets.versions, self.clock.ms)

    def run_until_quiet(self, *, following: bool = False) -> None:
        """Deliver and let time pass until nothing is left to do.

        What waits for approvals in NetSuite waits on, unless it is looked at by now, or
        `following`: then until all is approved. Raises NotQuiet if that takes too long.
        """
        self._following = following
        end_ms = self._worked_ms + (FOLLOWED_WITHIN_MS if following else QUIET_WITHIN_MS)
        while True:
            while (found := self._next_message()) is not None:
                self.deliver(*found)
                if self._worked_ms > end_ms:
                    raise NotQuiet("messages come again and again")
            next_ms = self._next_ms()
            if next_ms is None:
                return
            if next_ms - self._passed_ms > end_ms:
                raise NotQuiet("something is due that is never done")
            self.clock.move_to(next_ms)
            if self.resume_ms is not None and self.resume_ms <= self.clock.ms:
                end_ms = self._worked_ms + QUIET_WITHIN_MS
                self.resume()
            if self._sweep_ms() == next_ms or self._is_sweep_due():
                self.sweep()

    def pass_hours(self, hours: int) -> None:
        """Let time pass in which nothing happens; nobody can be blamed for it."""
        self.clock.ms += hours * HOUR_MS
        self._passed_ms += hours * HOUR_MS

    @property
    def _worked_ms(self) -> int:
        return self.clock.ms - self._passed_ms

    def let_late_ones_commit(self) -> None:
        """Let time pass until NetSuite has saved whatever it was ever asked to save."""
        late = [at_ms for at_ms, _ in self.company.late]
        self.clock.move_to(max(late, default=0))
        self.company.settle(self.clock.ms)

    def deliver(self, queue: Queue, message: Message) -> None:
        """Hand a message to its function, and delete it unless that fails."""
        function = CONSUMERS[queue.url]
        held, receives = (queue, message), message.receives
        try:
            answer = self.processes.call(function, record(queue, message), held)
        except Crash:
            return
        failed = [item["itemIdentifier"] for item in answer["batchItemFailures"]]
        if not failed:
            queue.delete(message, receives)

    def sweep(self) -> None:
        """Let the sweeper run."""
        self.swept_ms = self.clock.ms
        try:
            self.processes.call("sweeper", {})
        except Crash:
            return
        except Exception as error:  # noqa: BLE001 - the edge of a process
            self.boundaries.note(f"the sweeper failed: {error!r}")

    def api(
        self,
        method: str,
        path: str,
        user: str = "controller",
        body: dict[str, object] | None = None,
        **query: str,
    ) -> Any:
        """Call the API; returns (status, body), or None if no answer came."""
        self.requests += 1
        called = request(self.requests, method, path, user, query)
        called["body"] = None if body is None else json.dumps(body)
        try:
            answer = self.processes.call("sync_api", called)
        except Crash:
            return None
        except Exception as error:  # noqa: BLE001 - the edge of a process
            self.boundaries.note(f"the API failed: {error!r}")
            return None
        return answer["statusCode"], json.loads(answer["body"])

    def hand_over(self, entity_no: int, revision: int = 1) -> None:
        """Put a PeriodClosed event on its queue."""
        text = event(entity_no, self.schedule.journals, revision)
        self.queues.send("period-closed", self.clock.ms, {"MessageBody": text})

    def fail(self, what: str) -> None:
        """Report that something is not as it must be."""
        self.boundaries.note(f"VIOLATED {what}")
        self.failures.append(what)

    def _wrote(self, written: Written) -> None:
        for tell in self.written:
            tell(written)

    def _sends(self, body: bytes) -> None:
        for tell in self.sending:
            tell(body)

    def _deliver_results(self) -> None:
        queue = self.queues.by_url["results"]
        message = queue.receive(self.clock.ms) if queue.messages else None
        if message is not None:
            self.deliver(queue, message)

    def _redeliver(self, held: tuple[Queue, Message]) -> bool:
        """Hand a message that somebody works on to somebody else."""
        queue, message = held
        message.receives += 1
        self.deliver(queue, message)
        return True

    def _next_message(self) -> tuple[Queue, Message] | None:
        for url in CONSUMERS:
            queue = self.queues.by_url[url]
            if queue.messages:
                message = queue.receive(self.clock.ms)
                if message is not None:
                    return queue, message
        return None

    def _next_ms(self) -> int | None:
        times = [self._sweep_ms()]
        times += [self.queues.by_url[url].next_ms() for url in CONSUMERS]
        found = [at for at in times if at is not None]
        if found and self.resume_ms is not None:
            found.append(self.resume_ms)
        return max(min(found), self.clock.ms + 1) if found else None

    def _sweep_ms(self) -> int | None:
        """When the sweeper next finds something to send; until then its runs change nothing."""
        due = [at for row, at in self._due() if not self._only_followed(row, at)]
        if not due:
            return None
        after_ms = max(min(due), self.swept_ms + 1, self.no_sweep_before_ms)
        return -(-after_ms // MINUTE_MS) * MINUTE_MS

    def _due(self) -> list[tuple[tuple[str, str], int]]:
        return [(row, ms_of(datetime.fromisoformat(at))) for row, at in self.tables.due.items()]

    def _only_followed(self, row: tuple[str, str], at_ms: int) -> bool:
        """Whether a row is due only to look, some time, at journals or at a connection."""
        if at_ms <= self.clock.ms:
            return False
        if row[1].startswith(DAILY_CHECKS):
            return True
        if self._following:
            return False
        item = self.tables.get("state", row)
        return (
            item is not None
            and item.get("stage", {}).get("S") == "ENDED"
            and item["status"]["S"] == "AWAITING_APPROVAL"
            and item["announced_result_no"] == item["result_no"]
            and "check_at" not in item
        )

    @property
    def is_at_work(self) -> bool:
        """Whether a process runs just now, be it that it waits for an answer."""
        return self.boundaries.process is not None or self.boundaries.interrupted > 0

    def _is_sweep_due(self) -> bool:
        at = self._sweep_ms()
        return at is not None and at <= self.clock.ms


DAILY_CHECKS = daily_check("", "").sk


def _queues() -> Queues:
    dead = [Queue(url) for url in ("sync-dead.fifo", "result-dead", "period-closed-dead")]
    return Queues(
        Queue("sync.fifo", 360_000, 5, dead[0]),
        Queue("results", 90_000, 5, dead[1]),
        Queue("period-closed", 90_000, 5, dead[2]),
        *dead,
    )
