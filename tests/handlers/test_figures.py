import boto3
import pytest
from moto.cloudwatch.models import cloudwatch_backends

from tests.protocol.driver import retry, run_until_ended, start, watch
from tests.support.cloud import REGION
from tests.support.product import Product

PERIOD = "/v1/periods/halcyon/2026-10"
CALM = {
    "SecondsWithoutProgress": 0,
    "SecondsUnknown": 0,
    "SecondsUnmailed": 0,
    "LoginRefused": 0,
    "MailBounced": 0,
    "HintsSent": 0,
}


def figures(product: Product) -> dict[str, float]:
    """Let the sweeper run, and return what it published."""
    backend = cloudwatch_backends["123456789012"][REGION]
    before = len(backend.metric_data)
    product.sweep()
    published = backend.metric_data[before:]
    assert {datum.namespace for datum in published} == {"PeriodSync"}
    for datum in published:
        assert [(d.name, d.value) for d in datum.dimensions] == [("Stage", "local")]
    return {str(datum.name): float(datum.value) for datum in published}  # type: ignore[attr-defined]


def about(seconds: float) -> object:
    return pytest.approx(seconds, abs=15)


def test_when_all_is_well_every_figure_is_zero(product: Product) -> None:
    product.ready()
    product.hand_over()
    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    # The daily check of the connection is not due yet.
    product.clock.pause(23 * 3600)
    assert product.call("GET", "/v1/syncs/halcyon-1").body["status"] == "COMPLETED"
    assert figures(product) == CALM


def test_a_sync_that_stands_still_is_timed_from_its_last_progress(product: Product) -> None:
    product.ready()
    product.hand_over()
    product.netsuite.add_fault("503:route=suiteql")
    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    product.clock.pause(1800)
    assert figures(product) == CALM | {"SecondsWithoutProgress": about(1800), "HintsSent": 1}
    product.netsuite.clear_faults()
    product.run()
    assert figures(product) == CALM


def test_a_sync_that_nobody_took_up_yet_is_not_one_without_progress(product: Product) -> None:
    product.ready()
    product.hand_over()
    product.call("POST", f"{PERIOD}/syncs")
    product.clock.pause(540)
    assert figures(product) == CALM


def test_an_unknown_outcome_is_timed_until_it_is_settled(product: Product) -> None:
    product.ready()
    product.hand_over()
    product.netsuite.add_fault("drop-before:route=journalEntry,nth=2")
    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    product.clock.pause(600)
    found = figures(product)
    assert found["SecondsUnknown"] == about(600)
    product.run_for(1800)
    assert product.call("GET", "/v1/syncs/halcyon-1").body["status"] == "COMPLETED"
    assert figures(product) == CALM


def test_an_unknown_outcome_that_a_sync_ended_with_is_timed_until_a_retry_finds_out(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    assert run_until_ended(product, start(product, "first")) == "COMPLETED"
    boundary = watch(monkeypatch, product)
    product.netsuite.add_fault("drop-after:route=journalEntry,nth=1")
    sync_id = start(product)
    boundary.hook = lambda moment, name: (
        product.netsuite.add_fault("hide-rows:route=suiteql")
        if (moment, name) == ("after", "POST journal")
        else None
    )
    assert run_until_ended(product, sync_id) == "FAILED"
    boundary.hook = None
    product.clock.pause(86_400)
    found = figures(product)
    assert found["SecondsUnknown"] > 86_400
    assert found["SecondsWithoutProgress"] == 0
    product.netsuite.clear_faults()
    assert run_until_ended(product, retry(product, sync_id)) == "COMPLETED"
    assert figures(product) == CALM


def test_a_result_is_timed_until_its_mail_is_out(product: Product) -> None:
    product.ready()
    product.hand_over()
    ses = boto3.client("ses")
    ses.delete_identity(Identity="period-sync@periodsync.example")
    product.call("POST", f"{PERIOD}/syncs")
    with pytest.raises(AssertionError, match="result_notifier failed"):
        product.run()
    product.clock.pause(700)
    assert figures(product) == CALM | {"SecondsUnmailed": about(700)}
    ses.verify_email_identity(EmailAddress="period-sync@periodsync.example")
    message = '{"version": 1, "tenant": "halcyon", "sync_id": "halcyon-1", "result_no": 1}'
    assert product.deliver("result_notifier", message) == []
    assert figures(product) == CALM


def test_a_refused_login_counts_for_a_while_and_until_a_test_passes(product: Product) -> None:
    product.ready()
    product.hand_over()
    product.replace_secret(token_secret="wrong")
    product.clock.pause(61)
    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    assert figures(product) == CALM | {"LoginRefused": 1}
    product.clock.pause(901)
    assert figures(product) == CALM

    product.test_connection()
    assert figures(product) == CALM | {"LoginRefused": 1}
    product.replace_secret()
    product.test_connection()
    assert figures(product) == CALM
