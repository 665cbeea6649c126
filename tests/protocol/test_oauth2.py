from collections.abc import Iterator

import pytest

from period_sync.adapters.dynamodb.connections import DynamoConnections
from period_sync.domain.connection import AuthMethod, Connection
from period_sync.domain.journal import JournalStatus
from tests.protocol.driver import (
    booked,
    journals_of,
    planned,
    problem_codes,
    retry,
    row_of,
    run_until_ended,
    start,
    watch,
)
from tests.support.clock import SharedTime
from tests.support.oauth2_keys import oauth2_secret
from tests.support.product import CONNECTION, TENANT, Product
from tests.support.simulator import RunningSimulator, simulator_thread


@pytest.fixture
def time() -> SharedTime:
    return SharedTime()


@pytest.fixture
def netsuite(time: SharedTime) -> Iterator[RunningSimulator]:
    with simulator_thread(clock=time.now) as running:
        yield running


@pytest.fixture
def secret(product: Product, time: SharedTime) -> dict[str, str]:
    time.clock = product.clock
    stored = oauth2_secret(product.netsuite)
    product.make_tenant()
    product.connect(AuthMethod.OAUTH2, stored)
    product.test_connection()
    product.go_live()
    return stored


def connection(product: Product) -> Connection:
    return DynamoConnections(product.table).connection(TENANT, CONNECTION)


@pytest.mark.usefixtures("secret")
def test_a_sync_needs_one_token(product: Product) -> None:
    before = product.netsuite.request_count("token")
    sync_id = start(product, entries=3)
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert booked(product, sync_id) == planned(product, sync_id)
    # The test of the connection left one that is still good.
    assert product.netsuite.request_count("token") == before == 1
    assert product.netsuite.request_count(status="401") == 0


@pytest.mark.usefixtures("secret")
@pytest.mark.parametrize("moment", ["POST journal", "POST query"])
def test_a_token_that_is_revoked_costs_no_journal(
    product: Product, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    boundary = watch(monkeypatch, product)
    met: list[str] = []

    def revoke(when: str, name: str) -> None:
        if when == "before" and name == moment:
            met.append(name)
            if len(met) == 2:
                product.netsuite.revoke_tokens()

    boundary.hook = revoke
    sync_id = start(product, entries=3)
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert booked(product, sync_id) == planned(product, sync_id)
    assert product.netsuite.request_count(status="401") == 1
    assert connection(product).refused_secret_version is None


@pytest.mark.usefixtures("secret")
def test_a_second_401_with_a_new_token_ends_the_sync_and_refuses_the_secret(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    boundary = watch(monkeypatch, product)

    def revoke(when: str, name: str) -> None:
        if (when, name) == ("before", "POST journal"):
            product.netsuite.revoke_tokens()

    boundary.hook = revoke
    sync_id = start(product)
    assert run_until_ended(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id) == ["CONN-01"]
    assert {journal.status for journal in journals_of(product, sync_id)} == {JournalStatus.PLANNED}
    assert product.netsuite.request_count(status="401") == 2
    assert connection(product).refused_secret_version is not None
    requests = product.netsuite.request_count()
    assert run_until_ended(product, retry(product, sync_id)) == "FAILED"
    assert product.netsuite.request_count() == requests


def test_a_secret_that_is_replaced_as_its_certificate_is_revoked_costs_no_journal(
    product: Product, secret: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    boundary = watch(monkeypatch, product)
    rotated: list[str] = []

    def rotate(when: str, name: str) -> None:
        if (when, name) == ("after", "POST journal") and not rotated:
            rotated.append(name)
            product.netsuite.revoke_certificate(secret["certificate_id"])
            product.store_secret(oauth2_secret(product.netsuite))

    boundary.hook = rotate
    sync_id = start(product, entries=3)
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert booked(product, sync_id) == planned(product, sync_id)
    assert connection(product).refused_secret_version is None


def test_a_new_secret_of_the_other_kind_is_used(
    product: Product, secret: dict[str, str], time: SharedTime
) -> None:
    product.netsuite.revoke_certificate(secret["certificate_id"])
    product.replace_secret()
    # Tokens are signed with the time of this machine.
    time.clock = None
    assert run_until_ended(product, start(product)) == "COMPLETED"


@pytest.mark.usefixtures("secret")
def test_what_is_no_secret_is_named_and_does_not_stop_the_worker(product: Product) -> None:
    product.store_secret({"colour": "blue"})
    product.clock.pause(61)
    sync_id = start(product)
    assert run_until_ended(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id) == ["OPS-02"]


@pytest.mark.usefixtures("secret")
@pytest.mark.parametrize("fault", ["503", "drop-before", "html502", "429", "truncate-body"])
def test_an_outage_of_the_token_endpoint_leaves_no_journal_in_doubt(
    product: Product, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    boundary = watch(monkeypatch, product)
    met: list[str] = []

    def break_down(when: str, name: str) -> None:
        if (when, name) == ("before", "POST journal"):
            met.append(name)
            if len(met) == 2:
                product.netsuite.revoke_tokens()
                product.netsuite.add_fault(f"{fault}:route=token,first=3")

    boundary.hook = break_down
    sync_id = start(product, entries=3)
    product.run()
    assert row_of(product, sync_id).is_running
    assert {journal.status for journal in journals_of(product, sync_id)} <= {
        JournalStatus.PLANNED,
        JournalStatus.POSTED,
    }
    assert run_until_ended(product, sync_id, seconds=900) == "COMPLETED"
    assert booked(product, sync_id) == planned(product, sync_id)


def test_a_test_with_a_wrong_key_makes_one_attempt(
    product: Product, secret: dict[str, str]
) -> None:
    product.store_secret(secret | {"private_key": oauth2_secret(product.netsuite)["private_key"]})
    attempts = len(product.netsuite.login_audit())
    test_id = product.test_connection()
    test = DynamoConnections(product.table).test(TENANT, test_id)
    assert test.status == "FAILED"
    assert [probe.list for probe in test.probes] == ["login"]
    assert len(product.netsuite.login_audit()) == attempts + 1
