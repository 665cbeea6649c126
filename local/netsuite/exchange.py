"""One HTTP request and its answer, free of sockets."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from urllib.parse import parse_qs, urlsplit

from local.netsuite.money import dump_json
from local.netsuite.refusals import MEDIA_TYPE, Refusal

RESOURCE = "application/vnd.oracle.resource+json; type=singular"
COLLECTION = "application/vnd.oracle.resource+json; type=collection"


@dataclass(frozen=True, slots=True)
class Request:
    """What was received; `target` is path and query exactly as sent, header names are lower."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        """The path as sent, still percent-encoded."""
        return self.target.partition("?")[0]

    @property
    def origin(self) -> str:
        """Scheme and host that the caller used; a signature covers them."""
        return f"http://{self.headers.get('host', '')}"

    @property
    def url(self) -> str:
        """The URL as sent."""
        return self.origin + self.target

    def parameter(self, name: str) -> str | None:
        """Return the last value of a query parameter."""
        values = parse_qs(urlsplit(self.target).query, keep_blank_values=True).get(name)
        return values[-1] if values else None


class Ending(Enum):
    """How the connection goes on after an answer."""

    KEPT = "kept"
    # Closed without one byte of an answer.
    DROPPED = "dropped"
    # Closed in the middle of the body that was announced.
    CUT = "cut"
    # Sent byte by byte, then closed.
    DRIPPED = "dripped"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back; `seconds_a_byte` is for one that is dripped."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    ending: Ending = Ending.KEPT
    seconds_a_byte: float = 0

    def with_headers(self, headers: Mapping[str, str]) -> "Answer":
        """Return the answer with more headers."""
        return replace(self, headers={**self.headers, **headers})


def json_answer(document: object, status: int = 200, media_type: str = RESOURCE) -> Answer:
    """Answer with a JSON document."""
    return Answer(status, dump_json(document).encode(), {"Content-Type": media_type})


def refusal_answer(refusal: Refusal) -> Answer:
    """Answer with NetSuite's error format."""
    return json_answer(refusal.document(), refusal.status, MEDIA_TYPE)
