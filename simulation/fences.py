"""Watches every write as it happens: none by a worker that lost its claim, none after the end."""

from collections import Counter
from typing import Any

from simulation.dynamodb import Written
from simulation.expressions import Item
from simulation.world import World


class Fences:
    """Reports to the world's failures."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sent_after_stop: Counter[str] = Counter()
        world.written.append(self.saw)

    def saw(self, written: Written) -> None:
        """Judge one transaction that was just committed."""
        for table, old, new in written:
            sk = new["sk"]["S"]
            if table == "audit":
                self._require(old is None, "a line of the audit trail was replaced: {}", sk)
            elif sk.startswith("ACCOUNT_PERIOD#"):
                self._under_claim(new, sk)
            elif sk.startswith("SYNC#"):
                self._sync(old, new)
            elif "#TIMELINE#" in new["pk"]["S"]:
                self._require(old is None, "a line of a timeline was replaced: {}", sk)
        for table, _, new in written:
            if table != "audit" and "#JOURNALS#" in new["pk"]["S"]:
                self._sent(new)
                self._under_claim(new, "a journal")

    def _sync(self, old: Item | None, new: Item) -> None:
        name = new["sk"]["S"]
        if old is None:
            self._begun(new)
            self._only_one(new)
            return
        before, after = _facts(old), _facts(new)
        change = name, before, after
        self._require(
            after["version"] == before["version"] + 1, "{} lost a write: {} -> {}", *change
        )
        self._require(
            after["epoch"] in {before["epoch"], before["epoch"] + 1},
            "{} was written under a stale epoch: {} -> {}",
            *change,
        )
        if before["stage"] == "ENDED":
            is_same = after["status"] == before["status"]
            self._require(
                after["stage"] == "ENDED" and (is_same or after["result"] == before["result"] + 1),
                "{} changed after its end: {} -> {}",
                *change,
            )
        self._claimed(name, before, after)

    def _begun(self, new: Item) -> None:
        """A retry says from its first instant what the sync before it had posted."""
        if "previous_sync_id" not in new:
            return
        before = new["previous_sync_id"]["S"]
        row = self._world.tables.get("state", (new["pk"]["S"], f"SYNC#{before}"))
        if row is not None and row["revision"] != new["revision"]:
            # The books were closed again meanwhile: it posts what another plan holds.
            return
        self._require(
            row is not None and row["journals_posted"] == new["journals_posted"],
            "{} forgets what {} posted",
            new["sync_id"]["S"],
            before,
        )

    def _claimed(self, name: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        process = self._world.boundaries.process
        epochs = getattr(process, "epochs", None)
        if epochs is None or getattr(process, "function", "") != "journal_poster":
            return
        if after["epoch"] == before["epoch"] + 1:
            epochs[name] = after["epoch"]
        elif before["stage"] != "ENDED":
            self._require(
                epochs.get(name) == before["epoch"],
                "{} was written by a worker of epoch {}: {} -> {}",
                name,
                epochs.get(name),
                before,
                after,
            )

    def _only_one(self, new: Item) -> None:
        """A period has one sync that runs, in each account."""
        rows = self._world.tables.rows("state", new["pk"]["S"], "SYNC#")
        same = ("account", "entity", "period_id")
        running = [
            row["sk"]["S"]
            for row in rows
            if row["stage"]["S"] != "ENDED" and all(row[name] == new[name] for name in same)
        ]
        self._require(len(running) == 1, "these run at once: {}", running)

    def _under_claim(self, new: Item, what: str) -> None:
        epochs: dict[str, int] = getattr(self._world.boundaries.process, "epochs", {})
        tenant = new["pk"]["S"].split("#")[1]
        for name, epoch in epochs.items():
            row = self._world.tables.get("state", (f"TENANT#{tenant}", name))
            now = 0 if row is None else int(row["epoch"]["N"])
            self._require(
                now == epoch,
                "{} was written under epoch {}, and {} is at {}",
                what,
                epoch,
                name,
                now,
            )

    def _sent(self, new: Item) -> None:
        """A worker may have looked for a stop just before it was asked for; once, and no more."""
        if new.get("status", {}).get("S") != "SENT":
            return
        tenant, sync_id = new["pk"]["S"].split("#")[1], new["sync_id"]["S"]
        if self._world.tables.get("state", (f"TENANT#{tenant}#STOPS", sync_id)) is None:
            return
        self._sent_after_stop[sync_id] += 1
        self._require(self._sent_after_stop[sync_id] == 1, "{} sends after it was stopped", sync_id)

    def _require(self, holds: bool, otherwise: str, *facts: object) -> None:  # noqa: FBT001
        if not holds:
            self._world.fail("fence: " + otherwise.format(*facts))


def _facts(item: Item) -> dict[str, Any]:
    return {
        "version": int(item["version"]["N"]),
        "epoch": int(item["epoch"]["N"]),
        "stage": item["stage"]["S"],
        "status": item["status"]["S"],
        "result": int(item["result_no"]["N"]),
    }
