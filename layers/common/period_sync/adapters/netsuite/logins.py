"""Which way of logging in a connection has, and whether a secret is fit for it."""

from collections.abc import Mapping
from datetime import date

from period_sync.adapters.netsuite.login import Login, TokenPlace
from period_sync.adapters.netsuite.tba import TbaLogin, read_secret
from period_sync.application.ports import Clock, Secret
from period_sync.domain.connection import AuthMethod, Connection


def login_of(
    connection: Connection, secret: Secret, origin: str, clock: Clock, place: TokenPlace
) -> Login:
    """Return what logs a connection in, the way that its secret is for.

    The secret decides, and not the connection: a new one may be for another way. Raises
    ConfigurationError for what is no secret.
    """
    if isinstance(secret.value, Mapping) and "client_id" in secret.value:
        # It takes its time to load.
        from period_sync.adapters.netsuite import oauth2

        found = oauth2.read_secret(secret.value)
        return oauth2.OAuth2Login(found, secret.version, origin, clock, place)
    return TbaLogin(read_secret(secret.value), connection.account, secret.version)


def check_secret(auth: AuthMethod, value: Mapping[str, str]) -> date | None:
    """Read a secret as a login would, and return its certificate's last day, if that is known.

    Raises ConfigurationError that names the field, never its value.
    """
    match auth:
        case AuthMethod.TBA:
            read_secret(value)
            return None
        case AuthMethod.OAUTH2:
            from period_sync.adapters.netsuite import oauth2

            ends = oauth2.read_secret(value).certificate_ends
            return None if ends is None else ends.date()
