import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from local.stack import Stack
from local.web import session
from tests.e2e.client import Client, hand_over, new_document, path_of
from tests.support.polling import until

RUNBOOK = (Path(__file__).parents[2] / "docs" / "runbook.md").read_text()
COMMANDS = sorted(set(re.findall(r"^python -m period_sync\.operate (.+)$", RUNBOOK, re.MULTILINE)))
FIGURES = {
    "money-journal-outcome-unknown",
    "money-sync-without-progress",
    "netsuite-refuses-our-login",
    "mail-bounced",
    "mail-unsent",
    "sweeper-silent",
}


def states(stack: Stack) -> dict[str, Any]:
    answer = session().get(f"{stack.origin}/dev/alarms", params={"format": "json"})
    return {name.removeprefix("period-sync-local-"): at for name, at in answer.json().items()}


def test_alarms_on_what_the_sweeper_measures_stay_quiet_while_all_is_well(
    stack: Stack, controller: Client
) -> None:
    document = new_document()
    hand_over(stack, controller, document)
    sync_id = controller.call("POST", f"{path_of(document)}/syncs").json()["sync_id"]
    assert controller.finished(sync_id)["status"] == "COMPLETED"
    until(lambda: {states(stack)[name] for name in FIGURES} == {"OK"}, 60)
    fired = {name.removeprefix("period-sync-local-") for name in stack.alarm_watch.fired()}
    assert not fired & FIGURES


def test_a_message_that_cannot_be_read_fires_its_alarm_and_no_other_queue_s(stack: Stack) -> None:
    stack.aws.sqs.send_message(QueueUrl=stack.outputs["ResultQueueUrl"], MessageBody="no result")
    until(lambda: states(stack)["mail-gave-up"] == "ALARM", 60)
    assert states(stack)["sweep-lost"] == "OK"
    page = session().get(f"{stack.origin}/dev/alarms").text
    assert "docs/runbook.md#mail-gave-up" in page


@pytest.mark.parametrize("command", [c for c in COMMANDS if not c.startswith("resume")])
def test_every_command_of_the_runbook_does_what_it_says(stack: Stack, command: str) -> None:
    said = stack.operate(*shlex.split(command))
    if command.startswith("pause"):
        # The two stand together in the runbook, and nothing else may stay paused.
        [back] = [c for c in COMMANDS if c.startswith("resume")]
        said = stack.operate(*shlex.split(back))
    assert said
