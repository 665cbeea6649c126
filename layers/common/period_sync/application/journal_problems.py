"""What the state of each journal means for people: refused, different, unknown, or pending."""

from collections.abc import Iterable, Iterator

from period_sync.domain.journal import Journal, JournalStatus, by_any_key, wanted
from period_sync.domain.problems import Place, Problem
from period_sync.domain.standing import cannot_mirror, number_of, stands_alone

_GONE = {JournalStatus.REJECTED: "APP-03", JournalStatus.DELETED: "POST-01"}


def problems_of(journals: Iterable[Journal]) -> Iterator[Problem]:
    """Name the problems and notices of journals, one by one; equal causes are not yet merged."""
    held = list(journals)
    kept = {journal.external_id for journal in wanted(held)}
    by_key = by_any_key(held)
    mirrors = {by_key[j.reverses].external_id: j for j in held if j.reverses in by_key}
    for journal in held:
        yield from _decided(journal)
        if journal.is_unknown:
            yield _unknown(journal)
            if journal.refused_at is not None:
                # It was refused, but no look-up told whether it was saved all the same (fact 137).
                yield from journal.refusals
        elif journal.status is JournalStatus.REFUSED:
            yield from journal.refusals
        elif journal.external_id in mirrors:
            yield from _reversed(journal, mirrors[journal.external_id])
        elif journal.is_in_netsuite:
            yield from _read_back(journal)
        elif journal.status in _GONE and journal.external_id in kept:
            yield _gone(journal)


def _decided(journal: Journal) -> Iterator[Problem]:
    """What was decided of a journal is shown for ever; what was given up may not come back."""
    facts = _named(journal) | {"decision": journal.decision_id or "none"}
    if journal.risen:
        yield Problem("DUP-07", facts | {"internal_ids": ", ".join(journal.risen)}, _place(journal))
    if journal.status is JournalStatus.BOOKED_BY_HAND:
        yield Problem("POST-10", facts | {"number": journal.number or "none"}, _place(journal))


def _reversed(journal: Journal, mirror: Journal) -> Iterator[Problem]:
    """A journal that is to be reversed may be gone, but not if its reversal is there."""
    is_mirrored = mirror.is_in_netsuite or mirror.is_in_doubt
    if journal.status in _GONE and is_mirrored:
        yield stands_alone(journal)
    elif journal.is_in_netsuite and mirror.status is JournalStatus.REPLACED:
        yield Problem("REV-03", number_of(journal), _place(journal))
    elif journal.status is JournalStatus.DIFFERS and not is_mirrored and not journal.rivals:
        yield cannot_mirror(journal)
    elif journal.is_in_netsuite:
        yield from _read_back(journal)


def _unknown(journal: Journal) -> Problem:
    facts = _named(journal)
    if journal.internal_id is not None:
        return Problem("POST-06", facts | {"internal_id": journal.internal_id}, _place(journal))
    if journal.lookalikes:
        return lookalike_of(journal)
    if journal.key_taken:
        # NetSuite answered that the key is taken, and yet shows no such journal.
        return Problem("DUP-01", _words(journal) | facts, _place(journal))
    return Problem("DUP-02", _words(journal) | facts, _place(journal))


def lookalike_of(journal: Journal) -> Problem:
    """Name what bears a journal's key in its memo, and holds something else."""
    facts = _named(journal) | {"internal_ids": ", ".join(journal.lookalikes)}
    return Problem("DUP-05", facts, _place(journal))


def _read_back(journal: Journal) -> Iterator[Problem]:
    """A difference is a problem; what a script changed and may, and a pending one, are notices."""
    facts = _named(journal) | {"number": journal.number or "none"}
    if journal.rivals:
        ids = {"internal_ids": ", ".join((journal.internal_id or "none", *journal.rivals))}
        yield Problem("DUP-04", facts | ids, _place(journal))
    elif journal.status is JournalStatus.DIFFERS:
        code = "PER-03" if journal.shifted_to else "POST-05"
        differences = {"differences": journal.findings or "none"}
        yield Problem(code, facts | differences, _place(journal))
    elif journal.findings and journal.findings == journal.accepted:
        accepted = {"differences": journal.findings, "decision": journal.decision_id or "none"}
        yield Problem("POST-09", facts | accepted, _place(journal))
    elif journal.findings:
        yield Problem("POST-07", facts | {"differences": journal.findings}, _place(journal))
    if journal.renamed_to:
        yield Problem("POST-08", facts | {"found": journal.renamed_to}, _place(journal))
    if journal.status is JournalStatus.PENDING_APPROVAL:
        yield Problem("APP-01", facts, _place(journal))


def _gone(journal: Journal) -> Problem:
    facts = _named(journal) | {"number": journal.number or "none"}
    if journal.status is JournalStatus.DELETED:
        facts |= {"internal_id": journal.internal_id or "none"}
    return Problem(_GONE[journal.status], facts, _place(journal))


def _named(journal: Journal) -> dict[str, str]:
    entry = journal.entry_id if journal.reverses is None else f"{journal.entry_id} (reversal)"
    return {"entry": entry, "external_id": journal.external_id}


def _place(journal: Journal) -> tuple[Place, ...]:
    return (Place(journal.entry_id, subsidiary=journal.subsidiary),)


def _words(journal: Journal) -> dict[str, str]:
    """What NetSuite said, for the details; the error id is for its support."""
    first = journal.refusals[0].facts if journal.refusals else {}
    return {name: first[name] for name in ("detail", "error_id", "at") if name in first}
