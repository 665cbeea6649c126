"""ministack as a child process: AWS on 127.0.0.1."""

import os
import shutil
from pathlib import Path

from local.checkout import CLOUD_PYTHON
from local.child import Child
from local.errors import LocalError
from local.web import answers

START_SECONDS = 60


class Ministack:
    """One ministack with its state in a folder; stopping it saves that state."""

    def __init__(self, state: Path, port: int) -> None:
        """Keep what must survive in `state`; the queues' addresses contain the port."""
        self.endpoint = f"http://127.0.0.1:{port}"
        self._temporary = state / "tmp"
        self._child = Child(
            "The stand-in for AWS",
            [str(CLOUD_PYTHON), "-m", "ministack"],
            _environment(state, port, self._temporary),
            state.parent / "logs" / "cloud.log",
        )

    @property
    def log(self) -> Path:
        """What it prints."""
        return self._child.log

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._child.alive

    def start(self) -> None:
        """Start it and wait until it answers.

        Raises:
            LocalError: its environment isn't installed, or it doesn't start.
        """
        if not CLOUD_PYTHON.exists():
            raise LocalError("The stand-in for AWS isn't installed. Install it with `make setup`.")
        # A ministack that was killed leaves the folders of its functions behind.
        shutil.rmtree(self._temporary, ignore_errors=True)
        self._temporary.mkdir(parents=True)
        self._child.start()
        health = f"{self.endpoint}/_ministack/health"
        self._child.wait_until_ready(lambda: answers(health), START_SECONDS)

    def stop(self) -> None:
        """Let it save its state and end, with all its functions."""
        self._child.stop()
        shutil.rmtree(self._temporary, ignore_errors=True)


def _environment(state: Path, port: int, temporary: Path) -> dict[str, str]:
    """Everything is named, because functions inherit the whole environment of ministack."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(temporary),
        "TMPDIR": str(temporary),
        "LANG": "C.UTF-8",
        "BIND_HOST": "127.0.0.1",  # by default it listens on every interface
        "GATEWAY_PORT": str(port),
        "MINISTACK_HOST": "127.0.0.1",  # the host in queue addresses
        "IOT_MTLS_ENABLED": "0",  # by default it opens 8883 on every interface
        "AUTH": "true",  # a missing permission fails as in AWS
        "PERSIST_STATE": "1",
        "STATE_DIR": str(state / "services"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(state / "s3"),
        "AWS_DEFAULT_REGION": "us-east-1",
    }
