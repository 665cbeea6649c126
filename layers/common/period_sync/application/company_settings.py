"""What people set for their whole company."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from period_sync.application.ports import Clock, Tenants
from period_sync.domain.email_address import require_email, same_address
from period_sync.domain.errors import Conflict, Forbidden, InvalidInput, RowChanged
from period_sync.domain.permissions import Member, Permission
from period_sync.domain.sync import Person
from period_sync.domain.tenant import AuditRecord, Duties, DutiesRequest, Tenant

MAIL_LIST_MAX = 49
"""SES sends a mail to at most 50 addresses, and one is that of who pressed Sync."""
TRIES = 5
"""A sync that starts meanwhile changes the same row."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to set, as of the version of the settings that was read; None leaves a thing alone."""

    version: int
    mail_list: Sequence[str] | None = None
    duties: Duties | None = None
    second_person: bool | None = None
    auto_sync: bool | None = None


@dataclass(frozen=True, slots=True)
class CompanySettings:
    """The use-cases."""

    clock: Clock
    tenants: Tenants

    def change(self, member: Member, wanted: Wanted) -> Tenant:
        """Set what is wanted, if nobody changed the settings since they were read.

        That one person may set up and post is only asked for, until another one confirms it;
        that nobody may holds at once, and takes back what was asked for.
        Raises InvalidInput, Forbidden, or Conflict if somebody changed the settings.
        """
        addresses = None if wanted.mail_list is None else _checked(wanted.mail_list)

        def decide(old: Tenant, now: datetime) -> tuple[Tenant, list[AuditRecord]]:
            line = _Lines(member, now)
            new = old
            if addresses is not None and addresses != old.mail_list:
                member.require(Permission.MANAGE_INTEGRATION)
                new = replace(new, mail_list=addresses)
                line.add("mail list changed", ", ".join(old.mail_list), ", ".join(addresses))
            if wanted.second_person not in {None, old.second_person}:
                member.require(Permission.MANAGE_TEAM)
                new = replace(new, second_person=not old.second_person)
                before, after = _word(old.second_person), _word(new.second_person)
                line.add("second person changed", before, after)
            if wanted.auto_sync not in {None, old.auto_sync}:
                member.require(Permission.MANAGE_INTEGRATION)
                new = replace(new, auto_sync=not old.auto_sync)
                line.add("automatic syncs changed", _word(old.auto_sync), _word(new.auto_sync))
            _require_told(new)
            new = _with_duties(new, wanted.duties, line)
            return new, line.records

        return self._save(member.tenant, wanted.version, decide)

    def confirm(self, member: Member, version: int) -> Tenant:
        """Agree, as another person, that one person may set up and post.

        Raises Forbidden, or Conflict if nobody asks for it or the settings changed.
        """

        def decide(old: Tenant, now: datetime) -> tuple[Tenant, list[AuditRecord]]:
            asked = old.duties_request
            if asked is None or not self._may_ask(old.tenant_id, asked.by, now):
                raise Conflict(
                    "Nobody who may asks for shared duties any more.", code="NOTHING_TO_CONFIRM"
                )
            _require_other_person(member, asked.by)
            line = _Lines(member, now)
            facts = {"requested_by": asked.by.email}
            line.add("shared duties confirmed", Duties.SEPARATE, Duties.SHARED, **facts)
            return replace(old, duties_shared=True, duties_request=None), line.records

        return self._save(member.tenant, version, decide)

    def _save(
        self,
        tenant_id: str,
        version: int,
        decide: Callable[[Tenant, datetime], tuple[Tenant, list[AuditRecord]]],
    ) -> Tenant:
        for _ in range(TRIES):
            old = self.tenants.tenant(tenant_id)
            if old.settings_version != version:
                raise Conflict(
                    "Somebody else changed the settings meanwhile. Look at them again, then save.",
                    code="SETTINGS_CHANGED",
                    version=old.settings_version,
                )
            new, records = decide(old, self.clock.now())
            if new == old:
                return old
            new = replace(new, settings_version=version + 1, version=old.version + 1)
            try:
                self.tenants.save_tenant(old, new, *records)
            except RowChanged:
                continue
            return new
        raise Conflict("Others are changing this company. Try again.", code="BUSY")

    def _may_ask(self, tenant_id: str, asking: Person, now: datetime) -> bool:
        """Whether who asked for shared duties may still do so."""
        held = [m for m in self.tenants.memberships(asking.subject) if m.tenant == tenant_id]
        return any(m.is_active(now) and Permission.MANAGE_TEAM in m.permissions for m in held)


class _Lines:
    """Lines of the audit trail about one change, each with what was before and after."""

    def __init__(self, member: Member, now: datetime) -> None:
        self.by = member
        self.now = now
        self.records: list[AuditRecord] = []

    def add(self, action: str, before: str, after: str, **more: str) -> None:
        person = Person(self.by.subject, self.by.email)
        facts = {"before": before, "after": after, **more}
        tenant = self.by.tenant
        self.records.append(AuditRecord(tenant, self.now, person, action, tenant, facts))


def _with_duties(old: Tenant, wanted: Duties | None, line: _Lines) -> Tenant:
    """Ask for shared duties, take that back, or separate them again."""
    asked = old.duties_request
    if wanted is Duties.SHARED and not old.duties_shared and asked is None:
        line.by.require(Permission.MANAGE_TEAM)
        line.add("shared duties requested", Duties.SEPARATE, "shared, when confirmed")
        by = Person(line.by.subject, line.by.email)
        return replace(old, duties_request=DutiesRequest(by, line.now))
    if wanted is Duties.SEPARATE and asked is not None:
        line.by.require(Permission.MANAGE_TEAM)
        line.add("shared duties withdrawn", "shared, when confirmed", Duties.SEPARATE)
        return replace(old, duties_request=None)
    if wanted is Duties.SEPARATE and old.duties_shared:
        line.by.require(Permission.MANAGE_TEAM)
        line.add("duties changed", Duties.SHARED, Duties.SEPARATE)
        return replace(old, duties_shared=False)
    return old


def _require_other_person(member: Member, asking: Person) -> None:
    if member.is_machine:
        raise Forbidden("Only a person can confirm shared duties.")
    if member.subject == asking.subject or same_address(member.email, asking.email):
        raise Forbidden(
            "You asked for shared duties, so somebody else has to confirm them.",
            requested_by=asking.email,
        )


def _require_told(tenant: Tenant) -> None:
    """Raise InvalidInput if syncs would start by themselves and nobody would get their mails."""
    if tenant.auto_sync and not tenant.mail_list:
        raise InvalidInput(
            "The mails about automatic syncs go to the mail list. Put an address on it, or turn "
            "automatic syncs off.",
            field="mail_list",
        )


def _word(flag: bool) -> str:  # noqa: FBT001
    return "on" if flag else "off"


def _checked(mail_list: Sequence[str]) -> tuple[str, ...]:
    if len(mail_list) > MAIL_LIST_MAX:
        raise InvalidInput(
            f"At most {MAIL_LIST_MAX} addresses can get the mails; these are {len(mail_list)}.",
            field="mail_list",
        )
    for number, address in enumerate(mail_list):
        require_email(address, f"mail_list[{number}]")
    return tuple({address.casefold(): address for address in reversed(mail_list)}.values())[::-1]
