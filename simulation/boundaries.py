"""Every call that leaves a process is a numbered boundary, where a schedule may strike."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from simulation.clock import VirtualClock
from simulation.strikes import EVENTS, Kind, Strike

T = TypeVar("T")
CALL_MS = 5
_EVENTS = frozenset(EVENTS)


class Crash(BaseException):
    """The end of a process: nothing of the product may catch it."""


class Running(Protocol):
    """The process that is running now."""

    @property
    def name(self) -> str:
        """Which one."""

    @property
    def dies_at_ms(self) -> int:
        """When Lambda ends it."""

    @property
    def message(self) -> Any:
        """The message that it works on, if it has one."""


Effect = Callable[[], T]
Apply = Callable[[Strike, Effect[Any]], Any]


@dataclass(frozen=True, slots=True)
class Hit:
    """A fault that really hit: at which boundary, in which process, at which call."""

    number: int
    process: str
    what: str
    strike: Strike


Step = tuple[int, int, str, str, str]
"""Number, milliseconds, process, what is called, and with what."""


def name_of(process: Running | None) -> str:
    """Name a process; the world itself is a dash."""
    return "-" if process is None else process.name


class Boundaries:
    """Counts the boundaries of one run, and lets its strikes happen.

    What the world itself asks of the stand-ins, between processes, does not count.
    """

    def __init__(self, clock: VirtualClock, strikes: tuple[Strike, ...]) -> None:
        self.clock = clock
        self.number = 0
        self.pending = sorted(strikes)
        self.process: Running | None = None
        self.interrupted = 0
        self.steps: list[Step] = []
        self.hits: Counter[Kind] = Counter()
        self.hit_at: list[Hit] = []
        self.disturbed_ms: list[tuple[int, int]] = []
        self.happen: Callable[[Strike], bool] = lambda _: False
        self.redeliver: Callable[[Any], bool] = lambda _: False
        self.offered: list[frozenset[Kind]] | None = None
        clock.on_pause = self._pause

    def cross(
        self, what: str, detail: str, offers: frozenset[Kind], apply: Apply, effect: Effect[T]
    ) -> T:
        """Let a process call the outside; `apply` knows how the side called fails."""
        process = self.process
        if process is None:
            return effect()
        clock = self.clock
        self.number += 1
        clock.ms += CALL_MS
        self.steps.append((self.number, clock.ms, process.name, what, detail))
        if self.offered is not None:
            self.offered.append(offers | {Kind.DUPLICATE} if process.message else offers)
        strike = self._strike(offers) if self.pending else None
        answer = effect() if strike is None else self._struck(strike, what, apply, effect)
        if clock.ms >= process.dies_at_ms:
            self._note("end", f"Lambda ends {process.name}: out of time")
            raise Crash("out of time")
        return answer

    def _note(self, what: str, detail: str) -> None:
        self.steps.append((self.number, self.clock.ms, name_of(self.process), what, detail))

    def note(self, detail: str) -> None:
        """Write a line into the timeline."""
        self._note("note", detail)

    def _strike(self, offers: frozenset[Kind]) -> Strike | None:
        """Let what people do happen, and return the fault that hits here, if one does."""
        while (found := self._due(offers)) is not None:
            self.pending.remove(found)
            if found.kind in _EVENTS:
                self.act(found)
            elif found.kind is Kind.DUPLICATE:
                self._hit(found, "duplicate delivery")
                message = None if self.process is None else self.process.message
                self.outside(partial(self.redeliver, message))
            else:
                return found
        return None

    def _due(self, offers: frozenset[Kind]) -> Strike | None:
        has_message = self.process is not None and self.process.message is not None
        for strike in self.pending:
            if strike.at > self.number:
                return None
            kind = strike.kind
            if kind in offers or kind in _EVENTS or (kind is Kind.DUPLICATE and has_message):
                return strike
        return None

    def act(self, strike: Strike) -> bool:
        """Let an event happen now, outside the process that is running."""
        self._note("event", strike.kind)
        happened: bool = self.outside(lambda: self.happen(strike))
        if happened:
            self.hits[strike.kind] += 1
            self.disturb(self.clock.ms)
        return happened

    def disturb(self, until_ms: int) -> None:
        """Note that something is in the way from now on until then."""
        self.disturbed_ms.append((self.clock.ms, until_ms))

    def outside(self, act: Callable[[], T]) -> T:
        """Let something happen outside the process that is running."""
        outer, self.process = self.process, None
        self.interrupted += outer is not None
        try:
            return act()
        finally:
            self.process = outer
            self.interrupted -= outer is not None

    def _hit(self, strike: Strike, what: str) -> None:
        self._note("FAULT", f"{strike.kind} at {what}")
        self.hits[strike.kind] += 1
        self.hit_at.append(Hit(self.number, name_of(self.process), what, strike))
        self.disturb(self.clock.ms)

    def _struck(self, strike: Strike, what: str, apply: Apply, effect: Effect[T]) -> T:
        self._hit(strike, what)
        match strike.kind:
            case Kind.CRASH_BEFORE:
                raise Crash(what)
            case Kind.CRASH_AFTER:
                effect()
                raise Crash(what)
            case Kind.STALL:
                answer = effect()
                self.clock.ms += (30 + strike.value % 9 * 30) * 1000
                self.disturb(self.clock.ms)
                return answer
            case _:
                found: T = apply(strike, effect)
                return found

    def _pause(self, seconds: float) -> None:
        """A wait is a boundary too: much can happen meanwhile."""
        self.cross("clock.pause", f"{seconds:.3f} s", _IN_PAUSES, _no_way, lambda: None)


_IN_PAUSES = frozenset({Kind.CRASH_BEFORE, Kind.STALL})


def _no_way(strike: Strike, effect: Effect[Any]) -> Any:
    del effect
    raise AssertionError(f"a pause can't have {strike.kind}")
