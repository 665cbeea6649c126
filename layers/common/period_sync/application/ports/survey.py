"""What a connection test asks of a NetSuite account."""

from dataclasses import dataclass
from typing import Protocol

from period_sync.domain.account_features import JournalFields
from period_sync.domain.connection import Features


@dataclass(frozen=True, slots=True)
class AccountingBook:
    """One active accounting book of an account with several."""

    internal_id: str
    name: str
    is_primary: bool


class Survey(Protocol):
    """What a connection test asks of an account. Each raises NetSuiteError's subclasses."""

    def rows(self, table: str) -> int:
        """Ask a list for a row or two and return how many it showed."""

    def journal_fields(self) -> JournalFields:
        """Read which fields journals have in this account."""

    def books(self) -> list[AccountingBook]:
        """Read the active accounting books."""

    def calendars(self) -> int:
        """Count the fiscal calendars that subsidiaries and periods have."""

    def read_restrictions(self, features: Features) -> None:
        """Read the columns of accounts that restrict them to a classification."""

    def read_limits(self, features: Features) -> None:
        """Read the columns of counterparties that tie them to subsidiaries and a currency."""

    def try_creating(self, features: Features) -> None:
        """Ask for the form of a new journal, which saves nothing."""

    def role_permissions(self, script_id: str) -> frozenset[str]:
        """Read the ids of the permissions that a role holds, at whatever level."""

    def any_journal(self) -> str | None:
        """Return the internal id of some journal that can be seen, if there is one."""
