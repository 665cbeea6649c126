"""Composes the mail about a result: the answer first, then what is booked or what is wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from period_sync.application.ports import Mail
from period_sync.application.result_content import BookedRow, Content, ShownProblem, plain
from period_sync.application.result_facts import facts_of
from period_sync.application.result_html import html_of
from period_sync.application.result_text import text_of
from period_sync.application.result_words import answer_of, state_of, subject_of
from period_sync.domain.connection import Environment
from period_sync.domain.email_address import same_address
from period_sync.domain.journal import Journal, JournalStatus, wanted
from period_sync.domain.netsuite_account import transaction_link
from period_sync.domain.problems import Problem
from period_sync.domain.sync import IntegrationStatus, Sync
from period_sync.domain.tenant import ClosedPeriod, Tenant

PROBLEMS_SHOWN = 3
JOURNALS_SHOWN = 50
MISSING_SHOWN = 20
SUBJECT_MAX = 150
_APPROVE = (
    "Someone with the right to approve finds them in NetSuite under Transactions > Financial > "
    "Approve Journal Entries. You get another mail when all are in the ledger."
)
_NOTES = {
    JournalStatus.PENDING_APPROVAL: "awaits approval",
    JournalStatus.DIFFERS: "differs from what was sent",
}

# From a journal's internal id to its page.
Link = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a mail is about: a sync that has ended, whose it is, and all of its journals."""

    sync: Sync
    tenant: Tenant
    period: ClosedPeriod
    journals: Sequence[Journal]
    problems: Sequence[Problem]


def compose(outcome: Outcome, page_url: str, local_netsuite_origin: str | None = None) -> Mail:
    """Write both forms of the mail. Links are built from configured origins and ids only."""
    sync = outcome.sync
    link_to = partial(transaction_link, sync.account, local_origin=local_netsuite_origin)
    content = _content(outcome, page_url, link_to)
    subject = plain(subject_of(sync))
    if len(subject) > SUBJECT_MAX:
        subject = f"{subject[: SUBJECT_MAX - 1]}…"
    to = None if sync.is_automatic else sync.requested_by.email
    copies = tuple(a for a in outcome.tenant.mail_list if to is None or not same_address(a, to))
    return Mail(to, subject, text_of(content), html_of(content), copies)


def _content(outcome: Outcome, page_url: str, link_to: Link) -> Content:
    sync, tenant = outcome.sync, outcome.tenant
    failed = sync.status is IntegrationStatus.FAILED
    kept = wanted(outcome.journals)
    # Those that somebody has to do something about come first.
    booked = sorted(
        (journal for journal in kept if journal.is_in_netsuite),
        key=lambda journal: journal.status not in _NOTES,
    )
    more_booked = len(booked) - JOURNALS_SHOWN
    to_show = [problem for problem in outcome.problems if problem.blocks or not failed]
    is_waiting = sync.status is IntegrationStatus.AWAITING_APPROVAL
    return Content(
        answer=plain(answer_of(sync)),
        is_sandbox=sync.environment == Environment.SANDBOX,
        next_step=_APPROVE if is_waiting else "",
        facts=facts_of(sync, tenant, outcome.period, kept),
        booked=[_row(journal, link_to) for journal in booked[:JOURNALS_SHOWN]],
        more_booked=f"and {more_booked} more in NetSuite" if more_booked > 0 else "",
        missing=_missing(kept) if booked or sync.transmitted_at else (),
        problems=[_shown(problem, page_url) for problem in to_show[:PROBLEMS_SHOWN]],
        more_problems=max(len(to_show) - PROBLEMS_SHOWN, 0),
        button="Review Errors" if failed else "View Closed Periods",
        link=f"{page_url}/syncs/{sync.sync_id}" if failed else f"{page_url}/periods",
        footer=_footer(sync, tenant),
    )


def _footer(sync: Sync, tenant: Tenant) -> str:
    by, why = sync.requested_by.email, "your company lists you for its results"
    if sync.is_automatic:
        how = f"started by itself when {by} handed the period over"
    else:
        how, why = f"requested by {by}", f"you requested it, or because {why}"
    return plain(f"Sync {sync.sync_id} of {tenant.name}, {how}. You get this mail because {why}.")


def _row(journal: Journal, link_to: Link) -> BookedRow:
    number = journal.number or f"id {journal.internal_id}"
    if journal.reverses is not None:
        number += " (reversal)"
    amount = f"{Decimal(journal.total):,f}"
    link = link_to(journal.internal_id) if journal.internal_id else ""
    note = _NOTES.get(journal.status, "")
    books = plain(journal.subsidiary)
    return BookedRow(plain(number), books, journal.currency, amount, note, link)


def _missing(journals: Sequence[Journal]) -> list[str]:
    """Name the journals that are not in NetSuite, or not as far as is known, one by one."""
    rest = [journal for journal in journals if not journal.is_in_netsuite]
    lines = [
        plain(
            f"Entry {journal.entry_id}"
            + (f" ({journal.part}/{journal.parts})" if journal.parts > 1 else "")
            + f": {state_of(journal)}"
        )
        for journal in rest[:MISSING_SHOWN]
    ]
    more = len(rest) - len(lines)
    return [*lines, f"and {more} more"] if more else lines


def _shown(problem: Problem, page_url: str) -> ShownProblem:
    """A notice needs nobody, and says so."""
    owner = problem.kind.owner
    who = f"{owner[:1].upper()}{owner[1:]}" if problem.blocks else f"Worth knowing for the {owner}"
    article = f"{page_url}/problems/{problem.code}"
    return ShownProblem(plain(problem.title), problem.code, article, who, plain(problem.steps[0]))
