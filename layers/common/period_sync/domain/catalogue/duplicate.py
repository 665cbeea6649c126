"""Problems of duplicates and of outcomes that nobody knows: what must never be booked again."""

from collections.abc import Mapping

from period_sync.domain.catalogue.kind import Decision, Owner, ProblemKind, Retry, Severity

_CONTROLLER = Owner.CONTROLLER

KINDS: Mapping[str, ProblemKind] = {
    "DUP-01": ProblemKind(
        title="NetSuite says that the journal of entry {entry} exists, but we can't find it",
        explanation="Its key is taken by a transaction that the integration's role does not see, "
        "or whose external id was changed since.",
        owner=_CONTROLLER,
        steps=(
            "In NetSuite search for transactions with the external id {external_id}.",
            "Don't book the entry by hand before it is found, and don't delete what you find; tell "
            "the operator what you see.",
        ),
        retry=Retry.NEVER_BLIND,
        decisions=(Decision.BOOKED_BY_HAND,),
        facts=("entry", "external_id"),
        varies=("entry", "external_id"),
    ),
    "DUP-02": ProblemKind(
        title="It is unknown whether the journal of entry {entry} is in NetSuite",
        explanation="It was sent, and no answer told how that ended. NetSuite can finish what it "
        "received long after the line is cut.",
        owner=_CONTROLLER,
        steps=(
            "Don't book it by hand: NetSuite may still have it.",
            "Press Retry; it looks in NetSuite first, and posts only if the journal is absent.",
            "If this repeats, search NetSuite for the external id {external_id} and tell the "
            "operator what you see.",
        ),
        retry=Retry.NEVER_BLIND,
        decisions=(Decision.BOOKED_BY_HAND,),
        facts=("entry", "external_id"),
        varies=("entry", "external_id"),
    ),
    "DUP-03": ProblemKind(
        title="NetSuite names internal id {internal_id} for the journal of entry {entry}, and that "
        "is another journal of ours",
        explanation="An internal id belongs to one journal only, so either NetSuite's books or our "
        "record of them are not what they were.",
        owner=_CONTROLLER,
        steps=(
            "Don't book the entry by hand. Open internal id {internal_id} in NetSuite.",
            "If the account was refreshed or restored, tell the operator: what we know of it is "
            "no longer what it holds.",
        ),
        retry=Retry.NEVER_BLIND,
        facts=("entry", "internal_id"),
    ),
    "DUP-04": ProblemKind(
        title="The journal of entry {entry} is in NetSuite more than once: internal ids "
        "{internal_ids}",
        explanation="All of them bear our key and hold the entry, so that the ledger counts it "
        "twice. Somebody copied it, or NetSuite took one external id two times.",
        owner=_CONTROLLER,
        steps=(
            "Open internal ids {internal_ids} in NetSuite.",
            "Keep the first. Reverse or delete the others, or give those that were meant as "
            "journals of their own another memo and external id.",
            "Then press Retry, which reads them again.",
        ),
        retry=Retry.NEVER_BLIND,
        facts=("entry", "internal_ids"),
    ),
    "DUP-05": ProblemKind(
        title="Internal id {internal_ids} bears the key of entry {entry} in its memo, and holds "
        "something else",
        explanation="It may be the entry's own journal, changed by somebody, or a copy of it for "
        "another purpose. Until that is known the entry is not posted.",
        owner=_CONTROLLER,
        steps=(
            "Open internal id {internal_ids} in NetSuite and compare it with entry {entry}.",
            "If it is the entry's journal, undo what was changed in it; if it is another one, "
            "take the key at the end of its memo away.",
            "Then press Retry, which looks again.",
        ),
        retry=Retry.NEVER_BLIND,
        facts=("entry", "internal_ids"),
        varies=("entry", "internal_ids"),
    ),
    "DUP-06": ProblemKind(
        title="{leases} of the same subsidiary and days were sent with period {other} too",
        explanation="Both periods hold entries of these leases for the same book. Posting them "
        "twice would count them twice.",
        owner=_CONTROLLER,
        steps=(
            "Compare both periods in the lease system, and take the lease out of one of them.",
            "If both are meant, say so with a decision.",
        ),
        decisions=(Decision.ALLOW_OVERLAP,),
        facts=("other", "leases"),
    ),
    "DUP-08": ProblemKind(
        title="{leases} of the same subsidiary and days were sent with period {other} too, and a "
        "decision allows it",
        explanation="Both periods hold entries of these leases for the same book, and somebody "
        "has confirmed that both are meant.",
        owner=_CONTROLLER,
        steps=("Nothing: the decision, its reason and who took it stand in the audit trail.",),
        retry=Retry.AUTOMATIC,
        severity=Severity.NOTICE,
        facts=("other", "leases"),
    ),
    "DUP-07": ProblemKind(
        title="A journal of entry {entry} that was given up is in NetSuite after all: internal id "
        "{internal_ids}",
        explanation="Decision {decision} had it posted anew, or booked by hand, because NetSuite "
        "did not have it then. Now the ledger holds the entry twice, or soon will.",
        owner=_CONTROLLER,
        steps=(
            "Open internal id {internal_ids} in NetSuite, and what took its place.",
            "Reverse or delete one of the two.",
            "Then press Retry, which looks again.",
        ),
        retry=Retry.NEVER_BLIND,
        facts=("entry", "internal_ids", "decision"),
    ),
}
