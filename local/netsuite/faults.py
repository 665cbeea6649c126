"""Misbehaviour to order: which fault, on which requests, when."""

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields

from local.netsuite.record_types import RECORD_ROUTES

KINDS = {
    "delay": "answer only after `wait` seconds (1), holding a place all the while",
    "429": "too many requests; nothing is done; retry_after=N adds the header",
    "500": "server fault; nothing is done, or with commit=yes all of it",
    "503": "not available; nothing is done, or with commit=yes all of it",
    "html502": "a gateway's HTML page; nothing is done, or with commit=yes all of it",
    "drop-before": "close the connection without doing anything",
    "drop-after": "do the work, then close the connection without an answer",
    "commit-late": "close the connection at once, do the work `wait` seconds later (1)",
    "save-and-400": "do the work, then answer as if a script of the customer had failed",
    "truncate-body": "do the work, send half of the answer's body and close",
    "slow-drip": "do the work, send the answer byte by byte, `wait` seconds (1) apart",
    "huge-body": "do the work, answer 50 MB of JSON",
    "nested-json": "do the work, answer brackets nested 200,000 deep",
    "mistyped-json": "do the work, answer with every value of another type",
    "nan-json": "do the work, answer with NaN for every value",
    "wrong-location-host": "do the work, name another host in Location",
    "shift-period": "save the journal in the next open period, whatever period it names",
    "hide-rows": "answer SuiteQL without rows, as to a role that may not see them",
}
ROUTES = ("any", *RECORD_ROUTES, "metadata", "suiteql", "token")
EXAMPLES = """\
  drop-after:route=journalEntry,nth=1     the first POST commits and gets no answer
  503:first=3                             the next three requests of any route
  slow-drip:route=token,wait=0.5          a token endpoint that trickles
  429:route=suiteql,every=2               every second query
  delay:wait=2,probability=0.3,seed=7     nearly a third of all requests
  html502:seconds=20                      an outage of 20 s from now on
  commit-late:route=journalEntry,wait=5   every journal is saved five seconds late
"""


@dataclass(slots=True)
class Fault:
    """One fault; without a condition it strikes every request of its route."""

    kind: str
    route: str = "any"
    nth: int | None = None
    first: int | None = None
    every: int | None = None
    probability: float | None = None
    seed: int = 0
    seconds: float | None = None
    wait: float = 1.0
    commit: bool = False
    retry_after: int | None = None
    met: int = field(default=0, init=False)
    struck: int = field(default=0, init=False)
    _dice: random.Random = field(init=False, repr=False)
    _since: float = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no fault {self.kind!r}; there are: {', '.join(KINDS)}")
        if self.route not in ROUTES:
            raise ValueError(f"no route {self.route!r}; there are: {', '.join(ROUTES)}")
        self._dice = random.Random(self.seed)
        self._since = time.monotonic()

    def strikes(self, route: str) -> bool:
        """Count a request of the fault's route and tell whether it is struck."""
        if self.route not in ("any", route):
            return False
        self.met += 1
        struck = all(
            (
                self.nth is None or self.met == self.nth,
                self.first is None or self.met <= self.first,
                self.every is None or self.met % self.every == 0,
                self.probability is None or self._dice.random() < self.probability,
                self.seconds is None or time.monotonic() - self._since < self.seconds,
            )
        )
        self.struck += struck
        return struck

    def document(self) -> dict[str, object]:
        """Return the fault with how often it was met and struck."""
        return {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if not each.name.startswith("_")
        }


_PARSERS: dict[str, Callable[[str], object]] = {
    "route": str,
    "nth": int,
    "first": int,
    "every": int,
    "seed": int,
    "retry_after": int,
    "probability": float,
    "seconds": float,
    "wait": float,
    "commit": lambda text: {"yes": True, "true": True, "no": False, "false": False}[text.lower()],
}


def fault_from(settings: Mapping[str, object]) -> Fault:
    """Build a fault from names and values, as JSON or as text.

    Raises:
        ValueError: a name or value that does not exist.
    """
    values: dict[str, object] = {}
    for name, value in settings.items():
        if name == "kind":
            continue
        try:
            values[name] = _PARSERS[name](str(value))
        except (KeyError, ValueError) as error:
            raise ValueError(f"no fault setting {name}={value}") from error
    return Fault(str(settings.get("kind", "")), **values)  # type: ignore[arg-type]


def parse_fault(text: str) -> Fault:
    """Read the compact form: KIND or KIND:name=value,name=value. Raises ValueError."""
    kind, _, rest = text.partition(":")
    pairs = [pair.partition("=") for pair in rest.split(",") if pair]
    return fault_from({"kind": kind, **{name.strip(): value for name, _, value in pairs}})


class Faults:
    """The faults in force, in the order they were given."""

    def __init__(self, faults: list[Fault]) -> None:
        self._guard = threading.Lock()
        self._faults = list(faults)

    def add(self, fault: Fault) -> None:
        """Put one more into force."""
        with self._guard:
            self._faults.append(fault)

    def clear(self) -> None:
        """End them all."""
        with self._guard:
            self._faults.clear()

    def striking(self, route: str) -> list[Fault]:
        """Return the faults that this request of a route meets."""
        with self._guard:
            return [fault for fault in self._faults if fault.strikes(route)]

    def document(self) -> list[dict[str, object]]:
        """Return them all."""
        with self._guard:
            return [fault.document() for fault in self._faults]
