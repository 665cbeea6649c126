"""The operator's commands about members and duties."""

import pytest

from tests.support.operator import operator_of, run
from tests.support.product import TENANT, Product
from tests.support.team import invite, shown


def test_an_operator_adds_lists_and_removes_members(
    product: Product, capsys: pytest.CaptureFixture[str]
) -> None:
    product.make_tenant()
    to = operator_of(product)
    ben = ("--subject", "ben", "--email", "ben@halcyon.example")
    last = ("--permission", "audit:read", "--until", "2026-12-31")
    assert run(to, "member", "add", TENANT, *ben, *last) == 0
    assert shown(product, "ben@halcyon.example")["until"] == "2026-12-31"
    invite(product)
    assert run(to, "member", "list", TENANT) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "ben@halcyon.example  ben  audit:read, until 2026-12-31" in lines
    assert "new@halcyon.example  invited until 2026-11-17" in lines
    assert product.call("GET", "/v1/me", "ben").status == 200
    assert run(to, "member", "remove", TENANT, "--subject", "ben") == 0
    assert product.call("GET", "/v1/me", "ben").status == 403
    line = product.audit()[-1]
    assert (line["action"], line["by"]["subject"]) == ("member removed", "operator")


def test_an_operator_shares_and_separates_duties_at_once(product: Product) -> None:
    product.make_tenant()
    to = operator_of(product)
    assert run(to, "tenant", "duties", TENANT, "shared") == 0
    settings = product.call("GET", "/v1/settings").body
    assert (settings["duties"], settings["version"]) == ("shared", 2)
    assert product.call("GET", "/v1/me").body["duties_shared"] is True
    assert run(to, "tenant", "duties", TENANT, "separate") == 0
    assert product.call("GET", "/v1/settings").body["duties"] == "separate"
    changes = [line["facts"] for line in product.audit()[-2:]]
    assert changes == [{"duties": "separate -> shared"}, {"duties": "shared -> separate"}]
