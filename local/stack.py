"""The whole product on one machine: cloud, NetSuite, identities, front."""

import logging
import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from local.alarms.evaluation import Alarm
from local.alarms.figures import Figures
from local.alarms.watch import AlarmWatch
from local.background import LOG, Every
from local.checkout import ROOT
from local.cloud.aws import Aws
from local.cloud.deploy import Deployed, deploy
from local.cloud.ministack import Ministack
from local.cloud.template import read_template
from local.front.server import Front
from local.front.sign_in import PREFIX as SIGN_IN
from local.identities import Identities, Issuer, Tokens
from local.mails import Mail, Mails
from local.netsuite_child import NetSuiteChild
from local.netsuite_login import NetSuiteLogin, built_in_logins, login_from_environment
from local.ports import remembered_port
from local.seeding import Operate, seed
from local.sweeper_tick import SECONDS, tick

MAIL_SENDER = "period-sync@periodsync.example"
MAIL_SECONDS = 1.0
ALARM_SECONDS = 2.0
TIMINGS = {
    "PosterTimeoutSeconds": "60",
    "PosterVisibilitySeconds": "66",
    "AnswerSeconds": "20",
    "SettleAfterSeconds": "5",
    "RefusalLagSeconds": "3",
    "AlarmPeriodSeconds": "10",
}
"""Recovery takes seconds here; on AWS it waits until NetSuite must have ended."""


class Stack:
    """Everything that runs; what it keeps is below `state`, and survives stop and start.

    After `start`: `origin` is the address for people, `aws` the cloud's clients, `outputs` the
    template's outputs, `netsuite_origin` and `login` the way to NetSuite's own API.
    """

    def __init__(  # noqa: PLR0913
        self,
        state: Path,
        port: int,
        *,
        source: Path = ROOT,
        environment: Mapping[str, str] = os.environ,
        seeded: bool = True,
        issuer: Issuer | None = None,
        timings: Mapping[str, str] = TIMINGS,
    ) -> None:
        """Deploy `source` and answer on `port` (0 takes a free one).

        `environment` may name another NetSuite. `seeded` sets up the tenant at first start.
        `issuer` says who people are in place of the template's own user pool. `timings` are the
        template's parameters for how long things take.
        """
        self._issuer = issuer
        self._timings = timings
        self.state = state
        self.source = source
        self._port = port
        self._seeded = seeded
        self._other_netsuite = environment.get("NETSUITE_ORIGIN", "").rstrip("/")
        self._built_in = None if self._other_netsuite else built_in_logins(state / "netsuite")
        self.login: NetSuiteLogin = (
            self._built_in.production if self._built_in else login_from_environment(environment)
        )
        self.simulator: NetSuiteChild | None = None
        self.parameters: dict[str, str] = {}
        self._running = ExitStack()

    def start(self) -> None:
        """Start everything, in the order in which it is needed.

        Raises:
            LocalError: something is missing, taken or fails; nothing is left running then.
        """
        with ExitStack() as starting:
            self._start(starting)
            self._running = starting.pop_all()

    def stop(self) -> None:
        """Stop everything; the state is saved."""
        self._running.close()

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()

    def _start(self, running: ExitStack) -> None:
        self._log_into(running)
        front = Front(self._port)
        running.callback(front.close)
        self.origin = front.origin
        self._start_netsuite(running)
        self.cloud = Ministack(
            self.state / "cloud", remembered_port(self.state / "ports.json", "stand-in for AWS")
        )
        running.callback(self.cloud.stop)
        self.cloud.start()
        self.aws = Aws(self.cloud.endpoint)
        self._mails = Mails(self.state / "mails", self.cloud.endpoint)
        running.callback(self._collect_last_mails)
        self._deploy()
        front.open(self)
        self._repeat(running)
        if self.simulator:
            self.simulator.wait()
        self._prepare_people()

    def _log_into(self, running: ExitStack) -> None:
        (self.state / "logs").mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(self.state / "logs" / "local.log")
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        LOG.addHandler(handler)
        running.callback(handler.close)
        running.callback(LOG.removeHandler, handler)

    def _start_netsuite(self, running: ExitStack) -> None:
        self.netsuite_origin = self._other_netsuite
        if self._built_in:
            port = remembered_port(self.state / "ports.json", "NetSuite simulator")
            self.simulator = NetSuiteChild(self.state, port, self._built_in)
            running.callback(self.simulator.stop)
            self.simulator.start()
            self.netsuite_origin = self.simulator.origin

    def _deploy(self) -> None:
        self.parameters = {
            "Stage": "local",
            "PageUrl": self.origin,
            "SignInIssuer": f"{self.origin}{SIGN_IN}",
            "MailSender": MAIL_SENDER,
            "NetSuiteOrigin": self.netsuite_origin,
            "RetentionYears": "1",
            **self._timings,
            **(self._issuer.parameters if self._issuer else {}),
        }
        self.deployed: Deployed = deploy(self.aws, self.source, self.parameters)
        self.outputs = self.deployed.outputs
        self.aws.ses.verify_email_identity(EmailAddress=MAIL_SENDER)
        self.identities: Issuer = self._issuer or Identities(
            self.aws, self.outputs["UserPoolId"], self.outputs["PageClientId"]
        )

    def _repeat(self, running: ExitStack) -> None:
        ids = self.deployed.physical_ids
        queues = [url for name, url in ids.items() if name.endswith("Queue")]
        self._figures = Figures(self.aws, queues, self.cloud.log)
        self.alarm_watch = AlarmWatch(self.aws)
        for job in (
            Every(MAIL_SECONDS, "copying mails", self._mails.collect),
            Every(SECONDS, "sweeper", lambda: tick(self.aws, ids["SweeperFunction"])),
            Every(ALARM_SECONDS, "figures", self._figures.publish),
            Every(ALARM_SECONDS, "alarms", self.alarm_watch.evaluate),
        ):
            job.start()
            running.callback(job.stop)

    def _collect_last_mails(self) -> None:
        with suppress(OSError):  # the cloud may have died; stopping goes on
            self._mails.collect()

    def _prepare_people(self) -> None:
        people = self.identities.prepare()
        if self._seeded:
            seed(self.operate, people, self.login, self.state / "seeded.json")

    @property
    def operate(self) -> Operate:
        """The operator's program on this stack."""
        return Operate(self.aws, self.login, self.source)

    @property
    def api_url(self) -> str:
        """Where the deployed HTTP API answers, without a slash at the end."""
        # Its name below execute-api.localhost isn't known to every system's resolver.
        return f"{self.cloud.endpoint}/_aws/execute-api/{self.outputs['ApiId']}/$default"

    @property
    def page_folder(self) -> Path:
        """Where the page is built into; it may be missing."""
        return self.source / "web" / "dist"

    @property
    def template(self) -> Mapping[str, Any]:
        """template.yaml, parsed."""
        return read_template(self.source / "template.yaml")

    @property
    def ledger_url(self) -> str:
        """A page that shows NetSuite's ledger, with a link to that of the sandbox beside it."""
        return f"{self.netsuite_origin}/"

    @property
    def netsuite_logins(self) -> Sequence[NetSuiteLogin]:
        """The logins of the built-in simulator's accounts; none where NetSuite is another."""
        return (self._built_in.production, self._built_in.sandbox) if self._built_in else ()

    def token(self, user: str) -> str:
        """Return a new access token of a ready identity."""
        return self.sign_in(user).access

    def sign_in(self, user: str) -> Tokens:
        """Return new tokens of a ready identity; LocalError if there is no such."""
        return self.identities.sign_in(user)

    @property
    def client_id(self) -> str:
        """By which the issuer knows the page."""
        return self.identities.client_id

    def mails(self) -> list[Mail]:
        """Return the mails sent until now, oldest first."""
        return self._mails.all()

    def queues(self) -> dict[str, dict[str, int]]:
        """Return how many messages wait, are being worked on, or are delayed, by queue."""
        return {
            name.removesuffix("Url"): self._depths(url)
            for name, url in sorted(self.outputs.items())
            if name.endswith("QueueUrl")
        }

    def alarms(self) -> list[Alarm]:
        """Return every alarm of the template with its state."""
        return self.alarm_watch.alarms()

    def api_failed(self) -> None:
        """Count a request that the API's function failed on."""
        self._figures.function_failed(self.deployed.physical_ids["SyncApiFunction"])

    def _depths(self, url: str) -> dict[str, int]:
        answer = self.aws.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
        attributes = answer["Attributes"]
        return {
            "waiting": int(attributes["ApproximateNumberOfMessages"]),
            "in_work": int(attributes["ApproximateNumberOfMessagesNotVisible"]),
            "delayed": int(attributes["ApproximateNumberOfMessagesDelayed"]),
        }
