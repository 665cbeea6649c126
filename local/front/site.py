"""What the front needs of the stack behind it."""

from collections.abc import Mapping
from typing import Protocol

from local.alarms.evaluation import Alarm
from local.mails import Mail


class Site(Protocol):
    """The stack, as the front sees it."""

    @property
    def api_url(self) -> str:
        """Where the deployed HTTP API answers, without a slash at the end."""

    @property
    def ledger_url(self) -> str:
        """A page that shows NetSuite's ledger."""

    def token(self, user: str) -> str:
        """Return an access token; LocalError if there is no such identity."""

    def mails(self) -> list[Mail]:
        """Return the mails sent until now, oldest first."""

    def alarms(self) -> list[Alarm]:
        """Return every alarm of the template with its state."""

    def api_failed(self) -> None:
        """Count a request that the API's function failed on."""

    def queues(self) -> Mapping[str, Mapping[str, int]]:
        """Return the depths of every queue, by its name in the template."""
