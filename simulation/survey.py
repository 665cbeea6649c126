"""What a connection test asks of a simulated account."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from period_sync.application.ports import AccountingBook
from period_sync.domain.account_features import JournalFields
from period_sync.domain.connection import Features
from period_sync.domain.errors import NetSuiteRefused

if TYPE_CHECKING:
    from simulation.account import SimulatedAccount


@dataclass(frozen=True)
class SimulatedSurvey:
    """Fulfils `Survey`: a company that has subsidiaries, currencies and nothing else."""

    account: "SimulatedAccount"

    def rows(self, table: str) -> int:
        """Ask a list for a row or two."""
        shown = 0 if table in {"department", "classification", "location", "role"} else 2
        return self.account.read_list(f"rows of {table}", lambda: shown, 0)

    def journal_fields(self) -> JournalFields:
        """Read which fields journals have."""
        header, line = frozenset({"subsidiary", "currency"}), frozenset({"account"})
        return JournalFields(header, line)

    def books(self) -> list[AccountingBook]:
        """Read the active accounting books; there is one, which has no name."""
        return []

    def calendars(self) -> int:
        """Count the fiscal calendars."""
        return 1

    def role_permissions(self, script_id: str) -> frozenset[str]:
        """Refuse: the role sees no roles."""
        raise NetSuiteRefused(f"There is no such role: {script_id}")

    def read_restrictions(self, features: Features) -> None:
        """Refuse: accounts are not restricted."""
        raise NetSuiteRefused(f"There is no such column: {features.one_world}")

    def read_limits(self, features: Features) -> None:
        """Refuse: counterparties are not limited."""
        raise NetSuiteRefused(f"There is no such column: {features.one_world}")

    def try_creating(self, features: Features) -> None:
        """Let journals be created."""

    def any_journal(self) -> str | None:
        """Return the internal id of some journal."""
        return self.account.any_journal()
