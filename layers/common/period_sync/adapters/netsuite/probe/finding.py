"""What the probe asks, and what it found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from period_sync.adapters.netsuite.probe.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question. `answer` is a short stable word, None where it stays open.

    `meaning` says in plain words what follows, `settings` what to set in the connection, and
    `evidence` holds what NetSuite said.
    """

    answer: str | None
    meaning: str
    settings: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One open point, with the facts that it settles."""

    name: str
    asks: str
    facts: tuple[int, ...]
    settle: "Callable[[Workbench], Finding]"


def still_open(why: str, **evidence: object) -> Finding:
    """Say that a question could not be settled, and why."""
    return Finding(None, why, evidence=evidence)
