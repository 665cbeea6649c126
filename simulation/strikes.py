"""What a schedule is made of: faults at boundaries, and things that people and NetSuite do."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """One kind of strike; faults first, then what people, operators and NetSuite do."""

    # The process dies, and with it all that it held in memory.
    CRASH_BEFORE = "crash before"
    CRASH_AFTER = "crash after"
    # It was done, and the answer never came.
    LOST_ANSWER = "lost answer"
    # boto's own retry: it is done twice.
    REPEATED = "done twice"
    # Nothing was done: a throttle, a 5xx.
    TOO_MANY = "429"
    SERVER_ERROR = "5xx"
    MALFORMED = "malformed answer"
    CONFLICT = "transaction conflict"
    # The same message is handed to a second worker, in the middle of the first one's work.
    DUPLICATE = "duplicate delivery"
    # The worker is held up for minutes.
    STALL = "stall"
    # POSTs only.
    LATE_COMMIT = "late commit"
    NOT_SENT = "connection refused"
    BROKEN_TLS = "TLS broke after the request"
    SAVED_AND_500 = "saved, answered 500"
    SAVED_AND_400 = "saved, answered 400"
    REFUSED = "refused"
    SHIFTED = "booked in another period"
    LAGGING = "search lags behind"
    # Announcements only: a notifier has it before the worker that published goes on.
    AT_ONCE = "delivered at once"
    # Look-ups only.
    BLIND = "sees nothing"

    PRESS_SYNC = "a person presses Sync"
    PRESS_RETRY = "a person presses Retry"
    PRESS_STOP = "a person presses Stop"
    PRESS_CHECKS = "a person asks for a check"
    DECIDE = "a person answers a problem by a decision"
    OLD_TAB = "an old tab retries an old sync"
    REDRIVE = "an operator redrives"
    PAUSE = "an operator pauses"
    RESUME = "an operator resumes"
    SWEEP = "the sweeper runs"
    SWEEPER_LATE = "the sweeper is late"
    COLD_START = "all idle processes end"
    ROTATE_SECRET = "the secret is replaced"  # noqa: S105 - words
    REFUSE_SECRET = "NetSuite refuses the secret"  # noqa: S105 - words
    RENAME = "an account gets another internal id"
    LINE_LIMIT = "the line limit changes"
    NAME_MISSING = "an account is missing for a while"
    NEW_REVISION = "another revision is handed over"
    HAND_OVER_AGAIN = "the same document is handed over again"
    OUTAGE = "NetSuite is down for a while"
    STORM = "NetSuite has no room for a while"
    BLINDNESS = "NetSuite shows us nothing for a while"
    NEEDS_APPROVAL = "journals need approval from now on"
    HOURS_PASS = "hours pass"  # noqa: S105 - words
    APPROVE = "journals are approved"
    REJECT = "a journal is rejected"
    DELETE = "a journal is deleted in NetSuite"
    OVERWRITE_ID = "a user overwrites an external id"
    COPY = "a user copies a journal and changes the copy"


K = Kind
FAULTS = tuple(Kind)[: tuple(Kind).index(K.PRESS_SYNC)]
EVENTS = tuple(Kind)[tuple(Kind).index(K.PRESS_SYNC) :]
ANYWHERE = frozenset({K.CRASH_BEFORE, K.CRASH_AFTER, K.STALL})
IN_AWS = ANYWHERE | {K.LOST_ANSWER, K.SERVER_ERROR}
IN_NETSUITE_READS = ANYWHERE | {
    K.LOST_ANSWER, K.TOO_MANY, K.SERVER_ERROR, K.MALFORMED, K.BLIND,
}  # fmt: skip
IN_POSTS = ANYWHERE | {
    K.LOST_ANSWER, K.TOO_MANY, K.SERVER_ERROR, K.MALFORMED, K.LATE_COMMIT, K.NOT_SENT,
    K.BROKEN_TLS, K.SAVED_AND_500, K.SAVED_AND_400, K.REFUSED, K.SHIFTED, K.LAGGING,
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Strike:
    """One thing that happens: at boundary `at`, or the first one after it where it makes sense.

    `value` chooses among ways and lengths of time.
    """

    at: int
    kind: Kind
    value: int = 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """One run: how large the period is, and what strikes. Equal schedules run alike.

    `is_empty` begins with a ledger without any journal; `is_racy` lets NetSuite check external ids
    before it saves and not while it does; in one that `is_hasty` somebody trusted it not to, and
    shortened the settling time; `skew_s` is by how many seconds the clocks of processes
    are ahead of NetSuite's or behind it; `seed` decides the jitter.
    """

    seed: int = 0
    journals: int = 1
    periods: int = 1
    strikes: tuple[Strike, ...] = ()
    is_racy: bool = False
    is_hasty: bool = False
    is_empty: bool = False
    skew_s: int = 0
