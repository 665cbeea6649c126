import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from local.netsuite.bearer_tokens import TOKEN_PATH
from tests.netsuite_simulator.client import QUERIES, Client, journal, refusal
from tests.netsuite_simulator.test_oauth2 import Integration
from tests.netsuite_simulator.test_program import run
from tests.support.oauth2_keys import ec_keys
from tests.support.simulator import (
    TIMEOUT_SECONDS,
    RunningSimulator,
    accounts_thread,
    random_credentials,
    simulator_process,
)

PRODUCTION, SANDBOX = "1234567", "1234567-sb1"
PLACE = "/simulator/accounts"
PAGE = "/app/accounting/transactions/transaction.nl"

Pair = list[RunningSimulator]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """A production account and its sandbox at one origin."""
    with accounts_thread(PRODUCTION, SANDBOX) as accounts:
        yield accounts


def get(pair: Pair, path: str) -> requests.Response:
    return requests.get(pair[0].origin + path, timeout=TIMEOUT_SECONDS)


def statuses(simulator: RunningSimulator) -> list[str]:
    return [entry["status"] for entry in simulator.login_audit()]


def test_a_journal_is_in_the_account_that_it_was_posted_to_only(pair: Pair) -> None:
    production, sandbox = (Client(each) for each in pair)
    sandbox.created(journal(memo="In the sandbox"))
    assert [entry["memo"] for entry in pair[1].journals()] == ["In the sandbox"]
    assert pair[0].journals() == []
    assert production.read("eid:ps-first").status_code == 404
    assert production.rows("SELECT id FROM transaction") == []


def test_an_external_id_may_exist_in_both(pair: Pair) -> None:
    for simulator in pair:
        client = Client(simulator)
        client.created(journal(memo=simulator.credentials.realm))
        assert "already exists" in refusal(client.post(journal()))[2]
    for simulator in pair:
        read = Client(simulator).read("eid:ps-first").json()
        assert read["memo"] == simulator.credentials.realm


def test_a_realm_that_there_is_not_is_refused(pair: Pair) -> None:
    for simulator in pair:
        client = Client(simulator)
        client.session.auth = simulator.auth(account="1234567-sb2")
        assert refusal(client.post(journal()))[:2] == (401, "INVALID_LOGIN")
    assert [each.journals() for each in pair] == [[], []]
    assert statuses(pair[0]) == ["InvalidRealm", "InvalidRealm"]
    assert statuses(pair[1]) == []


def test_the_keys_of_one_account_open_no_other(pair: Pair) -> None:
    production, sandbox = pair
    client = Client(production)
    client.session.auth = production.auth(account=SANDBOX)
    assert refusal(client.post(journal()))[:2] == (401, "INVALID_LOGIN")
    client.session.auth = sandbox.auth(account=PRODUCTION)
    assert refusal(client.post(journal()))[:2] == (401, "INVALID_LOGIN")
    assert [statuses(each) for each in pair] == [["consumer_key_unknown"]] * 2
    assert [each.journals() for each in pair] == [[], []]


def test_failed_logins_lock_one_account_only(pair: Pair) -> None:
    production, sandbox = (Client(each) for each in pair)
    sandbox.session.auth = pair[1].auth(token_secret="mistyped")
    for _ in range(5):
        sandbox.query("SELECT id FROM currency")
    sandbox.session.auth = pair[1].auth()
    assert sandbox.query("SELECT id FROM currency").status_code == 401
    assert statuses(pair[1])[0] == "temporary_locked"
    assert production.query("SELECT id FROM currency").status_code == 200


def integration_of(simulator: RunningSimulator) -> Integration:
    keys = ec_keys()
    certificate_id = simulator.add_certificate(keys.public_pem)
    return Integration(simulator, [datetime.now(UTC)], keys, certificate_id)


def test_a_bearer_token_opens_the_account_that_gave_it_and_no_other(pair: Pair) -> None:
    production, sandbox = (integration_of(each) for each in pair)
    token = sandbox.token()
    posted = requests.post(
        pair[0].origin + "/services/rest/record/v1/journalEntry",
        json=journal(),
        headers={"Authorization": f"Bearer {token}"},
        timeout=TIMEOUT_SECONDS,
    )
    assert posted.status_code == 204
    assert [len(each.journals()) for each in pair] == [0, 1]
    assert statuses(pair[0]) == []
    assert production.query(f"Bearer {production.token()}").status_code == 200
    assert (pair[0].revoke_tokens(), sandbox.query(f"Bearer {token}").status_code) == (1, 200)
    assert (pair[1].revoke_tokens(), sandbox.query(f"Bearer {token}").status_code) == (1, 401)
    assert statuses(pair[1])[0] == "token_rejected"


@pytest.mark.parametrize("names_its_host", [True, False])
def test_an_assertion_is_for_the_account_it_names(pair: Pair, names_its_host: bool) -> None:
    production, sandbox = (integration_of(each) for each in pair)
    if names_its_host:
        address = f"https://{pair[1].credentials.host}{TOKEN_PATH}"
        assert sandbox.ask(sandbox.assertion(aud=address)).status_code == 200
        foreign = production.assertion(aud=address)
    else:
        assert sandbox.ask(sandbox.assertion()).status_code == 200
        foreign = production.assertion(iss=pair[1].credentials.client_id)
    refused = production.ask(foreign)
    assert (refused.status_code, refused.json()) == (401, {"error": "invalid_client"})
    assert (statuses(pair[0]), statuses(pair[1])[0]) == ([], "consumer_key_unknown")


@pytest.mark.parametrize(
    ("path", "headers", "body"),
    [
        (TOKEN_PATH, {"Content-Type": "application/x-www-form-urlencoded"}, "client_assertion=x"),
        (TOKEN_PATH, {}, "\xff&&=%%"),
        (QUERIES, {"Authorization": "Bearer a.b.c"}, "{}"),
        (QUERIES, {"Authorization": "Bearer"}, "{}"),
        (QUERIES, {"Authorization": 'OAuth realm="'}, "{}"),
        (QUERIES, {}, "{}"),
    ],
)
def test_what_names_no_account_is_refused_by_the_first(
    pair: Pair, path: str, headers: dict[str, str], body: str
) -> None:
    answer = requests.post(
        pair[1].origin + path, body.encode("latin-1"), headers=headers, timeout=TIMEOUT_SECONDS
    )
    assert answer.status_code in (400, 401)
    assert [len(statuses(each)) for each in pair] == [1, 0]


def test_a_permission_is_taken_from_one_account_and_granted_again(pair: Pair) -> None:
    production, sandbox = (Client(each) for each in pair)
    pair[1].grant(LIST_DEPARTMENT="none")
    assert refusal(sandbox.query("SELECT id FROM department"))[0] == 400
    assert production.query("SELECT id FROM department").status_code == 200
    pair[1].grant(LIST_DEPARTMENT="view")
    assert sandbox.query("SELECT id FROM department").status_code == 200


def test_each_account_has_its_own_lists_preferences_faults_and_traffic(pair: Pair) -> None:
    production, sandbox = (Client(each) for each in pair)
    pair[1].add_record("department", name="Treasury", subsidiary=[2])
    pair[1].set_preferences(number_prefix="SB")
    pair[1].add_fault("503:route=suiteql,first=1")
    asked = "SELECT name FROM department WHERE name = 'Treasury'"
    assert production.rows(asked) == []
    assert sandbox.query(asked).status_code == 503
    assert sandbox.rows(asked) == [{"name": "Treasury"}]
    assert sandbox.read(sandbox.created(journal())).json()["tranId"].startswith("SB")
    assert production.read(production.created(journal())).json()["tranId"].startswith("JE")
    assert [each.request_count("suiteql") for each in pair] == [1, 2]


def test_the_first_account_is_where_it_is_without_others_and_each_has_a_place(pair: Pair) -> None:
    Client(pair[0]).created(journal(memo="In production"))
    key = Client(pair[1]).created(journal(memo="In the sandbox"))
    assert get(pair, PLACE).json() == [{"account": "1234567"}, {"account": "1234567_SB1"}]
    assert get(pair, "/simulator/health").json()["account"] == "1234567"
    assert get(pair, f"{PLACE}/1234567_SB1/health").json()["account"] == "1234567_SB1"
    assert get(pair, f"{PLACE}/1234567/journals?limit=0").json() == []
    assert get(pair, f"{PLACE}/1234567_SB2/health").status_code == 404
    assert get(pair, f"{PLACE}/1234567_SB1/nothing").status_code == 404
    assert "In production" in get(pair, "/").text
    assert "In the sandbox" in get(pair, f"{PLACE}/1234567_SB1/").text
    for path in (f"{PAGE}?id={key}&c=1234567_SB1", f"{PLACE}/1234567_SB1{PAGE}?id={key}"):
        assert "In the sandbox" in get(pair, path).text
    assert "In production" in get(pair, f"{PAGE}?id={key}").text


def test_links_lead_from_each_page_to_its_journals_and_to_the_account_beside(pair: Pair) -> None:
    key = Client(pair[1]).created(journal(memo="In the sandbox"))
    assert f'href="{PLACE}/1234567_SB1/"' in get(pair, "/").text
    shown = get(pair, f"{PLACE}/1234567_SB1/").text
    assert f'href="{PLACE}/1234567/"' in shown
    assert f'href="{PAGE[1:]}?id={key}"' in shown


@pytest.fixture
def sandbox_file(tmp_path: Path) -> Path:
    file = tmp_path / "sandbox.json"
    file.write_text(json.dumps(asdict(random_credentials(SANDBOX))))
    return file


def test_a_further_account_is_given_by_a_file_and_keeps_books_of_its_own(
    tmp_path: Path, sandbox_file: Path
) -> None:
    first = random_credentials()
    keys = replace(first, **json.loads(sandbox_file.read_text()))
    arguments = ("--state", str(tmp_path / "books.sqlite"), "--also-account", str(sandbox_file))
    for is_new in (True, False):
        with simulator_process(*arguments, credentials=first) as simulator:
            sandbox = Client(replace(simulator, credentials=keys))
            if is_new:
                sandbox.created(journal())
            assert sandbox.read("eid:ps-first").status_code == 200
            assert Client(simulator).read("eid:ps-first").status_code == 404
    assert {file.name for file in tmp_path.glob("*.sqlite")} == {
        "books.sqlite",
        "books-1234567_SB1.sqlite",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "must be a JSON object"),
        ("no json", "Expecting value"),
        ('{"account": "1", "secret": "x"}', "must be a JSON object with account, consumer_key"),
        ('{"account": "1", "token_id": "t"}', "not set: consumer_key, consumer_secret"),
    ],
)
def test_a_file_that_names_no_account_is_an_error_of_the_command_line(
    tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(text)
    ended = run("--account", "1", "--oauth-client-id", "c", "--also-account", str(file))
    assert ended.returncode == 2
    assert told in ended.stderr
    assert str(file) in ended.stderr


def test_an_account_cannot_be_there_twice(sandbox_file: Path) -> None:
    arguments = ("--account", "1234567_SB1", "--oauth-client-id", "c")
    ended = run("--port", "0", *arguments, "--also-account", str(sandbox_file))
    assert ended.returncode == 1
    assert "an account is there twice: 1234567_SB1, 1234567_SB1" in ended.stderr
