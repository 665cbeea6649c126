"""Routes of previews: what a sync would book."""

from functools import partial
from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from period_sync.bootstrap import sync_api
from period_sync.contracts.journals import JournalsBody
from period_sync.contracts.previews import PreviewBody
from period_sync.contracts.problems import ProblemsBody
from period_sync.contracts.syncs import Through
from period_sync.domain.permissions import Permission
from period_sync.domain.preview import Preview
from period_sync.routes.calling import Cursor, Id, Limit, Routes, answer
from period_sync.routes.periods import PERIOD

router = Routes()

PREVIEW = "/v1/previews/<preview_id>"


def _preview_of(preview_id: str) -> Preview:
    return sync_api().previews.preview(router.caller(Permission.READ_PERIODS).tenant, preview_id)


@router.post(f"{PERIOD}/previews", summary="See what a sync would book", tags=["previews"])
def request_preview(
    entity: Id, period_id: Id, through: Annotated[Through | None, Body()] = None
) -> Response[Any]:
    member = router.me()
    member.require_any(Permission.SYNC_JOURNALS, Permission.MANAGE_INTEGRATION)
    connection = None if through is None else through.connection_id
    preview = sync_api().preview(
        member, entity, period_id, connection, correlation_id=router.correlation()
    )
    return answer(PreviewBody.of(preview), HTTPStatus.ACCEPTED)


@router.get(PREVIEW, summary="What a sync would book", tags=["previews"])
def get_preview(preview_id: Id) -> PreviewBody:
    return PreviewBody.of(_preview_of(preview_id))


@router.get(f"{PREVIEW}/journals", summary="The journals of a preview", tags=["previews"])
def list_preview_journals(preview_id: Id, limit: Limit = 50, cursor: Cursor = None) -> JournalsBody:
    preview = _preview_of(preview_id)
    page = sync_api().preview_journals(preview, limit, cursor)
    return JournalsBody.of(page, partial(sync_api().netsuite_link, preview.account))


@router.get(f"{PREVIEW}/problems", summary="What a sync would meet", tags=["previews"])
def list_preview_problems(preview_id: Id, limit: Limit = 50, cursor: Cursor = None) -> ProblemsBody:
    return ProblemsBody.of(sync_api().preview_problems(_preview_of(preview_id), limit, cursor))
