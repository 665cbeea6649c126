"""Problems of exchange rates and accounting books: who states a rate, and which book is fed how."""

from collections.abc import Mapping

from period_sync.domain.catalogue.kind import RETRY, Decision, Owner, ProblemKind

_SET = "Say in the connection's settings"
_OTHERS_FIRST = Decision.POST_READY_ENTRIES

KINDS: Mapping[str, ProblemKind] = {
    "RATE-01": ProblemKind(
        title="Entry {entry} states an exchange rate, but this connection leaves rates to NetSuite",
        explanation="One side must own the rates; a rate that NetSuite would replace is refused.",
        owner=Owner.INTEGRATION_ADMINISTRATOR,
        steps=(
            f"{_SET} that the document owns exchange rates, if the lease system's are to count;",
            "or hand the period over without rates.",
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("entry",),
        varies=("entry",),
    ),
    "RATE-02": ProblemKind(
        title="Entry {entry} is in {currency} and states no exchange rate, but this connection "
        "takes rates from the document",
        explanation="Without a rate NetSuite would fill in its own.",
        owner=Owner.LEASE_TEAM,
        steps=(
            "Hand the period over with an exchange rate for each entry in a foreign currency;",
            f"or let an integration administrator {_SET[0].lower()}{_SET[1:]} that NetSuite owns "
            "exchange rates.",
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("entry", "currency"),
        varies=("entry",),
    ),
    "RATE-03": ProblemKind(
        title="Entry {entry} states the exchange rate {rate}, but {currency} is the base currency "
        "of its subsidiary",
        explanation="Between a currency and itself the only rate is 1.",
        owner=Owner.LEASE_TEAM,
        steps=(
            "Hand the period over without a rate for this entry, or with the currency that it is "
            "really in.",
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("entry", "currency", "rate"),
        varies=("entry",),
    ),
    "BOOK-01": ProblemKind(
        title="Entry {entry} is for accounting book {book!r}, and this connection does not say how "
        "books are fed",
        explanation="A plain journal posts to all books at once, so an entry for one book could be "
        "booked twice or in the wrong one.",
        owner=Owner.INTEGRATION_ADMINISTRATOR,
        steps=(
            f"{_SET} how the accounting books are fed.",
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("entry", "book"),
        varies=("entry",),
    ),
    "BOOK-02": ProblemKind(
        title="Accounting book {book!r} {finding}",
        explanation="A journal of one book goes to an active book that its subsidiary takes part "
        "in, and NetSuite converts it by itself.",
        owner=Owner.NETSUITE_ADMINISTRATOR,
        steps=(
            "In NetSuite open Setup > Accounting > Accounting Books and compare the name, the "
            "status and the subsidiaries.",
            "Correct the book there, or its name in the lease system, and run the connection test.",
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("book", "finding"),
    ),
}
