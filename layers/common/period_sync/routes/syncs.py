"""Routes of syncs: request, retry, stop, check, and integration details."""

from functools import partial
from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from period_sync.bootstrap import sync_api
from period_sync.contracts.journals import JournalsBody
from period_sync.contracts.problems import ProblemsBody
from period_sync.contracts.syncs import SyncBody, SyncsBody, Through, TimelineBody
from period_sync.domain.permissions import Permission
from period_sync.domain.sync import Sync
from period_sync.routes.calling import Cursor, Id, Limit, Routes, answer
from period_sync.routes.periods import PERIOD

router = Routes()

SYNC = "/v1/syncs/<sync_id>"


def _sync_of(sync_id: str) -> Sync:
    return sync_api().syncs.sync(router.caller(Permission.READ_PERIODS).tenant, sync_id)


def _body(sync: Sync) -> SyncBody:
    return SyncBody.of(sync_api().shown.one(sync))


@router.post(f"{PERIOD}/syncs", summary="Post a period to NetSuite", tags=["syncs"])
def request_sync(
    entity: Id, period_id: Id, through: Annotated[Through | None, Body()] = None
) -> Response[Any]:
    member = router.caller(Permission.SYNC_JOURNALS)
    connection = None if through is None else through.connection_id
    sync = sync_api().syncing.request(
        member, entity, period_id, connection, correlation_id=router.correlation()
    )
    return answer(_body(sync), HTTPStatus.ACCEPTED)


@router.get(f"{PERIOD}/syncs", summary="List all runs of a period", tags=["syncs"])
def list_syncs(entity: Id, period_id: Id, limit: Limit = 50, cursor: Cursor = None) -> SyncsBody:
    tenant = router.caller(Permission.READ_PERIODS).tenant
    page = sync_api().shown.of_period(tenant, entity, period_id, limit, cursor)
    return SyncsBody.of(page)


@router.get(SYNC, summary="Integration details", tags=["syncs"])
def get_sync(sync_id: Id) -> SyncBody:
    return _body(_sync_of(sync_id))


@router.post(f"{SYNC}/retry", summary="Continue a failed sync", tags=["syncs"])
def retry_sync(sync_id: Id) -> Response[Any]:
    member = router.caller(Permission.SYNC_JOURNALS)
    sync = sync_api().syncing.retry(member, sync_id, correlation_id=router.correlation())
    return answer(_body(sync), HTTPStatus.ACCEPTED)


@router.post(f"{SYNC}/stop", summary="Stop a sync at its next safe point", tags=["syncs"])
def stop_sync(sync_id: Id) -> Response[Any]:
    sync = sync_api().stop(router.caller(Permission.SYNC_JOURNALS), sync_id)
    return answer(_body(sync), HTTPStatus.ACCEPTED)


@router.post(f"{SYNC}/checks", summary="Read NetSuite again for a sync that ended", tags=["syncs"])
def check_sync(sync_id: Id) -> Response[Any]:
    sync = sync_api().check(router.caller(Permission.SYNC_JOURNALS), sync_id)
    return answer(_body(sync), HTTPStatus.ACCEPTED)


@router.get(f"{SYNC}/journals", summary="The journals of a sync", tags=["syncs"])
def list_journals(sync_id: Id, limit: Limit = 50, cursor: Cursor = None) -> JournalsBody:
    sync = _sync_of(sync_id)
    page = sync_api().syncs.journals_page(sync, limit, cursor)
    return JournalsBody.of(page, partial(sync_api().netsuite_link, sync.account))


@router.get(f"{SYNC}/problems", summary="What stopped a sync, and who can mend it", tags=["syncs"])
def list_problems(sync_id: Id, limit: Limit = 50, cursor: Cursor = None) -> ProblemsBody:
    return ProblemsBody.of(sync_api().problems_page(_sync_of(sync_id), limit, cursor))


@router.get(f"{SYNC}/timeline", summary="Every step of a sync", tags=["syncs"])
def list_timeline(sync_id: Id, limit: Limit = 50, cursor: Cursor = None) -> TimelineBody:
    return TimelineBody.of(sync_api().syncs.timeline(_sync_of(sync_id), limit, cursor))
