import contextlib
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import requests

from local.netsuite.credentials import Credentials
from local.netsuite.faults import KINDS
from local.netsuite.preferences import Preferences
from local.netsuite.role import PERMISSIONS
from tests.netsuite_simulator.client import Client, journal, refusal
from tests.support.oauth2_keys import ec_keys
from tests.support.simulator import ROOT, TIMEOUT_SECONDS, random_credentials, simulator_process


def test_the_books_and_lists_survive_a_restart(tmp_path: Path) -> None:
    credentials = random_credentials()
    state = str(tmp_path / "books.sqlite")
    with simulator_process("--state", state, credentials=credentials) as simulator:
        key = Client(simulator).created(journal())
        simulator.add_record("department", name="Treasury", subsidiary=[2])
    with simulator_process("--state", state, credentials=credentials) as simulator:
        client = Client(simulator)
        assert client.read("eid:ps-first").json()["id"] == key
        assert refusal(client.post(journal()))[2].endswith("This record already exists.")
        assert int(client.created(journal(externalId="ps-second"))) == int(key) + 1
        assert client.rows("SELECT name FROM department WHERE name = 'Treasury'") == [
            {"name": "Treasury"}
        ]


def test_faults_and_preferences_are_given_on_the_command_line() -> None:
    arguments = (
        "--fault",
        "drop-after:route=journalEntry,nth=1",
        "--fault",
        "503:route=suiteql",
        "--preference",
        "number_prefix=GJ",
        "--concurrency",
        "9",
    )
    with simulator_process(*arguments) as simulator:
        client = Client(simulator)
        with contextlib.suppress(requests.ConnectionError):
            client.post(journal())
        assert client.read("eid:ps-first").json()["tranId"] == "GJ1001"
        assert client.query("SELECT id FROM account").status_code == 503


def test_it_announces_itself_and_ends_cleanly_when_told_to() -> None:
    variables = {
        "NETSUITE_ACCOUNT": "1234567-sb1",
        "NETSUITE_CONSUMER_KEY": "a",
        "NETSUITE_CONSUMER_SECRET": "b",
        "NETSUITE_TOKEN_ID": "c",
        "NETSUITE_TOKEN_SECRET": "d",
    }
    for number in (signal.SIGTERM, signal.SIGINT):
        with subprocess.Popen(
            [sys.executable, "-m", "local.netsuite", "--port", "0"],
            cwd=ROOT,
            env={**os.environ, **variables},
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            ready = process.stdout.readline()
            assert ready.startswith(
                "NetSuite simulator for account 1234567_SB1 on http://127.0.0.1:"
            )
            process.send_signal(number)
            assert process.wait(TIMEOUT_SECONDS) == 0


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: v for name, v in os.environ.items() if not name.startswith("NETSUITE_")}
    return subprocess.run(
        [sys.executable, "-m", "local.netsuite", *arguments],
        cwd=ROOT,
        env={**kept, **variables},
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )


def test_it_does_not_start_without_credentials_and_names_what_is_missing() -> None:
    ended = run("--account", "1", NETSUITE_TOKEN_ID="t")
    assert ended.returncode == 2
    missing = "NETSUITE_CONSUMER_KEY, NETSUITE_CONSUMER_SECRET, NETSUITE_TOKEN_SECRET"
    assert ended.stderr.rstrip().endswith(f"not set: {missing}")


def test_it_serves_an_oauth_client_alone(tmp_path: Path) -> None:
    certificate = tmp_path / "public.pem"
    certificate.write_text(ec_keys().public_pem)
    keys = Credentials("1234567", client_id="c" * 64)
    arguments = ("--oauth-client-id", "c" * 64, "--oauth-certificate", str(certificate))
    with simulator_process(*arguments, credentials=keys) as simulator:
        [held] = requests.get(
            f"{simulator.origin}/simulator/certificates", timeout=TIMEOUT_SECONDS
        ).json()
        assert len(held["id"]) == 43


def test_a_certificate_that_is_no_file_is_an_error_of_the_command_line() -> None:
    ended = run("--account", "1", "--oauth-client-id", "c", "--oauth-certificate", "nowhere.pem")
    assert ended.returncode == 2
    assert "there is no file nowhere.pem" in ended.stderr


def test_its_help_explains_faults_by_example() -> None:
    assert "drop-after:route=journalEntry,nth=1" in run("--help").stdout


def test_its_help_names_every_fault_preference_permission_and_control() -> None:
    told = run("--help").stdout
    names = [*KINDS, *Preferences().document(), *PERMISSIONS]
    assert [name for name in names if name not in told] == []
    sources = [*(ROOT / "local" / "netsuite").glob("*control*.py")]
    routes = re.findall(r"/simulator/([a-z-]+)", "".join(p.read_text() for p in sources))
    assert len(routes) > 10
    assert [name for name in routes if name not in told] == []
