"""What is answered about a company: its settings, its audit trail, what it did not accept."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, StrictBool

from period_sync.contracts.audit_words import told
from period_sync.contracts.paging import Page
from period_sync.domain.permissions import Member
from period_sync.domain.tenant import AuditRecord, Duties, DutiesRequest, RefusedHandOver, Tenant


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True)


class SettingsRequest(BaseModel):
    """What to set, with the version that was read. What is left out stays as it is.

    `duties: shared` has to be confirmed by another person; `separate` holds at once, and withdraws
    what waits for that.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    mail_list: list[str] | None = None
    duties: Duties | None = None
    second_person: StrictBool | None = None
    auto_sync: StrictBool | None = None


class ConfirmSettingsRequest(BaseModel):
    """Agrees to the shared duties that were asked for, in the version that was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int


class DutiesRequestBody(_Body):
    """Who asks for shared duties, since when; anybody else of the team can confirm it."""

    by: str
    at: datetime
    is_yours: bool

    @classmethod
    def of(cls, asked: DutiesRequest, you: Member) -> "DutiesRequestBody":
        """Describe it to a member."""
        return cls(by=asked.by.email, at=asked.at, is_yours=asked.by.subject == you.subject)


class SettingsBody(_Body):
    """What people set. `duties_request` waits for a second person.

    With `auto_sync` a period that is taken in is synced without anybody's asking.
    """

    version: int
    mail_list: list[str]
    duties: Duties
    duties_request: DutiesRequestBody | None
    second_person: bool
    auto_sync: bool

    @classmethod
    def of(cls, tenant: Tenant, you: Member) -> "SettingsBody":
        """Describe a company's settings to one of its members."""
        asked = tenant.duties_request
        return cls(
            version=tenant.settings_version,
            mail_list=list(tenant.mail_list),
            duties=Duties.SHARED if tenant.duties_shared else Duties.SEPARATE,
            duties_request=None if asked is None else DutiesRequestBody.of(asked, you),
            second_person=tenant.second_person,
            auto_sync=tenant.auto_sync,
        )


class AuditRecordBody(_Body):
    """One line of the audit trail. `what` is the kind of act, `text` says it in a sentence."""

    audit_id: str
    at: datetime
    by: str
    what: str
    text: str
    entity: str | None
    period_id: str | None
    sync_id: str | None
    facts: dict[str, str]

    @classmethod
    def of(cls, record: AuditRecord) -> "AuditRecordBody":
        """Describe a line."""
        period = record.facts.get("period")
        entity, _, period_id = (period or "").partition("/")
        key = f"{record.at.isoformat()} {record.action} {record.subject}"
        return cls(
            audit_id=hashlib.sha256(key.encode()).hexdigest()[:16],
            at=record.at,
            by=record.by.email,
            what=record.action,
            text=told(record),
            entity=entity or None,
            period_id=period_id or None,
            sync_id=record.facts.get("sync"),
            facts=dict(record.facts),
        )


class AuditBody(_Body):
    """One page of the audit trail, newest first; a filtered page may be short."""

    items: list[AuditRecordBody]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[AuditRecord]) -> "AuditBody":
        """Describe a page."""
        items = [AuditRecordBody.of(item) for item in page.items]
        return cls(items=items, next_cursor=page.next_cursor)


class FaultBody(_Body):
    """One fault of a document. `field` is a path counted from 0, `line` is counted from 1."""

    code: str
    field: str
    message: str
    remedy: str
    entry_id: str | None
    line: int | None
    lease_id: str | None


class RefusedHandOverBody(_Body):
    """The latest hand-over of a period that was not accepted, with its first faults."""

    entity: str
    period_id: str
    received_at: datetime
    sender: str
    fault_count: int
    faults: list[FaultBody]


class RefusedHandOversBody(_Body):
    """Hand-overs that were not accepted, and that no accepted one has followed; newest first."""

    items: list[RefusedHandOverBody]

    @classmethod
    def of(cls, found: Sequence[RefusedHandOver]) -> "RefusedHandOversBody":
        """Describe them."""
        bodies = [RefusedHandOverBody.model_validate(r, from_attributes=True) for r in found]
        return cls(items=bodies)
