"""One ready person, or machine, for each kind of user, in the template's own user pool."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from botocore.exceptions import ClientError

from local.cloud.aws import Aws
from local.errors import LocalError

# No secret: whoever reaches this machine's port gets each identity's token by asking for it.
PASSWORD = "Local-identity-1"  # noqa: S105
DOMAIN = "halcyon.example"
CONTROLLER = "controller"
PERMISSIONS: Mapping[str, tuple[str, ...]] = {
    CONTROLLER: ("journals:sync",),
    "administrator": ("integration:manage",),
    "team": ("team:manage",),
    "auditor": ("audit:read",),
    "lease-system": ("periods:write",),
    # Both duties in one hand: to see that sync is refused.
    "everything": ("journals:sync", "integration:manage"),
    # No membership at all: to see that nothing is shown.
    "outsider": (),
}


@dataclass(frozen=True, slots=True)
class Identity:
    """A user as the product knows it: `subject` is the token's `sub`."""

    name: str
    subject: str
    email: str
    permissions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tokens:
    """What an issuer gives who has signed in: the API takes `access`, for `seconds`."""

    access: str
    identity: str
    seconds: int


class Issuer(Protocol):
    """Who says who somebody is."""

    @property
    def client_id(self) -> str:
        """By which it knows the page."""

    @property
    def parameters(self) -> Mapping[str, str]:
        """What the template is told of this issuer."""

    def prepare(self) -> list[Identity]:
        """Return every identity."""

    def sign_in(self, name: str) -> Tokens:
        """Return new tokens of an identity; LocalError if there is no such."""


class Identities:
    """The ready identities of the template's own user pool; it is told of no other issuer."""

    parameters: Mapping[str, str] = MappingProxyType({})

    def __init__(self, aws: Aws, user_pool: str, client: str) -> None:
        """Live in the pool and sign in by its client."""
        self._cognito = aws.cognito
        self._pool = user_pool
        self.client_id = client

    def prepare(self) -> list[Identity]:
        """Return every identity, made where it doesn't exist yet."""
        return [
            Identity(name, self._subject(email(name)), email(name), permissions)
            for name, permissions in PERMISSIONS.items()
        ]

    def sign_in(self, name: str) -> Tokens:
        """Return new tokens.

        Raises:
            LocalError: there is no such identity.
        """
        if name not in PERMISSIONS:
            raise LocalError(f"No identity `{name}`. There are: {', '.join(PERMISSIONS)}.")
        answer = self._cognito.admin_initiate_auth(
            UserPoolId=self._pool,
            ClientId=self.client_id,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": email(name), "PASSWORD": PASSWORD},
        )
        given = answer["AuthenticationResult"]
        return Tokens(given["AccessToken"], given["IdToken"], given["ExpiresIn"])

    def _subject(self, address: str) -> str:
        try:
            user = self._cognito.admin_get_user(UserPoolId=self._pool, Username=address)
        except ClientError as refusal:
            if refusal.response["Error"]["Code"] != "UserNotFoundException":
                raise
            self._create(address)
            user = self._cognito.admin_get_user(UserPoolId=self._pool, Username=address)
        attributes = {item["Name"]: item.get("Value", "") for item in user["UserAttributes"]}
        return attributes["sub"]

    def _create(self, address: str) -> None:
        self._cognito.admin_create_user(
            UserPoolId=self._pool,
            Username=address,
            MessageAction="SUPPRESS",
            # ministack would make one that is too short for the pool's own policy.
            TemporaryPassword=PASSWORD,
            UserAttributes=[
                {"Name": "email", "Value": address},
                {"Name": "email_verified", "Value": "true"},
            ],
        )
        self._cognito.admin_set_user_password(
            UserPoolId=self._pool, Username=address, Password=PASSWORD, Permanent=True
        )


def email(name: str) -> str:
    """Return the address of a ready identity."""
    return f"{name}@{DOMAIN}"
