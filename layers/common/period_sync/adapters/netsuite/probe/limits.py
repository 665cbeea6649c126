"""Questions about limits: lines in a journal, requests at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

from period_sync.adapters.netsuite.probe.finding import Finding, Question, still_open
from period_sync.adapters.netsuite.probe.workbench import JOURNALS, Reply, Workbench

LINES = 1002
REQUESTS_AT_ONCE = 30


def line_maximum(bench: Workbench) -> Finding:
    """POST a journal with a few more lines than NetSuite's page can edit."""
    reply = bench.create(bench.body(LINES))
    if reply.was_taken:
        meaning = (
            f"A journal of {LINES} lines is taken. The line limit may be raised, up to 10,000; "
            "above 1,000 a journal can no longer be edited on NetSuite's page."
        )
        return Finding("over-1000", meaning, evidence=reply.evidence)
    meaning = "NetSuite takes at most 1,000 lines."
    return Finding("1000", meaning, {"line_limit": "1000"}, reply.evidence)


def too_many_requests(bench: Workbench) -> Finding:
    """Send many reads at once, and see whether the refusal says how long to wait."""
    path = f"{JOURNALS}/eid:{bench.new_external_id()}"

    def read() -> Reply:
        return bench.send("GET", path, transport=bench.open_transport())

    with ThreadPoolExecutor(REQUESTS_AT_ONCE) as crowd:
        replies = [sent.result() for sent in [crowd.submit(read) for _ in range(REQUESTS_AT_ONCE)]]
    refused = [r for r in replies if r.status == HTTPStatus.TOO_MANY_REQUESTS]
    if not refused:
        return still_open(
            f"NetSuite took {REQUESTS_AT_ONCE} requests at once.", requests=REQUESTS_AT_ONCE
        )
    waits = sorted(
        {reply.headers["Retry-After"] for reply in refused if "Retry-After" in reply.headers}
    )
    evidence = {"refused": len(refused), "of": REQUESTS_AT_ONCE, "retry_after": waits}
    if waits:
        return Finding(
            "says-when", "Period Sync waits as long as NetSuite asks.", evidence=evidence
        )
    meaning = "Period Sync waits longer and longer by itself."
    return Finding("does-not-say", meaning, evidence=evidence)


def questions() -> Iterator[Question]:
    """The questions of this group."""
    yield Question(
        "lines", "How many lines may a journal have over REST?", (144, 232), line_maximum
    )
    yield Question("429", "Does a 429 say how long to wait?", (135, 237), too_many_requests)
