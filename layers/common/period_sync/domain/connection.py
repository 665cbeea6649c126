"""A tenant's link to one NetSuite account: how it logs in, what is set, what the account has."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from period_sync.domain.sync import StoredObject

LINE_LIMIT = 1000
"""Lines per journal: what the page of NetSuite can still edit (fact 144)."""


class Environment(StrEnum):
    """What kind of NetSuite account a connection leads to."""

    SANDBOX = "sandbox"
    PRODUCTION = "production"


class AuthMethod(StrEnum):
    """How a connection logs in; TBA can't be newly set up from NetSuite 2027.1 on (fact 20)."""

    TBA = "tba"
    OAUTH2 = "oauth2"


class RateOwner(StrEnum):
    """Whose exchange rates count: NetSuite's for the date, or those of the document."""

    NETSUITE = "netsuite"
    DOCUMENT = "document"


class BooksFed(StrEnum):
    """How the accounting books of an account with several are fed (facts 168 to 171).

    `TOGETHER`: each journal posts to all books, and an entry may not name one. `BY_ENTRY`: an
    entry that names a book posts to that book only, any other to all of them.
    """

    TOGETHER = "together"
    BY_ENTRY = "by_entry"


class Intercompany(StrEnum):
    """The kind of journal that carries lines of several subsidiaries (facts 161 to 165)."""

    LEGACY = "legacy"
    ADVANCED = "advanced"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a company decides about its connection.

    `line_limit` is the most lines of one journal. `summary_mode` books one line per account, side
    and classification combination instead of one per lease. `books_fed` must be said before an
    entry may name an accounting book, `intercompany` before lines of other subsidiaries are sent.
    `strict_classifications` makes a classification that NetSuite changed a difference.
    `header_classifications` sends what all lines of an entry share on the header too (fact 208).
    `excluded_leases_stop` lets no period through that leaves leases out without a decision.
    `base_currency` is the ISO 4217 code of an account without multi-currency. `settle_seconds` is
    how long after its deadline a POST may still commit, to be shortened only where uniqueness of
    external ids is proven atomic (fact 196), and `refusal_lag_seconds` how long a refused journal
    must stay absent; None leaves both to the stage.
    """

    line_limit: int = LINE_LIMIT
    summary_mode: bool = False
    rate_owner: RateOwner = RateOwner.NETSUITE
    books_fed: BooksFed | None = None
    intercompany: Intercompany | None = None
    strict_classifications: bool = False
    header_classifications: bool = False
    excluded_leases_stop: bool = False
    base_currency: str | None = None
    settle_seconds: int | None = None
    refusal_lag_seconds: int | None = None


class CustomFieldKind(StrEnum):
    """What a custom field of the account holds."""

    TEXT = "text"
    BOOLEAN = "boolean"
    NUMBER = "number"
    DATE = "date"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Features:
    """What the account has, as the last connection test saw it.

    What it has not is neither sent nor asked for. `multi_currency` off means that every amount is
    in the company's one currency; `fiscal_calendars` on, that subsidiaries have calendars of their
    own (fact 102); `account_restrictions` on, that accounts can be read with the department, class
    and location that they are restricted to, and `counterparty_limits` on, that counterparties can
    be read with their subsidiaries and currency. `books` are the active accounting books by name,
    `primary_book` the internal id of the primary one. `custom_fields` are the script ids of body
    and line fields of journals (fact 35).
    """

    one_world: bool = True
    departments: bool = True
    classes: bool = True
    locations: bool = True
    multi_currency: bool = True
    fiscal_calendars: bool = False
    account_restrictions: bool = False
    counterparty_limits: bool = False
    books: Mapping[str, str] = field(default_factory=dict)
    primary_book: str | None = None
    custom_fields: Mapping[str, CustomFieldKind] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredSecret:
    """What may be told of one stored version of a secret; `set_by` is an e-mail address.

    `certificate_ends` is the last day of an OAuth 2.0 certificate, as far as it is known.
    """

    version: str
    auth: AuthMethod
    set_at: datetime
    set_by: str
    certificate_ends: date | None = None


@dataclass(frozen=True, slots=True)
class Connection:
    """A tenant's link to one NetSuite account. `account` is canonical.

    `secret` is the one in use; `new_secret` lies beside it until a test has passed with it.
    `settings_version` rises with each change that people make, while `version` rises with every
    write. A connection that was revoked at `revoked_at` stays for the audit only.
    `passed_secret_version` is the secret's version that last passed a connection test, and
    `refused_secret_version` the one that NetSuite refused at `refused_at`: nobody logs in with it
    again until a test passes (fact 15). `mappings` is where the mappings of names lie, in the
    version `mappings_version`, 0 for none. `witness` is the internal id of a journal that a
    look-up must see.
    """

    tenant: str
    connection_id: str
    environment: Environment
    account: str
    created_at: datetime
    auth: AuthMethod = AuthMethod.TBA
    settings: Settings = Settings()
    settings_version: int = 1
    secret: StoredSecret | None = None
    new_secret: StoredSecret | None = None
    revoked_at: datetime | None = None
    features: Features = field(default_factory=Features)
    go_live: date | None = None
    tests: int = 0
    passed_at: datetime | None = None
    passed_secret_version: str | None = None
    refused_secret_version: str | None = None
    refused_at: datetime | None = None
    witness: str | None = None
    mappings: StoredObject | None = None
    mappings_version: int = 0
    version: int = 1

    def is_before_go_live(self, end_date: date) -> bool:
        """Whether a period that ends then was booked before the connection came into use."""
        return self.go_live is None or end_date < self.go_live

    @property
    def certificate_ends(self) -> date | None:
        """The last day of the certificate that is in use, as far as it is known."""
        return None if self.secret is None else self.secret.certificate_ends

    @property
    def latest_test_id(self) -> str | None:
        """The id of the newest test, if there was any."""
        return self.test_id(self.tests) if self.tests else None

    def test_id(self, number: int) -> str:
        """The id of a test by its number, which counts from 1."""
        return f"{self.connection_id}-{number}"

    def using(self, secret_version: str | None) -> "Connection":
        """Return the connection as it is once a version of its new secret is the one in use."""
        new = self.new_secret
        if new is None or new.version != secret_version:
            return self
        return replace(self, secret=new, new_secret=None, auth=new.auth)

    def refusing(self, secret_version: str, at: datetime) -> "Connection":
        """Return the connection as it is once NetSuite has refused a version of its secret."""
        return replace(self, refused_secret_version=secret_version, refused_at=at)


class TestStatus(StrEnum):
    """Where a connection test stands."""

    RUNNING = "RUNNING"
    PASSED = "PASSED"
    FAILED = "FAILED"


NETSUITE = "NetSuite"
"""What a probe is about where the account could not be reached, or could not be looked at."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What a connection test saw of one list, or of one thing that the role may do.

    `permission` names the one of the role that it is about, by NetSuite's id (fact 151). Where
    `is_too_much`, the role may do what it should not; that stops nothing.
    """

    list: str
    passed: bool
    finding: str
    permission: str | None = None
    is_too_much: bool = False


@dataclass(frozen=True, slots=True)
class ConnectionTest:
    """One test of a connection; queued like a sync, under the same wake-up rule.

    `secret_version` is the new secret that it tries; None tries the one in use.
    """

    tenant: str
    connection_id: str
    test_id: str
    account: str
    requested_at: datetime
    requested_by: str = ""
    secret_version: str | None = None
    status: TestStatus = TestStatus.RUNNING
    version: int = 1
    epoch: int = 0
    send_no: int = 1
    due_at: datetime | None = None
    claimed_send_no: int = 0
    claim_message_id: str | None = None
    finished_at: datetime | None = None
    probes: tuple[Probe, ...] = ()
