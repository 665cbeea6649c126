"""The product's NetSuite client, opened on a server of a test, and journals to post with it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from local.netsuite.credentials import Credentials
from period_sync.adapters.netsuite.gateway import NetSuiteAccount, NetSuiteAccounts
from period_sync.application.ports import Secret
from period_sync.domain.booked import BookedJournal
from period_sync.domain.connection import Connection, Environment
from period_sync.domain.posting import JournalToPost, LineToPost, RecordType
from tests.support.clock import START, SetClock
from tests.support.simulator import ACCOUNT, RunningSimulator, random_credentials

# Internal ids of the simulator's packaged data.
GMBH, KK = "2", "4"
EUR, JPY = "1", "3"
OCTOBER = "415"
COST, CLEARING = "250", "227"
VERSION = "version-1"


@dataclass(frozen=True)
class OneSecret:
    """Stands where `SecretsManagerSecrets` does."""

    value: object

    def netsuite_secret(self, tenant: str, connection_id: str, *, fresh: bool = False) -> Secret:
        """Return the secret, whoever asks."""
        del tenant, connection_id, fresh
        return Secret(self.value, VERSION)


def secret_of(credentials: Credentials, **changed: str) -> dict[str, str]:
    """Return keys as they are stored, some of them changed."""
    names = ("consumer_key", "consumer_secret", "token_id", "token_secret")
    return {name: getattr(credentials, name) for name in names} | changed


def connection_to(account: str = ACCOUNT, **changed: Any) -> Connection:
    """Return a connection."""
    return Connection("halcyon", "main", Environment.SANDBOX, account, START, **changed)


def open_at(origin: str, *, account: str = ACCOUNT, secret: object = None) -> NetSuiteAccount:
    """Open a client on any server; without a secret the keys are made up."""
    value = secret or secret_of(random_credentials(account))
    return NetSuiteAccounts(SetClock(), OneSecret(value), origin).open(connection_to(account))


def open_simulator(simulator: RunningSimulator, **changed: str) -> NetSuiteAccount:
    """Open a client on a simulator; `changed` replaces keys."""
    return open_at(simulator.origin, secret=secret_of(simulator.credentials, **changed))


def line(account: str, debit: str | None = None, credit: str | None = None, **names: Any) -> Any:
    """Return a line to post."""
    values: dict[str, Any] = {
        "account": account,
        "debit": None if debit is None else Decimal(debit),
        "credit": None if credit is None else Decimal(credit),
        "memo": "HL-1 amortization",
        "department": None,
        "class_": None,
        "location": None,
        "entity": None,
    }
    return LineToPost(**(values | names))


def journal(*lines: LineToPost, **changed: Any) -> JournalToPost:
    """Return a journal that the packaged data admits: 100 on two accounts, or given lines."""
    values: dict[str, Any] = {
        "external_id": "ps-first",
        "subsidiary": GMBH,
        "currency": EUR,
        "posting_period": OCTOBER,
        "date": date(2026, 10, 31),
        "memo": "Lease accounting Oct 2026",
        "lines": lines or (line(COST, debit="100.00"), line(CLEARING, credit="100.00")),
    }
    return JournalToPost(**(values | changed))


def post(account: NetSuiteAccount, *lines: LineToPost, **changed: Any) -> str:
    """Post a journal that must be taken; returns its internal id."""
    answer = account.create(RecordType.JOURNAL, account.render(journal(*lines, **changed)))
    assert answer.internal_id is not None, answer
    return answer.internal_id


def sums_by_account(booked: BookedJournal) -> dict[str, tuple[Decimal, Decimal]]:
    """Add up what a journal books on each account: debit and credit."""
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for lines in booked.lines_in("1"):
        debit, credit = sums.get(lines.account, (Decimal(0), Decimal(0)))
        sums[lines.account] = (debit + lines.debit, credit + lines.credit)
    return sums
