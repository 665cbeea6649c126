import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest

from period_sync.domain.connection import AuthMethod
from period_sync.domain.errors import NotFound, PeriodSyncError
from period_sync.operators import Operator
from tests.support.clock import START
from tests.support.netsuite_client import secret_of
from tests.support.oauth2_keys import ec_keys
from tests.support.operator import operator_of, run
from tests.support.product import CONNECTION, TENANT, Product

ADD = ["connection", "add", TENANT, CONNECTION, "--environment", "production", "--account", "1"]


@pytest.fixture
def to(product: Product, monkeypatch: pytest.MonkeyPatch) -> Operator:
    product.make_tenant()
    monkeypatch.setattr("getpass.getpass", lambda _: "")
    return operator_of(product)


def stored(**which: str) -> Any:
    client = boto3.client("secretsmanager")
    name = f"period-sync/local/{TENANT}/{CONNECTION}"
    return json.loads(client.get_secret_value(SecretId=name, **which)["SecretString"])


def set_client(monkeypatch: pytest.MonkeyPatch, **more: str) -> None:
    for name, value in ({"CLIENT_ID": "c" * 64, "CERTIFICATE_ID": "k" * 43} | more).items():
        monkeypatch.setenv(f"NETSUITE_{name}", value)


def test_an_oauth2_connection_takes_its_key_from_a_file(
    to: Operator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Any
) -> None:
    keys, file = ec_keys(), tmp_path / "key.pem"
    file.write_text(keys.private_pem)
    certificate = keys.certificate(START, timedelta(days=700))
    set_client(monkeypatch, PRIVATE_KEY_FILE=str(file), CERTIFICATE=certificate)
    assert run(to, *ADD, "--auth", "oauth2") == 0
    assert to.connections.connection(TENANT, CONNECTION).auth is AuthMethod.OAUTH2
    assert stored() == {
        "client_id": "c" * 64,
        "certificate_id": "k" * 43,
        "private_key": keys.private_pem.strip(),
        "certificate": certificate.strip(),
    }
    told = capsys.readouterr().out
    assert "The certificate ends on 2028-10-03" in told
    assert "PRIVATE KEY" not in told


def test_a_connection_logs_in_by_tba_unless_told_otherwise(
    product: Product, to: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = secret_of(product.netsuite.credentials)
    for name, value in keys.items():
        monkeypatch.setenv(f"NETSUITE_{name.upper()}", value)
    assert run(to, *ADD) == 0
    assert to.connections.connection(TENANT, CONNECTION).auth is AuthMethod.TBA
    assert stored() == keys


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "private_key"),
        ({"PRIVATE_KEY": "no key"}, "private_key"),
        ({"PRIVATE_KEY_FILE": "/nowhere.pem"}, "NETSUITE_PRIVATE_KEY_FILE names /nowhere.pem"),
        ({"PRIVATE_KEY": ec_keys().private_pem, "CLIENT_ID": ""}, "client_id"),
        (
            {
                "PRIVATE_KEY": ec_keys().private_pem,
                "CERTIFICATE": ec_keys().certificate(START, timedelta(days=1)),
            },
            "not that of its private_key",
        ),
    ],
)
def test_a_secret_that_cannot_be_right_adds_no_connection(
    to: Operator, monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], told: str
) -> None:
    set_client(monkeypatch, **changed)
    with pytest.raises(PeriodSyncError, match=told):
        run(to, *ADD, "--auth", "oauth2")
    assert to.connections.connections(TENANT) == []
    with pytest.raises(boto3.client("secretsmanager").exceptions.ResourceNotFoundException):
        stored()


def test_a_newer_secret_lies_beside_the_old_one_and_the_trail_says_so(
    product: Product, to: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_client(monkeypatch, PRIVATE_KEY=ec_keys().private_pem)
    run(to, *ADD, "--auth", "oauth2")
    newer = ec_keys().private_pem
    monkeypatch.setenv("NETSUITE_PRIVATE_KEY", newer)
    monkeypatch.setenv("NETSUITE_CERTIFICATE_ID", "n" * 43)
    assert run(to, "connection", "secret", TENANT, CONNECTION) == 0
    assert stored()["certificate_id"] == "k" * 43
    new = to.connections.connection(TENANT, CONNECTION).new_secret
    assert new is not None
    assert stored(VersionId=new.version)["private_key"] == newer.strip()
    items = product.table.client.scan(TableName=product.cloud.tables["AuditTable"])["Items"]
    actions = {item["action"]["S"] for item in items}
    assert {"connection added", "connection secret stored"} <= actions
    assert newer not in str(items)


def test_there_is_no_secret_without_a_connection(to: Operator) -> None:
    with pytest.raises(NotFound):
        run(to, "connection", "secret", TENANT, CONNECTION)
