"""One NetSuite account through one connection: what the posting protocol may ask of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from period_sync.adapters.netsuite.answers import not_logged_in
from period_sync.adapters.netsuite.journal_client import JournalClient
from period_sync.adapters.netsuite.journal_finding import find_keys
from period_sync.adapters.netsuite.lists import read_records, read_similar
from period_sync.adapters.netsuite.login import Login, TokenPlace
from period_sync.adapters.netsuite.logins import login_of
from period_sync.adapters.netsuite.payload import render
from period_sync.adapters.netsuite.periods import read_periods
from period_sync.adapters.netsuite.read_back import read_journals, read_reversals
from period_sync.adapters.netsuite.reads import Reads
from period_sync.adapters.netsuite.suiteql import SuiteQl
from period_sync.adapters.netsuite.survey import AccountSurvey
from period_sync.adapters.netsuite.transport import Transport
from period_sync.application.ports import Clock, Found, Secret, Secrets
from period_sync.domain.accounting_periods import AccountingPeriod
from period_sync.domain.booked import BookedJournal
from period_sync.domain.connection import Connection, Features
from period_sync.domain.errors import NetSuiteError, NetSuiteRefused, NetSuiteUnauthorized
from period_sync.domain.journal_record import ExternalId, NotShown
from period_sync.domain.names import NameList, Record
from period_sync.domain.netsuite_account import api_origin
from period_sync.domain.posting import JournalToPost, PostAnswer, RecordType


class NetSuiteAccount:
    """Fulfils `NetSuite`."""

    def __init__(
        self,
        login: Login,
        origin: str,
        clock: Clock,
        features: Features,
        answer_seconds: float | None = None,
    ) -> None:
        self.secret_version = login.secret_version
        self._login = login
        self._transport = Transport(login)
        self._origin = origin
        self._features = features
        self._reads = Reads(self._transport, login.secret_version, clock.pause)
        self._suiteql = SuiteQl(self._reads, origin)
        self.journals = JournalClient(
            self._transport,
            self._reads,
            self._suiteql,
            origin,
            features,
            answer_seconds=answer_seconds,
        )

    def log_in(self) -> None:
        """Have at hand what the next request needs to be let in."""
        self._login.prepare()

    def renew_login(self) -> bool:
        """After a 401, tell whether one more try with the same secret makes sense."""
        return self._login.renew()

    def records(
        self, name_list: NameList, names: Sequence[str], internal_ids: Sequence[str] = ()
    ) -> list[Record]:
        """Read the records that may answer to `names`, and those with some internal ids."""
        return read_records(self._suiteql, self._features, name_list, names, internal_ids)

    def similar(self, name_list: NameList, names: Sequence[str]) -> list[Record]:
        """Read records that may be meant by `names`; none only if the list shows none at all."""
        return read_similar(self._suiteql, self._features, name_list, names)

    def accounting_periods(self, days: Sequence[date]) -> list[AccountingPeriod]:
        """Read the base periods that hold any of the dates."""
        return read_periods(self._suiteql, self._features, days)

    def find(self, external_ids: Sequence[str], witness: str | None) -> Found:
        """Look journals up by their key; each query asks for the witness too."""
        return find_keys(self._suiteql, external_ids, witness)

    def by_external_id(self, record_type: RecordType, external_id: str) -> str | None:
        """Ask `eid:` for a journal; a role that may not open journals there is told nothing."""
        try:
            found = self.journals.get(ExternalId(external_id), record_type)
        except NetSuiteRefused:
            return None
        return None if isinstance(found, NotShown) else found.internal_id

    def render(self, journal: JournalToPost) -> bytes:
        """Write the exact body of a POST."""
        return render(journal)

    def create(self, record_type: RecordType, body: bytes) -> PostAnswer:
        """POST a journal once, create-only: never PUT, which could append its lines (fact 60)."""
        try:
            return self.journals.create(record_type, body)
        except NetSuiteError as error:
            return not_logged_in(error)

    def read(
        self, internal_ids: Sequence[str], external_ids: Sequence[str] = ()
    ) -> list[BookedJournal]:
        """Read journals from the ledger; those that can't be seen are left out."""
        return read_journals(self._suiteql, self._features, internal_ids, external_ids)

    def reversals(self, originals: Sequence[BookedJournal]) -> dict[str, BookedJournal]:
        """Read the reversals of journals, by the internal ids of the originals."""
        return read_reversals(self._suiteql, self._features, originals)

    def survey(self) -> AccountSurvey:
        """Return what a connection test asks."""
        return AccountSurvey(self._suiteql, self._reads, self._origin)

    def any_journal(self) -> str | None:
        """Return the internal id of some journal that can be seen, if there is one."""
        return self.survey().any_journal()


@dataclass(frozen=True, slots=True)
class NetSuiteAccounts:
    """Fulfils `NetSuites`.

    `local_origin` replaces the account's own host on one machine only; `answer_seconds` is how long
    the answer to a POST is waited for.
    """

    clock: Clock
    secrets: Secrets
    local_origin: str | None
    answer_seconds: float | None = None
    tokens: dict[tuple[str, str], TokenPlace] = field(default_factory=dict, repr=False)

    def open(
        self, connection: Connection, *, fresh: bool = False, secret: Secret | None = None
    ) -> NetSuiteAccount:
        """Read the secret, unless one is given, and prepare one fresh HTTP connection.

        Raises ConfigurationError, or NetSuiteUnauthorized if NetSuite refused this very version
        of the secret before: trying again would lock the user (fact 15).
        """
        login, origin = self.log_in(connection, fresh=fresh, secret=secret)
        return NetSuiteAccount(login, origin, self.clock, connection.features, self.answer_seconds)

    def log_in(
        self, connection: Connection, *, fresh: bool = False, secret: Secret | None = None
    ) -> tuple[Login, str]:
        """Read the secret, unless one is given, and return what signs requests with it.

        The origin that they go to comes with it.

        Raises as `open` does.
        """
        tenant, connection_id = connection.tenant, connection.connection_id
        if secret is None:
            secret = self.secrets.netsuite_secret(tenant, connection_id, fresh=fresh)
        if secret.version == connection.refused_secret_version:
            raise NetSuiteUnauthorized(secret.version)
        origin = self.local_origin or api_origin(connection.account)
        place = self.tokens.setdefault((tenant, connection_id), TokenPlace())
        if fresh:
            # Whoever wants the newest secret wants to know what it opens now.
            place.token = None
        return login_of(connection, secret, origin, self.clock, place), origin
