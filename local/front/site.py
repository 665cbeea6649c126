"""What the front needs of the stack behind it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from local.alarms.evaluation import Alarm
from local.identities import Tokens
from local.mails import Mail
from local.netsuite_login import NetSuiteLogin


class Site(Protocol):
    """The stack, as the front sees it."""

    @property
    def api_url(self) -> str:
        """Where the deployed HTTP API answers, without a slash at the end."""

    @property
    def ledger_url(self) -> str:
        """A page that shows NetSuite's ledger."""

    @property
    def netsuite_logins(self) -> Sequence[NetSuiteLogin]:
        """The logins of the built-in simulator's accounts; none where NetSuite is another."""

    @property
    def page_folder(self) -> Path:
        """Where the page is built into; it may be missing."""

    @property
    def template(self) -> Mapping[str, Any]:
        """template.yaml, parsed."""

    @property
    def client_id(self) -> str:
        """By which the issuer knows the page."""

    def sign_in(self, user: str) -> Tokens:
        """Return new tokens; LocalError if there is no such identity."""

    def mails(self) -> list[Mail]:
        """Return the mails sent until now, oldest first."""

    def alarms(self) -> list[Alarm]:
        """Return every alarm of the template with its state."""

    def api_failed(self) -> None:
        """Count a request that the API's function failed on."""

    def queues(self) -> Mapping[str, Mapping[str, int]]:
        """Return the depths of every queue, by its name in the template."""
