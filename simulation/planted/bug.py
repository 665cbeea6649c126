"""A planted bug: what it changes, what that breaks, and how it must show."""

from dataclasses import dataclass

from simulation.planted.swaps import Swap


@dataclass(frozen=True, slots=True)
class Bug:
    """One bug.

    `breaks` says in a line what goes wrong, and `seen` where it has gone wrong before. `shows` is
    a regular expression for the failure that it must cause: any other is an accident. `is_coarse`
    tells why it shows even when nothing strikes; empty for all those that need a strike.
    """

    name: str
    breaks: str
    shows: str
    swaps: tuple[Swap, ...]
    seen: str = ""
    is_coarse: str = ""
