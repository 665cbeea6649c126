"""The customer's own scripts: they refuse a journal by its memo, in their own words (fact 133)."""

import re
import threading
from dataclasses import asdict, dataclass

from local.netsuite.journal import Draft
from local.netsuite.refusals import business_rule


@dataclass(frozen=True, slots=True)
class Script:
    """A user event script: refuses a journal whose memo has the pattern, with its text."""

    pattern: str
    text: str

    def __post_init__(self) -> None:
        try:
            re.compile(self.pattern)
        except re.error as error:
            raise ValueError(f"{self.pattern!r} is no pattern: {error}") from error


class Scripts:
    """The scripts in force, in the order they were given."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._scripts: list[Script] = []

    def add(self, script: Script) -> None:
        """Put one more into force."""
        with self._guard:
            self._scripts.append(script)

    def clear(self) -> None:
        """Remove them all."""
        with self._guard:
            self._scripts.clear()

    def before_submit(self, draft: Draft) -> None:
        """Run them over a journal that is about to be saved.

        Raises:
            Refusal: the first one that refuses, with its text verbatim.
        """
        with self._guard:
            scripts = list(self._scripts)
        for script in scripts:
            if re.search(script.pattern, draft.memo or ""):
                raise business_rule(script.text)

    def document(self) -> list[dict[str, str]]:
        """Return them all."""
        with self._guard:
            return [asdict(script) for script in self._scripts]
