"""HTTP entry point: the /v1 routes, and how their errors are told."""

import json
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.utilities.typing import LambdaContext

from period_sync.contracts import errors
from period_sync.domain.correlation import correlation_id
from period_sync.domain.errors import PeriodSyncError
from period_sync.observability import logger
from period_sync.routes.routers import ROUTERS

app = APIGatewayHttpResolver(enable_validation=True)
for router in ROUTERS:
    app.include_router(router)


def refusal(status: HTTPStatus, body: dict[str, Any]) -> Response[Any]:
    return Response(status, errors.MEDIA_TYPE, json.dumps(body, default=str))


@app.exception_handler(PeriodSyncError)  # type: ignore[untyped-decorator]
def tell(error: PeriodSyncError) -> Response[Any]:
    status, body = errors.problem_of(error)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.exception("a call failed")
        request_id = app.current_event.request_context.request_id
        body["correlation_id"] = correlation_id(request_id)
    return refusal(status, body)


@app.exception_handler(RequestValidationError)  # type: ignore[untyped-decorator]
def tell_invalid(error: RequestValidationError) -> Response[Any]:
    return refusal(*errors.invalid_input(error.errors()))


@app.not_found
def tell_not_found(error: NotFoundError) -> Response[Any]:  # noqa: ARG001
    status = HTTPStatus.NOT_FOUND
    return refusal(status, errors.problem(status, "NOT_FOUND", "There is no such address."))


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    request_id = event["requestContext"]["requestId"]
    with logger.append_context_keys(correlation_id=correlation_id(request_id)):
        answered = app.resolve(event, context)
        told = {"status": answered["statusCode"], "request_id": request_id}
        logger.info("answered", route=event.get("routeKey"), **told)
    return answered
