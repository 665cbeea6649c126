"""Composes the mail about a result: the answer first, then what is booked or what is wrong."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from period_sync.application.ports import Mail
from period_sync.application.result_content import BookedRow, Content, ShownProblem
from period_sync.application.result_html import html_of
from period_sync.application.result_text import text_of
from period_sync.application.result_words import answer_of, state_of, subject_of
from period_sync.domain.connection import Environment
from period_sync.domain.journal import Journal, wanted
from period_sync.domain.problems import Problem
from period_sync.domain.sync import IntegrationStatus, Sync
from period_sync.domain.tenant import Tenant

PROBLEMS_SHOWN = 3
JOURNALS_SHOWN = 50
MISSING_SHOWN = 20
ONE_PERSON = "set up and posted by one person"
SUBJECT_MAX = 150
_APPROVE = (
    "Someone with the right to approve finds them in NetSuite under Transactions > Financial > "
    "Approve Journal Entries. You get another mail when all are in the ledger."
)


def compose(
    sync: Sync,
    tenant: Tenant,
    journals: Sequence[Journal],
    problems: Sequence[Problem],
    page_url: str,
) -> Mail:
    """Write both forms of the mail. Links are built from the configured page and ids only."""
    content = _content(sync, tenant, journals, problems, page_url)
    subject = _plain(subject_of(sync))
    if len(subject) > SUBJECT_MAX:
        subject = f"{subject[: SUBJECT_MAX - 1]}…"
    copies = tuple(
        a for a in tenant.mail_list if a.casefold() != sync.requested_by.email.casefold()
    )
    return Mail(sync.requested_by.email, subject, text_of(content), html_of(content), copies)


def _content(
    sync: Sync,
    tenant: Tenant,
    journals: Sequence[Journal],
    problems: Sequence[Problem],
    page_url: str,
) -> Content:
    failed = sync.status is IntegrationStatus.FAILED
    kept = wanted(journals)
    booked = [_row(journal) for journal in kept if journal.is_in_netsuite][:JOURNALS_SHOWN]
    to_show = [problem for problem in problems if problem.blocks or not failed]
    is_waiting = sync.status is IntegrationStatus.AWAITING_APPROVAL
    return Content(
        answer=_plain(answer_of(sync)),
        is_sandbox=sync.environment == Environment.SANDBOX,
        next_step=_APPROVE if is_waiting else "",
        facts=_facts(sync, tenant, kept),
        booked=booked,
        missing=_missing(kept) if booked or sync.transmitted_at else (),
        problems=[_shown(problem) for problem in to_show[:PROBLEMS_SHOWN]],
        more_problems=max(len(to_show) - PROBLEMS_SHOWN, 0),
        button="Review Errors" if failed else "View Closed Periods",
        link=f"{page_url}/syncs/{sync.sync_id}" if failed else f"{page_url}/periods",
        footer=_footer(sync, tenant),
    )


def _facts(sync: Sync, tenant: Tenant, kept: Sequence[Journal]) -> list[tuple[str, str]]:
    """Name what the result is about; totals only where all journals are at hand."""
    facts = [
        ("Company", tenant.name),
        ("Period", f"{sync.period_name}, revision {sync.revision}"),
        ("Entity", sync.entity),
        ("Run", f"{sync.number}"),
        ("NetSuite", f"account {sync.account}, {sync.environment}"),
    ]
    if sync.duties_shared:
        facts.append(("Duties", ONE_PERSON))
    if len(kept) == sync.journals_total > 0:
        totals: dict[str, Decimal] = defaultdict(Decimal)
        for journal in kept:
            totals[journal.currency] += Decimal(journal.total)
        shown = "; ".join(f"{currency} {total:,f}" for currency, total in sorted(totals.items()))
        facts.append(("Debits", shown))
    return [(name, _plain(value)) for name, value in facts]


def _footer(sync: Sync, tenant: Tenant) -> str:
    when = f"{sync.finished_at:%d %b %Y, %H:%M} UTC" if sync.finished_at else ""
    return _plain(
        f"Sync {sync.sync_id} of {tenant.name}, started by "
        f"{sync.requested_by.email}, ended {when}. You get this mail because you started it, or "
        "because your company lists you for its results."
    )


def _plain(text: str) -> str:
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


def _row(journal: Journal) -> BookedRow:
    number = journal.number or f"id {journal.internal_id}"
    if journal.reverses is not None:
        number += " (reversal)"
    amount = f"{Decimal(journal.total):,f}"
    return BookedRow(_plain(number), _plain(journal.subsidiary), journal.currency, amount)


def _missing(journals: Sequence[Journal]) -> list[str]:
    """Name the journals that are not in NetSuite, or not as far as is known, one by one."""
    rest = [journal for journal in journals if not journal.is_in_netsuite]
    lines = [
        _plain(
            f"Entry {journal.entry_id}"
            + (f" ({journal.part}/{journal.parts})" if journal.parts > 1 else "")
            + f": {state_of(journal)}"
        )
        for journal in rest[:MISSING_SHOWN]
    ]
    more = len(rest) - len(lines)
    return [*lines, f"and {more} more"] if more else lines


def _shown(problem: Problem) -> ShownProblem:
    """A notice needs nobody, and says so."""
    owner = problem.kind.owner
    who = f"{owner[:1].upper()}{owner[1:]}" if problem.blocks else f"Worth knowing for the {owner}"
    return ShownProblem(_plain(problem.title), problem.code, who, _plain(problem.steps[0]))
