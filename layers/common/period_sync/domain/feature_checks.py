"""What a document uses that the NetSuite account does not have: nothing is dropped silently."""

from collections.abc import Iterator

from period_sync.domain.connection import Features, Settings
from period_sync.domain.document import Document
from period_sync.domain.names import Places, Usage, Usages
from period_sync.domain.problems import Problem

ENTRIES_NAMED = 5
_NO_BASE_CURRENCY = (
    "the NetSuite account keeps one currency, and the connection's setting base_currency does not "
    "say which"
)


def check_features(
    document: Document, usages: Usages, settings: Settings, features: Features
) -> Iterator[Problem]:
    """Find entries that need OneWorld, multi-currency or a classification that is off."""
    if not features.one_world:
        yield from _check_subsidiaries(document, usages)
    if not features.multi_currency:
        yield from _check_currency(document, settings)
    for name, attribute, is_on in (
        ("departments", "department", features.departments),
        ("classes", "class_", features.classes),
        ("locations", "location", features.locations),
    ):
        if not is_on:
            used = [places for usage, places in usages.items() if getattr(usage, attribute)]
            yield from _without(name, used)


def _check_subsidiaries(document: Document, usages: Usages) -> Iterator[Problem]:
    """One company is one subsidiary: whatever its name, there may be only one."""
    first = document.entries[0].subsidiary if document.entries else ""
    others = [places for usage, places in usages.items() if _leaves(usage, first)]
    yield from _without("several subsidiaries (OneWorld)", others)


def _leaves(usage: Usage, subsidiary: str) -> bool:
    return usage.subsidiary != subsidiary or usage.due_to_from is not None or usage.eliminate


def _check_currency(document: Document, settings: Settings) -> Iterator[Problem]:
    """Only the company's own currency can be booked, and NetSuite does not say which that is."""
    if settings.base_currency is None:
        yield Problem("OPS-02", {"detail": _NO_BASE_CURRENCY})
        return
    others = Places()
    for entry in document.entries:
        if entry.currency != settings.base_currency:
            others.add(entry)
    yield from _without("currency but its own", [others] if len(others) else [])


def _without(feature: str, used: list[Places]) -> Iterator[Problem]:
    if not used:
        return
    together = Places()
    for places in used:
        together.add_all(places)
    ids = together.entry_ids
    more = len(ids) - ENTRIES_NAMED
    entries = ", ".join(ids[:ENTRIES_NAMED]) + (f" and {more} more" if more > 0 else "")
    yield Problem("FEAT-01", {"feature": feature, "entries": entries}, tuple(together))
