"""Every error of ours: one tree, a stable code each, and the evidence to act on it.

PeriodSyncError
├── InvalidInput             what was sent to us breaks a rule; names the field and the remedy
│   ├── EnvironmentMismatch  an account of a sandbox for a production connection, or the reverse
│   ├── InvalidDocument      a closed-period document, with all of its faults (faults.py)
│   └── InvitationNotValid   a token that lets nobody in, or no longer
├── Unauthenticated          no token that we accept
├── Forbidden                a known person without the permission
│   ├── SeparationOfDuties   a person who both sets up and posts
│   └── OwnMembership        a person who would change what they may do themselves
├── NotFound                 no such object in this tenant
├── Conflict                 the state of things does not allow it now
│   ├── SyncRunning          a sync is posting what would be changed
│   ├── ReasonMissing        other content for a period that was handed over, and no reason
│   ├── RowChanged           a row changed between reading and writing; decide anew
│   ├── InternalIdTaken      one internal id for two journals
│   └── StaleWorker          another worker holds the claim; this one may change nothing
├── ConfigurationError       a setting, secret or resource of ours is missing or wrong
├── NetSuiteError            NetSuite did not do what we asked
│   ├── NetSuiteUnavailable  no answer, or one that promises nothing: ask again later
│   ├── NetSuiteUnauthorized the credentials were refused; repeating them locks the user (fact 15)
│   ├── NetSuiteRefused      a 4xx in NetSuite's own format
│   └── NetSuiteMalformed    an answer that breaks NetSuite's documented shape
└── ImpossibleState          a bug of ours: stop loudly, change nothing
"""

from collections.abc import Mapping


class PeriodSyncError(Exception):
    """Base of the tree. `evidence` holds JSON-ready facts that are safe to show and to log."""

    code: str = "ERROR"

    def __init__(self, message: str, **evidence: object) -> None:
        super().__init__(message)
        self.message = message
        self.evidence: Mapping[str, object] = evidence


class InvalidInput(PeriodSyncError):
    """What was sent to us breaks a rule; the message names the field and the remedy."""

    code = "INVALID_INPUT"


class InvitationNotValid(InvalidInput):
    """A token that is of no open invitation; whether there ever was one is not told."""

    code = "INVITATION_NOT_VALID"

    def __init__(self) -> None:
        super().__init__(
            "This invitation is not valid: it was used, withdrawn, has expired, or a newer mail "
            "has replaced it. Ask the tenant administrator to send it again.",
            field="token",
        )


class EnvironmentMismatch(InvalidInput):
    """An account of a sandbox for a production connection, or the reverse."""

    code = "ENVIRONMENT_MISMATCH"


class Unauthenticated(PeriodSyncError):
    """No token that we accept."""

    code = "UNAUTHENTICATED"


class Forbidden(PeriodSyncError):
    """The person is known and may not do this; the message says why."""

    code = "FORBIDDEN"


class SeparationOfDuties(Forbidden):
    """The person may set up the integration and therefore may not post through it."""

    code = "SEPARATION_OF_DUTIES"


class OwnMembership(Forbidden):
    """Nobody changes what they may do themselves."""

    code = "OWN_MEMBERSHIP"

    def __init__(self) -> None:
        super().__init__(
            "Nobody changes their own membership. Ask another tenant administrator.",
            field="member",
        )


class NotFound(PeriodSyncError):
    """No such object in this tenant; another tenant's object looks the same."""

    code = "NOT_FOUND"


class Conflict(PeriodSyncError):
    """The state of things does not allow it now. `code` is given for each case."""

    code = "CONFLICT"

    def __init__(self, message: str, *, code: str = "CONFLICT", **evidence: object) -> None:
        super().__init__(message, **evidence)
        self.code = code


class SyncRunning(Conflict):
    """A sync is posting what would be changed; it can be changed when that has ended."""

    def __init__(self, message: str, **evidence: object) -> None:
        super().__init__(message, code="SYNC_RUNNING", **evidence)


class ReasonMissing(Conflict):
    """A period that was handed over before comes with other content and no reason."""

    def __init__(self, message: str, **evidence: object) -> None:
        super().__init__(message, code="REOPENED_REASON_MISSING", **evidence)


class RowChanged(Conflict):
    """A row changed between reading and writing it: decide anew from what it is now."""

    def __init__(self, message: str, **evidence: object) -> None:
        super().__init__(message, code="ROW_CHANGED", **evidence)


class InternalIdTaken(Conflict):
    """NetSuite names an internal id for a journal that belongs to another journal of ours."""

    def __init__(self, message: str, **evidence: object) -> None:
        super().__init__(message, code="INTERNAL_ID_TAKEN", **evidence)


class StaleWorker(Conflict):
    """The claim was lost: another worker has a higher epoch, or the sync has ended."""

    def __init__(self, message: str, **evidence: object) -> None:
        super().__init__(message, code="STALE_WORKER", **evidence)


class ConfigurationError(PeriodSyncError):
    """A setting, secret or resource of ours is missing or wrong; only an operator can mend it."""

    code = "CONFIGURATION"


class NetSuiteError(PeriodSyncError):
    """NetSuite did not do what we asked."""

    code = "NETSUITE"


class NetSuiteUnavailable(NetSuiteError):
    """No answer, a 429 or a 5xx to a read: nothing is known, ask again later."""

    code = "NETSUITE_UNAVAILABLE"


class NetSuiteUnauthorized(NetSuiteError):
    """A 401. Five of them lock the integration's user for 30 minutes (fact 15)."""

    code = "NETSUITE_UNAUTHORIZED"

    def __init__(self, secret_version: str) -> None:
        super().__init__("NetSuite refused our credentials.", secret_version=secret_version)
        self.secret_version = secret_version


class NetSuiteRefused(NetSuiteError):
    """A 4xx in NetSuite's own error format; `evidence` has status, code, detail and path."""

    code = "NETSUITE_REFUSED"


class NetSuiteMalformed(NetSuiteError):
    """An answer that breaks NetSuite's documented shape; nothing in it is trusted."""

    code = "NETSUITE_MALFORMED"


class ImpossibleState(PeriodSyncError):
    """A bug of ours: a state that the protocol rules out."""

    code = "IMPOSSIBLE_STATE"
