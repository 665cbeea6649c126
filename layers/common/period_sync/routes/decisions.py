"""Routes of decisions about problems of a sync."""

from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from period_sync.bootstrap import sync_api
from period_sync.contracts import decisions
from period_sync.domain.permissions import Permission
from period_sync.routes.calling import Id, Routes, answer
from period_sync.routes.syncs import SYNC

router = Routes()

DECISION = "/v1/decisions/<decision_id>"


@router.post(f"{SYNC}/decisions", summary="Answer problems of a failed sync", tags=["decisions"])
def decide(sync_id: Id, wanted: Annotated[decisions.DecisionRequest, Body()]) -> Response[Any]:
    by, asked = router.caller(Permission.SYNC_JOURNALS), wanted.choice()
    decided = sync_api().decide.decide(by, sync_id, asked, correlation_id=router.correlation())
    return answer(decisions.DecisionBody.of(decided), HTTPStatus.ACCEPTED)


@router.get(f"{SYNC}/decisions", summary="The decisions about a sync", tags=["decisions"])
def list_decisions(sync_id: Id) -> decisions.DecisionsBody:
    tenant = router.caller(Permission.READ_PERIODS).tenant
    sync = sync_api().syncs.sync(tenant, sync_id)
    return decisions.DecisionsBody.of(sync_api().decisions.decisions_of(sync.tenant, sync_id))


@router.post(f"{DECISION}/confirm", summary="Confirm as a second person", tags=["decisions"])
def confirm_decision(decision_id: Id) -> Response[Any]:
    by = router.caller(Permission.SYNC_JOURNALS)
    decided = sync_api().decide.confirm(by, decision_id, correlation_id=router.correlation())
    return answer(decisions.DecisionBody.of(decided), HTTPStatus.ACCEPTED)
