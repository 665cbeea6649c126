"""Reads over HTTP: a passing fault is tried again, any other answer becomes a document or an error.

Reads change nothing, so they may be repeated; each try is signed anew (fact 13).
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from period_sync.adapters.netsuite.answers import complaints_of, json_object
from period_sync.adapters.netsuite.transport import Answer, Method, NoAnswer, Transport
from period_sync.domain.errors import (
    NetSuiteMalformed,
    NetSuiteRefused,
    NetSuiteUnauthorized,
    NetSuiteUnavailable,
)

READ_SECONDS = 60
TRIES = 3


class Reads:
    """Asks one account for documents."""

    def __init__(
        self, transport: Transport, secret_version: str, pause: Callable[[float], None]
    ) -> None:
        self._transport = transport
        self._secret_version = secret_version
        self._pause = pause

    def document(
        self,
        method: Method,
        url: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> dict[str, Any]:
        """Return the JSON object that NetSuite answers; its numbers are int or exact Decimal.

        Raises NetSuiteUnavailable, NetSuiteUnauthorized, NetSuiteRefused or NetSuiteMalformed.
        """
        for attempt in range(TRIES):
            answer = self._transport.ask(method, url, headers or {}, READ_SECONDS, body)
            if not _passing(answer):
                break
            if attempt + 1 < TRIES:
                self._pause(0.5 * 4**attempt)
        return self._read(answer)

    def _read(self, answer: Answer | NoAnswer) -> dict[str, Any]:
        if isinstance(answer, NoAnswer):
            raise NetSuiteUnavailable("NetSuite does not answer.", reason=answer.reason)
        if answer.status == HTTPStatus.UNAUTHORIZED:
            raise NetSuiteUnauthorized(self._secret_version)
        if _passing(answer):
            raise NetSuiteUnavailable("NetSuite has no time for us.", status=answer.status)
        if answer.status != HTTPStatus.OK:
            raise _refused(answer)
        document = json_object(answer.body)
        if not answer.is_whole or not document:
            raise NetSuiteMalformed("NetSuite's answer is no whole JSON object.")
        return document


def page_of(document: Mapping[str, Any]) -> tuple[list[object], bool]:
    """Return the items of a page and whether there are more (fact 87). Raises NetSuiteMalformed."""
    items, more = document.get("items"), document.get("hasMore")
    if not isinstance(items, list) or not isinstance(more, bool):
        raise NetSuiteMalformed("NetSuite's answer is not a page of items.")
    return items, more


def _refused(answer: Answer) -> NetSuiteRefused | NetSuiteUnavailable:
    complaints = complaints_of(answer)
    if not complaints:
        return NetSuiteUnavailable(
            f"NetSuite answered {answer.status} in no format of its own.", status=answer.status
        )
    detail = "; ".join(complaint.detail for complaint in complaints)
    return NetSuiteRefused(
        f"NetSuite refused what was asked: {detail}",
        status=answer.status,
        detail=detail,
        problems=[complaint.meaning.problem for complaint in complaints],
    )


def _passing(answer: Answer | NoAnswer) -> bool:
    """Whether a read may succeed when it is repeated."""
    if isinstance(answer, NoAnswer):
        return True
    passing = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
    return answer.status in passing or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
