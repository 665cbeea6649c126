"""Problems of running Period Sync itself, and refusals of NetSuite that nobody has translated."""

from collections.abc import Mapping

from period_sync.domain.catalogue.kind import RETRY, Owner, ProblemKind

_OPERATOR = Owner.OPERATOR

KINDS: Mapping[str, ProblemKind] = {
    "OPS-01": ProblemKind(
        title="Period Sync gave up: {why}",
        explanation="Nothing is lost: what is in NetSuite is listed, and is never posted again.",
        owner=_OPERATOR,
        steps=(
            "Press Retry, or let the operator redrive the dead-letter queue; both look in "
            "NetSuite first.",
            "If it happens again, the operator finds the cause in the logs of journal_poster.",
        ),
        facts=("why",),
    ),
    "OPS-02": ProblemKind(
        title="Period Sync is not set up completely: {detail}",
        explanation="A setting, secret or resource of ours is missing or wrong.",
        owner=_OPERATOR,
        steps=("Correct the set-up with `python -m period_sync.operate`.", RETRY),
        facts=("detail",),
    ),
    "OPS-03": ProblemKind(
        title="NetSuite could not read what Period Sync sent: {detail}",
        explanation="This is a defect of Period Sync, or NetSuite changed its API.",
        owner=_OPERATOR,
        steps=(
            "Let the operator compare the evidence of the journal with NetSuite's release notes.",
            "After a new version is deployed, press Retry; only what is missing is posted.",
        ),
        facts=("detail",),
    ),
    "OPS-04": ProblemKind(
        title="{by} stopped this sync at {at}",
        explanation="Nothing was sent after that. What is in NetSuite, what is not and what is "
        "unknown is listed.",
        owner=Owner.CONTROLLER,
        steps=(
            "Press Retry when it may go on; it looks in NetSuite first, and posts only what is "
            "missing.",
        ),
        facts=("by", "at"),
    ),
    "OPS-05": ProblemKind(
        title="The preview could not be made: {why}",
        explanation="It sends nothing and changes nothing, and is no part of any sync.",
        owner=_OPERATOR,
        steps=(
            "Ask for another preview.",
            "If it fails again, the operator finds the cause in the logs of journal_poster.",
        ),
        facts=("why",),
    ),
    "NS-01": ProblemKind(
        title="NetSuite refused the journal of entry {entry}",
        explanation="Period Sync can't interpret NetSuite's words. A rule, form or script of your "
        "NetSuite account asks for something else.",
        owner=Owner.NETSUITE_ADMINISTRATOR,
        steps=(
            "Read NetSuite's own words: {detail}",
            "Let your NetSuite administrator change the rule, or say what is missing. The request "
            "stands in the execution log of the integration record (Setup > Integration > Manage "
            "Integrations).",
            "If they don't help, give NetSuite's support the time {at} and the error id "
            "({error_id}).",
            RETRY,
        ),
        facts=("entry", "detail", "at", "error_id"),
        varies=("entry", "at", "error_id"),
    ),
}
