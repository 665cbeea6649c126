"""What a mail about a result says, before it has a form."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BookedRow:
    """A journal in NetSuite: its number, whose books, and its debit as grouped text.

    `note` says what is still to be done about it there; `link` leads to it.
    """

    number: str
    subsidiary: str
    currency: str
    amount: str
    note: str
    link: str


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A problem as a mail shows it, and what to do first.

    `article` leads to what its code means.
    """

    title: str
    code: str
    article: str
    who: str
    step: str


@dataclass(frozen=True, slots=True)
class Content:
    """What both forms of a mail say, in their order. No text holds a control character."""

    answer: str
    is_sandbox: bool
    next_step: str
    facts: Sequence[tuple[str, str]]
    booked: Sequence[BookedRow]
    more_booked: str
    missing: Sequence[str]
    problems: Sequence[ShownProblem]
    more_problems: int
    button: str
    link: str
    footer: str


def plain(text: str) -> str:
    """Keep to one line, and leave out what could hide or reorder what is read.

    Those are control characters, and format characters such as bidirectional overrides and
    zero-width ones (Unicode's categories Cc, Cf, Zl and Zp).
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(
        " " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character
        for character in text
        if unicodedata.category(character) != "Cf"
    )
    return " ".join(kept.split())
