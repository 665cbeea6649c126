"""What the front answers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

# Nothing is loaded from anywhere; a mail in its frame neither.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer; the length is added when it is sent."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes


def html(document: str, status: int = HTTPStatus.OK) -> Answer:
    """Answer with a page."""
    headers = (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", POLICY),
        ("Cache-Control", "no-store"),
    )
    return Answer(status, headers, document.encode())


def text(words: str, status: int = HTTPStatus.OK) -> Answer:
    """Answer with plain text."""
    headers = (("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store"))
    return Answer(status, headers, words.encode())


def as_json(value: object, status: int = HTTPStatus.OK) -> Answer:
    """Answer with JSON."""
    headers = (("Content-Type", "application/json"), ("Cache-Control", "no-store"))
    return Answer(status, headers, json.dumps(value, ensure_ascii=False, indent=1).encode())


def redirect(address: str) -> Answer:
    """Answer with another address."""
    return Answer(HTTPStatus.FOUND, (("Location", address),), b"")
