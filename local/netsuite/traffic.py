"""Counts the requests to NetSuite's services, and how many are in work at once."""

import threading
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

KEPT_MAX = 1000


@dataclass(frozen=True, slots=True)
class Served:
    """One request and its answer's status; `dropped` where there was none."""

    at: str
    method: str
    route: str
    target: str
    status: str


class Traffic:
    """Safe to use from every connection's thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._in_work = 0
        self._most_in_work = 0
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._latest: deque[Served] = deque(maxlen=KEPT_MAX)

    @contextmanager
    def slot(self, limit: int) -> Iterator[bool]:
        """Hold one of the account's places; yields whether there was one (fact 139)."""
        with self._guard:
            granted = self._in_work < limit
            if granted:
                self._in_work += 1
                self._most_in_work = max(self._most_in_work, self._in_work)
        try:
            yield granted
        finally:
            if granted:
                with self._guard:
                    self._in_work -= 1

    def note(self, served: Served) -> None:
        """Count one request that was answered or dropped."""
        with self._guard:
            self._counts[(served.method, served.route, served.status)] += 1
            self._latest.append(served)

    def reset(self) -> None:
        """Start counting anew."""
        with self._guard:
            self._counts.clear()
            self._latest.clear()
            self._most_in_work = self._in_work

    def document(self) -> dict[str, object]:
        """Return counts by method, route and status, and the latest requests, oldest first."""
        with self._guard:
            return {
                "total": self._counts.total(),
                "in_work": self._in_work,
                "most_in_work": self._most_in_work,
                "counts": [
                    {"method": method, "route": route, "status": status, "count": count}
                    for (method, route, status), count in sorted(self._counts.items())
                ],
                "requests": [asdict(served) for served in self._latest],
            }
