"""NetSuite account ids: one strict pattern, one canonical spelling, and the host built from it.

An account id decides which host our credentials travel to, so anything but the documented
characters is refused (a slash, a dot or an `@` would name somebody else's host).
"""

import re
from urllib.parse import urlsplit

from period_sync.domain.errors import InvalidInput

_PATTERN = re.compile(r"[A-Za-z0-9]{1,20}(?:[_-][A-Za-z0-9]{1,8})?", re.ASCII)

_RUN_TOGETHER = re.compile(r"[0-9]+(?:SB|RP)[0-9]*", re.ASCII)
"""A sandbox's id without its underscore, which would be another host."""
_SANDBOX = re.compile(r"[A-Z0-9]+_(?:SB|RP)[0-9]*|TSTDRV[0-9]+", re.ASCII)


def canonical_account(raw: str) -> str:
    """Return the spelling used in keys, hashes and the OAuth realm: `1234567_SB1` (fact 4).

    Raises InvalidInput when `raw` is not an account id.
    """
    account = raw.upper().replace("-", "_")
    if not _PATTERN.fullmatch(raw) or _RUN_TOGETHER.fullmatch(account):
        raise InvalidInput(
            "The NetSuite account id must look like 1234567 or 1234567_SB1. "
            "It stands in NetSuite under Setup > Company > Company Information.",
            field="account",
        )
    return account


def is_sandbox_account(account: str) -> bool:
    """Whether a canonical account id is of a sandbox, a release preview or a test drive."""
    return _SANDBOX.fullmatch(account) is not None


def api_origin(account: str) -> str:
    """Return the origin of the account's REST services (facts 4 and 5)."""
    return _origin(account, "suitetalk.api.netsuite.com")


def page_origin(account: str) -> str:
    """Return the origin of the account's pages, for deep links (fact 158)."""
    return _origin(account, "app.netsuite.com")


def transaction_link(account: str, internal_id: str, local_origin: str | None = None) -> str:
    """Return the page of a transaction, whatever its type (fact 159).

    `local_origin` stands in for the pages of every account, so the link says whose it is too.
    """
    whose = f"c={canonical_account(account)}&" if local_origin else ""
    path = f"/app/accounting/transactions/transaction.nl?{whose}id={internal_id}"
    return (local_origin or page_origin(account)) + path


def _origin(account: str, domain: str) -> str:
    host = f"{canonical_account(account).lower().replace('_', '-')}.{domain}"
    origin = f"https://{host}"
    if urlsplit(origin).hostname != host:
        raise InvalidInput("The NetSuite account id does not form a host name.", field="account")
    return origin
