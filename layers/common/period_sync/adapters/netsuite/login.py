"""How requests prove who sends them: one interface, whichever way a connection logs in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from period_sync.domain.errors import ConfigurationError

if TYPE_CHECKING:
    from requests.auth import AuthBase


class Login(Protocol):
    """One stored secret at work. Nothing of it shows in a representation."""

    @property
    def secret_version(self) -> str:
        """The version of the secret; a 401 speaks against this one."""

    @property
    def auth(self) -> "AuthBase":
        """What signs each request anew, just before it is sent (facts 13 and 14)."""

    def prepare(self) -> None:
        """Make sure that the next request needs no other one before it.

        Raises NetSuiteUnauthorized, NetSuiteUnavailable or NetSuiteMalformed.
        """

    def renew(self) -> bool:
        """After a 401, tell whether one more try with the same secret makes sense."""


@dataclass(frozen=True, slots=True, repr=False)
class Token:
    """An access token, got with one version of a secret; not used from `stale_at` on."""

    value: str
    secret_version: str
    stale_at: datetime

    def serves(self, secret_version: str, now: datetime) -> bool:
        """Whether it is still good for logins with that version."""
        return self.secret_version == secret_version and now < self.stale_at


@dataclass(slots=True, repr=False)
class TokenPlace:
    """Where this process keeps the token of one connection, from one opening to the next."""

    token: Token | None = None


def read_fields(value: object, names: Sequence[str], method: str) -> dict[str, str]:
    """Take one-line values out of a stored secret.

    Raises ConfigurationError that names the field, never its value.
    """
    if not isinstance(value, Mapping):
        raise ConfigurationError("The NetSuite secret is not a JSON object.")
    for name in names:
        text = value.get(name)
        if not isinstance(text, str) or not text or text != text.strip():
            raise ConfigurationError(
                f"The NetSuite secret has no usable {name}, which {method} needs. Store it again.",
                field=name,
            )
    return {name: value[name] for name in names}
