"""The page with the keys of the built-in simulator's accounts, to connect them by hand."""

from collections.abc import Sequence
from html import escape

from local.front.pages import page
from local.netsuite_login import NetSuiteLogin

# As the form that takes them calls them.
LABELS = {
    "account": "Account ID",
    "consumer_key": "Consumer key",
    "consumer_secret": "Consumer secret",
    "token_id": "Token ID",
    "token_secret": "Token secret",
}
ANOTHER = (
    "<p>This runs with another NetSuite than its own simulator; whoever set NETSUITE_ORIGIN has "
    "its keys.</p>"
)
TELLS = (
    "<p>They open the simulator's accounts on this machine, and nothing else. The connection "
    "logs in with token-based authentication.</p>"
)


def netsuite_keys_page(logins: Sequence[NetSuiteLogin]) -> str:
    """Return a page that shows every key in full."""
    accounts = "".join(map(_account, logins))
    return page("Keys of NetSuite's accounts", f"{TELLS}{accounts}" if accounts else ANOTHER)


def _account(login: NetSuiteLogin) -> str:
    rows = "".join(
        f'<tr><th scope="row">{label}</th><td><code>{escape(getattr(login, name))}</code></td></tr>'
        for name, label in LABELS.items()
    )
    kind = "Sandbox" if login.is_sandbox else "Production"
    return f"<h2>{kind} {escape(login.realm)}</h2><table>{rows}</table>"
