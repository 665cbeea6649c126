"""Problems of journals that are in NetSuite: different, invisible, changed or not yet approved."""

from collections.abc import Mapping

from period_sync.domain.catalogue.kind import Decision, Owner, ProblemKind, Retry, Severity

_CONTROLLER = Owner.CONTROLLER

KINDS: Mapping[str, ProblemKind] = {
    "APP-01": ProblemKind(
        title="Journal {number} awaits approval in NetSuite",
        explanation="It is in NetSuite, but has no effect on the ledger before it is approved.",
        owner=_CONTROLLER,
        steps=("Ask whoever approves journals in NetSuite to approve {number}.",),
        retry=Retry.AUTOMATIC,
        severity=Severity.NOTICE,
        facts=("number",),
        varies=("number",),
    ),
    "APP-03": ProblemKind(
        title="The journal of entry {entry} was rejected in NetSuite",
        explanation="It was sent, and whoever approves journals in NetSuite refused journal "
        "{number}. It has no effect on the ledger.",
        owner=_CONTROLLER,
        steps=(
            "Ask whoever rejected {number} why; don't book the entry by hand.",
            "If it is submitted again and approved, press Retry, which reads it again.",
        ),
        retry=Retry.NEVER_BLIND,
        decisions=(Decision.REPOST, Decision.BOOKED_BY_HAND),
        facts=("entry", "number", "external_id"),
        varies=("entry", "number", "external_id"),
    ),
    "POST-01": ProblemKind(
        title="The journal of entry {entry} is no longer in NetSuite",
        explanation="It was there as {number} (internal id {internal_id}) and was deleted since, "
        "or the integration's role may no longer see it.",
        owner=_CONTROLLER,
        steps=(
            "Ask whoever deletes journals in NetSuite about {number}; don't book the entry by "
            "hand.",
            "If it is only hidden, let your NetSuite administrator show it to the role, and press "
            "Retry.",
        ),
        retry=Retry.NEVER_BLIND,
        decisions=(Decision.REPOST, Decision.BOOKED_BY_HAND),
        facts=("entry", "number", "internal_id", "external_id"),
        varies=("entry", "number", "internal_id", "external_id"),
    ),
    "POST-05": ProblemKind(
        title="The journal of entry {entry} is in NetSuite, but differs from what was sent",
        explanation="A script, a workflow or a person changed it, or NetSuite booked it otherwise; "
        "or a name that it uses was mapped otherwise after it was sent.",
        owner=_CONTROLLER,
        steps=(
            "Open journal {number} in NetSuite and compare: {differences}",
            "Correct it in NetSuite, or find the script or person that changed it.",
            "Then press Retry, which reads it again.",
        ),
        retry=Retry.NEVER_BLIND,
        decisions=(Decision.ACCEPT_DIFFERENCE,),
        facts=("entry", "number", "differences"),
    ),
    "POST-06": ProblemKind(
        title="NetSuite accepted the journal of entry {entry}, but can't show it",
        explanation="It was deleted in NetSuite, or the integration's role may not see it.",
        owner=_CONTROLLER,
        steps=(
            "Don't book it by hand. Open internal id {internal_id} in NetSuite.",
            "If it is there, press Retry; if it was deleted, tell the operator.",
        ),
        retry=Retry.NEVER_BLIND,
        decisions=(Decision.REPOST, Decision.BOOKED_BY_HAND),
        facts=("entry", "internal_id"),
        varies=("entry", "internal_id"),
    ),
    "POST-07": ProblemKind(
        title="NetSuite set classifications of journal {number} that were not sent: {differences}",
        explanation="A script, workflow or form of your account fills in or changes departments, "
        "classes or locations, or a name was mapped otherwise after it was sent. Accounts and "
        "amounts are as sent.",
        owner=_CONTROLLER,
        steps=(
            "Check that {differences} is what your account means to do.",
            "If it is never meant, let an integration administrator make the connection strict "
            "about classifications.",
        ),
        retry=Retry.AUTOMATIC,
        severity=Severity.NOTICE,
        facts=("number", "differences"),
        varies=("number",),
    ),
    "POST-08": ProblemKind(
        title="The external id of journal {number} was overwritten in NetSuite; it is now {found}",
        explanation="A person, an import or another program did it. Period Sync knows the journal "
        "by its internal id and by the key in its memo, and never posts it again.",
        owner=_CONTROLLER,
        steps=(
            "Nothing is wrong in the ledger. Find out who writes external ids that begin with ps-, "
            "and let them use another field.",
        ),
        retry=Retry.AUTOMATIC,
        severity=Severity.NOTICE,
        facts=("number", "found"),
        varies=("number", "found"),
    ),
    "POST-09": ProblemKind(
        title="Journal {number} differs from what was sent, and that was accepted: {differences}",
        explanation="Decision {decision} takes exactly this difference for right. Any other would "
        "be a problem again.",
        owner=_CONTROLLER,
        steps=("Nothing: the decision, its reason and who took it stand in the audit trail.",),
        retry=Retry.AUTOMATIC,
        severity=Severity.NOTICE,
        facts=("number", "differences", "decision"),
    ),
    "POST-10": ProblemKind(
        title="Entry {entry} was booked by hand in NetSuite as {number}",
        explanation="Decision {decision} settled it so; Period Sync neither posted nor compared "
        "that journal, and still watches that its own does not come.",
        owner=_CONTROLLER,
        steps=("Nothing: the decision, its reason and who took it stand in the audit trail.",),
        retry=Retry.AUTOMATIC,
        severity=Severity.NOTICE,
        facts=("entry", "number", "decision"),
        varies=("entry",),
    ),
}
