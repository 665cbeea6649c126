"""The account, and the one integration user's credentials that the simulator accepts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

ACCOUNT_VARIABLE = "NETSUITE_ACCOUNT"
TBA_VARIABLES = {
    "consumer_key": "NETSUITE_CONSUMER_KEY",
    "consumer_secret": "NETSUITE_CONSUMER_SECRET",
    "token_id": "NETSUITE_TOKEN_ID",
    "token_secret": "NETSUITE_TOKEN_SECRET",
}
CLIENT_VARIABLE = "NETSUITE_CLIENT_ID"
ENVIRONMENT = {"account": ACCOUNT_VARIABLE, **TBA_VARIABLES}


@dataclass(frozen=True, slots=True)
class Credentials:
    """A token-based login, an OAuth 2.0 client, or both; secrets never show.

    Without a consumer key there is no token-based login; without a client id no OAuth 2.0.
    """

    account: str
    consumer_key: str = ""
    consumer_secret: str = field(default="", repr=False)
    token_id: str = ""
    token_secret: str = field(default="", repr=False)
    client_id: str | None = None

    @property
    def realm(self) -> str:
        """The account id as a realm: upper case with underscore (fact 4)."""
        return self.account.upper().replace("-", "_")

    @property
    def host(self) -> str:
        """The host of the account's own services (fact 4)."""
        return f"{self.account.lower().replace('_', '-')}.suitetalk.api.netsuite.com"

    @property
    def use_tba(self) -> bool:
        """Whether token-based authentication is set up."""
        return bool(self.consumer_key)


def credentials_from(environment: Mapping[str, str], given: Mapping[str, str]) -> Credentials:
    """Read the credentials, what is given by flag before the environment.

    Raises:
        ValueError: names every variable that is missing or empty. With an OAuth 2.0 client the
            four of token-based authentication may be left out together.
    """
    variables = {**ENVIRONMENT, "client_id": CLIENT_VARIABLE}
    values = {
        name: given.get(name) or environment.get(variable, "")
        for name, variable in variables.items()
    }
    return _complete(values, variables)


def credentials_in(text: str) -> Credentials:
    """Read the credentials of a further account from JSON: {"account": ..., ...}.

    Raises:
        ValueError: it is no such JSON; names what is missing, as `credentials_from` does.
    """
    names = (*ENVIRONMENT, "client_id")
    document = json.loads(text)
    if not isinstance(document, dict) or set(document) - set(names):
        raise ValueError(f"must be a JSON object with {', '.join(names)}, and no more")
    return _complete({n: str(document.get(n) or "") for n in names}, {n: n for n in names})


def _complete(values: Mapping[str, str], called: Mapping[str, str]) -> Credentials:
    needed = list(ENVIRONMENT)
    if values["client_id"] and not any(values[name] for name in TBA_VARIABLES):
        needed = ["account"]
    missing = [called[name] for name in needed if not values[name]]
    if missing:
        raise ValueError(f"not set: {', '.join(missing)}")
    keys = {name: values[name] for name in ENVIRONMENT}
    return Credentials(**keys, client_id=values["client_id"] or None)
