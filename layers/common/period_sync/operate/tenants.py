"""`tenant` and `member`: who uses the product, and who may do what."""

import argparse

from period_sync.bootstrap import Operator
from period_sync.domain.permissions import Member, Permission, parse_permissions
from period_sync.operate.commands import Commands


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


def add_member(to: Operator, chosen: argparse.Namespace) -> int:
    """`member add`."""
    granted = parse_permissions(chosen.permission)
    to.set_up.add_member(Member(chosen.tenant, chosen.subject, chosen.email, granted))
    print(f"{chosen.email} may now: {', '.join(sorted(granted))}.")
    return 0


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

    member = commands.add_parser("member", help="memberships").add_subparsers(required=True)
    added = member.add_parser("add", help="add a member, or replace what it may do")
    added.add_argument("tenant")
    added.add_argument("--subject", required=True, help="the token's `sub`")
    added.add_argument("--email", required=True)
    added.add_argument(
        "--permission", required=True, action="append", choices=[p.value for p in Permission]
    )
    added.set_defaults(run=add_member)
