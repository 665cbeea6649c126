"""Small jobs that repeat beside the rest of the program."""

import logging
import threading
from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError

from local.errors import LocalError

LOG = logging.getLogger("local")


class Every:
    """Does something again and again, in a thread of its own, until it is stopped."""

    def __init__(self, seconds: float, name: str, action: Callable[[], None]) -> None:
        """Wait `seconds` between the end of one run and the next."""
        self._seconds = seconds
        self._name = name
        self._action = action
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Run for the first time now."""
        self._thread.start()

    def stop(self) -> None:
        """Return when a run that goes on has ended."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        trouble = ""
        while not self._stopped.is_set():
            try:
                self._action()
                seen = ""
            except (LocalError, OSError, BotoCoreError, ClientError) as error:
                seen = f"{self._name}: {error}"
            if seen and seen != trouble:  # once, not at every run
                LOG.warning("%s", seen)
            trouble = seen
            self._stopped.wait(self._seconds)
