import time
from collections.abc import Iterator

import pytest

from local.stack import Stack
from tests.e2e.client import Client, new_document, path_of
from tests.support.issuer import OwnIssuer, other_key, own_issuer


@pytest.fixture(scope="module")
def issuer() -> Iterator[OwnIssuer]:
    with own_issuer() as running:
        yield running


@pytest.fixture(scope="module")
def guarded(issuer: OwnIssuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    state = tmp_path_factory.mktemp("guarded")
    with Stack(state, 0, environment={}, issuer=issuer) as running:
        yield running


def test_a_token_of_another_issuer_than_cognito_is_accepted(
    guarded: Stack, issuer: OwnIssuer
) -> None:
    answer = Client(guarded.origin, issuer.token("controller")).get("/v1/me")
    assert (answer["subject"], answer["tenant"]) == ("controller", "halcyon")


def test_every_wrong_token_is_refused(guarded: Stack, issuer: OwnIssuer) -> None:
    past = int(time.time()) - 3600
    wrong = {
        "signature": issuer.mint(sub="controller", key=other_key()),
        "issuer": issuer.mint(sub="controller", iss="https://elsewhere.example"),
        "audience": issuer.mint(sub="controller", aud="another-product"),
        "no expiry": issuer.mint(sub="controller", without="exp"),
        "expired": issuer.mint(sub="controller", exp=past),
        "ID token": issuer.mint(sub="controller", token_use="id"),
        "nobody": issuer.mint(),
    }
    statuses = {
        why: Client(guarded.origin, token).call("GET", "/v1/periods").status_code
        for why, token in wrong.items()
    }
    assert statuses == dict.fromkeys(wrong, 401)


def test_the_subject_decides_what_somebody_may_do(guarded: Stack, issuer: OwnIssuer) -> None:
    document = new_document()
    machine = Client(guarded.origin, issuer.token("lease-system"))
    assert machine.call("PUT", path_of(document), document).status_code == 201
    for name, code in (
        ("auditor", "FORBIDDEN"),
        ("everything", "SEPARATION_OF_DUTIES"),
        ("outsider", "FORBIDDEN"),
    ):
        person = Client(guarded.origin, issuer.token(name))
        answer = person.call("POST", f"{path_of(document)}/syncs")
        assert (answer.status_code, answer.json()["code"]) == (403, code)


def test_another_tenants_period_does_not_exist(guarded: Stack, issuer: OwnIssuer) -> None:
    guarded.operate(
        *("tenant", "create", "meridian", "--name", "Meridian", "--event-account", "111122223333"),
        *("--event-source", "lease.meridian"),
    )
    member = ("--subject", "rival", "--email", "rival@meridian.example")
    guarded.operate("member", "add", "meridian", *member, "--permission", "journals:sync")
    document = new_document()
    machine = Client(guarded.origin, issuer.token("lease-system"))
    machine.call("PUT", path_of(document), document)
    rival = Client(guarded.origin, issuer.mint(sub="rival"))
    assert rival.call("GET", path_of(document)).status_code == 404
    assert rival.call("POST", f"{path_of(document)}/syncs").status_code == 404
    assert rival.get("/v1/periods")["items"] == []
