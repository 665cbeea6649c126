"""Calls the product's API as one person."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

import requests

from local.errors import LocalError
from local.web import session

SECONDS = 30

Item = Mapping[str, Any]


class ApiRefusal(LocalError):
    """The API answered with an error; `code` is the API's own, if it gave one."""

    def __init__(self, status: int, code: str, words: str) -> None:
        super().__init__(words)
        self.is_missing = status == HTTPStatus.NOT_FOUND
        self.code = code


class Api:
    """The API as the holder of one access token sees it."""

    def __init__(self, origin: str, token: str) -> None:
        """Call the API at `origin`."""
        self._origin = origin
        self._session = session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str) -> dict[str, Any]:
        """Return what is at the path; raises ApiRefusal."""
        return self._call("GET", path, None)

    def post(self, path: str, body: object = None) -> dict[str, Any]:
        """Return the answer to a POST; raises ApiRefusal."""
        return self._call("POST", path, body)

    def items(self, path: str) -> list[Item]:
        """Return a whole list, page after page; raises ApiRefusal."""
        items: list[Item] = []
        cursor = ""
        while True:
            page = self.get(f"{path}?{urlencode({'cursor': cursor})}" if cursor else path)
            items += page["items"]
            cursor = page.get("next_cursor") or ""
            if not cursor:
                return items

    def _call(self, method: str, path: str, body: object) -> dict[str, Any]:
        try:
            answer = self._session.request(
                method, f"{self._origin}{path}", json=body, timeout=SECONDS
            )
        except requests.RequestException as error:
            raise LocalError(f"The API doesn't answer: {error}") from error
        if answer.ok:
            content: dict[str, Any] = answer.json()
            return content
        problem = _problem(answer)
        words = problem.get("detail") or problem.get("title") or answer.text[:300]
        code = str(problem.get("code", ""))
        label = f" {code}" if code else ""
        refusal = f"{method} {path} was answered {answer.status_code}{label}: {words}"
        raise ApiRefusal(answer.status_code, code, refusal)


def _problem(answer: requests.Response) -> dict[str, Any]:
    try:
        problem = answer.json()
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}


def period_path(entity: str, period_id: str) -> str:
    """Return the path of a closed period."""
    return f"/v1/periods/{quote(entity, safe='')}/{quote(period_id, safe='')}"


def sync_path(sync_id: str) -> str:
    """Return the path of a sync."""
    return f"/v1/syncs/{quote(sync_id, safe='')}"
