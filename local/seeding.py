"""Sets up the tenant as an operator would: only through `python -m period_sync.operate`."""

import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from local.checkout import PYTHON, ROOT
from local.cloud.aws import ACCOUNT, Aws
from local.errors import LocalError
from local.identities import Identity
from local.netsuite_login import NetSuiteLogin

TENANT = "halcyon"
CONNECTION = "main"
EVENT_SOURCE = "lease.halcyon"
GO_LIVE = "2026-01-01"
OPERATE_SECONDS = 240

Step = tuple[str, tuple[str, ...]]
TENANT_STEP: Step = (
    "tenant",
    (
        *("tenant", "create", TENANT, "--name", "Halcyon Group"),
        *("--event-account", ACCOUNT, "--event-source", EVENT_SOURCE),
    ),
)


class Operate:
    """The operator's program, as a process beside this one."""

    def __init__(self, aws: Aws, login: NetSuiteLogin, source: Path = ROOT) -> None:
        """Speak to the stack behind `aws`; new connections get `login`."""
        self._environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": str(source / "layers" / "common"),
            "PYTHONUTF8": "1",
            **aws.environment,
            **login.environment,
        }

    def __call__(self, *arguments: str) -> str:
        """Return what it prints.

        Raises:
            LocalError: it failed; its own words are the message.
        """
        command = [str(PYTHON), "-m", "period_sync.operate", *arguments]
        run = subprocess.run(
            command,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=OPERATE_SECONDS,
            check=False,
        )
        if run.returncode != 0:
            words = (run.stderr or run.stdout).strip()
            raise LocalError(f"`operate {' '.join(arguments)}` failed:\n{words}")
        return run.stdout.strip()


def seed(
    operate: Callable[..., str],
    identities: Sequence[Identity],
    login: NetSuiteLogin,
    memory: Path,
) -> bool:
    """Take every step that `memory` doesn't hold as taken; return whether there was one.

    Raises:
        LocalError: a step failed, or what is stored belongs to another NetSuite account.
    """
    taken: Mapping[str, str] = json.loads(memory.read_text()) if memory.exists() else {}
    if taken and taken.get("account") != login.account:
        raise LocalError(
            f"What is stored here belongs to NetSuite account {taken.get('account')}, not to "
            f"{login.account}. Clear it with `make reset`."
        )
    done = {"account": login.account, **taken}
    writing = threading.Lock()

    def take(steps: Iterable[Step]) -> None:
        for name, arguments in steps:
            if name not in taken:
                words = operate(*arguments)
                with writing:
                    done[name] = words
                    memory.write_text(json.dumps(done, indent=1))

    take([TENANT_STEP])
    # Each step is a process that starts anew; members and the connection don't wait for another.
    with ThreadPoolExecutor(max_workers=2) as both:
        lanes = [both.submit(take, lane) for lane in (_members(identities), _connection(login))]
    for lane in lanes:
        lane.result()
    return len(done) > len(taken)


def _members(identities: Sequence[Identity]) -> Iterator[Step]:
    for identity in identities:
        permissions = [word for name in identity.permissions for word in ("--permission", name)]
        if permissions:
            subject = ("--subject", identity.subject, "--email", identity.email)
            yield f"member {identity.name}", ("member", "add", TENANT, *subject, *permissions)


def _connection(login: NetSuiteLogin) -> Iterator[Step]:
    kind = "sandbox" if login.is_sandbox else "production"
    place = ("--environment", kind, "--account", login.account)
    yield "connection", ("connection", "add", TENANT, CONNECTION, *place)
    yield "connection test", ("connection", "test", TENANT, CONNECTION)
    yield "live", ("connection", "live", TENANT, CONNECTION, "--go-live", GO_LIVE)
