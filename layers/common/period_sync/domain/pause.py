"""An operator's pause: while it holds, nothing is POSTed through a connection, or through any."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from period_sync.domain.errors import Conflict, InvalidInput
from period_sync.domain.sync import Person

REASON_LENGTH_MAX = 200
CONNECTIONS_MAX = 50
"""All pauses stand in one row, which is read before every POST: it must stay small."""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Pause:
    """Who paused, when and why. People of the tenant are shown the reason."""

    by: Person
    at: datetime
    reason: str

    def __str__(self) -> str:
        """Say it to people; of an AWS identity only its name."""
        who = re.split("[/:]", self.by.email)[-1]
        return f"Paused by an operator: {self.reason} ({who}, since {self.at:%Y-%m-%d %H:%M} UTC)"


@dataclass(frozen=True, slots=True)
class Paused:
    """Everything that is paused now: all connections at once, and single ones.

    `connections` is by `tenant/connection`. `version` is 0 until something is paused first.
    """

    everything: Pause | None = None
    connections: Mapping[str, Pause] = field(default_factory=dict)
    version: int = 0

    def pause_of(self, tenant: str, connection_id: str) -> Pause | None:
        """Return what keeps a connection from posting, if anything does."""
        return self.connections.get(f"{tenant}/{connection_id}") or self.everything

    def having(self, place: str | None, pause: Pause) -> "Paused":
        """Return what is paused once `place`, a `tenant/connection`, is; None means everything.

        Raises InvalidInput for a reason that can't be shown, Conflict for too many connections.
        """
        if not pause.reason.strip() or len(pause.reason) > REASON_LENGTH_MAX:
            raise InvalidInput(
                f"Say why, in up to {REASON_LENGTH_MAX} characters; people of the tenant read it.",
                field="reason",
            )
        if _UNPRINTABLE.search(pause.reason):
            raise InvalidInput("The reason must be one line of plain text.", field="reason")
        if place is None:
            return replace(self, everything=pause, version=self.version + 1)
        connections = {**self.connections, place: pause}
        if len(connections) > CONNECTIONS_MAX:
            raise Conflict(
                f"{CONNECTIONS_MAX} connections are paused one by one already. Pause them all "
                "instead.",
                code="TOO_MANY_PAUSES",
            )
        return replace(self, connections=connections, version=self.version + 1)

    def without(self, place: str | None) -> "Paused":
        """Return what is still paused once `place` is not; None takes back the pause of all."""
        if place is None:
            return replace(self, everything=None, version=self.version + 1)
        rest = {name: pause for name, pause in self.connections.items() if name != place}
        return replace(self, connections=rest, version=self.version + 1)
