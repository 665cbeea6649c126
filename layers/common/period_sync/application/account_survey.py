"""Looks a connection's account over: what it has, what the role may see, and what it may do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from period_sync.application.ports import AccountingBook, Survey
from period_sync.application.role_survey import excess
from period_sync.domain.account_features import (
    NEEDED_LISTS,
    OPTIONAL_LISTS,
    JournalFields,
    Sight,
    changes,
    judge,
    needed,
    not_permitted,
)
from period_sync.domain.connection import AuthMethod, Connection, Features, Probe
from period_sync.domain.errors import NetSuiteMalformed, NetSuiteRefused
from period_sync.domain.problems import Problem
from period_sync.domain.role_permissions import GRANT

JOURNALS, CREATING, FIELDS, FEATURES, LOGIN_METHOD = (
    "transaction",
    "creating journals",
    "fields of journals",
    "features",
    "way of logging in",
)
_FIND, _CREATE = "TRAN_FIND", "TRAN_JOURNAL"
_Found = TypeVar("_Found")
_NO_PERMISSION = frozenset({"PERM-01", "PERM-02", "PERM-08"})


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What was seen. `witness` is the internal id of some journal."""

    probes: tuple[Probe, ...]
    features: Features
    witness: str | None


def look_over(survey: Survey, connection: Connection) -> Surveyed:
    """Look an account over.

    Raises NetSuiteUnauthorized, NetSuiteUnavailable or NetSuiteMalformed: a list that NetSuite has
    no time for is not a list that isn't there.
    """
    fields = _journal_fields(survey)
    probes = [needed(table, _sight(survey, table)) for table in NEEDED_LISTS]
    features = Features()
    for listed in OPTIONAL_LISTS:
        is_on, probe = judge(listed, _sight(survey, listed.table), fields)
        features = listed.switched(features, is_on=is_on)
        probes.append(probe)
    features = _further(survey, features, fields)
    witness, journals = _journals(survey)
    probes += [journals, _creating(survey, features), *excess(survey)]
    probes += _remarks(connection, features, fields)
    return Surveyed(tuple(probes), features, witness)


def _journal_fields(survey: Survey) -> JournalFields | None:
    try:
        return survey.journal_fields()
    except (NetSuiteRefused, NetSuiteMalformed):
        return None


def _sight(survey: Survey, table: str) -> Sight:
    try:
        return Sight.ROWS if survey.rows(table) else Sight.EMPTY
    except NetSuiteRefused:
        return Sight.REFUSED


def _further(survey: Survey, features: Features, fields: JournalFields | None) -> Features:
    """Read what tells more of lists that are on; what is refused is not there."""
    no_books: list[AccountingBook] = []
    calendars = _unless_refused(survey.calendars, 0) if features.one_world else 0
    books = _unless_refused(survey.books, no_books)
    has_classifications = features.departments or features.classes or features.locations
    has_limits = features.one_world or features.multi_currency
    return replace(
        features,
        fiscal_calendars=calendars > 1,
        account_restrictions=has_classifications
        and _is_answered(lambda: survey.read_restrictions(features)),
        counterparty_limits=has_limits and _is_answered(lambda: survey.read_limits(features)),
        books={book.name: book.internal_id for book in books},
        primary_book=next((book.internal_id for book in books if book.is_primary), None),
        custom_fields={} if fields is None else fields.custom,
    )


def _unless_refused(read: Callable[[], _Found], otherwise: _Found) -> _Found:
    try:
        return read()
    except NetSuiteRefused:
        return otherwise


def _is_answered(read: Callable[[], None]) -> bool:
    try:
        read()
    except NetSuiteRefused:
        return False
    return True


def _journals(survey: Survey) -> tuple[str | None, Probe]:
    """Look for a journal; an account may have none yet, so that none proves nothing."""
    try:
        witness = survey.any_journal()
    except NetSuiteRefused:
        return None, not_permitted(JOURNALS, Sight.REFUSED, _FIND)
    finding = "can be read" if witness else "shows no journal; there may be none yet"
    return witness, Probe(JOURNALS, passed=True, finding=finding, permission=_FIND)


def _creating(survey: Survey, features: Features) -> Probe:
    """Try the right to create journals on a form that is not saved."""
    try:
        survey.try_creating(features)
    except NetSuiteRefused as error:
        meant = error.evidence.get("problems")
        if not isinstance(meant, list) or _NO_PERMISSION.isdisjoint(meant):
            finding = "could not be tried without saving one; the first sync shows it"
            return Probe(CREATING, passed=True, finding=finding, permission=_CREATE)
        finding = (
            "is not permitted; grant the permissions Transactions > Make Journal Entry at level "
            f"Create and Setup > REST Web Services at level Full ({GRANT})"
        )
        return Probe(CREATING, passed=False, finding=finding, permission=_CREATE)
    return Probe(CREATING, passed=True, finding="is permitted", permission=_CREATE)


def _remarks(
    connection: Connection, features: Features, fields: JournalFields | None
) -> Iterator[Probe]:
    """Say what is worth knowing and stops nothing."""
    if fields is None:
        finding = "can't be read, so that no custom field can be sent"
        yield Probe(FIELDS, passed=True, finding=finding)
    if not features.multi_currency and connection.settings.base_currency is None:
        finding = "this account keeps one currency; set base_currency, so that no other is booked"
        yield Probe(FEATURES, passed=True, finding=finding)
    if connection.passed_at is not None:
        changed = "; ".join(changes(connection.features, features))
        if changed:
            problem = Problem("CONN-06", {"changes": changed})
            yield Probe(FEATURES, passed=True, finding=problem.title)
    if connection.auth is AuthMethod.TBA:
        problem = Problem("CONN-07", {"account": connection.account})
        yield Probe(LOGIN_METHOD, passed=True, finding=f"{problem.title}. {problem.explanation}")
