"""What is sent and answered about connections to NetSuite. No secret is ever answered."""

from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from period_sync.contracts.connection_settings import ConnectionSettingsBody
from period_sync.contracts.connection_tests import ConnectionTestBody, DailyCheckBody
from period_sync.contracts.text import AccountingDate
from period_sync.domain.connection import (
    AuthMethod,
    Connection,
    ConnectionTest,
    Environment,
    StoredSecret,
)
from period_sync.domain.daily_check import DailyCheck
from period_sync.domain.tenant import Tenant

Short = Annotated[str, StringConstraints(strict=True, max_length=100)]
SecretText = Annotated[str, StringConstraints(strict=True, max_length=20_000)]


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True)


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ConnectionState(StrEnum):
    """What a connection is fit for.

    `NEW`: no secret was stored yet. `UNTESTED`: no test has passed. `READY`: it may be made
    live. `LIVE`: syncs go to it. `REFUSED`: NetSuite refuses the secret in use; nobody logs in
    until a test passes. `REVOKED`: it is out of use for good.
    """

    NEW = "NEW"
    UNTESTED = "UNTESTED"
    READY = "READY"
    LIVE = "LIVE"
    REFUSED = "REFUSED"
    REVOKED = "REVOKED"


class NewConnection(_Sent):
    """A connection to be added. `account` is NetSuite's account id, such as 1234567_SB1."""

    connection_id: Short = Field(description="Your name for it: a-z, 0-9 and hyphens.")
    environment: Environment
    account: Short = Field(description="Setup > Company > Company Information > Account ID.")
    auth: AuthMethod = Field(description="How it is to log in; a later secret may change that.")


class ConnectionChange(_Sent):
    """What is to change, with the `version` that was read. Settings are sent whole."""

    version: int
    account: Short | None = Field(None, description="Only until a test has passed.")
    settings: ConnectionSettingsBody | None = None

    def given(self) -> dict[str, str]:
        """Return the settings as the use-case takes them."""
        return {} if self.settings is None else self.settings.texts()


class SecretChange(_Sent):
    """A secret, of which nothing is ever answered. Spaces at the ends of values are removed.

    TBA takes the four `consumer_...` and `token_...` values. OAuth 2.0 takes `client_id`,
    `certificate_id`, the `private_key` in PEM, and its `certificate` in PEM or only its last day.
    """

    auth: AuthMethod
    consumer_key: SecretText | None = None
    consumer_secret: SecretText | None = None
    token_id: SecretText | None = None
    token_secret: SecretText | None = None
    client_id: SecretText | None = None
    certificate_id: SecretText | None = None
    private_key: SecretText | None = None
    certificate: SecretText | None = None
    certificate_ends: AccountingDate | None = Field(
        None, description="Not needed beside a certificate, which says so itself."
    )

    def fields(self) -> dict[str, str]:
        """Return what was sent of the secret itself."""
        sent = self.model_dump(exclude={"auth", "certificate_ends"}, exclude_none=True)
        return {name: str(value) for name, value in sent.items()}


class GoLive(_Sent):
    """From when on: periods that end before `go_live` can't be synced."""

    go_live: AccountingDate


class SecretBody(_Body):
    """Who stored a secret and when; nothing of the secret itself."""

    auth: AuthMethod
    set_at: datetime
    set_by: str
    certificate_ends: date | None

    @classmethod
    def of(cls, secret: StoredSecret | None) -> "SecretBody | None":
        """Describe a secret, if there is one."""
        if secret is None:
            return None
        fields = asdict(secret)
        return cls.model_validate({name: fields[name] for name in cls.model_fields})


class ConnectionBody(_Body):
    """A connection. To change it, send `version` back. Times are UTC.

    `secret` is in use; `new_secret` waits beside it for a test that passes. `passed_at` is when a
    test last passed, `latest_test` the newest one, whether or not it has ended. `daily_check` is
    null until there was one since the last test that passed.
    """

    connection_id: str
    version: int
    environment: Environment
    account: str
    account_can_change: bool
    auth: AuthMethod
    state: ConnectionState
    is_live: bool
    go_live: date | None
    created_at: datetime
    passed_at: datetime | None
    refused_at: datetime | None
    revoked_at: datetime | None
    settings: ConnectionSettingsBody
    secret: SecretBody | None
    new_secret: SecretBody | None
    latest_test: ConnectionTestBody | None
    daily_check: DailyCheckBody | None

    @classmethod
    def of(
        cls,
        connection: Connection,
        tenant: Tenant,
        test: ConnectionTest | None,
        check: DailyCheck | None,
    ) -> "ConnectionBody":
        """Describe a connection."""
        is_live = tenant.live_connection_id == connection.connection_id
        return cls(
            **{name: getattr(connection, name) for name in _SAME},
            version=connection.settings_version,
            account_can_change=connection.passed_at is None and connection.revoked_at is None,
            state=_state(connection, is_live=is_live),
            is_live=is_live,
            settings=ConnectionSettingsBody.of(connection.settings),
            secret=SecretBody.of(connection.secret),
            new_secret=SecretBody.of(connection.new_secret),
            latest_test=None if test is None else ConnectionTestBody.of(test),
            daily_check=DailyCheckBody.of(check),
        )


_SAME = (
    "connection_id",
    "environment",
    "account",
    "auth",
    "go_live",
    "created_at",
    "passed_at",
    "refused_at",
    "revoked_at",
)


def _state(connection: Connection, *, is_live: bool) -> ConnectionState:
    if connection.revoked_at is not None:
        return ConnectionState.REVOKED
    if connection.refused_at is not None:
        return ConnectionState.REFUSED
    if connection.passed_at is not None:
        return ConnectionState.LIVE if is_live else ConnectionState.READY
    has_secret = connection.secret is not None or connection.tests > 0
    return ConnectionState.UNTESTED if has_secret else ConnectionState.NEW


class ConnectionsBody(_Body):
    """All connections of a company, revoked ones too."""

    items: list[ConnectionBody]
