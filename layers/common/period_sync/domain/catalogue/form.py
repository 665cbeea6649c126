"""Problems of mandatory fields, forms and the customer's own scripts."""

from collections.abc import Mapping

from period_sync.domain.catalogue.kind import RETRY, Decision, Owner, ProblemKind

_ADMINISTRATOR = Owner.NETSUITE_ADMINISTRATOR
_OTHERS_FIRST = Decision.POST_READY_ENTRIES

KINDS: Mapping[str, ProblemKind] = {
    "FORM-01": ProblemKind(
        title="NetSuite demands a value for {field}",
        explanation="The account's preferences or the journal form make a classification "
        "mandatory, and the document leaves it out.",
        owner=Owner.LEASE_TEAM,
        steps=(
            "Give each line a value for {field} in the lease system;",
            "or let your NetSuite administrator make it optional under Setup > Accounting > "
            "Accounting Preferences > Classifications, or on the journal form.",
            "If it is wanted on the header only, let an integration administrator switch header "
            "classifications on for the connection.",
            RETRY,
        ),
        facts=("field",),
    ),
    "FORM-02": ProblemKind(
        title="NetSuite demands a value for {field}, which Period Sync was not given",
        explanation="The journal form that the integration's role prefers, or a custom field, "
        "makes it mandatory.",
        owner=_ADMINISTRATOR,
        steps=(
            "In NetSuite give the field a default value;",
            "or create a journal form of the integration's own without it, and make it the "
            "preferred form of the integration's role;",
            "or let the lease system hand the value over, as a custom field or, for Name, as the "
            "line's counterparty.",
            RETRY,
        ),
        facts=("field",),
    ),
    "FORM-03": ProblemKind(
        title="The lines of entry {entry} disagree about {field}, which is wanted on the header",
        explanation="The connection sends classifications on the header too, and a header has one "
        "value only.",
        owner=Owner.LEASE_TEAM,
        steps=(
            "Hand over one entry for each value of {field};",
            "or let an integration administrator switch header classifications off for the "
            "connection.",
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("entry", "field"),
        varies=("entry",),
    ),
    "FORM-04": ProblemKind(
        title="A script or workflow of your NetSuite account refused the journal",
        explanation="The words below are those of your own customization, not of NetSuite or "
        "Period Sync.",
        owner=_ADMINISTRATOR,
        steps=(
            "Read its own words: {detail}",
            "In NetSuite find the script or workflow that says so, under Customization > Scripting "
            "or Customization > Workflow.",
            "Let it pass journals of the integration's role, or mend what it asks for.",
            RETRY,
        ),
        facts=("detail",),
    ),
    "FORM-05": ProblemKind(
        title="NetSuite can't take a value for {field}: {finding}",
        explanation="The value is too long, of another type, or holds characters that the field "
        "does not admit.",
        owner=Owner.LEASE_TEAM,
        steps=("Correct the value in the lease system, and hand the period over again.", RETRY),
        facts=("field", "finding"),
    ),
}
