"""The mails that were sent, copied out of ministack, which forgets them when it restarts."""

import json
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from local.web import SECONDS, session


@dataclass(frozen=True, slots=True)
class Mail:
    """One sent mail; `sent_at` is an ISO instant in UTC, `html` may be empty."""

    number: int
    message_id: str
    sender: str
    to: list[str]
    subject: str
    text: str
    html: str
    sent_at: str


class Mails:
    """Every mail ever sent by this stack, in the order of sending."""

    def __init__(self, folder: Path, cloud: str) -> None:
        """Keep copies in `folder` of what the ministack at `cloud` sends."""
        self._folder = folder
        self._source = f"{cloud}/_ministack/ses/messages"
        self._copying = threading.Lock()

    def all(self) -> list[Mail]:
        """Return what was sent until now, oldest first."""
        self.collect()
        return self._stored()

    def collect(self) -> None:
        """Copy what is new.

        Raises:
            OSError: ministack doesn't answer.
        """
        with self._copying:
            answer = session().get(self._source, timeout=SECONDS)
            accounts: dict[str, list[dict[str, Any]]] = answer.json()["messages"]
            stored = self._stored()
            known = {mail.message_id for mail in stored}
            sent = [message for messages in accounts.values() for message in messages]
            new = [message for message in sent if message["MessageId"] not in known]
            for number, message in enumerate(sorted(new, key=_sent_at), len(stored) + 1):
                self._store(_mail(number, message))

    def _store(self, mail: Mail) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{mail.number:06}.json"
        unfinished = path.with_suffix(".part")
        unfinished.write_text(json.dumps(asdict(mail), ensure_ascii=False, indent=1))
        unfinished.replace(path)

    def _stored(self) -> list[Mail]:
        paths = sorted(self._folder.glob("*.json"))
        return [Mail(**json.loads(path.read_text())) for path in paths]


def _mail(number: int, message: dict[str, Any]) -> Mail:
    return Mail(
        number=number,
        message_id=message["MessageId"],
        sender=message["Source"],
        to=message["To"],
        subject=message["Subject"],
        text=message.get("BodyText") or "",
        html=message.get("BodyHtml") or "",
        sent_at=datetime.fromtimestamp(_sent_at(message), UTC).isoformat(timespec="milliseconds"),
    )


def _sent_at(message: dict[str, Any]) -> float:
    return float(message["Timestamp"])
