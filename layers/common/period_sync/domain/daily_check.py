"""The daily look at a connection in use, and what its administrators have to be told of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from period_sync.domain.connection import NETSUITE, Probe
from period_sync.domain.wake_up import RESEND_AFTER

DAILY_CHECK_KIND = "daily-check"
EVERY = timedelta(days=1)
AGAIN_AFTER = timedelta(hours=1)
"""When NetSuite is asked again that could not be reached."""
LOOKS_AT_MOST = 4
"""How many looks in a row may come to nothing before somebody has to be told."""
CERTIFICATE_DAYS = (60, 30, 14)
"""How many days before its end a certificate is spoken of."""


@dataclass(frozen=True, slots=True)
class DailyCheck:
    """When a connection is looked at next, and what the last look saw; under the wake-up rule.

    There is one from the first passed test on, until the connection is revoked. `due_at` is None
    from then on. `probes` are of the look at `checked_at`, `missed` counts looks since then that
    NetSuite didn't answer. `told_faults` names what somebody has been told is missing, and
    `told_certificate` the end of a certificate and the days before it, of which they have been
    told. `notice_no` counts what there was to tell; `published_no` is the last that a mail was
    asked for, `mailed_no` the last that was mailed.
    """

    tenant: str
    connection_id: str
    account: str
    due_at: datetime | None = None
    version: int = 1
    send_no: int = 0
    claimed_send_no: int = 0
    claim_message_id: str | None = None
    checked_at: datetime | None = None
    probes: tuple[Probe, ...] = ()
    missed: int = 0
    told_faults: tuple[str, ...] = ()
    told_certificate: str | None = None
    notice_no: int = 0
    published_no: int = 0
    mailed_no: int = 0

    @property
    def has_notice(self) -> bool:
        """Whether there is something to tell that no mail was asked for yet."""
        return self.notice_no > self.published_no

    @property
    def faults(self) -> tuple[Probe, ...]:
        """What the last look missed."""
        return tuple(probe for probe in self.probes if not probe.passed)

    def rearmed(self, now: datetime) -> "DailyCheck":
        """Return it as it is once a person's test has passed: nothing is missing any more."""
        return replace(
            self._let_go(now + EVERY),
            probes=(),
            checked_at=None,
            missed=0,
            told_faults=(),
        )

    def put_off(self, now: datetime) -> "DailyCheck":
        """Return it as it is when nothing was looked at this time."""
        return self._let_go(now + EVERY)

    def published(self, now: datetime) -> "DailyCheck":
        """Return it as it is once a mail was asked for."""
        return replace(self._let_go(now + EVERY), published_no=self.notice_no)

    def mailed(self, notice_no: int) -> "DailyCheck":
        """Return it as it is once a notice was mailed."""
        return replace(self, version=self.version + 1, mailed_no=notice_no)

    def over(self) -> "DailyCheck":
        """Return it as it is once the connection is in use no more."""
        return self._let_go(None)

    def looked(
        self, probes: Iterable[Probe], certificate_ends: date | None, now: datetime
    ) -> "DailyCheck":
        """Return it as it is after a look. What is new to its administrators makes a notice.

        A NetSuite that didn't answer is asked again in an hour, and makes one only if it goes on.
        """
        seen = tuple(probes)
        is_answered = all(probe.passed or probe.list != NETSUITE for probe in seen)
        if not is_answered and self.missed + 1 < LOOKS_AT_MOST:
            return replace(self._let_go(now + AGAIN_AFTER), missed=self.missed + 1)
        faults = tuple(sorted({probe.list for probe in seen if not probe.passed}))
        certificate = _speaking_of(certificate_ends, now) or self.told_certificate
        is_new = bool(set(faults) - set(self.told_faults)) or certificate != self.told_certificate
        return replace(
            # A notice that no mail could be asked for is not left until tomorrow.
            self._let_go(now + (RESEND_AFTER if is_new else EVERY)),
            checked_at=now,
            probes=seen,
            missed=0,
            told_faults=faults,
            told_certificate=certificate,
            notice_no=self.notice_no + is_new,
        )

    def _let_go(self, due_at: datetime | None) -> "DailyCheck":
        return replace(self, due_at=due_at, version=self.version + 1, claim_message_id=None)


def days_left(certificate_ends: date | None, now: datetime) -> int | None:
    """Count the days until a certificate ends, if that is soon enough to speak of."""
    if certificate_ends is None:
        return None
    left = (certificate_ends - now.astimezone(UTC).date()).days
    return left if left <= max(CERTIFICATE_DAYS) else None


def _speaking_of(certificate_ends: date | None, now: datetime) -> str | None:
    """Name the certificate's end and the step before it that was reached, if any was."""
    left = days_left(certificate_ends, now)
    if left is None:
        return None
    step = min(days for days in CERTIFICATE_DAYS if left <= days)
    return f"{certificate_ends} {step}"
