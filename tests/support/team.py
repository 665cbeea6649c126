"""What a tenant administrator does, and whom they invite, on the product of a test."""

import json
import re
from typing import Any

from period_sync.domain.permissions import Member, Permission
from tests.support.product import TENANT, Answer, Product

TEAM = "/v1/team"
NEW = "new@halcyon.example"


def team(product: Product, user: str = "team", **headers: str) -> dict[str, Any]:
    """The whole team."""
    answer = product.call("GET", TEAM, user, headers=headers)
    assert answer.status == 200
    found: dict[str, Any] = answer.body
    return found


def shown(product: Product, email: str, user: str = "team") -> dict[str, Any]:
    """A member or an invitation, by its address."""
    body = team(product, user)
    [found] = [one for one in body["members"] + body["invitations"] if one["email"] == email]
    one: dict[str, Any] = found
    return one


def address(product: Product, name: str) -> str:
    """The address of a ready member, by its name in the product of a test."""
    return f"{TEAM}/{shown(product, f'{name}@halcyon.example')['member']}"


def invite(
    product: Product, email: str = NEW, *permissions: str, by: str = "team", **more: Any
) -> Answer:
    """Invite as a tenant administrator; `more` is sent too."""
    body = {"email": email, "permissions": permissions or ["audit:read"], **more}
    return product.call("POST", TEAM, by, json.dumps(body))


def token(product: Product, mail: int = -1) -> str:
    """The token in the link of a mail."""
    found = re.findall(r"/join#([A-Za-z0-9_-]{43})\"", product.mails()[mail].body)
    return str(found[-1])


def accept(product: Product, given: str, subject: str = "newcomer") -> Answer:
    """Come in by a link."""
    body = json.dumps({"token": given})
    return product.call("POST", "/v1/invitations/accept", subject, body)


def change(product: Product, name: str, user: str = "team", **wanted: Any) -> Answer:
    """Change a ready member, as of the version that is there."""
    found = shown(product, f"{name}@halcyon.example")
    body = {key: found[key] for key in ("version", "permissions", "until")} | wanted
    return product.call("PUT", f"{TEAM}/{found['member']}", user, json.dumps(body))


def add_administrator(product: Product, name: str, **terms: Any) -> None:
    """Add another tenant administrator."""
    held = frozenset({Permission.MANAGE_TEAM})
    product.members.add(Member(TENANT, name, f"{name}@halcyon.example", held, **terms))


def acts(product: Product) -> list[tuple[str, str]]:
    """What people, not operators, did to the team, by whom, in its order."""
    return [
        (line["action"], line["by"]["email"].partition("@")[0])
        for line in product.audit()
        if line["by"]["subject"] != "operator"
    ]
