"""Proves that a document is in NetSuite exactly once, by NetSuite's own word."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from local.api import Item
from local.document import Document, entry_total
from local.identities import CONTROLLER, email
from local.journey import Outcome
from local.ledger import BookedJournal


def shortcomings(
    document: Document, outcome: Outcome, booked: Sequence[BookedJournal], page: str
) -> list[str]:
    """Return what is missing or wrong, in plain words; nothing if all is well.

    `booked` is every journal of NetSuite dated in the period; `page` is where mails link to.
    """
    found = {journal.external_id: journal for journal in booked if journal.external_id}
    claimed = [
        found[item["external_id"]] for item in outcome.journals if item["external_id"] in found
    ]
    return [
        *_sync_faults(outcome),
        *_entry_faults(document, outcome.journals),
        *_journal_faults(document, outcome.journals, found),
        *_total_faults(document, claimed),
        *_twins(claimed, booked),
        *_mail_faults(outcome, page),
    ]


def _sync_faults(outcome: Outcome) -> Iterator[str]:
    if outcome.sync["status"] != "COMPLETED":
        yield f"The sync ended as {outcome.sync['status']}, not COMPLETED."
    for problem in outcome.problems:
        yield f"The sync reports a problem: {problem['title']} ({problem['code']})."
    for journal in outcome.journals:
        if journal["status"] != "POSTED":
            yield f"{_name(journal)} is {journal['status']}, not POSTED."
        elif not journal["is_verified"]:
            yield f"{_name(journal)} wasn't verified."


def _entry_faults(document: Document, journals: Sequence[Item]) -> Iterator[str]:
    """Every entry once, in parts 1 to n that come to its total and number of lines."""
    known = {entry["entry_id"] for entry in document.entries}
    for stray in sorted({journal["entry_id"] for journal in journals} - known):
        yield f"A journal names entry {stray}, which the document doesn't have."
    for entry in document.entries:
        name = entry["entry_id"]
        own = [journal for journal in journals if journal["entry_id"] == name]
        parts = sorted(int(journal["part"]) for journal in own)
        if not own:
            yield f"Entry {name} has no journal."
        elif parts != list(range(1, int(own[0]["parts"]) + 1)):
            yield f"Entry {name} should have {own[0]['parts']} parts; there are {parts}."
        elif sum(Decimal(journal["total"]) for journal in own) != entry_total(entry):
            yield f"The journals of entry {name} don't come to its {entry_total(entry)}."
        elif sum(int(journal["lines"]) for journal in own) != len(entry["lines"]):
            yield f"The journals of entry {name} don't have its {len(entry['lines'])} lines."


def _journal_faults(
    document: Document, journals: Sequence[Item], found: dict[str, BookedJournal]
) -> Iterator[str]:
    shared = [key for key, count in Counter(_ids(journals, "external_id")).items() if count > 1]
    yield from (f"Two journals share the external id {key}." for key in shared)
    shared = [key for key, count in Counter(_ids(journals, "internal_id")).items() if count > 1]
    yield from (f"Two journals share NetSuite's internal id {key}." for key in shared)
    dates = {entry["entry_id"]: entry["date"] for entry in document.entries}
    for journal in journals:
        name = _name(journal)
        booked = found.get(journal["external_id"])
        if booked is None:
            yield f"{name} isn't in NetSuite: nothing has external id {journal['external_id']}."
            continue
        checks = {
            "internal id": (str(journal["internal_id"]), booked.internal_id),
            "currency": (journal["currency"], booked.currency),
            "subsidiary": (journal["subsidiary"], booked.subsidiary),
            "date": (dates.get(journal["entry_id"]), booked.date),
            "total": (Decimal(journal["total"]), booked.debit),
            "balance": (booked.debit, booked.credit),
            "number of lines": (int(journal["lines"]), booked.lines),
            "start of the posting period": (document.start_date, booked.period_start),
            "end of the posting period": (document.end_date, booked.period_end),
            "posting flag": (True, booked.posting),
        }
        for what, (expected, actual) in checks.items():
            if expected != actual:
                yield f"{name}: the {what} in NetSuite is {actual}, not {expected}."


def _total_faults(document: Document, claimed: Iterable[BookedJournal]) -> Iterator[str]:
    totals: dict[str, Decimal] = {}
    for journal in claimed:
        totals[journal.currency] = totals.get(journal.currency, Decimal()) + journal.debit
    for currency, expected in document.totals().items():
        actual = totals.get(currency, Decimal())
        if actual != expected:
            yield f"NetSuite has {actual} {currency} of this period, the document {expected}."


def _twins(claimed: Sequence[BookedJournal], booked: Sequence[BookedJournal]) -> Iterator[str]:
    """Journals that look like one of ours, whatever their external id says."""
    ours = {journal.internal_id for journal in claimed}
    looks = {_look(journal): journal for journal in claimed}
    for journal in booked:
        if journal.internal_id not in ours and _look(journal) in looks:
            twin = looks[_look(journal)]
            yield f"Journal {journal.number or journal.internal_id} repeats {twin.number}."


def _mail_faults(outcome: Outcome, page: str) -> Iterator[str]:
    mail = outcome.mail
    if mail is None:
        yield f"No mail about the sync went to {email(CONTROLLER)}."
        return
    if f"{page}/" not in mail.text:
        yield f"The mail `{mail.subject}` has no link to {page}."


def _ids(journals: Sequence[Item], name: str) -> list[str]:
    return [str(journal[name]) for journal in journals if journal.get(name)]


def _look(journal: BookedJournal) -> tuple[str, str, str, Decimal, int]:
    return (journal.subsidiary, journal.currency, journal.date, journal.debit, journal.lines)


def _name(journal: Item) -> str:
    return f"Journal {journal['number'] or 'without number'} (entry {journal['entry_id']})"
