"""HTTP entry point: the /v1 routes. Each asks who calls, uses one thing, and shapes the answer."""

import json
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel

from period_sync.bootstrap import sync_api
from period_sync.contracts import api, company, decisions, errors, periods
from period_sync.contracts.document import parse_json, read_document
from period_sync.contracts.previews import PreviewBody
from period_sync.domain.audit_filter import AuditFilter
from period_sync.domain.correlation import correlation_id
from period_sync.domain.errors import PeriodSyncError
from period_sync.domain.permissions import Member, Permission
from period_sync.domain.preview import Preview
from period_sync.domain.sync import IntegrationStatus, Person, Sync
from period_sync.observability import logger

app = APIGatewayHttpResolver(enable_validation=True)

Id = Annotated[str, Path(min_length=1, max_length=100)]
Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=2000)]
Search = Annotated[str | None, Query(min_length=1, max_length=100)]
Status = Annotated[IntegrationStatus | None, Query()]
PERIOD = "/v1/periods/<entity>/<period_id>"
SYNC = "/v1/syncs/<sync_id>"
PREVIEW = "/v1/previews/<preview_id>"
DECISION = "/v1/decisions/<decision_id>"


def me() -> Member:
    claims = app.current_event.request_context.authorizer.jwt_claim or {}
    headers = {name.lower(): value for name, value in app.current_event.headers.items()}
    return sync_api().member(claims, headers.get("period-sync-tenant"))


def caller(permission: Permission) -> Member:
    member = me()
    member.require(permission)
    return member


def correlation() -> str:
    return correlation_id(app.current_event.request_context.request_id)


def answer(body: BaseModel, status: HTTPStatus) -> Response[Any]:
    return Response(status, "application/json", body.model_dump_json())


def sync_of(sync_id: str) -> Sync:
    return sync_api().syncs.sync(caller(Permission.READ_PERIODS).tenant, sync_id)


def preview_of(preview_id: str) -> Preview:
    return sync_api().previews.preview(caller(Permission.READ_PERIODS).tenant, preview_id)


@app.get("/v1/sign-in", summary="Where people sign in; needs no token", tags=["people"])
def get_sign_in() -> api.SignInBody:
    place = sync_api().sign_in
    return api.SignInBody(issuer=place.issuer, client_id=place.client_id, scope="openid")


@app.get("/v1/me", summary="Who is asking", tags=["people"])
def get_me() -> api.MeBody:
    member = me()
    return api.MeBody.of(member, sync_api().tenants.tenant(member.tenant))


@app.get("/v1/periods", summary="List closed periods, newest first", tags=["periods"])
def list_periods(
    status: Status = None, search: Search = None, limit: Limit = 50, cursor: Cursor = None
) -> periods.PeriodsBody:
    tenant = caller(Permission.READ_PERIODS).tenant
    found = sync_api().closed_periods.page(tenant, status, search, limit, cursor)
    return periods.PeriodsBody.of(found)


@app.get(PERIOD, summary="One closed period with its revisions", tags=["periods"])
def get_period(entity: Id, period_id: Id) -> periods.PeriodDetailBody:
    tenant = caller(Permission.READ_PERIODS).tenant
    live = sync_api().closed_periods.destination(tenant)
    listed = sync_api().closed_periods.one(tenant, entity, period_id, live)
    revisions = sync_api().periods.revisions(tenant, entity, period_id)
    preview = sync_api().latest_preview(listed.period)
    return periods.PeriodDetailBody.of_one(listed, live, revisions, preview)


@app.put(PERIOD, summary="Hand over a closed period", tags=["periods"])
def put_period(entity: Id, period_id: Id) -> Response[Any]:
    member = caller(Permission.WRITE_PERIODS)
    body = (app.current_event.decoded_body or "").encode()
    with sync_api().refused.noting(member.tenant, entity, period_id, member.email):
        errors.require_small(body)
        document = read_document(parse_json(body))
        for name, addressed in (("entity", entity), ("period_id", period_id)):
            errors.require_addressed(document, name, addressed)
        sender = Person(member.subject, member.email)
        taken = sync_api().take_in(member.tenant, document, body, sender)
    status = HTTPStatus.CREATED if taken.is_new else HTTPStatus.OK
    return answer(periods.TakenInBody.model_validate(taken, from_attributes=True), status)


@app.post(f"{PERIOD}/previews", summary="See what a sync would book", tags=["previews"])
def request_preview(entity: Id, period_id: Id) -> Response[Any]:
    member = caller(Permission.SYNC_JOURNALS)
    preview = sync_api().preview(member, entity, period_id, correlation_id=correlation())
    return answer(PreviewBody.of(preview), HTTPStatus.ACCEPTED)


@app.get(PREVIEW, summary="What a sync would book", tags=["previews"])
def get_preview(preview_id: Id) -> PreviewBody:
    return PreviewBody.of(preview_of(preview_id))


@app.get(f"{PREVIEW}/journals", summary="The journals of a preview", tags=["previews"])
def list_preview_journals(
    preview_id: Id, limit: Limit = 50, cursor: Cursor = None
) -> api.JournalsBody:
    preview = preview_of(preview_id)
    page = sync_api().preview_journals(preview, limit, cursor)
    return api.JournalsBody.of(page, partial(sync_api().netsuite_link, preview.account))


@app.get(f"{PREVIEW}/problems", summary="What a sync would meet", tags=["previews"])
def list_preview_problems(
    preview_id: Id, limit: Limit = 50, cursor: Cursor = None
) -> api.ProblemsBody:
    return api.ProblemsBody.of(sync_api().preview_problems(preview_of(preview_id), limit, cursor))


@app.post(f"{PERIOD}/syncs", summary="Post a period to NetSuite", tags=["syncs"])
def request_sync(entity: Id, period_id: Id) -> Response[Any]:
    member = caller(Permission.SYNC_JOURNALS)
    sync = sync_api().syncing.request(member, entity, period_id, correlation_id=correlation())
    return answer(api.SyncBody.of(sync), HTTPStatus.ACCEPTED)


@app.get(f"{PERIOD}/syncs", summary="List all runs of a period", tags=["syncs"])
def list_syncs(
    entity: Id, period_id: Id, limit: Limit = 50, cursor: Cursor = None
) -> api.SyncsBody:
    tenant = caller(Permission.READ_PERIODS).tenant
    page = sync_api().syncs.syncs_of_period(tenant, entity, period_id, limit, cursor)
    return api.SyncsBody.of(page)


@app.get(SYNC, summary="Integration details", tags=["syncs"])
def get_sync(sync_id: Id) -> api.SyncBody:
    return api.SyncBody.of(sync_of(sync_id))


@app.post(f"{SYNC}/retry", summary="Continue a failed sync", tags=["syncs"])
def retry_sync(sync_id: Id) -> Response[Any]:
    member = caller(Permission.SYNC_JOURNALS)
    sync = sync_api().syncing.retry(member, sync_id, correlation_id=correlation())
    return answer(api.SyncBody.of(sync), HTTPStatus.ACCEPTED)


@app.post(f"{SYNC}/stop", summary="Stop a sync at its next safe point", tags=["syncs"])
def stop_sync(sync_id: Id) -> Response[Any]:
    sync = sync_api().stop(caller(Permission.SYNC_JOURNALS), sync_id)
    return answer(api.SyncBody.of(sync), HTTPStatus.ACCEPTED)


@app.post(f"{SYNC}/checks", summary="Read NetSuite again for a sync that ended", tags=["syncs"])
def check_sync(sync_id: Id) -> Response[Any]:
    sync = sync_api().check(caller(Permission.SYNC_JOURNALS), sync_id)
    return answer(api.SyncBody.of(sync), HTTPStatus.ACCEPTED)


@app.post(f"{SYNC}/decisions", summary="Answer problems of a failed sync", tags=["decisions"])
def decide(sync_id: Id, wanted: Annotated[decisions.DecisionRequest, Body()]) -> Response[Any]:
    by, asked = caller(Permission.SYNC_JOURNALS), wanted.choice()
    decided = sync_api().decide.decide(by, sync_id, asked, correlation_id=correlation())
    return answer(decisions.DecisionBody.of(decided), HTTPStatus.ACCEPTED)


@app.get(f"{SYNC}/decisions", summary="The decisions about a sync", tags=["decisions"])
def list_decisions(sync_id: Id) -> decisions.DecisionsBody:
    sync = sync_of(sync_id)
    return decisions.DecisionsBody.of(sync_api().decisions.decisions_of(sync.tenant, sync_id))


@app.post(f"{DECISION}/confirm", summary="Confirm as a second person", tags=["decisions"])
def confirm_decision(decision_id: Id) -> Response[Any]:
    by = caller(Permission.SYNC_JOURNALS)
    decided = sync_api().decide.confirm(by, decision_id, correlation_id=correlation())
    return answer(decisions.DecisionBody.of(decided), HTTPStatus.ACCEPTED)


@app.get(f"{SYNC}/journals", summary="The journals of a sync", tags=["syncs"])
def list_journals(sync_id: Id, limit: Limit = 50, cursor: Cursor = None) -> api.JournalsBody:
    sync = sync_of(sync_id)
    page = sync_api().syncs.journals_page(sync, limit, cursor)
    return api.JournalsBody.of(page, partial(sync_api().netsuite_link, sync.account))


@app.get(f"{SYNC}/problems", summary="What stopped a sync, and who can mend it", tags=["syncs"])
def list_problems(sync_id: Id, limit: Limit = 50, cursor: Cursor = None) -> api.ProblemsBody:
    return api.ProblemsBody.of(sync_api().problems_page(sync_of(sync_id), limit, cursor))


@app.get(f"{SYNC}/timeline", summary="Every step of a sync", tags=["syncs"])
def list_timeline(sync_id: Id, limit: Limit = 50, cursor: Cursor = None) -> api.TimelineBody:
    return api.TimelineBody.of(sync_api().syncs.timeline(sync_of(sync_id), limit, cursor))


def refusal(status: HTTPStatus, body: dict[str, Any]) -> Response[Any]:
    return Response(status, errors.MEDIA_TYPE, json.dumps(body, default=str))


@app.get("/v1/refused-hand-overs", summary="Hand-overs that were not accepted", tags=["periods"])
def list_refused_hand_overs() -> company.RefusedHandOversBody:
    tenant = caller(Permission.READ_PERIODS).tenant
    return company.RefusedHandOversBody.of(sync_api().refused.open(tenant))


@app.get("/v1/audit", summary="The audit trail, newest first", tags=["company"])
def list_audit(  # noqa: PLR0913
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to")] = None,
    by: Search = None,
    about: Search = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> company.AuditBody:
    member = me()
    member.require_any(Permission.READ_AUDIT, Permission.MANAGE_TEAM)
    wanted = AuditFilter(first, last, by, about)
    return company.AuditBody.of(sync_api().trail.page(member.tenant, wanted, limit, cursor))


@app.get("/v1/settings", summary="What is set for the company", tags=["company"])
def get_settings() -> company.SettingsBody:
    tenant = caller(Permission.READ_PERIODS).tenant
    return company.SettingsBody.of(sync_api().tenants.tenant(tenant))


@app.put("/v1/settings", summary="Set something for the company", tags=["company"])
def put_settings(wanted: Annotated[company.SettingsBody, Body()]) -> company.SettingsBody:
    member = caller(Permission.MANAGE_INTEGRATION)
    changed = sync_api().settings.change(member, wanted.version, wanted.mail_list)
    return company.SettingsBody.of(changed)


@app.exception_handler(PeriodSyncError)  # type: ignore[untyped-decorator]
def tell(error: PeriodSyncError) -> Response[Any]:
    status, body = errors.problem_of(error)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.exception("a call failed")
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
