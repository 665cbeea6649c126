"""What a mail about a result says, before it has a form."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BookedRow:
    """A journal in NetSuite: its number, whose books, and its debit as grouped text."""

    number: str
    subsidiary: str
    currency: str
    amount: str


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A problem as a mail shows it, and what to do first."""

    title: str
    code: str
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
    missing: Sequence[str]
    problems: Sequence[ShownProblem]
    more_problems: int
    button: str
    link: str
    footer: str
