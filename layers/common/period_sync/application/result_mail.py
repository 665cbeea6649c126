"""Composes the mail about a result: the answer first, then what is booked or what is wrong."""

from collections.abc import Sequence
from html import escape

from period_sync.application.ports import Mail
from period_sync.domain.connection import Environment
from period_sync.domain.journal import Journal, JournalStatus, wanted
from period_sync.domain.problems import Problem
from period_sync.domain.sync import IntegrationStatus, Sync
from period_sync.domain.tenant import Tenant

PROBLEMS_SHOWN = 3
JOURNALS_SHOWN = 50
MISSING_SHOWN = 20
_UNKNOWN = "unknown whether it is in NetSuite; don't book it by hand"


def compose(
    sync: Sync,
    tenant: Tenant,
    journals: Sequence[Journal],
    problems: Sequence[Problem],
    page_url: str,
) -> Mail:
    """Write both forms of the mail. Links are built from the configured page and ids only."""
    failed = sync.status is IntegrationStatus.FAILED
    link = f"{page_url}/syncs/{sync.sync_id}" if failed else f"{page_url}/periods"
    button = "Review Errors" if failed else "View Closed Periods"
    answer = answer_of(sync)
    kept = wanted(journals)
    rows = [_row(journal) for journal in kept if journal.is_in_netsuite][:JOURNALS_SHOWN]
    missing = _missing(kept) if rows or sync.transmitted_at else []
    shown = [problem for problem in problems if problem.blocks or not failed][:PROBLEMS_SHOWN]
    when = f"{sync.finished_at:%d %b %Y, %H:%M} UTC" if sync.finished_at else ""
    footer = (
        f"Sync {sync.sync_id} of {tenant.name}, started by {sync.requested_by.email}, "
        f"ended {when}. NetSuite account {sync.account} ({sync.environment}). "
        "You get this mail because you started it."
    )
    text = "\n\n".join(
        part
        for part in (
            answer,
            "\n".join(" · ".join(row) for row in rows),
            "\n".join(missing),
            "\n\n".join(_problem_text(problem) for problem in shown),
            f"{button}: {link}",
            footer,
        )
        if part
    )
    html = _html((answer, rows, missing), shown, (button, link), footer, sync)
    return Mail(sync.requested_by.email, _one_line(subject_of(sync)), text + "\n", html)


def answer_of(sync: Sync) -> str:
    """Say in one sentence what became of a period, as one would read it aloud in a meeting."""
    count = _journals(sync.journals_total)
    match sync.status:
        case IntegrationStatus.COMPLETED:
            by_hand = sync.journals_total - sync.journals_posted
            where = f"all in the ledger{_parts(sync)}"
            if by_hand:
                where = f"{by_hand} of them booked by hand{_parts(sync)}"
            return f"{sync.period_name} is in NetSuite: {count}, {where}."
        case IntegrationStatus.AWAITING_APPROVAL:
            return (
                f"{sync.period_name} was sent to NetSuite: {count}{_parts(sync)}. Not every one is "
                "approved there, so the period is not yet complete in the ledger."
            )
        case IntegrationStatus.FAILED if sync.plan is not None and not sync.is_planned:
            return (
                f"{sync.period_name}: nothing was posted of revision {sync.revision}. What "
                f"revision {sync.plan_revision} brought to NetSuite is as it was. "
                f"{_unknown(sync)}{_to_mend(sync.problem_count)}"
            )
        case IntegrationStatus.FAILED if _is_nothing_posted(sync):
            return f"{sync.period_name}: nothing was posted. {_to_mend(sync.problem_count)}"
        case IntegrationStatus.FAILED:
            return (
                f"{sync.period_name}: {sync.journals_posted} of {sync.journals_total} journals "
                f"are in NetSuite{_parts(sync)}. {_unknown(sync)}{_to_mend(sync.problem_count)}"
            )
        case _:
            return f"{sync.period_name} is on its way to NetSuite."


def subject_of(sync: Sync) -> str:
    """Write the subject line."""
    sandbox = "[Sandbox] " if sync.environment == Environment.SANDBOX else ""
    problems = f"{sync.problem_count} problem{'s' if sync.problem_count != 1 else ''}"
    match sync.status:
        case IntegrationStatus.COMPLETED:
            rest = f"posted to NetSuite ({_journals(sync.journals_total)})"
        case IntegrationStatus.AWAITING_APPROVAL:
            rest = f"sent to NetSuite, awaiting approval ({_journals(sync.journals_total)})"
        case _ if _is_nothing_posted(sync):
            rest = f"nothing was posted, {problems}"
        case _:
            unknown = f"{sync.journals_unknown} unknown, " if sync.journals_unknown else ""
            posted = f"{sync.journals_posted} of {sync.journals_total} journals posted"
            rest = f"{posted}, {unknown}{problems}"
    return f"{sandbox}{sync.period_name}: {rest}"


def _parts(sync: Sync) -> str:
    """Tell what a later revision's journals are: as before, reversals of such, or new."""
    taken_over, reversals = sync.journals_taken_over, sync.reversals
    if not taken_over and not reversals:
        return ""
    new = sync.journals_total - taken_over - reversals
    mirrored = f"{reversals} reversal{'s' if reversals != 1 else ''}"
    return f" ({taken_over} taken over, {mirrored}, {new} new)"


def _is_nothing_posted(sync: Sync) -> bool:
    """Whether nothing is in NetSuite, for certain."""
    return sync.transmitted_at is None and not sync.journals_posted and not sync.journals_unknown


def _unknown(sync: Sync) -> str:
    """Keep people from booking by hand what may be in NetSuite."""
    if not sync.journals_unknown:
        return ""
    return (
        f"Of {_journals(sync.journals_unknown)} it is unknown whether NetSuite has "
        f"{'them' if sync.journals_unknown != 1 else 'it'}; don't book by hand. "
    )


def _to_mend(count: int) -> str:
    return f"{count} thing{'s' if count != 1 else ''} must be mended first."


def _journals(count: int) -> str:
    return f"{count} journal{'s' if count != 1 else ''}"


def _row(journal: Journal) -> tuple[str, str, str, str]:
    whole, _, decimals = journal.total.partition(".")
    amount = f"{int(whole):,}" + (f".{decimals}" if decimals else "")
    number = journal.number or f"id {journal.internal_id}"
    if journal.reverses is not None:
        number += " (reversal)"
    return number, journal.subsidiary, journal.currency, amount


def _missing(journals: Sequence[Journal]) -> list[str]:
    """Name the journals that are not in NetSuite, or not as far as is known, one by one."""
    rest = [journal for journal in journals if not journal.is_in_netsuite]
    lines = [
        f"Entry {journal.entry_id}"
        + (f" ({journal.part}/{journal.parts})" if journal.parts > 1 else "")
        + f": {_state(journal)}"
        for journal in rest[:MISSING_SHOWN]
    ]
    more = len(rest) - len(lines)
    return [*lines, f"and {more} more"] if more else lines


def _state(journal: Journal) -> str:
    """Say where a journal is that is not in NetSuite's books."""
    match journal.status:
        case JournalStatus.REJECTED:
            return "rejected in NetSuite"
        case JournalStatus.DELETED:
            return "no longer in NetSuite"
        case JournalStatus.REFUSED if journal.refusal_stands:
            return "refused by NetSuite"
        case JournalStatus.PLANNED:
            return "not sent"
        case _:
            return _UNKNOWN


def _problem_text(problem: Problem) -> str:
    first = problem.steps[0]
    return f"{problem.title} ({problem.code})\n{_who(problem)}: {first}"


def _who(problem: Problem) -> str:
    """Whom a problem needs; a notice needs nobody, and says so."""
    owner = problem.kind.owner
    return f"{owner[:1].upper()}{owner[1:]}" if problem.blocks else f"Worth knowing for the {owner}"


def _one_line(text: str) -> str:
    """Keep names out of mail headers' structure: no line break survives."""
    return " ".join(text.split())


def _html(
    booked: tuple[str, Sequence[tuple[str, str, str, str]], Sequence[str]],
    problems: Sequence[Problem],
    button: tuple[str, str],
    footer: str,
    sync: Sync,
) -> str:
    answer, rows, missing = booked
    cell = 'style="padding:6px 12px 6px 0;border-bottom:1px solid #ddd"'
    money = cell.replace('"padding', '"text-align:right;font-variant-numeric:tabular-nums;padding')
    table = "".join(
        f"<tr><td {cell}>{escape(number)}</td><td {cell}>{escape(subsidiary)}</td>"
        f"<td {cell}>{escape(currency)}</td><td {money}>{escape(amount)}</td></tr>"
        for number, subsidiary, currency, amount in rows
    )
    rest = "<br>".join(escape(line) for line in missing)
    rest = f"<p>{rest}</p>" if rest else ""
    cards = "".join(
        f"<p><b>{escape(problem.title)}</b> <small>{escape(problem.code)}</small><br>"
        f"{escape(_who(problem))}: {escape(problem.steps[0])}</p>"
        for problem in problems
    )
    band = (
        '<p style="background:#b45309;color:#fff;padding:8px 12px">Sandbox: nothing here touches '
        "your production books.</p>"
        if sync.environment == Environment.SANDBOX
        else ""
    )
    label, link = button
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="color-scheme" content="light dark"></head>'
        '<body style="font-family:system-ui,sans-serif;max-width:600px;margin:0 auto;padding:16px">'
        f"{band}<p><b>{escape(answer)}</b></p>"
        f'<table style="border-collapse:collapse;width:100%">{table}</table>'
        f"{rest}{cards}"
        f'<p><a href="{escape(link)}" style="display:inline-block;background:#1d4ed8;color:#fff;'
        f'padding:10px 16px;border-radius:6px;text-decoration:none">{escape(label)}</a></p>'
        f'<p style="color:#666;font-size:13px">{escape(footer)}</p></body></html>'
    )
