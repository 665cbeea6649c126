"""Questions about external ids: whether two POSTs at once can both have one, and its life."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from period_sync.adapters.netsuite.probe.finding import Finding, Question, still_open
from period_sync.adapters.netsuite.probe.workbench import Workbench

RACES = 5
SEEN_SECONDS = 30
STEP_SECONDS = 2.0


def race(bench: Workbench) -> Finding:
    """POST one external id twice at the same time, several times over."""
    booked: list[int] = []
    for _ in range(RACES):
        body = bench.body()
        with ThreadPoolExecutor(2) as both:
            posts = [
                both.submit(bench.create, body, transport=bench.open_transport()) for _ in range(2)
            ]
            replies = [post.result() for post in posts]
        ids = {reply.internal_id for reply in replies if reply.internal_id}
        booked.append(max(len(ids), _seen(bench, body["externalId"], len(ids))))
    evidence = {"races": RACES, "journals": booked}
    if max(booked) > 1:
        meaning = (
            "Two POSTs at once can book one external id twice. Period Sync never has two under "
            "way for one journal; leave settle_seconds as it is, and let no other program post "
            "its keys."
        )
        return Finding("racy", meaning, {"settle_seconds": "none"}, evidence)
    if min(booked) == 0:
        return still_open("NetSuite refused both journals of a pair.", **evidence)
    meaning = (
        f"In {RACES} of {RACES} races NetSuite booked one. That speaks for an atomic check and "
        "doesn't prove it; settle_seconds may be shortened at your own judgement."
    )
    return Finding("one-of-two", meaning, evidence=evidence)


def _seen(bench: Workbench, external_id: str, at_least: int) -> int:
    waited = 0.0
    while True:
        found = len(bench.find(external_id))
        if found >= at_least or waited >= SEEN_SECONDS:
            return found
        bench.pause(STEP_SECONDS)
        waited += STEP_SECONDS


def reuse_after_delete(bench: Workbench) -> Finding:
    """Delete a journal and post another one under its external id."""
    body = bench.body()
    first = bench.create(body)
    if first.internal_id is None:
        return still_open(f"NetSuite refused a journal: {first.words}", **first.evidence)
    deleted = bench.delete(first.internal_id)
    if not deleted.was_taken:
        return still_open(f"The role may not delete journals: {deleted.words}", **deleted.evidence)
    again = bench.create(body)
    if again.was_taken:
        meaning = "A deleted journal's key can be booked again; our own records decide if it may."
        return Finding("freed", meaning, evidence=again.evidence)
    meaning = "A deleted journal's key is spent; booking it again takes a decision to repost."
    return Finding("kept", meaning, evidence=again.evidence)


def duplicate_words(bench: Workbench) -> Finding:
    """See in which words NetSuite says that an external id is taken."""
    body = bench.body()
    bench.create(body)
    reply = bench.create(body)
    if reply.was_taken:
        meaning = "NetSuite booked one external id twice. Do not post to this account."
        return Finding("booked-twice", meaning, evidence=reply.evidence)
    meaning = "Whatever the words, Period Sync looks the journal up before it believes them."
    return Finding(f"{reply.status}", meaning, evidence=reply.evidence)


def questions() -> Iterator[Question]:
    """The questions of this group."""
    yield Question("race", "Can two POSTs at once have one external id?", (196, 230), race)
    yield Question(
        "reuse", "Does deleting a journal free its external id?", (193, 230), reuse_after_delete
    )
    yield Question("duplicate", "How is a taken external id refused?", (55, 56), duplicate_words)
