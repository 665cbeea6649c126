"""Problems of later revisions: what stands in NetSuite and can't be reversed as it is."""

from collections.abc import Mapping

from period_sync.domain.catalogue.kind import RETRY, Owner, ProblemKind

_CONTROLLER = Owner.CONTROLLER

KINDS: Mapping[str, ProblemKind] = {
    "REV-01": ProblemKind(
        title="Journal {number} of entry {entry} is to be reversed, but was changed in NetSuite",
        explanation="The period was closed again without this journal. Its reversal would mirror "
        "what was sent, and leave in the ledger what was changed since.",
        owner=_CONTROLLER,
        steps=(
            "Open journal {number} in NetSuite and undo the change: {differences}",
            "If it can't be undone, delete the journal in NetSuite; then nothing is reversed.",
            RETRY,
        ),
        facts=("entry", "number", "differences"),
        varies=("entry", "number", "differences"),
    ),
    "REV-02": ProblemKind(
        title="Journal {number} of entry {entry} was reversed, and is no longer in NetSuite",
        explanation="Its reversal takes away from the ledger what is not there any more.",
        owner=_CONTROLLER,
        steps=(
            "Find out who deleted or rejected journal {number} in NetSuite, and why.",
            "Delete its reversal in NetSuite too, or restore the journal.",
            RETRY,
        ),
        facts=("entry", "number"),
        varies=("entry", "number"),
    ),
    "REV-03": ProblemKind(
        title="Journal {number} of entry {entry} was to be reversed, and is back in NetSuite",
        explanation="It was gone when the later revision was posted, and so was not reversed.",
        owner=_CONTROLLER,
        steps=("Press Retry, which reverses it.",),
        facts=("entry", "number"),
        varies=("entry", "number"),
    ),
    "REV-04": ProblemKind(
        title="Entry {entry} changed, and was booked by hand as {number}",
        explanation="What somebody booked by hand can't be reversed by Period Sync, which does "
        "not know what it holds.",
        owner=_CONTROLLER,
        steps=(
            "Don't book the change by hand before you have spoken with the operator.",
            "Let the lease team close the period again with entry {entry} as it was, if the change "
            "can wait.",
        ),
        facts=("entry", "number"),
        varies=("entry", "number"),
    ),
}
