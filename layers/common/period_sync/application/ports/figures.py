"""What the alarms are about: what is watched, and the figures that are made of it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Watch(StrEnum):
    """What somebody must hear of when it lasts; each has rows only while there is any."""

    WITHOUT_PROGRESS = "WITHOUT_PROGRESS"
    """Syncs that run and are not paused, by since when their time without progress counts."""
    UNKNOWN = "UNKNOWN"
    """Journals that were sent and whose outcome nobody knows yet, by since when."""
    UNMAILED = "UNMAILED"
    """Results that were not mailed, by when they were recorded."""
    LOGIN_REFUSED = "LOGIN_REFUSED"
    """Connections whose secret NetSuite refused, by when."""
    MAIL_BOUNCED = "MAIL_BOUNCED"
    """Mails that came back or were complained of, by when that was noted."""


class Watched(Protocol):
    """When what is watched began."""

    def oldest(self, watch: Watch) -> datetime | None:
        """Tell when the oldest began, None if there is none."""

    def newest(self, watch: Watch) -> datetime | None:
        """Tell when the newest began, None if there is none."""


class Figure(StrEnum):
    """The figures that are published at every sweep; alarms name them by their values."""

    SECONDS_WITHOUT_PROGRESS = "SecondsWithoutProgress"
    SECONDS_UNKNOWN = "SecondsUnknown"
    SECONDS_UNMAILED = "SecondsUnmailed"
    LOGIN_REFUSED = "LoginRefused"
    MAIL_BOUNCED = "MailBounced"
    HINTS_SENT = "HintsSent"


class Meter(Protocol):
    """Where figures are published."""

    def publish(self, figures: Mapping[Figure, float]) -> None:
        """Publish figures of the present instant, in one call."""
