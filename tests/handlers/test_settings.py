import boto3
import pytest

from period_sync.domain.errors import InvalidInput
from tests.support.product import CONNECTION, OPERATOR, TENANT, Product


def audited(product: Product) -> list[dict[str, str]]:
    found = boto3.client("dynamodb").scan(TableName=product.cloud.tables["AuditTable"])["Items"]
    rows = [row for row in found if row["action"]["S"] == "connection settings changed"]
    return [{name: value["S"] for name, value in row["facts"]["M"].items()} for row in rows]


def test_a_change_of_settings_is_kept_with_what_it_was_before(product: Product) -> None:
    product.ready()
    product.connecting.change(
        OPERATOR,
        TENANT,
        CONNECTION,
        {"line_limit": "20", "books_fed": "by_entry", "summary_mode": "false"},
    )
    changed = product.connecting.change(OPERATOR, TENANT, CONNECTION, {"books_fed": "none"})
    assert (changed.settings.line_limit, changed.settings.books_fed) == (20, None)
    assert sorted(audited(product), key=len) == [
        {"books_fed": "by_entry -> none"},
        {"books_fed": "none -> by_entry", "line_limit": "1000 -> 20"},
    ]


def test_one_wrong_setting_changes_none(product: Product) -> None:
    product.ready()
    with pytest.raises(InvalidInput):
        product.connecting.change(
            OPERATOR, TENANT, CONNECTION, {"line_limit": "20", "colour": "blue"}
        )
    assert audited(product) == []


def test_a_period_of_which_nothing_was_sent_is_planned_anew(product: Product) -> None:
    product.ready()
    product.netsuite.change_record("accountingperiod", 415, closed=True)
    product.hand_over()
    product.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    product.run()
    assert product.call("GET", "/v1/syncs/halcyon-1").body["status"] == "FAILED"
    product.connecting.change(OPERATOR, TENANT, CONNECTION, {"line_limit": "20"})
    product.netsuite.change_record("accountingperiod", 415, closed=False, alllocked=False)
    product.call("POST", "/v1/syncs/halcyon-1/retry")
    product.run()
    assert product.call("GET", "/v1/syncs/halcyon-2").body["status"] == "COMPLETED"
    assert all(len(journal["lines"]) <= 20 for journal in product.netsuite.journals())


def test_a_period_of_which_a_journal_was_sent_keeps_its_plan(product: Product) -> None:
    product.ready()
    product.netsuite.add_script("2026-10-002", "Not this one.")
    product.hand_over()
    product.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    product.run()
    product.run_for(300)
    assert product.call("GET", "/v1/syncs/halcyon-1").body["status"] == "FAILED"
    product.connecting.change(OPERATOR, TENANT, CONNECTION, {"line_limit": "20"})
    product.netsuite.clear_scripts()
    product.call("POST", "/v1/syncs/halcyon-1/retry")
    product.run()
    assert product.call("GET", "/v1/syncs/halcyon-2").body["status"] == "COMPLETED"
    assert len(product.netsuite.journals()) == 4
