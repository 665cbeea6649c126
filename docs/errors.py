"""Writes docs/errors.md from the catalogue of problems: `make docs`."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from period_sync.domain.problems import CATALOGUE

TARGET = Path(__file__).with_name("errors.md")
_INTRODUCTION = """# Problems, and how each is mended

A sync that can't go on ends with every problem at once. Each has a code that never changes, says
who can mend it, and lists the steps. Words in ‹brackets› stand for what the problem names.
This page is written from the code by `make docs`.
"""


def text() -> str:
    """The file's content."""
    return "\n".join((_INTRODUCTION, *_articles()))


def _articles() -> Iterator[str]:
    for code, kind in sorted(CATALOGUE.items()):
        steps = "\n".join(f"{n}. {_plain(step)}" for n, step in enumerate(kind.steps, start=1))
        yield f"### {code}\n\n{_plain(kind.title)}.\n\nMended by: {kind.owner}.\n\n{steps}\n"


def _plain(template: str) -> str:
    return re.sub(r"\{(\w+)(![rs])?\}", r"‹\1›", template)


if __name__ == "__main__":
    sys.exit(TARGET.write_text(text()) and 0)
