"""One NetSuite account, as the posting protocol sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from period_sync.application.ports.connections import Secret
from period_sync.application.ports.journals import Journals
from period_sync.application.ports.survey import Survey
from period_sync.domain.accounting_periods import AccountingPeriod
from period_sync.domain.booked import BookedJournal
from period_sync.domain.connection import Connection
from period_sync.domain.names import NameList, Record
from period_sync.domain.posting import JournalToPost, PostAnswer, RecordType


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up saw: internal ids by key, oldest first, and whether it could see at all.

    `internal_ids` bear the key as external id. `by_memo` bear it in their memo only, are no
    reversal, and have no other key of ours as external id; what they hold is to be compared.
    `could_see` is false when the witness, a journal known to be there, was missing too: then
    absence means nothing.
    """

    internal_ids: Mapping[str, Sequence[str]]
    by_memo: Mapping[str, Sequence[str]]
    could_see: bool


class NetSuite(Protocol):
    """One NetSuite account, through one connection. Reads raise NetSuiteError's subclasses."""

    @property
    def secret_version(self) -> str:
        """The version of the secret that this speaks with."""

    def log_in(self) -> None:
        """Have at hand what the next request needs to be let in, so that a POST is all it takes.

        Raises NetSuiteUnauthorized if the credentials are refused, or another NetSuiteError.
        """

    def renew_login(self) -> bool:
        """After a 401, tell whether one more try with the same secret makes sense; once it may."""

    def records(
        self, name_list: NameList, names: Sequence[str], internal_ids: Sequence[str] = ()
    ) -> list[Record]:
        """Read the records that may answer to `names`, and those with some internal ids.

        Of subsidiaries it reads all.
        """

    def similar(self, name_list: NameList, names: Sequence[str]) -> list[Record]:
        """Read records that may be meant by `names`; none only if the list shows none at all."""

    def accounting_periods(self, days: Sequence[date]) -> list[AccountingPeriod]:
        """Read the base periods that hold any of the dates."""

    def find(self, external_ids: Sequence[str], witness: str | None) -> Found:
        """Look journals up by their key, as external id and at the end of their memo."""

    def by_external_id(self, record_type: RecordType, external_id: str) -> str | None:
        """Ask the record service itself for a journal's internal id; None says nothing."""

    def render(self, journal: JournalToPost) -> bytes:
        """Write the exact body of a POST."""

    def create(self, record_type: RecordType, body: bytes) -> PostAnswer:
        """POST a journal once; every ending is an answer, none an exception."""

    def read(
        self, internal_ids: Sequence[str], external_ids: Sequence[str] = ()
    ) -> list[BookedJournal]:
        """Read journals from the ledger, and all that bear one of the external ids.

        Those that can't be seen are left out.
        """

    def reversals(self, originals: Sequence[BookedJournal]) -> Mapping[str, BookedJournal]:
        """Read the reversals of journals, by the internal ids of the originals."""

    @property
    def journals(self) -> Journals:
        """The journals of the account, ours and others, for operators."""

    def survey(self) -> Survey:
        """Return what a connection test asks."""

    def any_journal(self) -> str | None:
        """Return the internal id of some journal that can be seen, if there is one."""


class NetSuites(Protocol):
    """How a connection becomes a NetSuite to speak to."""

    def open(
        self, connection: Connection, *, fresh: bool = False, secret: Secret | None = None
    ) -> NetSuite:
        """Read the secret and prepare one fresh HTTP connection.

        `fresh` reads the secret anew; `secret` is used instead of the one in use. Raises
        ConfigurationError, or NetSuiteUnauthorized if this version of the secret was refused
        before.
        """
