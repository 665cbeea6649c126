"""The page on which somebody chooses a ready identity to sign in as."""

from collections.abc import Mapping
from html import escape

from local.front.pages import page
from local.identities import PERMISSIONS, email

IN_WORDS = {
    "journals:sync": "posts periods to NetSuite, retries and decides",
    "integration:manage": "connects NetSuite and maps names to it",
    "team:manage": "invites people and says what they may do",
    "audit:read": "reads everything and changes nothing",
    "periods:write": "hands over closed periods, as the lease system does",
}
NO_MEMBER = "is no member of Halcyon Group: sees nothing"
PASSED_ON = (
    "client_id",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
)


def picker_page(asked: Mapping[str, str], scope: str) -> str:
    """Return the page; `asked` is what the page of the product sent somebody here with."""
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(asked.get(name, ""))}">'
        for name in PASSED_ON
    )
    choices = "".join(_choice(name, permissions) for name, permissions in PERMISSIONS.items())
    return page(
        "Sign in to Period Sync",
        f"""
<p>This is your own machine: choose who you are. There is no password.</p>
<form method="post" action="/dev/oidc/authorize">{hidden}
<ul class="choices">{choices}</ul></form>
<p class="quiet">The page gets a token for: {escape(scope)}</p>""",
    )


def _choice(name: str, permissions: tuple[str, ...]) -> str:
    words = ", and ".join(IN_WORDS[permission] for permission in permissions) or NO_MEMBER
    return (
        f'<li><button name="identity" value="{escape(name)}" aria-describedby="may-{escape(name)}">'
        f"{escape(email(name))}</button> "
        f'<span id="may-{escape(name)}">{escape(words)}</span></li>'
    )


def signed_out_page() -> str:
    """Return what somebody sees whom no page of the product waits for."""
    return page("You are signed out", '<p><a href="/">Open Period Sync</a></p>')
