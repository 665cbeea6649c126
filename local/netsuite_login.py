"""The account and keys with which the product and the checks sign in to NetSuite."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from local.errors import LocalError

BUILT_IN_ACCOUNT = "7654321"
BUILT_IN_SANDBOX = "7654321_SB1"

_SANDBOX = re.compile(r"[A-Z0-9]+_(?:SB|RP)[0-9]*|TSTDRV[0-9]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class NetSuiteLogin:
    """One token-based login of an account."""

    account: str
    consumer_key: str
    consumer_secret: str
    token_id: str
    token_secret: str

    @property
    def realm(self) -> str:
        """The account id as signatures want it."""
        return self.account.upper().replace("-", "_")

    @property
    def is_sandbox(self) -> bool:
        """Whether the account id is of a sandbox, a release preview or a test drive."""
        return _SANDBOX.fullmatch(self.realm) is not None

    @property
    def environment(self) -> dict[str, str]:
        """The variables by which other programs get it."""
        return {f"NETSUITE_{name.upper()}": value for name, value in asdict(self).items()}

    def __repr__(self) -> str:
        """Show the account only."""
        return f"NetSuiteLogin({self.account!r})"


def login_from_environment(environment: Mapping[str, str]) -> NetSuiteLogin:
    """Read the login for another NetSuite than the built-in simulator.

    Raises:
        LocalError: names the variables that are missing.
    """
    fields = NetSuiteLogin.__dataclass_fields__
    values = {name: environment.get(f"NETSUITE_{name.upper()}", "") for name in fields}
    missing = [f"NETSUITE_{name.upper()}" for name, value in values.items() if not value]
    if missing:
        raise LocalError(f"NETSUITE_ORIGIN is set, but not {', '.join(missing)}.")
    return NetSuiteLogin(**values)


@dataclass(frozen=True, slots=True)
class BuiltInLogins:
    """The logins that the built-in simulator accepts: of a production account and its sandbox.

    `sandbox_file` is the JSON file that holds the latter.
    """

    production: NetSuiteLogin
    sandbox: NetSuiteLogin
    sandbox_file: Path


def built_in_logins(folder: Path) -> BuiltInLogins:
    """Return the logins, made once and kept in the folder."""
    sandbox_file = folder / "sandbox-login.json"
    return BuiltInLogins(
        _kept_login(folder / "login.json", BUILT_IN_ACCOUNT),
        _kept_login(sandbox_file, BUILT_IN_SANDBOX),
        sandbox_file,
    )


def _kept_login(memory: Path, account: str) -> NetSuiteLogin:
    if not memory.exists():
        made = NetSuiteLogin(account, *(secrets.token_hex(24) for _ in range(4)))
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.touch(mode=0o600)
        memory.write_text(json.dumps(asdict(made)))
    return NetSuiteLogin(**json.loads(memory.read_text()))
