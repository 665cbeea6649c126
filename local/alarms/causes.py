"""Real causes for each alarm, made on a running stack, and how each is mended."""

import copy
import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from local.api import Item
from local.document import Document
from local.errors import LocalError
from local.journey import Journey
from local.netsuite_child import NetSuiteChild
from local.seeding import CONNECTION, TENANT
from local.stack import MAIL_SENDER, Stack
from local.sweeper_tick import tick
from local.web import SECONDS, session

FUNCTIONS = (
    "SyncApiFunction",
    "PeriodClosedFunction",
    "JournalPosterFunction",
    "ResultNotifierFunction",
    "SweeperFunction",
)
HANDLER = "app.lambda_handler"
LATE_SECONDS = 25
API_SECONDS = 60
UNREADABLE = "this can't be read"


class Causes:
    """What can go wrong on a stack; whatever is begun here is mended here, too."""

    def __init__(self, stack: Stack, document: Document) -> None:
        """Take periods like the document for what is to be posted."""
        self._stack = stack
        self._document = document
        self._posted = 0
        self._unreadable = 0
        self._bounced = 0

    def sync_another_period(self) -> tuple[Journey, Item]:
        """Hand a period over that nobody has, and press Sync."""
        self._posted += 1
        document = copy.deepcopy(self._document)
        document.entity = document.content["entity"] = f"alarm-{self._posted}"
        for entry in document.entries:
            for line in entry["lines"]:
                # A lease that another period of these days holds would stop the sync.
                line["lease_id"] = f"{self._posted}-{line['lease_id']}"
        journey = Journey(self._stack, document)
        journey.hand_over()
        return journey, journey.press_sync()

    def post_and_mail_a_period(self) -> None:
        """Let everything go well.

        Raises:
            LocalError: it doesn't.
        """
        journey, sync = self.sync_another_period()
        self.follow(journey, sync)
        if journey.outcome(sync["sync_id"], wait_for_mail=True).mail is None:
            raise LocalError("No mail went out.")

    def follow(self, journey: Journey, sync: Item) -> None:
        """Return when a sync has ended.

        Raises:
            LocalError: it isn't completed.
        """
        journey.follow(sync["sync_id"], lambda _: None)
        outcome = journey.outcome(sync["sync_id"], wait_for_mail=False)
        if outcome.sync["status"] != "COMPLETED":
            codes = ", ".join(problem["code"] for problem in outcome.problems)
            raise LocalError(f"{sync['sync_id']} ended as {outcome.sync['status']}: {codes}.")

    def send_what_nobody_can_read(self) -> None:
        """Put a message on each queue that its function can't read."""
        stack, outputs = self._stack, self._stack.outputs
        self._unreadable += 1
        stack.aws.sqs.send_message(
            QueueUrl=outputs["SyncQueueUrl"],
            MessageBody=UNREADABLE,
            MessageGroupId="unreadable",
            MessageDeduplicationId=str(self._unreadable),
        )
        for queue in ("PeriodClosedQueueUrl", "ResultQueueUrl"):
            stack.aws.sqs.send_message(QueueUrl=outputs[queue], MessageBody=UNREADABLE)

    def throw_away_messages(self) -> None:
        """Empty every queue, as one who has looked into them may."""
        for name, url in self._stack.deployed.physical_ids.items():
            if name.endswith("Queue"):
                self._stack.aws.sqs.purge_queue(QueueUrl=url)

    def take_the_right_to_log_in(self) -> None:
        """Let NetSuite refuse the integration's user, as when its role was changed, and test it."""
        self._let_log_in("none")
        with suppress(LocalError):  # the test says that it failed
            self._stack.operate("connection", "test", TENANT, CONNECTION)

    def give_the_right_to_log_in(self) -> None:
        """Let the NetSuite administrator mend that."""
        self._let_log_in("full")
        self._stack.operate("connection", "test", TENANT, CONNECTION)

    def _let_log_in(self, level: str) -> None:
        session().patch(
            f"{self.netsuite.origin}/simulator/role",
            json={"permissions": {"ADMI_LOGIN_OAUTH": level}},
            timeout=SECONDS,
        ).raise_for_status()

    def let_ses_refuse_the_sender(self) -> None:
        """Take the sender's verification back."""
        self._stack.aws.ses.delete_identity(Identity=MAIL_SENDER)

    def let_ses_accept_the_sender(self) -> None:
        """Verify the sender again."""
        self._stack.aws.ses.verify_email_identity(EmailAddress=MAIL_SENDER)

    def let_a_mail_bounce(self) -> None:
        """Say that the mail of the first sync came back, as SES says it."""
        self._bounced += 1
        event = {
            "eventType": "Bounce",
            "bounce": {
                "feedbackId": f"bounce-{self._bounced}",
                "bounceType": "Permanent",
                "bounceSubType": "General",
                "bouncedRecipients": [{"emailAddress": "controller@halcyon.example"}],
            },
            "mail": {"tags": {"tenant": [TENANT], "sync": [f"{TENANT}-1"]}},
        }
        topic = self._stack.deployed.physical_ids["MailEventTopic"]
        self._stack.aws.sns.publish(TopicArn=topic, Message=json.dumps(event))

    def forget_the_bounce(self) -> None:
        """Take out what was noted, which would count for 15 minutes."""
        self._stack.aws.dynamodb.delete_item(
            TableName=self._stack.deployed.physical_ids["StateTable"],
            Key={
                "pk": {"S": f"TENANT#{TENANT}#FEEDBACK"},
                "sk": {"S": f"bounce-{self._bounced}"},
            },
        )

    @property
    def netsuite(self) -> NetSuiteChild:
        """NetSuite itself.

        Raises:
            LocalError: it is another one than the simulator.
        """
        if self._stack.simulator is None:
            raise LocalError("This needs the built-in NetSuite; leave NETSUITE_ORIGIN out.")
        return self._stack.simulator

    def let_netsuite_save_late(self) -> None:
        """Let it close the connection, and save the journal much later."""
        fault = f"commit-late:route=journalEntry,nth=1,wait={LATE_SECONDS}"
        address = f"{self.netsuite.origin}/simulator/faults"
        session().post(address, json={"fault": fault}, timeout=SECONDS)

    def break_the_deployment(self) -> None:
        """Deploy functions whose handlers aren't there."""
        self._deploy("app.gone")

    def mend_the_deployment(self) -> None:
        """Deploy the right ones again."""
        self._deploy(HANDLER)

    def take_concurrency_away(self) -> None:
        """Let Lambda run none of the functions."""
        for function in self._functions().values():
            self._stack.aws.functions.put_function_concurrency(
                FunctionName=function, ReservedConcurrentExecutions=0
            )

    def give_concurrency_back(self) -> None:
        """Let Lambda run them as the template says."""
        functions = self._functions()
        reserved = functions.pop("JournalPosterFunction")
        for function in functions.values():
            self._stack.aws.functions.delete_function_concurrency(FunctionName=function)
        self._stack.aws.functions.put_function_concurrency(
            FunctionName=reserved, ReservedConcurrentExecutions=10
        )

    def call_every_function(self) -> None:
        """Give each function something to do; whether it can is another matter."""
        self.send_what_nobody_can_read()
        token = {"Authorization": f"Bearer {self._stack.token('controller')}"}
        session().get(f"{self._stack.origin}/v1/me", headers=token, timeout=API_SECONDS)
        sweeper = self._functions()["SweeperFunction"]
        with suppress(LocalError, self._stack.aws.functions.exceptions.TooManyRequestsException):
            tick(self._stack.aws, sweeper)
        # As its schedule does, which tells Lambda to set aside what fails.
        with suppress(self._stack.aws.functions.exceptions.TooManyRequestsException):
            self._stack.aws.functions.invoke(
                FunctionName=sweeper, InvocationType="Event", Payload=b"{}"
            )

    def call_what_queues_do_not(self) -> None:
        """Call the functions that ministack, unlike AWS, doesn't even try to without room."""
        functions = self._functions()
        for name in ("PeriodClosedFunction", "ResultNotifierFunction"):
            with suppress(self._stack.aws.functions.exceptions.TooManyRequestsException):
                self._stack.aws.functions.invoke(
                    FunctionName=functions[name], Payload=b'{"Records": []}'
                )

    def _deploy(self, handler: str) -> None:
        for function in self._functions().values():
            self._stack.aws.functions.update_function_configuration(
                FunctionName=function, Handler=handler
            )

    def _functions(self) -> dict[str, str]:
        ids: Mapping[str, str] = self._stack.deployed.physical_ids
        return {name: ids[name] for name in FUNCTIONS}


def listener_of(stack: Stack) -> Callable[[], list[str]]:
    """Subscribe a queue to the topic of the alarms; calling what is returned reads it."""
    url = stack.aws.sqs.create_queue(QueueName="alarm-listener")["QueueUrl"]
    arn = stack.aws.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    stack.aws.sns.subscribe(
        TopicArn=stack.outputs["AlarmTopicArn"],
        Protocol="sqs",
        Endpoint=arn["Attributes"]["QueueArn"],
        Attributes={"RawMessageDelivery": "true"},
    )

    def read() -> list[str]:
        bodies: list[str] = []
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            answer = stack.aws.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
            found = answer.get("Messages", [])
            if not found:
                break
            bodies += [message["Body"] for message in found]
            for message in found:
                stack.aws.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return bodies

    return read
