"""Tells a sync on the terminal: its progress, what was booked, what stands in the way."""

import re
from collections.abc import Sequence

from local.api import Item
from local.journey import Journey, Outcome
from local.mails import Mail
from local.terminal import Stopwatch, indented, money, say, table

JOURNALS_SHOWN = 20
PLACES_SHOWN = 3
LINK = re.compile(r"https?://\S+/(?:periods|syncs/[\w-]+)$", re.MULTILINE)
"""The mail's one button; NetSuite's pages and articles on problems are linked too."""
SENTENCES = {
    "COMPLETED": "{name} is in NetSuite: every journal is in the ledger.",
    "AWAITING_APPROVAL": "{name} is in NetSuite, and not every journal is approved yet.",
    "FAILED": "{name} is not complete in NetSuite.",
    "IN_PROGRESS": "{name} is on its way to NetSuite.",
    "NOT_SYNCED": "{name} was not sent to NetSuite.",
}


class Progress:
    """Prints a line for each new thing that a running sync does, and each second its count."""

    def __init__(self) -> None:
        self._watch = Stopwatch()
        self._told = ("", "")
        self._told_at = 0.0

    def __call__(self, sync: Item) -> None:
        """Tell the state of the sync, if it is news."""
        doing = str(sync["doing"])
        count = ""
        if sync["journals_total"]:
            count = f" {sync['journals_posted']} of {sync['journals_total']} journals"
        now = self._watch.seconds
        is_due = doing != self._told[0] or now - self._told_at >= 1
        if is_due and (doing, count) != self._told:
            say(f"  {now:5.1f} s  {doing}{count}")
            self._told, self._told_at = (doing, count), now


def hand_over_and_tell(journey: Journey) -> None:
    """Let the lease system hand the period over, and say when it was taken in."""
    watch = Stopwatch()
    journey.hand_over()
    document = journey.document
    say(
        f"{document.name} was handed over by the lease system and taken in after {watch}: "
        f"{len(document.entries)} entries, {document.lines} lines."
    )


def sync_and_tell(journey: Journey) -> Outcome:
    """Press Sync, tell its progress until its mail is out, and return what came of it."""
    say("The controller presses Sync.")
    return follow_and_tell(journey, journey.press_sync())


def retry_and_tell(journey: Journey, failed: Item) -> Outcome:
    """Press Retry on a failed sync, and tell what comes of it."""
    say("The controller presses Retry.")
    return follow_and_tell(journey, journey.press_retry(failed["sync_id"]))


def follow_and_tell(journey: Journey, sync: Item) -> Outcome:
    """Tell a sync's progress until its mail is out, and return what came of it."""
    watch = Stopwatch()
    if sync["notice"]:
        say(f"  {sync['notice']}")
    journey.follow(sync["sync_id"], Progress())
    outcome = journey.outcome(sync["sync_id"], wait_for_mail=True)
    if outcome.mail:
        say(f"  {watch.seconds:5.1f} s  The mail is out")
    tell_outcome(journey.document.name, outcome)
    return outcome


def tell_outcome(name: str, outcome: Outcome) -> None:
    """Print how the sync ended, with everything a person wants to see next."""
    status = outcome.sync["status"]
    say()
    say(SENTENCES[status].format(name=name))
    if outcome.journals:
        say()
        say(journal_table(outcome.journals))
    if outcome.problems:
        say()
        for problem in outcome.problems:
            say(problem_text(problem))
    say()
    say(mail_text(outcome.mail))


def journal_table(journals: Sequence[Item]) -> str:
    """Return the journals with number, subsidiary, total and link."""
    headings = ("Journal", "Subsidiary", "Currency", "Total", "Status", "In NetSuite")
    rows = [
        (
            str(journal["number"] or "none yet"),
            str(journal["subsidiary"]),
            str(journal["currency"]),
            money(journal["total"]),
            str(journal["status"]).lower().replace("_", " "),
            str(journal["netsuite_url"] or ""),
        )
        for journal in journals[:JOURNALS_SHOWN]
    ]
    shown = table(headings, rows, right=frozenset({"Total"}))
    more = len(journals) - len(rows)
    return f"{shown}\n  and {more} more" if more else shown


def problem_text(problem: Item) -> str:
    """Return a problem with whom it needs and what to do."""
    lines = [f"{problem['title']} ({problem['code']})", f"  For: {problem['owner']}"]
    places = problem["places"]
    lines += [f"  At: {_place(place)}" for place in places[:PLACES_SHOWN]]
    if len(places) > PLACES_SHOWN:
        lines.append(f"  and {len(places) - PLACES_SHOWN} more places")
    lines += [f"  {number}. {step}" for number, step in enumerate(problem["steps"], 1)]
    return indented("\n".join(lines))


def _place(place: Item) -> str:
    return ", ".join(
        f"{name.removesuffix('_id')} {value}" for name, value in place.items() if value
    )


def mail_text(mail: Mail | None) -> str:
    """Return subject, addressee and the link of the mail's button."""
    if mail is None:
        return "No mail about it was sent yet."
    link = LINK.search(mail.text)
    return "\n".join(
        (
            "The mail that went out:",
            f"  To       {', '.join(mail.to)}",
            f"  Subject  {mail.subject}",
            f"  Link     {link[0] if link else 'none'}",
        )
    )


def tell_where_to_look(origin: str, *, page_is_built: bool) -> None:
    """Print the addresses."""
    say()
    say("Where to look next:")
    if page_is_built:
        say(f"  {origin}/                 closed periods; sign in as whom you like")
    say(f"  {origin}/dev              what else is served here")
    say(f"  {origin}/dev/mail         mails that were sent")
    say(f"  {origin}/dev/netsuite     NetSuite's ledger")
    say(f"  {origin}/dev/queues       depths of the queues")
    if not page_is_built:
        say()
        say("The page for closed periods isn't built: that needs Node 20 or newer. With it,")
        say("`make run` builds the page.")
