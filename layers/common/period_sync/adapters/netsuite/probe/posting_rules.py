"""Questions about the rules of the books: periods that are shut, balance, other subsidiaries."""

from collections.abc import Iterator

from period_sync.adapters.netsuite.probe.finding import Finding, Question, still_open
from period_sync.adapters.netsuite.probe.workbench import CENT, MARK, Workbench

_MONTHS = (
    "SELECT id, TO_CHAR(enddate, 'YYYY-MM-DD') AS enddate FROM accountingperiod "
    "WHERE isquarter = 'F' AND isyear = 'F' AND isadjust = 'F' AND isinactive = 'F' "
    "AND isposting = 'T' AND {condition} ORDER BY startdate DESC FETCH FIRST 1 ROWS ONLY"
)
_CLOSED = "closed = 'T'"
_LOCKED = "closed = 'F' AND alllocked = 'T'"
_OPEN = "closed = 'F' AND alllocked = 'F' AND id <> ?"


def closed_period(bench: Workbench) -> Finding:
    """See how a journal for a closed period is refused."""
    return _shut(bench, _CLOSED, "closed", "nobody should be able to post into it")


def locked_period(bench: Workbench) -> Finding:
    """See how a journal for a locked period is refused."""
    return _shut(bench, _LOCKED, "locked", "take Override Period Restrictions from the role")


def _shut(bench: Workbench, condition: str, kind: str, advice: str) -> Finding:
    rows = bench.rows(_MONTHS.format(condition=condition))
    if not rows:
        return still_open(f"The sandbox has no {kind} month. Make one, and probe again.")
    period, day = rows[0]["id"], rows[0]["enddate"]
    reply = bench.create(bench.body(postingPeriod={"id": period}, tranDate=day))
    if reply.was_taken:
        meaning = f"The journal was taken although the period is {kind}: {advice}."
        return Finding("taken", meaning, evidence=reply.evidence)
    code = reply.complaints[0].code if reply.complaints else "none"
    meaning = "Period Sync checks periods before it sends; these are the words of a late refusal."
    return Finding(f"{reply.status} {code}", meaning, evidence=reply.evidence)


def unbalanced(bench: Workbench) -> Finding:
    """See how an entry that does not balance is refused."""
    body = bench.body()
    body["line"]["items"][0]["debit"] = 2 * CENT
    reply = bench.create(body)
    if reply.was_taken:
        meaning = "NetSuite took a journal that does not balance. Look at what it added to it."
        return Finding("taken", meaning, evidence=reply.evidence)
    code = reply.complaints[0].code if reply.complaints else "none"
    meaning = "Period Sync never sends one; these are the words."
    return Finding(f"{reply.status} {code}", meaning, evidence=reply.evidence)


def named_period(bench: Workbench) -> Finding:
    """See whether the period that a journal names is honoured, against its date."""
    rows = bench.rows(_MONTHS.format(condition=_OPEN), [bench.places.period])
    if not rows:
        return still_open("The sandbox has only one open month.")
    other = rows[0]["id"]
    reply = bench.create(bench.body(postingPeriod={"id": other}))
    if not reply.was_taken:
        meaning = "A period that does not hold the date is refused, so the named one counts."
        return Finding("refused", meaning, evidence=reply.evidence)
    booked = bench.rows(
        "SELECT postingperiod FROM transaction WHERE id = ?", [reply.internal_id or "0"]
    )
    period = booked[0].get("postingperiod") if booked else None
    if period == other:
        return Finding("honoured", "The named period counts.", evidence=reply.evidence)
    if period is None:
        return still_open("The new journal can't be seen yet.", **reply.evidence)
    meaning = (
        "NetSuite passed the named period over. Grant Full on Posting Period on Transactions; "
        "Period Sync reports a shifted period as a problem."
    )
    return Finding("passed-over", meaning, evidence=reply.evidence | {"booked": period})


def advanced_intercompany(bench: Workbench) -> Finding:
    """See whether the advanced intercompany journal can be created over REST."""
    own, other = bench.places.subsidiary, bench.places.other_subsidiary
    if own is None or other is None:
        return still_open("Name a second subsidiary with --other-subsidiary to settle it.")
    body = bench.body(4, memo=f"{MARK} intercompany")
    for number, line in enumerate(body["line"]["items"]):
        line["lineSubsidiary"] = {"id": own if number < 2 else other}  # noqa: PLR2004 - halves
    reply = bench.create(body, "advIntercompanyJournalEntry")
    if reply.was_taken:
        meaning = "Lines of several subsidiaries can be posted."
        return Finding("created", meaning, {"intercompany": "advanced"}, reply.evidence)
    meaning = "Entries with lines of several subsidiaries stay refused (MAP-11)."
    return Finding("refused", meaning, {"intercompany": "none"}, reply.evidence)


def questions() -> Iterator[Question]:
    """The questions of this group."""
    yield Question("closed-period", "How is a closed period refused?", (123, 227), closed_period)
    yield Question("locked-period", "How is a locked period refused?", (123, 227), locked_period)
    yield Question("unbalanced", "How is an unbalanced entry refused?", (119, 227), unbalanced)
    yield Question("named-period", "Does the named period count?", (153, 227), named_period)
    yield Question(
        "intercompany", "Can advanced intercompany journals be created?", (165, 235),
        advanced_intercompany,
    )  # fmt: skip
