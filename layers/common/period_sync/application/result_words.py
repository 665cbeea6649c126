"""Says in words what became of a sync: the answer that a mail begins with, and its subject."""

from period_sync.domain.connection import Environment
from period_sync.domain.journal import Journal, JournalStatus
from period_sync.domain.sync import IntegrationStatus, Sync

UNKNOWN = "unknown whether it is in NetSuite; don't book it by hand"


def answer_of(sync: Sync) -> str:
    """Say in one sentence what became of a period, as one would read it aloud in a meeting."""
    name = f"Rehearsal of {sync.period_name}" if sync.is_rehearsal else sync.period_name
    count = _journals(sync.journals_total)
    match sync.status:
        case IntegrationStatus.COMPLETED:
            by_hand = sync.journals_total - sync.journals_posted
            where = f"all in the ledger{_parts(sync)}"
            if by_hand:
                where = f"{by_hand} of them booked by hand{_parts(sync)}"
            return f"{name} is in NetSuite: {count}, {where}."
        case IntegrationStatus.AWAITING_APPROVAL:
            return (
                f"{name} was sent to NetSuite: {count}{_parts(sync)}. Not every one is "
                "approved there, so the period is not yet complete in the ledger."
            )
        case IntegrationStatus.FAILED if sync.plan is not None and not sync.is_planned:
            return (
                f"{name}: nothing was posted of revision {sync.revision}. What "
                f"revision {sync.plan_revision} brought to NetSuite is as it was. "
                f"{_unknown(sync)}{_to_mend(sync.problem_count)}"
            )
        case IntegrationStatus.FAILED if is_nothing_posted(sync):
            return f"{name}: nothing was posted. {_to_mend(sync.problem_count)}"
        case IntegrationStatus.FAILED:
            return (
                f"{name}: {sync.journals_posted} of {sync.journals_total} journals "
                f"are in NetSuite{_parts(sync)}. {_unknown(sync)}{_to_mend(sync.problem_count)}"
            )
        case _:
            return f"{name} is on its way to NetSuite."


def subject_of(sync: Sync) -> str:
    """Write the subject line."""
    marks = ["[Rehearsal] "] if sync.is_rehearsal else []
    marks += ["[Sandbox] "] if sync.environment == Environment.SANDBOX else []
    problems = f"{sync.problem_count} problem{'s' if sync.problem_count != 1 else ''}"
    match sync.status:
        case IntegrationStatus.COMPLETED if sync.result_no > 1:
            # Approved since, or found since: an earlier mail said that something was missing.
            rest = f"all in the ledger now ({_journals(sync.journals_total)})"
        case IntegrationStatus.COMPLETED:
            rest = f"posted to NetSuite ({_journals(sync.journals_total)})"
        case IntegrationStatus.AWAITING_APPROVAL:
            rest = f"sent to NetSuite, awaiting approval ({_journals(sync.journals_total)})"
        case _ if is_nothing_posted(sync):
            rest = f"nothing was posted, {problems}"
        case _:
            unknown = f"{sync.journals_unknown} unknown, " if sync.journals_unknown else ""
            posted = f"{sync.journals_posted} of {sync.journals_total} journals posted"
            rest = f"{posted}, {unknown}{problems}"
    return f"{''.join(marks)}{sync.period_name}: {rest}"


def _parts(sync: Sync) -> str:
    """Tell what a later revision's journals are: as before, reversals of such, or new."""
    taken_over, reversals = sync.journals_taken_over, sync.reversals
    if not taken_over and not reversals:
        return ""
    new = sync.journals_total - taken_over - reversals
    mirrored = f"{reversals} reversal{'s' if reversals != 1 else ''}"
    return f" ({taken_over} taken over, {mirrored}, {new} new)"


def is_nothing_posted(sync: Sync) -> bool:
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


def state_of(journal: Journal) -> str:
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
            return UNKNOWN
