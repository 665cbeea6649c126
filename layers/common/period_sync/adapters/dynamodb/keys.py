"""The keys of the state and audit tables, and what lies under them.

Rows of a tenant begin with the tenant. The three that do not lead to one: whose subject, event
source or NetSuite account is it? What operators paused stands in one row for all.
"""

from datetime import UTC, date, datetime
from typing import NamedTuple

DUE_SHARD = "DUE"
"""The one partition of the index of due rows."""


class Key(NamedTuple):
    """A primary key."""

    pk: str
    sk: str


PAUSES = Key("PAUSES", "PAUSES")
"""What operators paused, of all tenants."""


def instant_text(at: datetime) -> str:
    """Write an instant so that text order is time order."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def tenant(tenant_id: str) -> Key:
    """The tenant."""
    return Key(f"TENANT#{tenant_id}", "TENANT")


def member(tenant_id: str, subject: str) -> Key:
    """A membership; the truth about it."""
    return Key(f"TENANT#{tenant_id}", f"MEMBER#{subject}")


def invitation(tenant_id: str, invitation_id: str) -> Key:
    """An invitation to become a member."""
    return Key(f"TENANT#{tenant_id}", f"INVITATION#{invitation_id}")


def list_of_token(token_sha256: str) -> str:
    """The list of the invitation whose link has a token; its bearer doesn't know the tenant."""
    return f"INVITATION#{token_sha256}"


def team(tenant_id: str) -> Key:
    """What every change of a tenant's members or invitations raises."""
    return Key(f"TENANT#{tenant_id}", "TEAM")


def subject_tenant(subject: str, tenant_id: str) -> Key:
    """Which tenants a subject may be a member of."""
    return Key(f"SUBJECT#{subject}", tenant_id)


def event_source(aws_account: str, source: str) -> Key:
    """The tenant for which an event source is registered."""
    return Key(f"SOURCE#{aws_account}#{source}", "SOURCE")


def netsuite_account(account: str) -> Key:
    """The one tenant and connection of a NetSuite account."""
    return Key(f"ACCOUNT#{account}", "ACCOUNT")


def connection(tenant_id: str, connection_id: str) -> Key:
    """A connection."""
    return Key(f"TENANT#{tenant_id}", f"CONNECTION#{connection_id}")


def mappings(tenant_id: str, connection_id: str, version: int) -> Key:
    """One version of a connection's mappings."""
    return Key(f"TENANT#{tenant_id}#MAPPINGS#{connection_id}", f"{version:06d}")


def connection_test(tenant_id: str, test_id: str) -> Key:
    """A connection test."""
    return Key(f"TENANT#{tenant_id}", f"TEST#{test_id}")


def daily_check(tenant_id: str, connection_id: str) -> Key:
    """The daily check of a connection."""
    return Key(f"TENANT#{tenant_id}", f"CHECK#{connection_id}")


def period(tenant_id: str, entity: str, period_id: str) -> Key:
    """A closed period."""
    return Key(f"TENANT#{tenant_id}", f"PERIOD#{entity}#{period_id}")


def revision(tenant_id: str, entity: str, period_id: str, number: int) -> Key:
    """One revision of a period."""
    return Key(f"TENANT#{tenant_id}", f"REVISION#{entity}#{period_id}#{number:05d}")


def account_period(tenant_id: str, account: str, entity: str, period_id: str) -> Key:
    """A period in one NetSuite account."""
    return Key(f"TENANT#{tenant_id}", f"ACCOUNT_PERIOD#{account}#{entity}#{period_id}")


def sync(tenant_id: str, sync_id: str) -> Key:
    """A sync."""
    return Key(f"TENANT#{tenant_id}", f"SYNC#{sync_id}")


def preview(tenant_id: str, preview_id: str) -> Key:
    """A preview."""
    return Key(f"TENANT#{tenant_id}", f"PREVIEW#{preview_id}")


def newest_preview(tenant_id: str, entity: str, period_id: str) -> Key:
    """Which preview of a period is the newest."""
    return Key(f"TENANT#{tenant_id}", f"NEWEST_PREVIEW#{entity}#{period_id}")


def previews_taken(tenant_id: str) -> Key:
    """How many previews a tenant has asked for."""
    return Key(f"TENANT#{tenant_id}", "PREVIEWS_TAKEN")


def journal(  # noqa: PLR0913
    tenant_id: str, account: str, entity: str, period_id: str, plan: str, position: int
) -> Key:
    """A journal of a plan, named by its hash; all of a plan stand together, in order."""
    pk = f"TENANT#{tenant_id}#JOURNALS#{account}#{entity}#{period_id}"
    return Key(pk, journal_in_plan(plan, position))


def journal_in_plan(plan: str, position: int) -> str:
    """The sort key of a journal among all of its period's in an account."""
    return f"{plan}#{position:06d}"


def evidence(tenant_id: str, account: str, entity: str, period_id: str) -> str:
    """The partition of the evidence that is kept of a period's journals in an account."""
    return f"TENANT#{tenant_id}#EVIDENCE#{account}#{entity}#{period_id}"


def place_of_journals(pk: str) -> tuple[str, str, str, str]:
    """Read tenant, account, entity and period id from the partition of a period's journals."""
    _, tenant_id, _, account, entity, period_id = pk.split("#", 5)
    return tenant_id, account, entity, period_id


def internal_id(tenant_id: str, account: str, found: str) -> Key:
    """The one journal that an internal id belongs to."""
    return Key(f"TENANT#{tenant_id}#INTERNAL#{account}", found)


def footprint(tenant_id: str, account: str, end: date, entity: str, period_id: str) -> Key:
    """What a closed period covers, in the order in which periods end."""
    return Key(f"TENANT#{tenant_id}#FOOTPRINTS#{account}", f"{end}#{entity}#{period_id}")


def footprints_taken(tenant_id: str, account: str) -> Key:
    """How many footprints were written in an account."""
    return Key(f"TENANT#{tenant_id}#FOOTPRINTS_TAKEN", account)


def stop(tenant_id: str, sync_id: str) -> Key:
    """A wish that a sync stop."""
    return Key(f"TENANT#{tenant_id}#STOPS", sync_id)


def list_of_journal(external_id: str) -> str:
    """The list of the rows of a journal; for operators, who don't know the tenant."""
    return f"JOURNAL#{external_id}"


def list_of_internal_id(found: str) -> str:
    """The list of the journals that have an internal id, each in an account of its own."""
    return f"NETSUITE#{found}"


def step(tenant_id: str, sync_id: str, step_no: int) -> Key:
    """One line of a timeline."""
    return Key(f"TENANT#{tenant_id}#TIMELINE#{sync_id}", f"{step_no:06d}")


def decision(tenant_id: str, decision_id: str) -> Key:
    """A decision about a sync; its id begins with the sync's."""
    return Key(f"TENANT#{tenant_id}", f"DECISION#{decision_id}")


def mailed(tenant_id: str, sync_id: str, result_no: int) -> Key:
    """The mark that a result was mailed."""
    return Key(f"TENANT#{tenant_id}#MAILED", f"{sync_id}#{result_no}")


def first_mail(tenant_id: str, entity: str, period_id: str) -> Key:
    """Which mail about a period was the first; later ones join its thread."""
    return Key(f"TENANT#{tenant_id}#MAILED", f"FIRST#{entity}#{period_id}")


def feedback(tenant_id: str, about: str, feedback_id: str) -> Key:
    """A bounce or complaint, by what the mail was about and SES's id of it."""
    return Key(f"TENANT#{tenant_id}#FEEDBACK", f"{about}#{feedback_id}")


def audit(tenant_id: str, at: datetime, action: str, subject: str) -> Key:
    """One line of the audit trail, in time order."""
    return Key(f"TENANT#{tenant_id}", f"{instant_text(at)}#{action}#{subject}")


def audit_span(tenant_id: str, first: datetime, end: datetime) -> tuple[str, str, str]:
    """The partition of a trail, and the sort keys that its lines of a time lie between."""
    return f"TENANT#{tenant_id}", instant_text(first), instant_text(end)


def refused_hand_over(tenant_id: str, entity: str, period_id: str) -> Key:
    """The latest hand-over of a period that was not taken in."""
    return Key(f"TENANT#{tenant_id}", f"REFUSED#{entity}#{period_id}")
