"""The real clock."""

import time
from datetime import UTC, datetime


class SystemClock:
    """Fulfils `Clock`."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)

    def pause(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)
