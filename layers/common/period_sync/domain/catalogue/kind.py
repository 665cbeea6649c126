"""What the catalogue says of each code: whom it needs, what to do, if trying again helps."""

from dataclasses import dataclass
from enum import StrEnum

RETRY = "Then press Retry; only what is missing is posted."


class Owner(StrEnum):
    """Who can mend a problem."""

    LEASE_TEAM = "lease team"
    CONTROLLER = "controller"
    INTEGRATION_ADMINISTRATOR = "integration administrator"
    NETSUITE_ADMINISTRATOR = "NetSuite administrator"
    OPERATOR = "operator"


class Retry(StrEnum):
    """Whether trying again helps.

    `AUTOMATIC`: nothing to do, it goes on by itself. `AFTER_FIX`: once the cause is mended.
    `NEVER_BLIND`: only through Period Sync, which looks in NetSuite first; never by hand.
    """

    AUTOMATIC = "automatic"
    AFTER_FIX = "after_fix"
    NEVER_BLIND = "never_blind"


class Severity(StrEnum):
    """Whether a sync can complete with the problem: a notice is shown and stops nothing."""

    BLOCKS = "blocks"
    NOTICE = "notice"


class Decision(StrEnum):
    """What a named person may choose, with a reason, where the product otherwise refuses."""

    POST_IN_OPEN_PERIOD = "post_in_open_period"
    POST_READY_ENTRIES = "post_ready_entries"
    REPOST = "repost"
    ACCEPT_DIFFERENCE = "accept_difference"
    BOOKED_BY_HAND = "booked_by_hand"
    ALLOW_OVERLAP = "allow_overlap"
    ALLOW_EXCLUDED = "allow_excluded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemKind:
    """What holds for every problem of one code.

    `title`, `explanation` and `steps` are templates that use only `facts`, which whoever raises
    the code must give. Those of `varies` differ from place to place within one root cause, such as
    the entry; every other difference makes another problem. `decisions` are those that can answer
    it.
    """

    title: str
    explanation: str
    owner: Owner
    steps: tuple[str, ...]
    retry: Retry = Retry.AFTER_FIX
    severity: Severity = Severity.BLOCKS
    decisions: tuple[Decision, ...] = ()
    facts: tuple[str, ...] = ()
    varies: tuple[str, ...] = ()
