"""One closed period from the hand-over to the mail, as its controller lives it."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from local.api import Api, ApiRefusal, Item, period_path, sync_path
from local.document import Document
from local.errors import LocalError
from local.handover import hand_over
from local.identities import CONTROLLER, email
from local.mails import Mail
from local.stack import Stack

POLL_SECONDS = 0.2
TAKEN_IN_SECONDS = 60
SYNC_SECONDS = 900
MAIL_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a sync stands; `mail` is the result's, None if none came."""

    sync: Item
    journals: list[Item]
    problems: list[Item]
    mail: Mail | None


class Journey:
    """The steps of one document on a running stack."""

    def __init__(self, stack: Stack, document: Document) -> None:
        """Act as the controller."""
        self._stack = stack
        self.document = document
        self._path = period_path(document.entity, document.period_id)
        self.api = Api(stack.origin, stack.token(CONTROLLER))

    def period(self) -> Item | None:
        """Return the closed period, None before it was taken in."""
        try:
            period: Item = self.api.get(self._path)
        except ApiRefusal as refusal:
            if refusal.is_missing:
                return None
            raise
        return period

    def hand_over(self) -> None:
        """Send PeriodClosed and return when the period is there.

        Raises:
            LocalError: it doesn't arrive.
        """
        outputs = self._stack.outputs
        hand_over(
            self._stack.aws, outputs["EventBusName"], outputs["DocumentBucket"], self.document
        )
        deadline = time.monotonic() + TAKEN_IN_SECONDS
        while self.period() is None:
            if time.monotonic() > deadline:
                raise LocalError(
                    f"The period wasn't taken in within {TAKEN_IN_SECONDS} s. What the functions "
                    f"say is in {self._stack.state / 'logs' / 'cloud.log'}"
                )
            time.sleep(POLL_SECONDS)

    def press_sync(self) -> Item:
        """Ask for a sync and return it."""
        sync: Item = self.api.post(f"{self._path}/syncs")
        return sync

    def press_retry(self, sync_id: str) -> Item:
        """Ask for a retry and return it."""
        return self.api.post(f"{sync_path(sync_id)}/retry")

    def latest_sync(self) -> Item | None:
        """Return the period's sync with the highest number, None if there was none."""
        syncs = self.api.items(f"{self._path}/syncs")
        return max(syncs, key=lambda sync: int(sync["number"]), default=None)

    def follow(self, sync_id: str, tell: Callable[[Item], None]) -> None:
        """Hand each state of the sync to `tell` until it no longer runs.

        Raises:
            LocalError: it still runs after 15 minutes.
        """
        deadline = time.monotonic() + SYNC_SECONDS
        while time.monotonic() < deadline:
            sync = self.api.get(sync_path(sync_id))
            tell(sync)
            if sync["status"] != "IN_PROGRESS":
                return
            time.sleep(POLL_SECONDS)
        raise LocalError(f"Sync {sync_id} still runs after {SYNC_SECONDS // 60} minutes.")

    def outcome(
        self, sync_id: str, *, wait_for_mail: bool, mail_seconds: float = MAIL_SECONDS
    ) -> Outcome:
        """Return what came of the sync; its mail is waited for at most `mail_seconds`."""
        path = sync_path(sync_id)
        return Outcome(
            sync=self.api.get(path),
            journals=self.api.items(f"{path}/journals"),
            problems=self.api.items(f"{path}/problems"),
            mail=self._mail(sync_id, mail_seconds if wait_for_mail else 0),
        )

    def _mail(self, sync_id: str, seconds: float) -> Mail | None:
        """Return the newest mail to the controller that links to the sync."""
        deadline = time.monotonic() + seconds
        while True:
            for mail in reversed(self._stack.mails()):
                if email(CONTROLLER) in mail.to and sync_id in mail.text:
                    return mail
            if time.monotonic() > deadline:
                return None
            time.sleep(POLL_SECONDS)
