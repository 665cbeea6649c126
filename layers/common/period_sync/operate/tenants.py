"""`tenant` and `member`: who uses the product, and who may do what."""

import argparse
from datetime import date

from period_sync.domain.permissions import Member, Permission, parse_permissions
from period_sync.domain.tenant import Duties
from period_sync.operate.commands import Commands
from period_sync.operators import Operator


def create_tenant(to: Operator, chosen: argparse.Namespace) -> int:
    """`tenant create`."""
    to.set_up.create_tenant(chosen.tenant, chosen.name, chosen.event_account, chosen.event_source)
    print(f"Created tenant {chosen.tenant} ({chosen.name}).")
    return 0


def require_second_person(to: Operator, chosen: argparse.Namespace) -> int:
    """`tenant second-person`."""
    tenant = to.set_up.require_second_person(chosen.tenant, required=chosen.required == "on")
    who = "a second person confirms" if tenant.second_person else "whoever takes them answers for"
    print(f"In {tenant.tenant_id} {who} decisions.")
    return 0


def set_duties(to: Operator, chosen: argparse.Namespace) -> int:
    """`tenant duties`."""
    tenant = to.set_up.set_duties(chosen.tenant, Duties(chosen.duties))
    may = "may" if tenant.duties_shared else "may not"
    print(f"In {tenant.tenant_id} one person {may} set up the integration and post through it.")
    return 0


def add_member(to: Operator, chosen: argparse.Namespace) -> int:
    """`member add`."""
    granted = parse_permissions(chosen.permission)
    wanted = Member(chosen.tenant, chosen.subject, chosen.email, granted, chosen.until)
    added = to.members.add(wanted)
    print(f"{added.email} may now: {_may(added)}.")
    return 0


def list_members(to: Operator, chosen: argparse.Namespace) -> int:
    """`member list`."""
    tenant = to.tenants.tenant(chosen.tenant)
    team = to.teams.team(tenant.tenant_id)
    for member in team.members:
        print(f"{member.email}  {member.subject}  {_may(member)}")
    for invitation in team.invitations:
        print(f"{invitation.email}  invited until {invitation.expires_at:%Y-%m-%d}")
    return 0


def remove_member(to: Operator, chosen: argparse.Namespace) -> int:
    """`member remove`."""
    removed = to.members.remove(chosen.tenant, chosen.subject)
    print(f"{removed.email} is no member of {chosen.tenant} any more.")
    return 0


def _may(member: Member) -> str:
    end = f", until {member.until}" if member.until else ""
    return ", ".join(sorted(member.permissions)) + end


def add(commands: Commands) -> None:
    """Describe the commands."""
    tenant = commands.add_parser("tenant", help="tenants").add_subparsers(required=True)
    create = tenant.add_parser("create", help="create a tenant")
    create.add_argument("tenant", help="its id: lower case, for ever part of its journals' keys")
    create.add_argument("--name", required=True)
    create.add_argument("--event-account", required=True, help="AWS account of its lease system")
    create.add_argument("--event-source", required=True, help="source of its PeriodClosed events")
    create.set_defaults(run=create_tenant)
    second = tenant.add_parser("second-person", help="whether decisions need a second person")
    second.add_argument("tenant")
    second.add_argument("required", choices=("on", "off"))
    second.set_defaults(run=require_second_person)
    duties = tenant.add_parser("duties", help="whether one person may set up and post")
    duties.add_argument("tenant")
    duties.add_argument("duties", choices=[d.value for d in Duties])
    duties.set_defaults(run=set_duties)

    member = commands.add_parser("member", help="memberships").add_subparsers(required=True)
    added = member.add_parser("add", help="add a member, or replace what it may do")
    added.add_argument("tenant")
    added.add_argument("--subject", required=True, help="the token's `sub`")
    added.add_argument("--email", required=True)
    added.add_argument(
        "--permission", required=True, action="append", choices=[p.value for p in Permission]
    )
    added.set_defaults(run=add_member)
    added.add_argument("--until", type=date.fromisoformat, help="its last day, as 2026-12-31")
    listed = member.add_parser("list", help="who is a member, and who is invited")
    listed.add_argument("tenant")
    listed.set_defaults(run=list_members)
    removed = member.add_parser("remove", help="end a membership at once")
    removed.add_argument("tenant")
    removed.add_argument("--subject", required=True, help="as `member list` shows it")
    removed.set_defaults(run=remove_member)
