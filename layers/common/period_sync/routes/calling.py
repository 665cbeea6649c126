"""What all routes share: who calls, what addresses and lists look like, and the answer."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter
from pydantic import BaseModel

from period_sync.application.membership import subject_of
from period_sync.bootstrap import sync_api
from period_sync.domain.correlation import correlation_id
from period_sync.domain.permissions import Member, Permission

Id = Annotated[str, Path(min_length=1, max_length=100)]
Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=2000)]
Search = Annotated[str | None, Query(min_length=1, max_length=100)]


class Routes(APIGatewayHttpRouter):
    """The routes of one subject, and who calls them."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def me(self) -> Member:
        """Return the membership that a call is made under. Raises Unauthenticated or Forbidden."""
        headers = {name.lower(): value for name, value in self.current_event.headers.items()}
        return sync_api().member(self._claims(), headers.get("period-sync-tenant"))

    def subject(self) -> str:
        """Return whom the token names, member of a tenant or not. Raises Unauthenticated."""
        return subject_of(self._claims())

    def caller(self, permission: Permission) -> Member:
        """Return who calls. Raises Forbidden unless they hold `permission`."""
        member = self.me()
        member.require(permission)
        return member

    def correlation(self) -> str:
        """Return what the log lines of a call, and of what it starts, have in common."""
        return correlation_id(self.current_event.request_context.request_id)

    def _claims(self) -> Mapping[str, object]:
        return self.current_event.request_context.authorizer.jwt_claim or {}


def answer(body: BaseModel, status: HTTPStatus) -> Response[Any]:
    """Answer with another status than 200."""
    return Response(status, "application/json", body.model_dump_json())
