"""Says things on the terminal, in plain lines and aligned tables."""

import time
from collections.abc import Sequence
from decimal import Decimal

GAP = "  "


def say(words: str = "") -> None:
    """Print now, also into a pipe."""
    print(words, flush=True)


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long it has run."""
        return time.monotonic() - self._start

    def __str__(self) -> str:
        """Show one decimal, as in `3.4 s`."""
        return f"{self.seconds:.1f} s"


def table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[str] = frozenset()
) -> str:
    """Return an aligned table; the columns named in `right` end at the same place."""
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        return GAP.join(
            cell.rjust(width) if heading in right else cell.ljust(width)
            for heading, cell, width in zip(headings, cells, widths, strict=True)
        ).rstrip()

    return "\n".join(f"{GAP}{line(cells)}" for cells in (headings, *rows))


def money(amount: str) -> str:
    """Return an amount with its thousands grouped and every decimal kept."""
    return f"{Decimal(amount):,}"


def indented(words: str) -> str:
    """Return the lines moved to the right."""
    return "\n".join(f"{GAP}{line}" for line in words.splitlines())
