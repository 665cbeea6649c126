"""The secret of a connection, from the environment or asked for; never from a command line."""

import getpass
import os
from pathlib import Path

from period_sync.domain.connection import AuthMethod
from period_sync.domain.errors import ConfigurationError
from period_sync.domain.secret_fields import BLOCKS, LINES
from period_sync.operators import Operator


def checked_secret(to: Operator, auth: AuthMethod) -> dict[str, str]:
    """Take a secret from the environment, or ask. Raises InvalidInput if it is wrong."""
    secret = {name: _secret_field(name) for name in LINES[auth]}
    for name in BLOCKS[auth]:
        found = _pem(name)
        if found is not None:
            secret[name] = found
    value, ends = to.replace_secret.checked(auth, secret)
    if ends is not None:
        print(f"The certificate ends on {ends}; replace it before that day.")
    return dict(value)


def _pem(name: str) -> str | None:
    """Take a key or certificate from the environment, or from the file that is named there."""
    variable = f"NETSUITE_{name.upper()}"
    file = os.environ.get(f"{variable}_FILE")
    if not file:
        return os.environ.get(variable) or None
    try:
        return Path(file).read_text()
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{variable}_FILE names {file}, which can't be read.") from error


def _secret_field(name: str) -> str:
    """Take a part of the secret from the environment, or ask; never from the command line."""
    found = os.environ.get(f"NETSUITE_{name.upper()}")
    return found if found else getpass.getpass(f"NetSuite {name.replace('_', ' ')}: ")
