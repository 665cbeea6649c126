"""Routes of mappings: what names of the lease system mean in a connection's NetSuite account."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body, Query

from period_sync.bootstrap import sync_api
from period_sync.contracts.mappings import MappingsBody, MappingsRequest, SuggestionsBody
from period_sync.domain.permissions import Permission
from period_sync.routes.calling import Id, Routes

router = Routes()

Version = Annotated[int | None, Query(ge=1, le=999_999)]
MAPPINGS = "/v1/connections/<connection_id>/mappings"


@router.get(MAPPINGS, summary="What names mean in NetSuite", tags=["connections"])
def get_mappings(connection_id: Id, version: Version = None) -> MappingsBody:
    tenant = router.caller(Permission.READ_PERIODS).tenant
    return MappingsBody.of(sync_api().mappings.read(tenant, connection_id, version))


@router.put(MAPPINGS, summary="Say what names mean in NetSuite", tags=["connections"])
def put_mappings(connection_id: Id, wanted: Annotated[MappingsRequest, Body()]) -> MappingsBody:
    member = router.caller(Permission.MANAGE_INTEGRATION)
    saved = sync_api().mappings.save(member, connection_id, wanted.version, wanted.said())
    return MappingsBody.of(saved)


@router.get(f"{MAPPINGS}/suggestions", summary="Names that want mapping", tags=["connections"])
def list_suggestions(connection_id: Id) -> SuggestionsBody:
    tenant = router.caller(Permission.READ_PERIODS).tenant
    return SuggestionsBody.of(sync_api().mappings.readiness(tenant, connection_id))
