"""Teams: members, invitations, and the row that every change of a team raises."""

from typing import Any

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import IN_PLACE, audit_put, item_of, row_of
from period_sync.adapters.dynamodb.table import Item, Put, StateTable
from period_sync.domain.errors import NotFound
from period_sync.domain.permissions import Member
from period_sync.domain.team import Invitation, Team, id_of
from period_sync.domain.tenant import AuditRecord

NEXT_VERSION = "attribute_not_exists(version) OR version = :version"
"""Of a row that is not there, was written before such rows had versions, or is as it was read."""


class DynamoTeams:
    """Fulfils `Teams`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def team(self, tenant: str) -> Team:
        """Read a team; its version first, so that no later change can be missed."""
        row = self._table.get(keys.team(tenant))
        members, invitations = keys.member(tenant, ""), keys.invitation(tenant, "")
        return Team(
            tenant=tenant,
            version=0 if row is None else int(row["version"]),
            known=tuple(row_of(Member, i) for i in self._table.query(members.pk, members.sk)),
            written=tuple(
                row_of(Invitation, i) for i in self._table.query(invitations.pk, invitations.sk)
            ),
        )

    def save(self, team: Team, audit: AuditRecord, *changed: Member | Invitation) -> None:
        """Write what changed of a team. Raises RowChanged."""
        row = {"version": team.version + 1} | keys.team(team.tenant)._asdict()
        puts = [put for one in changed for put in _puts(one)]
        self._table.transact(_next(row), *puts, audit_put(audit))

    def invitation(self, tenant: str, invitation_id: str) -> Invitation:
        """Read an invitation. Raises NotFound."""
        item = self._table.get(keys.invitation(tenant, invitation_id))
        if item is None:
            raise NotFound(f"There is no invitation {invitation_id}.")
        return row_of(Invitation, item)

    def invitation_of_token(self, token_sha256: str) -> Invitation | None:
        """Find the invitation that the token of a link belongs to."""
        found = self._table.index("list", "list_key", keys.list_of_token(token_sha256))
        return row_of(Invitation, found[0]) if found else None

    def save_invitation(self, new: Invitation) -> None:
        """Replace an invitation. Raises RowChanged."""
        self._table.transact(*_puts(new))


def _puts(one: Member | Invitation) -> list[Put]:
    if isinstance(one, Member):
        pointer = keys.subject_tenant(one.subject, one.tenant)._asdict()
        row = item_of(one, keys.member(one.tenant, one.subject))
        return [_next(row), Put(pointer, IN_PLACE)]
    listed: dict[str, Any] = {}
    if one.token_sha256 is not None and one.closed_at is None:
        listed = {"list_key": keys.list_of_token(one.token_sha256), "list_order": id_of(one)}
    return [_next(item_of(one, keys.invitation(one.tenant, id_of(one)), **listed))]


def _next(row: Item) -> Put:
    return Put(row, NEXT_VERSION, {":version": row["version"] - 1})
