"""Says in a sentence what a line of the audit trail records."""

from period_sync.domain.tenant import AuditRecord

_ENDS = {
    "sync COMPLETED": "Sync completed",
    "sync AWAITING_APPROVAL": "Sync sent, awaiting approval in NetSuite",
    "sync FAILED": "Sync failed",
}


def told(record: AuditRecord) -> str:
    """Return "Sync requested: halcyon-7, halcyon/2026-10": the act, its object, its period.

    A member is named by their address, which people know, and not by the token's subject.
    """
    act = _ENDS.get(record.action) or record.action[:1].upper() + record.action[1:]
    period = record.facts.get("period")
    subject = record.facts.get("email", record.subject)
    about = subject if period in {None, record.subject} else f"{subject}, {period}"
    return f"{act}: {about}"
