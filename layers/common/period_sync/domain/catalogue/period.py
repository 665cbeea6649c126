"""Problems of posting periods and dates."""

from collections.abc import Mapping

from period_sync.domain.catalogue.kind import RETRY, Decision, Owner, ProblemKind, Retry

_PERIODS = "Setup > Accounting > Manage Accounting Periods"
_ADMINISTRATOR, _CONTROLLER = Owner.NETSUITE_ADMINISTRATOR, Owner.CONTROLLER

KINDS: Mapping[str, ProblemKind] = {
    "PER-01": ProblemKind(
        title="The posting period {name} is closed in NetSuite",
        explanation="Nobody can post into a closed period, with whatever permission. Period Sync "
        "never books an entry into another period by itself.",
        owner=_CONTROLLER,
        steps=(
            f"Ask whoever closes the books in NetSuite to reopen {{name}} ({_PERIODS}).",
            RETRY,
        ),
        decisions=(Decision.POST_IN_OPEN_PERIOD,),
        facts=("name",),
    ),
    "PER-02": ProblemKind(
        title="The posting period {name} is locked in NetSuite",
        explanation="A lock can hold for all, or for single subsidiaries. Only a role that may "
        "override period restrictions posts in spite of it, and the integration's should not.",
        owner=_CONTROLLER,
        steps=(
            f"Ask whoever closes the books in NetSuite to unlock {{name}} ({_PERIODS}), for the "
            "entry's subsidiary too.",
            RETRY,
        ),
        decisions=(Decision.POST_IN_OPEN_PERIOD,),
        facts=("name",),
    ),
    "PER-03": ProblemKind(
        title="Journal {number} was booked in another posting period than was sent",
        explanation="NetSuite moves an entry by itself when the period is locked, or when the role "
        "may not choose one. The close of both periods is concerned.",
        owner=_CONTROLLER,
        steps=(
            "Open journal {number} in NetSuite and compare: {differences}",
            "Set its posting period to that of its date, or reverse it there.",
            "Let your NetSuite administrator grant the integration's role Posting Period on "
            "Transactions, and look for locks of the period.",
            "Then press Retry, which reads it again.",
        ),
        retry=Retry.NEVER_BLIND,
        decisions=(Decision.ACCEPT_DIFFERENCE,),
        facts=("number", "differences"),
        varies=("number",),
    ),
    "PER-04": ProblemKind(
        title="NetSuite does not take the date {date} in the posting period that was sent",
        explanation="The account disallows dates outside of the posting period.",
        owner=_ADMINISTRATOR,
        steps=(
            f"In NetSuite open {_PERIODS} and compare the first and last day of the period.",
            "Correct them; or set Allow Transaction Date Outside of the Posting Period under "
            "Setup > Accounting > Accounting Preferences.",
            RETRY,
        ),
        facts=("date",),
    ),
    "PER-05": ProblemKind(
        title="NetSuite has {count} posting periods that hold {date} and end on {end}; exactly one "
        "is needed",
        explanation="The closed period and NetSuite's must end on the same day, by the calendar of "
        "the subsidiary.",
        owner=_ADMINISTRATOR,
        steps=(
            f"In NetSuite open {_PERIODS}.",
            "Set up the month that ends on {end}, in the fiscal calendar of the subsidiary.",
            RETRY,
        ),
        facts=("count", "date", "end"),
    ),
    "PER-06": ProblemKind(
        title="The reversal can't be booked on {date}: its posting period {finding}",
        explanation="NetSuite books a reversal at once, into the period of its date, so that one "
        "must be open too.",
        owner=_CONTROLLER,
        steps=(
            f"Open the period of {{date}} in NetSuite ({_PERIODS}),",
            "or hand the period over with another reversal date, or with a deferred reversal.",
            RETRY,
        ),
        facts=("date", "finding"),
    ),
}
