"""Routes about the company: its settings and its audit trail."""

from datetime import date
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body, Query

from period_sync.bootstrap import sync_api
from period_sync.contracts import company
from period_sync.domain.audit_filter import AuditFilter
from period_sync.domain.permissions import Permission
from period_sync.routes.calling import Cursor, Limit, Routes, Search

router = Routes()


@router.get("/v1/audit", summary="The audit trail, newest first", tags=["company"])
def list_audit(  # noqa: PLR0913
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to")] = None,
    by: Search = None,
    about: Search = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> company.AuditBody:
    member = router.me()
    member.require_any(Permission.READ_AUDIT, Permission.MANAGE_TEAM)
    wanted = AuditFilter(first, last, by, about)
    return company.AuditBody.of(sync_api().trail.page(member.tenant, wanted, limit, cursor))


@router.get("/v1/settings", summary="What is set for the company", tags=["company"])
def get_settings() -> company.SettingsBody:
    tenant = router.caller(Permission.READ_PERIODS).tenant
    return company.SettingsBody.of(sync_api().tenants.tenant(tenant))


@router.put("/v1/settings", summary="Set something for the company", tags=["company"])
def put_settings(wanted: Annotated[company.SettingsBody, Body()]) -> company.SettingsBody:
    member = router.caller(Permission.MANAGE_INTEGRATION)
    changed = sync_api().settings.change(member, wanted.version, wanted.mail_list)
    return company.SettingsBody.of(changed)
