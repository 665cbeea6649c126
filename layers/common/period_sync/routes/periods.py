"""Routes of closed periods: hand-over, list, and each of them."""

from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from period_sync.bootstrap import sync_api
from period_sync.contracts import company, errors, periods
from period_sync.contracts.document import parse_json, read_document
from period_sync.domain.permissions import Permission
from period_sync.domain.sync import IntegrationStatus, Person
from period_sync.routes.calling import Cursor, Id, Limit, Routes, Search, answer

router = Routes()

Status = Annotated[IntegrationStatus | None, Query()]
PERIOD = "/v1/periods/<entity>/<period_id>"


@router.get("/v1/periods", summary="List closed periods, newest first", tags=["periods"])
def list_periods(
    status: Status = None, search: Search = None, limit: Limit = 50, cursor: Cursor = None
) -> periods.PeriodsBody:
    tenant = router.caller(Permission.READ_PERIODS).tenant
    found = sync_api().closed_periods.page(tenant, status, search, limit, cursor)
    return periods.PeriodsBody.of(found)


@router.get(PERIOD, summary="One closed period with its revisions", tags=["periods"])
def get_period(entity: Id, period_id: Id) -> periods.PeriodDetailBody:
    tenant = router.caller(Permission.READ_PERIODS).tenant
    live = sync_api().closed_periods.destination(tenant)
    listed = sync_api().closed_periods.one(tenant, entity, period_id, live)
    revisions = sync_api().periods.revisions(tenant, entity, period_id)
    preview = sync_api().latest_preview(listed.period, live)
    return periods.PeriodDetailBody.of_one(listed, live, revisions, preview)


@router.put(PERIOD, summary="Hand over a closed period", tags=["periods"])
def put_period(entity: Id, period_id: Id) -> Response[Any]:
    member = router.caller(Permission.WRITE_PERIODS)
    body = (router.current_event.decoded_body or "").encode()
    with sync_api().refused.noting(member.tenant, entity, period_id, member.email):
        errors.require_small(body)
        document = read_document(parse_json(body))
        for name, addressed in (("entity", entity), ("period_id", period_id)):
            errors.require_addressed(document, name, addressed)
        sender = Person(member.subject, member.email)
        taken = sync_api().take_in(member.tenant, document, body, sender)
    sync_api().auto_sync(taken, sender, correlation_id=router.correlation())
    status = HTTPStatus.CREATED if taken.is_new else HTTPStatus.OK
    return answer(periods.TakenInBody.model_validate(taken, from_attributes=True), status)


@router.get("/v1/refused-hand-overs", summary="Hand-overs that were not accepted", tags=["periods"])
def list_refused_hand_overs() -> company.RefusedHandOversBody:
    tenant = router.caller(Permission.READ_PERIODS).tenant
    return company.RefusedHandOversBody.of(sync_api().refused.open(tenant))
