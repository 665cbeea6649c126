from pathlib import Path

import pytest

from local.errors import LocalError
from local.identities import Identity
from local.netsuite_login import NetSuiteLogin
from local.seeding import seed

LOGIN = NetSuiteLogin("1234567", "key", "secret", "token", "token secret")
PEOPLE = [
    Identity("controller", "sub-1", "controller@halcyon.example", ("journals:sync",)),
    Identity("outsider", "sub-2", "outsider@halcyon.example", ()),
]


class Operate:
    def __init__(self, fails_at: str = "") -> None:
        self.commands: list[str] = []
        self._fails_at = fails_at

    def __call__(self, *arguments: str) -> str:
        command = " ".join(arguments)
        if self._fails_at and command.startswith(self._fails_at):
            raise LocalError("it failed")
        self.commands.append(command)
        return "done"


def test_each_step_is_taken_once(tmp_path: Path) -> None:
    first, second = Operate(), Operate()

    assert seed(first, PEOPLE, LOGIN, tmp_path / "seeded")
    assert not seed(second, PEOPLE, LOGIN, tmp_path / "seeded")

    assert first.commands[0].startswith("tenant create halcyon")
    assert [command for command in first.commands if command.startswith("member")] == [
        "member add halcyon --subject sub-1 --email controller@halcyon.example "
        "--permission journals:sync"
    ]
    assert [command for command in first.commands if command.startswith("connection")] == [
        "connection add halcyon main --environment production --account 1234567",
        "connection test halcyon main",
        "connection live halcyon main --go-live 2026-01-01",
    ]
    assert not second.commands


def test_a_failed_step_is_taken_up_again(tmp_path: Path) -> None:
    with pytest.raises(LocalError):
        seed(Operate(fails_at="connection test"), PEOPLE, LOGIN, tmp_path / "seeded")
    again = Operate()

    seed(again, PEOPLE, LOGIN, tmp_path / "seeded")

    assert [command.split()[:2] for command in again.commands] == [
        ["connection", "test"],
        ["connection", "live"],
    ]


def test_what_is_stored_stays_with_its_netsuite_account(tmp_path: Path) -> None:
    seed(Operate(), PEOPLE, LOGIN, tmp_path / "seeded")
    other = NetSuiteLogin("7654321", "key", "secret", "token", "token secret")

    with pytest.raises(LocalError, match="make reset"):
        seed(Operate(), PEOPLE, other, tmp_path / "seeded")
