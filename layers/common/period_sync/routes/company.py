"""Routes about the company: its settings and its audit trail."""

from datetime import date
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body, Query

from period_sync.application.company_settings import Wanted
from period_sync.bootstrap import sync_api
from period_sync.contracts import company
from period_sync.domain.audit_filter import AuditFilter
from period_sync.domain.permissions import Permission
from period_sync.routes.calling import Cursor, Limit, Routes, Search

router = Routes()

SETTINGS = "/v1/settings"


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


@router.get(SETTINGS, summary="What is set for the company", tags=["company"])
def get_settings() -> company.SettingsBody:
    member = router.caller(Permission.READ_PERIODS)
    return company.SettingsBody.of(sync_api().tenants.tenant(member.tenant), member)


@router.put(SETTINGS, summary="Set something for the company", tags=["company"])
def put_settings(asked: Annotated[company.SettingsRequest, Body()]) -> company.SettingsBody:
    member = router.me()
    member.require_any(Permission.MANAGE_INTEGRATION, Permission.MANAGE_TEAM)
    wanted = Wanted(
        asked.version, asked.mail_list, asked.duties, asked.second_person, asked.auto_sync
    )
    return company.SettingsBody.of(sync_api().settings.change(member, wanted), member)


@router.post(f"{SETTINGS}/confirm", summary="Confirm shared duties", tags=["company"])
def confirm_settings(
    agreed: Annotated[company.ConfirmSettingsRequest, Body()],
) -> company.SettingsBody:
    member = router.me()
    return company.SettingsBody.of(sync_api().settings.confirm(member, agreed.version), member)
