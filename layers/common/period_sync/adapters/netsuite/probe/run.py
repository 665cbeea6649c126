"""Asks every question in turn, and tidies up behind itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from period_sync.adapters.netsuite.probe import (
    limits,
    posting_rules,
    queries,
    records,
    uniqueness,
)
from period_sync.adapters.netsuite.probe.finding import Finding, Question, still_open
from period_sync.adapters.netsuite.probe.workbench import Workbench
from period_sync.domain.errors import NetSuiteError

QUESTIONS: tuple[Question, ...] = (
    *records.questions(),
    *uniqueness.questions(),
    *queries.questions(),
    *posting_rules.questions(),
    *limits.questions(),
)


@dataclass(frozen=True, slots=True)
class Settled:
    """A question with its finding."""

    question: Question
    finding: Finding


def run(
    bench: Workbench,
    told: Callable[[Question], None],
    questions: Sequence[Question] = QUESTIONS,
) -> Iterator[Settled]:
    """Settle the questions one after another; what NetSuite does not answer stays open.

    `told` hears of each question before it is asked.
    """
    for question in questions:
        told(question)
        try:
            finding = question.settle(bench)
        except NetSuiteError as error:
            finding = still_open(error.message, **dict(error.evidence))
        yield Settled(question, finding)
