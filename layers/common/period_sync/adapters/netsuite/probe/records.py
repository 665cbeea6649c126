"""Questions to the record service: how it creates, shows and replaces journals."""

from collections.abc import Iterator

from period_sync.adapters.netsuite.probe.finding import Finding, Question, still_open
from period_sync.adapters.netsuite.probe.workbench import JOURNALS, MARK, Workbench

AFTER_SUBMIT_MARK = f"{MARK} AFTER SUBMIT"
_CREATE_FORM = "application/vnd.oracle.resource+json; type=create-form"


def create_status(bench: Workbench) -> Finding:
    """See with which status a POST is answered, and whether it names the new record."""
    reply = bench.create(bench.body())
    if not reply.was_taken:
        return still_open(f"NetSuite refused a plain journal: {reply.words}", **reply.evidence)
    if reply.internal_id is None:
        meaning = "The answer names no internal id; every POST is settled by a look-up."
        return Finding("no-location", meaning, evidence=reply.evidence)
    meaning = "Period Sync takes the internal id from Location, whatever the status."
    return Finding(str(reply.status), meaning, evidence=reply.evidence)


def missing_record(bench: Workbench) -> Finding:
    """See what a look-up of an external id that nobody uses is answered with."""
    reply = bench.send("GET", f"{JOURNALS}/eid:{bench.new_external_id()}")
    meaning = "A look-up that shows no record never proves by its status that there is none."
    return Finding(str(reply.status), meaning, evidence=reply.evidence)


def upsert_location(bench: Workbench) -> Finding:
    """See what Location names after a PUT on an external id."""
    body = bench.body()
    external_id = body.pop("externalId")
    reply = bench.send("PUT", f"{JOURNALS}/eid:{external_id}", body)
    bench.find(external_id)
    if not reply.was_taken:
        return still_open(f"NetSuite refused a PUT: {reply.words}", **reply.evidence)
    location = reply.headers.get("Location")
    meaning = "Period Sync never uses PUT; other programs that do must read this form."
    if location is None:
        return Finding("no-location", meaning, evidence=reply.evidence)
    answer = "internal_id" if reply.internal_id else "external_id"
    return Finding(answer, meaning, evidence=reply.evidence)


def upsert_lines(bench: Workbench) -> Finding:
    """See whether a second PUT of the same journal appends its lines or replaces them."""
    body = bench.body()
    external_id = body.pop("externalId")
    first = bench.send("PUT", f"{JOURNALS}/eid:{external_id}", body)
    second = bench.send("PUT", f"{JOURNALS}/eid:{external_id}", body)
    found = bench.find(external_id)
    if not (first.was_taken and second.was_taken and found):
        return still_open(f"NetSuite refused a PUT: {second.words}", **second.evidence)
    count = len(bench.lines_of(found[0]))
    sent = len(body["line"]["items"])
    if count > sent:
        meaning = "A repeated PUT doubles a journal that still balances. Period Sync never uses it."
        return Finding("append", meaning, evidence={"lines": count, "sent": sent})
    meaning = "A repeated PUT leaves the lines as they are. Period Sync doesn't use it anyway."
    return Finding("replace", meaning, evidence={"lines": count, "sent": sent})


def references_by_external_id(bench: Workbench) -> Finding:
    """See whether a reference in the body may name a record by its external id."""
    rows = bench.rows("SELECT externalid FROM account WHERE id = ?", [bench.places.debit_account])
    name = rows[0].get("externalid") if rows else None
    if name is None:
        return still_open("The debit account has no external id; give it one and probe again.")
    body = bench.body()
    body["line"]["items"][0]["account"] = {"externalId": name}
    reply = bench.create(body)
    meaning = "Period Sync sends internal ids only, so nothing depends on it."
    return Finding("accepted" if reply.was_taken else "refused", meaning, evidence=reply.evidence)


def create_form(bench: Workbench) -> Finding:
    """See whether create-form, which saves nothing, checks what it is given as a save does."""
    body = bench.body()
    body["line"]["items"].pop()
    reply = bench.send("POST", JOURNALS, body, Accept=_CREATE_FORM)
    if reply.internal_id is not None:
        bench.remember(reply.internal_id)
        return still_open("NetSuite took create-form for a save.", **reply.evidence)
    if reply.was_taken:
        meaning = "It takes an unbalanced journal: a rehearsal by create-form would prove nothing."
        return Finding("does-not-validate", meaning, evidence=reply.evidence)
    meaning = "It refuses what a save would refuse; a preview could use it."
    return Finding("validates", meaning, evidence=reply.evidence)


def after_submit(bench: Workbench) -> Finding:
    """See what is answered when a customer's afterSubmit script fails after the save."""
    body = bench.body(memo=AFTER_SUBMIT_MARK)
    reply = bench.create(body)
    if reply.was_taken:
        return still_open(
            "No script failed. To settle it, deploy an afterSubmit user event script on Journal "
            f"Entry that throws when the memo is '{AFTER_SUBMIT_MARK}', and probe again."
        )
    saved = bool(bench.find(body["externalId"]))
    answer = f"{reply.status}-{'saved' if saved else 'not-saved'}"
    meaning = (
        "A refusal can hide a saved journal; Period Sync looks before it believes one."
        if saved
        else "The refused journal was not saved."
    )
    return Finding(answer, meaning, evidence=reply.evidence)


def questions() -> Iterator[Question]:
    """The questions of this group."""
    yield Question("create-status", "What is a POST answered with?", (43, 44), create_status)
    yield Question(
        "missing-record", "What is a look-up of nothing answered with?", (125, 126, 228),
        missing_record,
    )  # fmt: skip
    yield Question(
        "upsert-location", "What does Location name after a PUT?", (46, 229), upsert_location
    )
    yield Question("upsert-lines", "Does a repeated PUT append its lines?", (60, 229), upsert_lines)
    yield Question(
        "references", "May a reference name an external id?", (33, 236),
        references_by_external_id,
    )  # fmt: skip
    yield Question("create-form", "Does create-form validate?", (68, 234), create_form)
    yield Question(
        "after-submit", "What hides a save behind a failed script?", (137, 138, 233), after_submit
    )
