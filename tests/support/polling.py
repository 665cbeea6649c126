"""Waits in tests: the only place that sleeps, and never without a bound."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
PAUSE_SECONDS = 0.05


def until(look: Callable[[], Found], seconds: float = 20) -> Found:
    """Return what `look` finds as soon as it is true-ish; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"not seen within {seconds:.0f} s; last seen: {found!r}")
        time.sleep(PAUSE_SECONDS)
