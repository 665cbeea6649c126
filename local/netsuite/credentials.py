"""The account and the one integration user's token that the simulator accepts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ENVIRONMENT = {
    "account": "NETSUITE_ACCOUNT",
    "consumer_key": "NETSUITE_CONSUMER_KEY",
    "consumer_secret": "NETSUITE_CONSUMER_SECRET",
    "token_id": "NETSUITE_TOKEN_ID",
    "token_secret": "NETSUITE_TOKEN_SECRET",
}


@dataclass(frozen=True, slots=True)
class Credentials:
    """One token-based login; the secrets never show in a representation."""

    account: str
    consumer_key: str
    consumer_secret: str = field(repr=False)
    token_id: str
    token_secret: str = field(repr=False)

    @property
    def realm(self) -> str:
        """The account id as a realm: upper case with underscore (fact 4)."""
        return self.account.upper().replace("-", "_")


def credentials_from(environment: Mapping[str, str], given: Mapping[str, str]) -> Credentials:
    """Read the credentials, what is given by flag before the environment.

    Raises:
        ValueError: names every variable that is missing or empty.
    """
    values = {
        name: given.get(name) or environment.get(variable, "")
        for name, variable in ENVIRONMENT.items()
    }
    missing = [ENVIRONMENT[name] for name, value in values.items() if not value]
    if missing:
        raise ValueError(f"not set: {', '.join(missing)}")
    return Credentials(**values)
