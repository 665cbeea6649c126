from dataclasses import dataclass

import pytest

from period_sync.adapters.netsuite.gateway import NetSuiteAccount, NetSuiteAccounts
from period_sync.application.ports import Secret
from period_sync.domain.errors import ConfigurationError, InvalidInput, NetSuiteUnauthorized
from tests.support.clock import SetClock
from tests.support.netsuite_client import VERSION, OneSecret, connection_to, post, secret_of
from tests.support.scripted_server import http, scripted_server
from tests.support.simulator import RunningSimulator, random_credentials

SECRET = OneSecret(secret_of(random_credentials()))


def test_a_secret_that_netsuite_refused_is_not_tried_again() -> None:
    with scripted_server(http(204)) as server:
        accounts = NetSuiteAccounts(SetClock(), SECRET, server.origin)
        with pytest.raises(NetSuiteUnauthorized) as refused:
            accounts.open(connection_to(refused_secret_version=VERSION))
    assert refused.value.secret_version == VERSION
    assert server.connections == 0


def test_a_new_version_of_a_refused_secret_is_tried() -> None:
    accounts = NetSuiteAccounts(SetClock(), SECRET, "http://127.0.0.1:1")
    opened = accounts.open(connection_to(refused_secret_version="version-0"))
    assert opened.secret_version == VERSION


def test_opening_sends_nothing() -> None:
    with scripted_server(http(204)) as server:
        NetSuiteAccounts(SetClock(), SECRET, server.origin).open(connection_to())
    assert server.connections == 0


def test_a_secret_that_lacks_a_key_is_an_error_of_set_up() -> None:
    incomplete = OneSecret({"consumer_key": "k"})
    with pytest.raises(ConfigurationError, match="consumer_secret"):
        NetSuiteAccounts(SetClock(), incomplete, None).open(connection_to())


@pytest.mark.parametrize("account", ["evil.example/", "1234567@evil", "1234567:443", ""])
def test_no_host_is_built_from_what_is_no_account_id(account: str) -> None:
    with pytest.raises(InvalidInput):
        NetSuiteAccounts(SetClock(), SECRET, None).open(connection_to(account))


def test_the_newest_secret_is_read_at_every_opening(netsuite: RunningSimulator) -> None:
    @dataclass
    class Rotated:
        version: str = "old"

        def netsuite_secret(
            self, tenant: str, connection_id: str, *, fresh: bool = False
        ) -> Secret:
            assert (tenant, connection_id, fresh) == ("halcyon", "main", False)
            return Secret(secret_of(netsuite.credentials), self.version)

    secrets = Rotated()
    accounts = NetSuiteAccounts(SetClock(), secrets, netsuite.origin)
    assert accounts.open(connection_to()).secret_version == "old"
    secrets.version = "new"
    assert accounts.open(connection_to()).secret_version == "new"


def test_some_journal_is_seen_once_there_is_one(account: NetSuiteAccount) -> None:
    assert account.any_journal() is None
    first = post(account)
    post(account, external_id="ps-second")
    assert account.any_journal() == first
