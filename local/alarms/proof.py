"""Holds the alarms of a running stack against causes: which must fire, and that no other does."""

import time
from collections.abc import Callable, Set
from dataclasses import dataclass

from local.alarms.evaluation import State
from local.errors import LocalError
from local.stack import Stack
from local.terminal import Stopwatch, say

PREFIX = "period-sync-local-"
POLL_SECONDS = 0.25
FIRES_WITHIN = 240
QUIET_WITHIN = 240


@dataclass(frozen=True, slots=True)
class Step:
    """One cause: which alarms it must make fire, and which it may."""

    cause: str
    must: frozenset[str]
    make: Callable[[], None]
    mend: Callable[[], None]
    may: frozenset[str] = frozenset()


class Proof:
    """Makes causes happen, one after the other, and looks at every alarm meanwhile."""

    def __init__(self, stack: Stack) -> None:
        """Look at the alarms of a running stack."""
        self._stack = stack
        self._explained: set[str] = set()

    def stay_quiet_for(self, seconds: float, why: str) -> None:
        """Return when every alarm is OK and none has fired for so long.

        Raises:
            LocalError: one fires.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end or self._not_ok():
            if fired := self._fired():
                raise LocalError(f"{why}, and yet these fired: {', '.join(sorted(fired))}.")
            if time.monotonic() > end + QUIET_WITHIN:
                raise LocalError(f"These never got to be OK: {', '.join(self._not_ok())}.")
            time.sleep(POLL_SECONDS)

    def prove(self, step: Step) -> None:
        """Let a cause make its alarms fire, and mend it.

        Raises:
            LocalError: one of them doesn't, or any other does.
        """
        self._explained |= step.must | step.may
        # What an earlier cause has lit proves nothing.
        self.get_quiet(step.must)
        watch, missing = Stopwatch(), set(step.must)
        say(f"{step.cause}:")
        step.make()
        while missing:
            for name in sorted(missing & self._firing()):
                missing.discard(name)
                say(f"  {watch.seconds:5.1f} s  {name} fires")
            if watch.seconds > FIRES_WITHIN:
                raise LocalError(f"These didn't fire: {', '.join(sorted(missing))}.")
            time.sleep(POLL_SECONDS)
        if strange := self._fired() - self._explained:
            raise LocalError(f"Nothing explains why these fired: {', '.join(sorted(strange))}.")
        step.mend()

    def get_quiet(self, names: Set[str] | None = None) -> None:
        """Return when none of these alarms, or none at all, fires any more.

        Raises:
            LocalError: one goes on.
        """
        watch = Stopwatch()
        while firing := _among(self._firing(), names):
            if watch.seconds > QUIET_WITHIN:
                raise LocalError(f"These go on: {', '.join(sorted(firing))}.")
            time.sleep(POLL_SECONDS)

    def _not_ok(self) -> list[str]:
        return [alarm.name for alarm in self._stack.alarms() if alarm.state is not State.OK]

    def _fired(self) -> set[str]:
        return {name.removeprefix(PREFIX) for name in self._stack.alarm_watch.fired()}

    def _firing(self) -> set[str]:
        return {name.removeprefix(PREFIX) for name in self._stack.alarm_watch.firing()}


def _among(firing: set[str], names: Set[str] | None) -> set[str]:
    return firing if names is None else firing & names
