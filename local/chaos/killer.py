"""Kills processes of functions at moments that one seeded source of chance decides."""

import threading
import time
from collections import Counter
from pathlib import Path
from random import Random

from local.chaos.processes import FunctionProcess, function_processes

LOOK_SECONDS = 0.02
START_SECONDS_MAX = 2.4
"""A poster that starts is killed after at most so much work of its own, if it is still busy then; a
half of it goes into starting. A slow machine makes no difference to it."""
TURN_SECONDS_MAX = 0.1
"""The same for one that had started before: what posting a few journals takes."""
OTHERS = 0.2
"""How often a kill takes a process of another function along."""
POSTER = "JournalPosterFunction"
FUNCTIONS = (POSTER, "SyncApi", "PeriodClosed", "ResultNotifier", "Sweeper")


class Killer:
    """Kills posters that work on a message, until there were enough; other functions beside."""

    def __init__(self, cloud_state: Path, seed: int, kills: int, others: float = OTHERS) -> None:
        """Kill `kills` busy posters of the stand-in that keeps its state in `cloud_state`."""
        self.busy_kills = 0
        self.other_kills: Counter[str] = Counter()
        self._state = cloud_state
        self._chance = Random(seed)  # noqa: S311 - chance is for schedules, not for secrets
        self._kills = kills
        self._others = others
        self._stopped = threading.Event()
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="killer", daemon=True)

    @property
    def is_done(self) -> bool:
        """Whether there were enough kills."""
        return self.busy_kills >= self._kills

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Return when no more is killed; raises what the killer failed with."""
        self._stopped.set()
        self._thread.join()
        if self._failed is not None:
            raise self._failed

    def _run(self) -> None:
        try:
            while not self._stopped.is_set() and not self.is_done:
                self._kill_one()
        except BaseException as error:  # noqa: BLE001 - told by `stop`
            self._failed = error

    def _kill_one(self) -> None:
        """Wait for a poster at work, then for a moment of its work, and kill it."""
        victim = next((found for found in self._running(POSTER) if found.is_busy), None)
        if victim is None:
            time.sleep(LOOK_SECONDS)
            return
        before = victim.worked_seconds
        has_started = before > START_SECONDS_MAX / 6
        limit = self._chance.uniform(0, TURN_SECONDS_MAX if has_started else START_SECONDS_MAX)
        while victim.is_busy and victim.worked_seconds - before < limit:
            time.sleep(LOOK_SECONDS)
        if not victim.is_busy:
            return
        victim.kill()
        self.busy_kills += 1
        if self._chance.random() < self._others:
            self._kill_another()

    def _kill_another(self) -> None:
        """Kill a process of any function, at work or not."""
        function = self._chance.choice(FUNCTIONS)
        found = next(iter(self._running(function)), None)
        if found is not None:
            found.kill()
            self.other_kills[function] += 1

    def _running(self, function: str) -> list[FunctionProcess]:
        found = function_processes(self._state)
        return [process for process in found if function in process.folder]
