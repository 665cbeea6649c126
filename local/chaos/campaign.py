"""Syncs period after period while their processes are killed, and judges NetSuite's books."""

import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from local.chaos.documents import small_entries
from local.chaos.killer import Killer
from local.chaos.report import Report
from local.document import Document
from local.errors import LocalError
from local.journey import Journey
from local.ledger import BookedJournal, Ledger
from local.proof import shortcomings
from local.stack import Stack
from local.terminal import Stopwatch, say
from local.web import SECONDS, session

TIMINGS = {
    "PosterTimeoutSeconds": "8",
    "PosterVisibilitySeconds": "16",
    "AnswerSeconds": "3",
    "SettleAfterSeconds": "2",
    "RefusalLagSeconds": "1",
}
"""A message of a killed poster comes back when the poster must have ended, even one that started
slowly on a busy machine. NetSuite commits at once."""
DROPPED = 0.1
POST_SECONDS = 0.15
POLL_SECONDS = 0.2
PATIENCE_SECONDS = 120
SYNC_SECONDS = 3600
DEAD_LETTER_SECONDS = 60
MAIL_SECONDS = 900
"""A result whose process died before it could announce it waits ten minutes for the sweeper."""
JOURNALS_MAX = 1_000_000

Answer = TypeVar("Answer")


class Campaign:
    """One stack under fire; `report` counts."""

    def __init__(self, stack: Stack, folder: Path, killer: Killer, *, seed: int) -> None:
        """Keep documents in `folder`; the stack is new, and its timings are TIMINGS."""
        self.report = Report()
        self._stack = stack
        self._folder = folder
        self._killer = killer
        self._seed = seed
        self._done: list[tuple[Document, Journey, str]] = []

    def run(self, journals: int) -> Report:
        """Sync periods of so many journals until enough was killed, then judge.

        Raises:
            LocalError: a sync doesn't end.
        """
        watch = Stopwatch()
        self._make_netsuite_hostile()
        while not self._killer.is_done or not self._done:
            self._sync(len(self._done) + 1, journals)
        self._killer.stop()
        self._judge()
        self.report.minutes = watch.seconds / 60
        return self.report

    def _make_netsuite_hostile(self) -> None:
        self._control("DELETE", "requests")
        dropped = f"drop-after:route=journalEntry,probability={DROPPED},seed={self._seed}"
        self._control("POST", "faults", {"fault": dropped})
        self._control("POST", "faults", {"fault": f"delay:route=journalEntry,wait={POST_SECONDS}"})

    def _sync(self, number: int, journals: int) -> None:
        document = small_entries(self._folder, number, journals)
        journey = Journey(self._stack, document)
        patiently(journey.hand_over)
        if number == 1:
            self._killer.start()
        patiently(journey.press_sync)
        sync_id = self._completed(journey)
        self._done.append((document, journey, sync_id))
        say(
            f"  Period {number}: {len(document.entries)} journals, "
            f"{self._killer.busy_kills} posters killed until now"
        )

    def _completed(self, journey: Journey) -> str:
        """Follow a period until its sync is completed; send on what failed."""
        deadline = time.monotonic() + SYNC_SECONDS
        failed: dict[str, float] = {}
        while time.monotonic() < deadline:
            self._redrive()
            sync = patiently(journey.latest_sync)
            if sync is not None and sync["status"] == "COMPLETED":
                return str(sync["sync_id"])
            if sync is not None and sync["status"] == "FAILED":
                self._send_on(journey, sync["sync_id"], failed)
            time.sleep(POLL_SECONDS)
        raise LocalError(f"{journey.document.entity} isn't in NetSuite after {SYNC_SECONDS} s.")

    def _redrive(self) -> None:
        """Send dead letters back to work, as an operator does whom the alarm has called."""
        waiting = patiently(self._stack.queues)["SyncDeadLetterQueue"]["waiting"]
        if waiting:
            self._stack.operate("redrive", "--queue", "sync")
            self.report.redriven += waiting

    def _send_on(self, journey: Journey, sync_id: str, failed: dict[str, float]) -> None:
        """Press Retry on a failed sync; what was given up comes back with its dead letter."""
        now = time.monotonic()
        if sync_id not in failed:
            outcome = patiently(lambda: journey.outcome(sync_id, wait_for_mail=False))
            codes = sorted({problem["code"] for problem in outcome.problems})
            was_given_up = "OPS-01" in codes
            self.report.given_up += was_given_up
            failed[sync_id] = now + (DEAD_LETTER_SECONDS if was_given_up else 0)
            say(f"  A sync ended FAILED with {', '.join(codes)}.")
        if now >= failed[sync_id]:
            patiently(lambda: journey.press_retry(sync_id))
            self.report.retried += 1
            failed[sync_id] = now + DEAD_LETTER_SECONDS

    def _judge(self) -> None:
        report, killer = self.report, self._killer
        report.syncs = len(self._done)
        report.busy_kills, report.other_kills = killer.busy_kills, killer.other_kills
        report.kills = report.busy_kills + report.other_kills.total()
        drops, _ = self._control("GET", "faults")
        report.connections_dropped = drops["struck"]
        report.posts = sum(
            kind["count"]
            for kind in self._control("GET", "requests")["counts"]
            if (kind["method"], kind["route"]) == ("POST", "journalEntry")
        )
        self._control("DELETE", "faults")
        report.receives, report.failed_receives = self._receives()
        booked = self._control("GET", f"journals?limit={JOURNALS_MAX}")
        report.journals = len(booked)
        report.journals_wanted = sum(len(document.entries) for document, _, _ in self._done)
        report.posts_again = report.posts - report.journals_wanted
        for name in ("externalid", "total"):
            twice = Counter(str(journal[name]) for journal in booked)
            report.duplicates = max(report.duplicates, twice.total() - len(twice))
        if report.journals != report.journals_wanted or report.duplicates:
            report.faults.append("NetSuite doesn't have each journal exactly once.")
        self._judge_content()

    def _judge_content(self) -> None:
        """Compare NetSuite's books, read with its own API, with each document."""
        ledger = Ledger(self._stack.netsuite_origin, self._stack.login)
        first = self._done[0][0]
        booked: list[BookedJournal] = ledger.journals_between(first.start_date, first.end_date)
        for document, journey, sync_id in self._done:
            outcome = journey.outcome(sync_id, wait_for_mail=True, mail_seconds=MAIL_SECONDS)
            self.report.faults += [
                f"{document.entity}: {fault}"
                for fault in shortcomings(document, outcome, booked, self._stack.origin)
            ]

    def _receives(self) -> tuple[int, int]:
        """Count how often posters were given a message, and how often nothing came of it."""
        said = (self._stack.state / "logs" / "cloud.log").read_text(errors="replace")
        ended = len(
            re.findall(r"ESM: Lambda \S+ processed 1 SQS messages from \S+-sync\.fifo", said)
        )
        failed = len(
            re.findall(r"ESM: Lambda \S+ failed processing SQS batch from \S+-sync\.fifo", said)
        )
        partly = len(re.findall(r"messages from \S+-sync\.fifo \(1 partial failures\)", said))
        return ended + failed, failed + partly

    def _control(self, method: str, name: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        address = f"{self._stack.netsuite_origin}/simulator/{name}"
        answer = session().request(method, address, json=body, timeout=SECONDS)
        if not answer.ok:
            raise LocalError(f"The simulator refused {method} {name}: {answer.text}")
        return answer.json() if answer.content else None


def patiently(ask: Callable[[], Answer]) -> Answer:
    """Ask again while the process that would answer is being killed; asking twice does no harm.

    Raises:
        LocalError: there is no answer for two minutes.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return ask()
        except LocalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(POLL_SECONDS)
