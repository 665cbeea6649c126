"""Who may do what: permissions, what each includes, and the separation of duties."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from period_sync.domain.errors import Forbidden, SeparationOfDuties


class Permission(StrEnum):
    """What a membership grants."""

    SYNC_JOURNALS = "journals:sync"
    MANAGE_INTEGRATION = "integration:manage"
    MANAGE_TEAM = "team:manage"
    READ_AUDIT = "audit:read"
    READ_PERIODS = "periods:read"
    WRITE_PERIODS = "periods:write"


_PEOPLE = frozenset(Permission) - {Permission.WRITE_PERIODS}
"""Whoever holds any of these may read periods and syncs; the lease system may not."""


@dataclass(frozen=True, slots=True)
class Member:
    """A membership: one subject in one tenant, read anew at every call.

    `until` is its last day, in UTC. `since` and `by` (an e-mail address) say when and by whom the
    subject was let in, where that was kept; `removed_at` is when it was shut out again.
    """

    tenant: str
    subject: str
    email: str
    permissions: frozenset[Permission]
    until: date | None = None
    since: datetime | None = None
    by: str | None = None
    removed_at: datetime | None = None
    version: int = 1

    @property
    def is_machine(self) -> bool:
        """Whether this is the lease system, and not a person."""
        return Permission.WRITE_PERIODS in self.permissions

    def is_active(self, now: datetime) -> bool:
        """Whether the membership holds at an instant."""
        return self.removed_at is None and not has_passed(self.until, now)

    def require(self, permission: Permission) -> None:
        """Raise Forbidden unless the member holds `permission`."""
        if permission is Permission.READ_PERIODS:
            allowed = bool(self.permissions & _PEOPLE)
        else:
            allowed = permission in self.permissions
        if not allowed:
            raise Forbidden(
                f"This needs the permission {permission}. A tenant administrator can grant it.",
                permission=permission,
            )

    def require_any(self, *permissions: Permission) -> None:
        """Raise Forbidden unless the member holds one of these."""
        if not self.permissions & set(permissions):
            raise Forbidden(
                f"This needs the permission {' or '.join(permissions)}. "
                "A tenant administrator can grant it.",
                permission=permissions[0],
            )

    def require_sync(self, *, duties_shared: bool) -> None:
        """Raise unless the member may post, and did not also set up the integration."""
        self.require(Permission.SYNC_JOURNALS)
        if holds_both_duties(self.permissions) and not duties_shared:
            raise SeparationOfDuties(
                "You may set up the NetSuite integration, so you may not also post through it. "
                "Ask a tenant administrator to give one of the two duties to somebody else.",
                held=[Permission.SYNC_JOURNALS, Permission.MANAGE_INTEGRATION],
            )


def holds_both_duties(permissions: Collection[Permission]) -> bool:
    """Whether someone may set up the integration and, but for that, post through it."""
    return {Permission.SYNC_JOURNALS, Permission.MANAGE_INTEGRATION} <= set(permissions)


def has_passed(until: date | None, now: datetime) -> bool:
    """Whether a last day, in UTC, is over."""
    return until is not None and until < now.astimezone(UTC).date()


def parse_permissions(names: Iterable[str]) -> frozenset[Permission]:
    """Read stored or typed permission names. Raises ValueError on an unknown one."""
    return frozenset(Permission(name) for name in names)
