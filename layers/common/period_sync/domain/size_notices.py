"""What the size of a period means in NetSuite: notices that stop nothing."""

from collections.abc import Iterator

from period_sync.domain.connection import LINE_LIMIT
from period_sync.domain.plan import Plan
from period_sync.domain.problems import Place, Problem

MANY_LINES = 10_000
"""From here on a period's lines are worth a thought about the service tier (fact 146)."""


def check_sizes(plan: Plan) -> Iterator[Problem]:
    """Name journals that NetSuite's page can't edit, and a period of very many lines."""
    for journal in plan.journals:
        if len(journal.lines) > LINE_LIMIT:
            facts = {"entry": journal.entry_id, "lines": f"{len(journal.lines)}"}
            yield Problem("SIZE-02", facts, (Place(journal.entry_id),))
    lines = sum(len(journal.lines) for journal in plan.journals)
    if lines >= MANY_LINES and not plan.summary_mode:
        yield Problem("SIZE-03", {"lines": f"{lines}"})
