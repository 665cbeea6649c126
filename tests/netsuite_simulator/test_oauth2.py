import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec

from local.netsuite.bearer_tokens import ASSERTION_TYPE, TOKEN_PATH
from tests.netsuite_simulator.client import QUERIES, Client, refusal
from tests.support.oauth2_keys import KeyPair, ec_keys, rsa_keys
from tests.support.simulator import (
    TIMEOUT_SECONDS,
    RunningSimulator,
    random_credentials,
    simulator_thread,
)

NOW = datetime(2026, 11, 3, 18, 0, tzinfo=UTC)


@dataclass
class Integration:
    """An OAuth 2.0 client of a simulator whose clock stands still."""

    simulator: RunningSimulator
    now: list[datetime]
    keys: KeyPair
    certificate_id: str

    @property
    def address(self) -> str:
        return self.simulator.origin + TOKEN_PATH

    def assertion(
        self, algorithm: str = "ES256", header: dict[str, Any] | None = None, **claims: Any
    ) -> str:
        issued = int(self.now[0].timestamp())
        payload = {
            "iss": self.simulator.credentials.client_id,
            "scope": ["rest_webservices"],
            "aud": self.address,
            "iat": issued,
            "exp": issued + 300,
        } | claims
        payload = {name: value for name, value in payload.items() if value is not None}
        headers = {"kid": self.certificate_id} | (header or {})
        return jwt.encode(payload, self.keys.key, algorithm=algorithm, headers=headers)

    def ask(self, assertion: str, **form: str) -> requests.Response:
        return requests.post(
            self.address,
            data={
                "grant_type": "client_credentials",
                "client_assertion_type": ASSERTION_TYPE,
                "client_assertion": assertion,
            }
            | form,
            timeout=TIMEOUT_SECONDS,
        )

    def token(self) -> str:
        answer = self.ask(self.assertion())
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])

    def query(self, authorization: str) -> requests.Response:
        return requests.post(
            self.simulator.origin + QUERIES,
            json={"q": "SELECT id FROM currency"},
            headers={"Authorization": authorization, "Prefer": "transient"},
            timeout=TIMEOUT_SECONDS,
        )

    def reason(self) -> str:
        return self.simulator.login_audit()[0]["status"]


@pytest.fixture
def integration() -> Iterator[Integration]:
    now, keys = [NOW], ec_keys()
    with simulator_thread(clock=lambda: now[0]) as simulator:
        yield Integration(simulator, now, keys, simulator.add_certificate(keys.public_pem))


def test_a_token_opens_the_services_for_an_hour(integration: Integration) -> None:
    answer = integration.ask(integration.assertion())
    document = answer.json()
    assert (int(document["expires_in"]), document["token_type"]) == (3600, "bearer")
    assert jwt.get_unverified_header(document["access_token"])["typ"] == "JWT"
    authorization = f"Bearer {document['access_token']}"
    assert integration.query(authorization).status_code == 200
    integration.now[0] += timedelta(seconds=3599)
    assert integration.query(authorization).status_code == 200
    integration.now[0] += timedelta(seconds=1)
    late = integration.query(authorization)
    assert refusal(late)[:2] == (401, "INVALID_LOGIN")
    assert late.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


def test_a_tokens_life_can_be_shorter(integration: Integration) -> None:
    integration.simulator.set_preferences(oauth2_token_seconds=5)
    token = integration.token()
    integration.now[0] += timedelta(seconds=5)
    assert integration.query(f"Bearer {token}").status_code == 401


@pytest.mark.parametrize(
    ("curve", "algorithm"),
    [(ec.SECP256R1(), "ES256"), (ec.SECP384R1(), "ES384"), (ec.SECP521R1(), "ES512")],
)
def test_every_curve_of_netsuite_signs(
    integration: Integration, curve: ec.EllipticCurve, algorithm: str
) -> None:
    keys = ec_keys(curve)
    certificate_id = integration.simulator.add_certificate(keys.public_pem)
    other = replace(integration, keys=keys, certificate_id=certificate_id)
    assert other.ask(other.assertion(algorithm)).status_code == 200


def test_rsa_signs_with_pss_only(integration: Integration) -> None:
    keys = rsa_keys()
    certificate_id = integration.simulator.add_certificate(keys.public_pem)
    other = replace(integration, keys=keys, certificate_id=certificate_id)
    for algorithm in ("PS256", "PS384", "PS512"):
        assert other.ask(other.assertion(algorithm)).status_code == 200
    assert other.ask(other.assertion("RS256")).status_code == 401
    assert other.reason() == "UnknownAlgorithm"


SECONDS = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"iss": "somebody"}, "consumer_key_unknown"),
        ({"iss": None}, "InvalidSignature"),
        ({"aud": "https://netsuite.invalid/token"}, "InvalidSignature"),
        ({"aud": None}, "InvalidSignature"),
        ({"iat": SECONDS + 301, "exp": SECONDS + 400}, "InvalidTimestamp"),
        ({"iat": SECONDS - 300, "exp": SECONDS}, "InvalidTimestamp"),
        ({"exp": SECONDS + 3601}, "InvalidTimestamp"),
        ({"exp": "soon"}, "InvalidTimestamp"),
        ({"exp": None}, "InvalidSignature"),
    ],
)
def test_a_wrong_claim_is_an_invalid_client(
    integration: Integration, claims: dict[str, Any], reason: str
) -> None:
    answer = integration.ask(integration.assertion(**claims))
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_client"'
    assert integration.reason() == reason


def test_an_assertion_of_an_hour_for_the_accounts_own_host_is_taken(
    integration: Integration,
) -> None:
    host = "https://1234567.suitetalk.api.netsuite.com"
    whole_hour = integration.assertion(aud=host + TOKEN_PATH, exp=SECONDS + 3600)
    assert integration.ask(whole_hour).status_code == 200


@pytest.mark.parametrize("scope", [["restlets"], "everything", [], ["rest_webservices", "x"]])
def test_a_wrong_scope_is_refused(integration: Integration, scope: Any) -> None:
    answer = integration.ask(integration.assertion(scope=scope))
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_scope"})


def test_the_signature_must_be_that_of_the_certificate_named(integration: Integration) -> None:
    stranger = replace(integration, keys=ec_keys())
    assert stranger.ask(stranger.assertion()).status_code == 401
    assert stranger.reason() == "InvalidSignature"
    assert integration.ask(integration.assertion(header={"kid": "other"})).status_code == 401
    assert integration.reason() == "consumer_key_unknown"


def test_an_unsigned_assertion_is_refused(integration: Integration) -> None:
    head, body, _ = integration.assertion().split(".")
    plain = json.loads(base64.urlsafe_b64decode(head + "==")) | {"alg": "none"}
    forged = base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")
    assert integration.ask(f"{forged}.{body}.").status_code == 401
    assert integration.reason() == "UnknownAlgorithm"


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"client_assertion_type": "jwt"}, "invalid_request"),
        ({"client_assertion": ""}, "invalid_request"),
        ({"client_assertion": "no.jwt"}, "invalid_request"),
    ],
)
def test_a_wrong_form_is_an_invalid_request(
    integration: Integration, form: dict[str, str], error: str
) -> None:
    answer = integration.ask(integration.assertion(), **form)
    assert (answer.status_code, answer.json()) == (400, {"error": error})


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", "{}"),
        ("application/x-www-form-urlencoded", "é"),
        ("application/x-www-form-urlencoded", "grant_type=a&grant_type=b"),
    ],
)
def test_what_is_no_form_is_an_invalid_request(
    integration: Integration, kind: str, body: str
) -> None:
    answer = requests.post(
        integration.address,
        data=body.encode(),
        headers={"Content-Type": kind},
        timeout=TIMEOUT_SECONDS,
    )
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_a_revoked_certificate_gets_no_token_and_ends_those_it_got(
    integration: Integration,
) -> None:
    token = integration.token()
    integration.simulator.revoke_certificate(integration.certificate_id)
    assert integration.ask(integration.assertion()).status_code == 401
    assert integration.query(f"Bearer {token}").status_code == 401


def test_certificates_overlap_at_a_rotation(integration: Integration) -> None:
    keys = ec_keys()
    later = replace(
        integration,
        keys=keys,
        certificate_id=integration.simulator.add_certificate(keys.public_pem),
    )
    assert integration.query(f"Bearer {integration.token()}").status_code == 200
    assert later.query(f"Bearer {later.token()}").status_code == 200
    integration.simulator.revoke_certificate(integration.certificate_id)
    assert later.query(f"Bearer {later.token()}").status_code == 200


def test_a_certificate_ends_on_its_day(integration: Integration) -> None:
    keys = ec_keys()
    pem = keys.certificate(NOW - timedelta(days=1), timedelta(days=31))
    other = replace(
        integration, keys=keys, certificate_id=integration.simulator.add_certificate(pem)
    )
    assert other.ask(other.assertion()).status_code == 200
    integration.now[0] += timedelta(days=30)
    assert other.ask(other.assertion()).status_code == 401


def test_a_certificate_lasts_two_years_at_most(integration: Integration) -> None:
    keys = ec_keys()
    pem = keys.certificate(NOW, timedelta(days=3650))
    other = replace(
        integration, keys=keys, certificate_id=integration.simulator.add_certificate(pem)
    )
    integration.now[0] += timedelta(days=730)
    assert other.ask(other.assertion()).status_code == 200
    integration.now[0] += timedelta(days=2)
    assert other.ask(other.assertion()).status_code == 401


@pytest.mark.parametrize("pem", ["no PEM", ec_keys(ec.SECP256K1()).public_pem])
def test_only_certificates_that_netsuite_takes_can_be_added(
    integration: Integration, pem: str
) -> None:
    answer = requests.post(
        f"{integration.simulator.origin}/simulator/certificates",
        json={"certificate": pem},
        timeout=TIMEOUT_SECONDS,
    )
    assert answer.status_code == 400


def test_a_revoked_token_is_refused_and_a_new_one_is_not(integration: Integration) -> None:
    token = integration.token()
    assert integration.simulator.revoke_tokens() == 1
    assert integration.query(f"Bearer {token}").status_code == 401
    assert integration.query(f"Bearer {integration.token()}").status_code == 200


@pytest.mark.parametrize(
    ("authorization", "status", "error"),
    [("Bearer", 400, "invalid_request"), ("Bearer x", 401, "invalid_token")],
)
def test_what_is_no_token_is_refused(
    integration: Integration, authorization: str, status: int, error: str
) -> None:
    answer = integration.query(authorization)
    assert answer.status_code == status
    assert answer.headers["WWW-Authenticate"] == f'Bearer error="{error}"'


def test_failures_of_both_logins_lock_the_user(integration: Integration) -> None:
    token = integration.token()
    for _ in range(2):
        integration.ask(integration.assertion(iss="somebody"))
    for _ in range(2):
        integration.query("Bearer x")
    integration.query("OAuth x")
    assert integration.ask(integration.assertion()).status_code == 401
    assert integration.query(f"Bearer {token}").status_code == 401
    assert integration.reason() == "temporary_locked"
    integration.now[0] += timedelta(minutes=30)
    assert integration.query(f"Bearer {token}").status_code == 200


def test_a_role_without_the_login_gets_no_token_and_its_old_one_ends(
    integration: Integration,
) -> None:
    token = integration.token()
    integration.simulator.grant(ADMI_LOGIN_OAUTH2="none")
    assert integration.ask(integration.assertion()).status_code == 401
    assert integration.reason() == "permission_denied"
    assert integration.query(f"Bearer {token}").status_code == 401
    integration.simulator.grant(ADMI_LOGIN_OAUTH2="full")
    assert integration.query(f"Bearer {token}").status_code == 200


def test_both_logins_are_open_at_once(client: Client) -> None:
    keys = ec_keys()
    certificate_id = client.simulator.add_certificate(keys.public_pem)
    by_token = Integration(client.simulator, [datetime.now(UTC)], keys, certificate_id)
    assert by_token.query(f"Bearer {by_token.token()}").status_code == 200
    assert client.query("SELECT id FROM currency").status_code == 200


def test_an_account_can_have_one_of_the_logins_only() -> None:
    keys = random_credentials()
    with simulator_thread(credentials=replace(keys, client_id=None)) as simulator:
        pair = ec_keys()
        certificate_id = simulator.add_certificate(pair.public_pem)
        outsider = Integration(simulator, [datetime.now(UTC)], pair, certificate_id)
        assert outsider.ask(outsider.assertion()).status_code == 401
        assert outsider.reason() == "FeatureDisabled"
    with simulator_thread(credentials=replace(keys, consumer_key="")) as simulator:
        assert Client(simulator).query("SELECT id FROM currency").status_code == 401
        assert simulator.login_audit()[0]["status"] == "FeatureDisabled"


def test_the_token_endpoint_misbehaves_on_command(integration: Integration) -> None:
    integration.simulator.add_fault("503:route=token,nth=1")
    statuses = [integration.ask(integration.assertion()).status_code for _ in range(2)]
    assert statuses == [503, 200]
