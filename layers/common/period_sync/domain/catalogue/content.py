"""Problems of amounts, sizes and completeness."""

from collections.abc import Mapping

from period_sync.domain.catalogue.kind import (
    RETRY,
    Decision,
    Owner,
    ProblemKind,
    Retry,
    Severity,
)

_TEAM = Owner.LEASE_TEAM
_SMALLER = "Or let each lease balance within the entry, or hand over smaller entries."
_SUMMARY = (
    "Let an integration administrator switch summary mode on for the connection: it books one line "
    "per account, side and classifications, and keeps which leases each stands for."
)

KINDS: Mapping[str, ProblemKind] = {
    "BAL-01": ProblemKind(
        title="NetSuite says that the journal of entry {entry} does not balance",
        explanation="The entry balanced when it was sent, so something of the account changed or "
        "dropped an amount: a script, a rounding rule, or a currency's decimals.",
        owner=Owner.NETSUITE_ADMINISTRATOR,
        steps=(
            "In NetSuite look for scripts and workflows on journals that change lines.",
            "Compare the decimals of the entry's currency with those under Lists > Accounting > "
            "Currencies.",
            RETRY,
        ),
        facts=("entry",),
        varies=("entry",),
    ),
    "BAL-02": ProblemKind(
        title="Entry {entry} does not balance in subsidiary {subsidiary!r}: it is off by "
        "{difference}",
        explanation="An intercompany entry must balance in each subsidiary, not only in total.",
        owner=_TEAM,
        steps=(
            "Add the missing due-to or due-from line for {subsidiary} in the lease system, and "
            "hand the period over again.",
            RETRY,
        ),
        decisions=(Decision.POST_READY_ENTRIES,),
        facts=("entry", "subsidiary", "difference"),
    ),
    "BAL-05": ProblemKind(
        title="NetSuite says that entry {entry} has a rounding error",
        explanation="NetSuite says so of amounts with more decimals than it keeps, and of lines "
        "with both a debit and a credit. Period Sync sends neither.",
        owner=Owner.NETSUITE_ADMINISTRATOR,
        steps=(
            "In NetSuite compare the decimals of the entry's currency with those of the amounts.",
            "Look for scripts and workflows on journals that set amounts.",
            RETRY,
        ),
        facts=("entry",),
        varies=("entry",),
    ),
    "SIZE-01": ProblemKind(
        title="Entry {entry} has {lines} lines, more than the {limit} that one journal may have",
        explanation="A long entry is divided into balanced parts with whole leases together. This "
        "one has no such division, or NetSuite takes fewer lines than the connection is set to.",
        owner=_TEAM,
        steps=(_SUMMARY, _SMALLER, RETRY),
        facts=("entry", "lines", "limit"),
    ),
    "SIZE-02": ProblemKind(
        title="The journal of entry {entry} has {lines} lines, so NetSuite's page can't edit it "
        "later",
        explanation="The page edits journals of up to 1,000 lines; longer ones can be changed only "
        "by an import or through the API.",
        owner=Owner.CONTROLLER,
        steps=(
            "If accountants need to edit such journals, let an integration administrator lower the "
            "connection's line limit to 1,000, or switch summary mode on.",
        ),
        retry=Retry.AUTOMATIC,
        severity=Severity.NOTICE,
        facts=("entry", "lines"),
        varies=("entry", "lines"),
    ),
    "SIZE-03": ProblemKind(
        title="This period books {lines} lines, which count towards your NetSuite tier",
        explanation="NetSuite's service tiers limit the transaction lines of a month.",
        owner=Owner.CONTROLLER,
        steps=(
            "If the lines matter, let an integration administrator switch summary mode on for the "
            "connection; the leases behind each line stay traceable.",
        ),
        retry=Retry.AUTOMATIC,
        severity=Severity.NOTICE,
        facts=("lines",),
    ),
    "SIZE-04": ProblemKind(
        title="Entry {entry} has {lines} lines; even in summary mode more than {limit} are left, "
        "and whole leases don't divide it into balanced parts",
        explanation="A long entry is divided into balanced parts with whole leases together.",
        owner=_TEAM,
        steps=(
            "Let each lease balance within the entry, or hand over smaller entries.",
            "An integration administrator can raise the connection's line limit.",
            RETRY,
        ),
        facts=("entry", "lines", "limit"),
    ),
    "SIZE-05": ProblemKind(
        title="In summary mode {lines} lines of entry {entry} on account {account} add up to "
        "{sum}, more than the {digits} digits that an amount may have",
        explanation="Period Sync never rounds.",
        owner=_TEAM,
        steps=(
            "Hand over smaller entries, or let an integration administrator switch summary mode "
            "off for the connection.",
            RETRY,
        ),
        facts=("entry", "account", "sum", "lines", "digits"),
    ),
    "BIZ-01": ProblemKind(
        title="Leases were left out of the close ({leases}): {amounts}",
        explanation="Without them the period is incomplete in the ledger.",
        owner=Owner.CONTROLLER,
        steps=(
            "Have the leases completed and approved in the lease system, and the period closed "
            "again.",
            RETRY,
        ),
        decisions=(Decision.ALLOW_EXCLUDED,),
        facts=("leases", "amounts"),
    ),
    "BIZ-02": ProblemKind(
        title="Lines are booked on {account!r}, a bank or payables account",
        explanation="If the payment is also booked from a vendor bill, it stands in the ledger "
        "twice. Lease entries mostly use a clearing account here.",
        owner=Owner.CONTROLLER,
        steps=(
            "Check whether the payments of these leases are booked from bills too.",
            "If they are, let the lease system use a clearing account, and reverse what was "
            "booked twice.",
        ),
        retry=Retry.AUTOMATIC,
        severity=Severity.NOTICE,
        facts=("account",),
    ),
    "BIZ-03": ProblemKind(
        title="Leases were left out of the close ({leases}): {amounts}",
        explanation="The connection posts a period without them. The period is incomplete in the "
        "ledger until they are closed too.",
        owner=Owner.CONTROLLER,
        steps=(
            "Have the leases completed and approved in the lease system, and the period closed "
            "again.",
            "If such periods must not be posted, let an integration administrator say so in the "
            "connection's settings.",
        ),
        retry=Retry.AUTOMATIC,
        severity=Severity.NOTICE,
        facts=("leases", "amounts"),
    ),
}
