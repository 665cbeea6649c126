"""What people set for their whole company."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from period_sync.application.ports import Clock, Tenants
from period_sync.domain.email_address import require_email
from period_sync.domain.errors import Conflict, InvalidInput, RowChanged
from period_sync.domain.permissions import Member
from period_sync.domain.sync import Person
from period_sync.domain.tenant import AuditRecord, Tenant

MAIL_LIST_MAX = 49
"""SES sends a mail to at most 50 addresses, and one is that of who pressed Sync."""
TRIES = 5
"""A sync that starts meanwhile changes the same row."""


@dataclass(frozen=True, slots=True)
class CompanySettings:
    """The use-case; see `change`."""

    clock: Clock
    tenants: Tenants

    def change(self, member: Member, version: int, mail_list: Sequence[str]) -> Tenant:
        """Replace the mail list, if nobody changed the settings since `version` was read.

        Raises InvalidInput, or Conflict if somebody did.
        """
        addresses = _checked(mail_list)
        for _ in range(TRIES):
            old = self.tenants.tenant(member.tenant)
            if old.settings_version != version:
                raise Conflict(
                    "Somebody else changed the settings meanwhile. Look at them again, then save.",
                    code="SETTINGS_CHANGED",
                    version=old.settings_version,
                )
            new = replace(
                old,
                mail_list=addresses,
                settings_version=version + 1,
                version=old.version + 1,
            )
            try:
                self.tenants.save_tenant(old, new, self._audit(member, old, new))
            except RowChanged:
                continue
            return new
        raise Conflict("Others are changing this company. Try again.", code="BUSY")

    def _audit(self, member: Member, old: Tenant, new: Tenant) -> AuditRecord:
        facts = {"before": ", ".join(old.mail_list), "after": ", ".join(new.mail_list)}
        by = Person(member.subject, member.email)
        return AuditRecord(
            member.tenant, self.clock.now(), by, "mail list changed", member.tenant, facts
        )


def _checked(mail_list: Sequence[str]) -> tuple[str, ...]:
    if len(mail_list) > MAIL_LIST_MAX:
        raise InvalidInput(
            f"At most {MAIL_LIST_MAX} addresses can get the mails; these are {len(mail_list)}.",
            field="mail_list",
        )
    for number, address in enumerate(mail_list):
        require_email(address, f"mail_list[{number}]")
    return tuple({address.casefold(): address for address in reversed(mail_list)}.values())[::-1]
