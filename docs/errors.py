"""Writes docs/errors.md from the catalogue of problems: `make docs`."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from period_sync.domain.catalogue import GROUPS
from period_sync.domain.catalogue.kind import ProblemKind, Retry, Severity

TARGET = Path(__file__).with_name("errors.md")
_INTRODUCTION = """# Problems, and how each is mended

A sync that can't go on ends with every problem at once. Each has a code that never changes, says
who can mend it, and lists the steps. Words in ‹brackets› stand for what the problem names.
A notice is shown too, but stops nothing. A decision is a named person's choice, with a reason,
that lets a sync go on in spite of the problem.
This page is written from the code by `make docs`.
"""
_RETRIES = {
    Retry.AFTER_FIX: "once it is mended",
    Retry.NEVER_BLIND: "only with Retry, which looks in NetSuite first; never by hand",
}
COVERED = (
    ("The integration record is disabled", "CONN-01"),
    ("The token's user or role is inactive, or the token is revoked", "CONN-01"),
    ("The account id is written another way", "CONN-01"),
    ("An account became a OneWorld account after it was connected", "CONN-06"),
    ("An account number stands for two accounts", "MAP-02"),
    ("An account is a summary, or is kept in another currency", "MAP-04"),
    ("NetSuite demands a field that the lease system does not know", "FORM-02"),
    ("A tax code is missing on lines that have no tax", "MAP-12"),
    ("A single subsidiary's period is locked", "PER-02"),
    ("NetSuite moves an entry into an open period without a word", "PER-03"),
    ("The calendar of a subsidiary has weeks instead of months", "PER-05"),
    ("NetSuite gave no answer, or one that promises nothing", "DUP-02"),
    ("A record changed between loading and saving it", "DUP-02"),
    ("A journal was deleted in NetSuite after it was posted", "POST-06"),
    ("A journal was changed in NetSuite after it was posted", "POST-05"),
    ("A journal is sent, but not yet approved", "APP-01"),
)
"""Situations that no software can tell apart from another, or that go by another name."""
_ELSEWHERE = """
Some things are no problems of a sync. What is wrong with a closed period itself (an entry that
doesn't balance, a line without an account, with two amounts or none) is refused when it is handed
over, all of it in one answer. When NetSuite is busy, down or in maintenance, a sync waits and goes
on by itself. A second press on Sync answers with the run that is under way.
"""


def text() -> str:
    """The file's content."""
    return "\n".join((_INTRODUCTION, *_groups(), *_situations()))


def _groups() -> Iterator[str]:
    for heading, kinds in GROUPS.items():
        yield f"## {heading}\n"
        for code, kind in sorted(kinds.items()):
            yield _article(code, kind)


def _article(code: str, kind: ProblemKind) -> str:
    steps = "\n".join(f"{n}. {_plain(step)}" for n, step in enumerate(kind.steps, start=1))
    return (
        f"### {code}\n\n**{_plain(kind.title)}.** {_plain(kind.explanation)}\n\n"
        f"{_whom_it_needs(kind)}\n\n{steps}\n"
    )


def _whom_it_needs(kind: ProblemKind) -> str:
    if kind.severity is Severity.NOTICE:
        return f"A notice for the {kind.owner}; it stops nothing."
    decision = "".join(f" Decision: {each.replace('_', ' ')}." for each in kind.decisions)
    return f"Mended by: {kind.owner}. Try again: {_RETRIES[kind.retry]}.{decision}"


def _situations() -> Iterator[str]:
    yield "## Where else to look\n\n| what happened | see |\n| --- | --- |"
    yield from (f"| {situation} | [{code}](#{code.lower()}) |" for situation, code in COVERED)
    yield _ELSEWHERE


def _plain(template: str) -> str:
    return re.sub(r"\{(\w+)(![rs])?\}", r"‹\1›", template)


if __name__ == "__main__":
    sys.exit(TARGET.write_text(text()) and 0)
