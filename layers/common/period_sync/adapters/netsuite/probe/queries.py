"""Questions to SuiteQL: when a row can be seen, and what the language takes."""

from collections.abc import Iterator

from period_sync.adapters.netsuite.probe.finding import Finding, Question, still_open
from period_sync.adapters.netsuite.probe.workbench import JOURNALS, Workbench
from period_sync.domain.errors import NetSuiteRefused

VISIBLE_SECONDS = 60.0
STEP_SECONDS = 0.5
_DATES = {"M/D/YYYY": "12/31/2099", "D.M.YYYY": "31.12.2099", "YYYY-MM-DD": "2099-12-31"}


def visibility(bench: Workbench) -> Finding:
    """Measure how long a new journal stays out of sight."""
    reply = bench.create(bench.body())
    if reply.internal_id is None:
        return still_open(f"NetSuite refused a journal: {reply.words}", **reply.evidence)
    waited = 0.0
    while waited < VISIBLE_SECONDS:
        if bench.rows("SELECT id FROM transaction WHERE id = ?", [reply.internal_id]):
            answer = "at-once" if waited == 0 else "later"
            meaning = "Period Sync never takes one empty look-up for absence."
            return Finding(answer, meaning, evidence={"seconds": waited})
        bench.pause(STEP_SECONDS)
        waited += STEP_SECONDS
    meaning = (
        f"A new journal can't be seen for {VISIBLE_SECONDS:.0f} s. Check that the role may see "
        "transactions (Find Transaction); if it may, raise refusal_lag_seconds."
    )
    return Finding("not-seen", meaning, {"refusal_lag_seconds": "600"})


def periods(bench: Workbench) -> Finding:
    """See whether the role can read accounting periods."""
    try:
        rows = bench.rows("SELECT id FROM accountingperiod FETCH FIRST 1 ROWS ONLY")
    except NetSuiteRefused as error:
        meaning = "Grant View on Manage Accounting Periods: posting periods can't be found else."
        return Finding("refused", meaning, evidence=dict(error.evidence))
    if rows:
        return Finding("readable", "Posting periods can be found before anything is sent.")
    meaning = "No row is shown. Grant View on Manage Accounting Periods."
    return Finding("empty", meaning)


def union(bench: Workbench) -> Finding:
    """See whether queries may be joined by UNION."""
    try:
        bench.rows("SELECT id FROM currency UNION SELECT id FROM currency")
    except NetSuiteRefused as error:
        return Finding("refused", "Each list costs a query.", evidence=dict(error.evidence))
    return Finding("accepted", "Lists could share a query; Period Sync asks one by one.")


def filter_dates(bench: Workbench) -> Finding:
    """See how dates in a collection filter are written: by the user's own preference."""
    words = {}
    for name, day in _DATES.items():
        reply = bench.send("GET", f"{JOURNALS}?limit=1&q=tranDate%20AFTER%20%22{_quoted(day)}%22")
        if reply.was_taken:
            meaning = (
                f"Filters of the record service take dates as {name}; SuiteQL takes ISO dates."
            )
            return Finding(name, meaning, evidence=reply.evidence)
        words[name] = reply.words
    return still_open("NetSuite takes none of the date formats that we know.", **words)


def _quoted(day: str) -> str:
    return day.replace("/", "%2F")


def questions() -> Iterator[Question]:
    """The questions of this group."""
    yield Question("visibility", "When can a new journal be seen?", (95, 231), visibility)
    yield Question("periods", "Can the role read accounting periods?", (154, 231), periods)
    yield Question("union", "May queries be joined by UNION?", (95,), union)
    yield Question("filter-dates", "How are dates in a filter written?", (80,), filter_dates)
