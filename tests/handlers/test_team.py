"""Who belongs to a company, and how people come in and go."""

import json
import re
from typing import Any

from tests.support.product import TENANT, Answer, Product

TEAM = "/v1/team"
ACCEPT = "/v1/invitations/accept"
NEW = "new@halcyon.example"


def team(product: Product, user: str = "team") -> dict[str, Any]:
    answer = product.call("GET", TEAM, user)
    assert answer.status == 200
    found: dict[str, Any] = answer.body
    return found


def member(product: Product, email: str) -> dict[str, Any]:
    body = team(product)
    [found] = [m for m in body["members"] + body["invitations"] if m["email"] == email]
    shown: dict[str, Any] = found
    return shown


def invite(product: Product, email: str = NEW, *permissions: str, **more: Any) -> Answer:
    body = {"email": email, "permissions": permissions or ["audit:read"], **more}
    return product.call("POST", TEAM, "team", json.dumps(body))


def token(product: Product) -> str:
    """The token of the newest mail."""
    found = re.findall(r"/join#([A-Za-z0-9_-]{43})\"", product.mails()[-1].body)
    assert found
    return str(found[-1])


def accept(product: Product, given: str, subject: str = "newcomer") -> Answer:
    return product.call("POST", ACCEPT, subject, json.dumps({"token": given}))


def test_an_invitation_lets_in_whoever_holds_its_link_once(product: Product) -> None:
    product.make_tenant()
    invited = invite(product, NEW, "journals:sync", until="2026-12-31")
    assert (invited.status, invited.body["email"]) == (202, NEW)
    assert (invited.body["mailed_at"], invited.body["both_duties"]) == (None, False)
    product.run()
    assert product.mails()[-1].destinations["ToAddresses"] == [NEW]
    assert member(product, NEW)["mailed_at"] is not None
    assert product.call("GET", "/v1/me", "newcomer").status == 403

    joined = accept(product, token(product))
    assert joined.status == 200
    assert joined.body == {
        "tenant": TENANT,
        "tenant_name": "Halcyon Group",
        "email": NEW,
        "permissions": ["journals:sync"],
        "until": "2026-12-31",
    }
    shown = member(product, NEW)
    assert (shown["kind"], shown["by"]) == ("person", "team@halcyon.example")
    assert team(product)["invitations"] == []
    assert product.call("GET", "/v1/me", "newcomer").body["email"] == NEW

    again = accept(product, token(product), "somebody-else")
    assert (again.status, again.body["code"]) == (400, "INVITATION_NOT_VALID")
