"""Answers that no NetSuite gives: huge, nested without end, of the wrong types, not numbers."""

import json
from collections.abc import Callable
from dataclasses import replace

from local.netsuite.exchange import Answer

HUGE_BYTES = 50 * 1024 * 1024
NESTED = 200_000
_NO_NUMBER = float("nan")


def huge(answer: Answer) -> Answer:
    """Put 50 MB of well-formed JSON in place of the body."""
    return _with_body(answer, b'{"items":"' + b"x" * HUGE_BYTES + b'"}')


def nested(answer: Answer) -> Answer:
    """Put brackets in place of the body, too deep for any parser that calls itself."""
    return _with_body(answer, b'{"items":' + b"[" * NESTED + b"]" * NESTED + b"}")


def mistyped(answer: Answer) -> Answer:
    """Keep the names of the body, and give every value another type."""
    return _twisted(answer, _other_type)


def not_numbers(answer: Answer) -> Answer:
    """Keep the names of the body, and put NaN for every value, which JSON does not have."""
    return _twisted(answer, lambda _: _NO_NUMBER)


def _other_type(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        return len(value)
    return {"value": str(value)}


def _twisted(answer: Answer, twist: Callable[[object], object]) -> Answer:
    try:
        document = json.loads(answer.body)
    except ValueError:
        return answer
    return replace(answer, body=json.dumps(_each(document, twist)).encode())


def _each(value: object, twist: Callable[[object], object]) -> object:
    if isinstance(value, dict):
        return {name: _each(each, twist) for name, each in value.items()}
    if isinstance(value, list):
        return [_each(each, twist) for each in value]
    return twist(value)


def _with_body(answer: Answer, body: bytes) -> Answer:
    status = 200 if answer.status == 204 else answer.status
    headers = {"Content-Type": "application/json", **answer.headers}
    return replace(answer, status=status, body=body, headers=headers)
