"""What SES says of mails that came back: in the trail, once, and where the alarm looks."""

import json
from typing import Any

import pytest

from tests.handlers.test_figures import CALM, figures
from tests.support.product import TENANT, Product

SYNC = f"{TENANT}-1"
ADDRESS = "controller@halcyon.example"
MAIL = {"messageId": "m", "tags": {"ses:operation": ["SendEmail"], "tenant": [TENANT]}}


def bounce(**changed: Any) -> dict[str, Any]:
    """As SES publishes it."""
    told = {
        "feedbackId": "f-1",
        "bounceType": "Permanent",
        "bounceSubType": "General",
        "bouncedRecipients": [{"emailAddress": ADDRESS, "diagnosticCode": "550 <b>no</b>"}],
    }
    return {"eventType": "Bounce", "bounce": told | changed, "mail": tagged(sync=SYNC)}


def complaint(**about: str) -> dict[str, Any]:
    told = {"feedbackId": "f-2", "complainedRecipients": [{"emailAddress": ADDRESS}]}
    mail = tagged(**(about or {"invitation": "i-1"}))
    return {"eventType": "Complaint", "complaint": told, "mail": mail}


def told_of_mail(product: Product) -> dict[str, Any]:
    found: dict[str, Any] = product.call("GET", f"/v1/syncs/{SYNC}").body["mail"]
    return found


def tagged(**about: str) -> dict[str, Any]:
    return MAIL | {"tags": MAIL["tags"] | {name: [value] for name, value in about.items()}}  # type: ignore[operator]


def deliver(product: Product, event: dict[str, Any]) -> None:
    assert product.deliver("result_notifier", json.dumps(event)) == []


def feedback_in_trail(product: Product) -> list[dict[str, Any]]:
    return [line for line in product.audit() if line["action"].startswith("mail ")]


@pytest.fixture
def mailed(product: Product) -> Product:
    """A product that has mailed the result of a sync."""
    product.ready()
    product.hand_over()
    assert product.call("POST", "/v1/periods/halcyon/2026-10/syncs").body["sync_id"] == SYNC
    product.run()
    assert len(product.mails()) == 1
    return product


def test_a_bounce_is_in_the_trail_of_its_sync_once_however_often_it_comes(mailed: Product) -> None:
    for _ in range(2):
        deliver(mailed, bounce())
        mailed.clock.pause(1)

    [line] = feedback_in_trail(mailed)
    assert (line["action"], line["subject"]) == ("mail bounced", SYNC)
    facts = line["facts"]
    assert facts["addresses"] == ADDRESS
    assert facts["reason"] == "Permanent/General"
    assert facts["period"] == "halcyon/2026-10"
    assert "550" not in json.dumps(facts)


def test_an_alarm_hears_of_a_bounce_for_a_quarter_of_an_hour(mailed: Product) -> None:
    assert figures(mailed) == CALM
    deliver(mailed, bounce())
    assert figures(mailed) == CALM | {"MailBounced": 1}
    mailed.clock.pause(901)
    assert figures(mailed) == CALM


def test_a_complaint_about_an_invitation_names_the_invitation(mailed: Product) -> None:
    deliver(mailed, complaint())

    [line] = feedback_in_trail(mailed)
    assert (line["action"], line["subject"]) == ("mail complained of", "i-1")
    assert line["facts"]["reason"] == "unnamed"


def test_a_sync_tells_whom_its_mail_did_not_reach(mailed: Product) -> None:
    assert told_of_mail(mailed) == {"status": "sent", "undelivered": [], "complained": []}
    deliver(mailed, complaint(sync=SYNC))
    assert told_of_mail(mailed) == {
        "status": "complained",
        "undelivered": [],
        "complained": [ADDRESS],
    }
    for feedback_id in ("f-1", "f-3"):
        deliver(mailed, bounce(feedbackId=feedback_id))
    assert told_of_mail(mailed) == {
        "status": "bounced",
        "undelivered": [ADDRESS],
        "complained": [ADDRESS],
    }


def test_a_note_of_absence_does_not_say_that_a_mail_was_lost(mailed: Product) -> None:
    deliver(mailed, bounce(bounceType="Transient"))
    assert told_of_mail(mailed)["status"] == "sent"
    deliver(mailed, bounce(feedbackId="f-3", bounceType="Transient", bounceSubType="MailboxFull"))
    assert told_of_mail(mailed)["undelivered"] == [ADDRESS]


def test_a_bounce_about_no_sync_of_ours_fails_until_it_is_set_aside(mailed: Product) -> None:
    event = bounce() | {"mail": tagged(sync=f"{TENANT}-2")}
    assert mailed.deliver("result_notifier", json.dumps(event)) != []
    assert feedback_in_trail(mailed) == []


@pytest.mark.parametrize(
    "event",
    [
        bounce() | {"mail": {"tags": {}}},
        bounce() | {"bounce": None},
        bounce() | {"complaint": complaint()["complaint"]},
        bounce(bounceType="<script>"),
        bounce() | {"eventType": "Delivery"},
    ],
)
def test_what_is_no_event_of_ours_is_set_aside(mailed: Product, event: dict[str, Any]) -> None:
    deliver(mailed, event)

    assert feedback_in_trail(mailed) == []
    assert figures(mailed) == CALM
