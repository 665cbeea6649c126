"""Whether a secret is fit for NetSuite, as far as can be told without it."""

from collections.abc import Mapping
from datetime import date

from period_sync.domain.connection import AuthMethod


def check_secret(auth: AuthMethod, value: Mapping[str, str]) -> date | None:
    """Load what knows NetSuite's logins only when a secret is stored."""
    from period_sync.adapters.netsuite.logins import check_secret

    return check_secret(auth, value)
