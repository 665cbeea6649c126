"""Problems of the integration's role, of what its form shows, and of the account's features."""

from collections.abc import Mapping

from period_sync.domain.catalogue.kind import RETRY, Decision, Owner, ProblemKind

_ROLE = "In NetSuite open Setup > Users/Roles > Manage Roles and edit the integration's role."
_FORM = (
    "In NetSuite open Customization > Forms > Transaction Forms and edit the journal form that "
    "the integration's role prefers."
)
_ADMINISTRATOR = Owner.NETSUITE_ADMINISTRATOR

KINDS: Mapping[str, ProblemKind] = {
    "PERM-01": ProblemKind(
        title="NetSuite shows us no {list}; the integration's role probably may not read them",
        explanation="NetSuite hides what a role may not see instead of saying so. Names can't be "
        "looked up in a list that looks empty.",
        owner=_ADMINISTRATOR,
        steps=(
            _ROLE,
            "On Permissions grant View on {list}, and check the role's subsidiary restrictions.",
            RETRY,
        ),
        facts=("list",),
    ),
    "PERM-02": ProblemKind(
        title="The integration's role may not work in subsidiary {subsidiary!r}",
        explanation="A role sees and posts only in the subsidiaries that it is allowed.",
        owner=_ADMINISTRATOR,
        steps=(
            _ROLE,
            "Under Subsidiary Restrictions add {subsidiary}, or choose All; also tick Allow "
            "Cross-Subsidiary Record Viewing.",
            RETRY,
        ),
        facts=("subsidiary",),
    ),
    "PERM-03": ProblemKind(
        title="NetSuite does not let the integration set the custom segment or record {field}",
        explanation="NetSuite names only an id, at times that of another field. The role may not "
        "read the custom record type behind it, or the field is not on the form.",
        owner=_ADMINISTRATOR,
        steps=(
            "In NetSuite look {field} up under Customization > Lists, Records, & Fields.",
            _ROLE,
            "On Permissions > Custom Record grant View on its record type.",
            RETRY,
        ),
        facts=("field",),
    ),
    "PERM-04": ProblemKind(
        title="NetSuite does not let the integration set {field}, probably as its form hides it",
        explanation="It sounds like a permission, but mostly the field is not shown on the journal "
        "form that the role prefers, or its feature is off.",
        owner=_ADMINISTRATOR,
        steps=(
            _FORM,
            "Show {field}: on the main fields or on the line columns, wherever it is missing. The "
            "exchange rate must be shown on both.",
            "If it is shown, check under Setup > Company > Enable Features that its feature is on.",
            RETRY,
        ),
        facts=("field",),
    ),
    "PERM-05": ProblemKind(
        title="NetSuite does not let the integration name a counterparty on a line",
        explanation="The field Name is not shown on the journal form that the role prefers.",
        owner=_ADMINISTRATOR,
        steps=(_FORM, "Show Name on the main fields and on the line columns.", RETRY),
    ),
    "PERM-06": ProblemKind(
        title="NetSuite asks the integration for an approval status that it may not set",
        explanation="Period Sync never approves its own journals. A form or script sets the field "
        "although the form hides it.",
        owner=_ADMINISTRATOR,
        steps=(
            _FORM,
            "Show Approval Status, and check Setup > Accounting > Accounting Preferences > "
            "Approval Routing for journal entries.",
            RETRY,
        ),
    ),
    "PERM-07": ProblemKind(
        title="NetSuite does not let the integration set an entry number",
        explanation="Period Sync sends no number. A form or script sets one, and NetSuite's own "
        "numbering does not allow that.",
        owner=_ADMINISTRATOR,
        steps=(
            "In NetSuite open Setup > Company > Auto-Generated Numbers > Transactions and look at "
            "Journal.",
            "Allow Override there, or stop the form or script from setting the number.",
            RETRY,
        ),
    ),
    "PERM-08": ProblemKind(
        title="The integration's role may not create this journal in NetSuite",
        explanation="NetSuite let us in, but refused the action.",
        owner=_ADMINISTRATOR,
        steps=(
            _ROLE,
            "On Permissions grant Make Journal Entry (Create; Edit for intercompany journals), "
            "Posting Period on Transactions, and REST Web Services (Full).",
            RETRY,
        ),
    ),
    "FEAT-01": ProblemKind(
        title="This NetSuite account has no {feature}, but entries use it: {entries}",
        explanation="What the account does not have can't be booked, and is not dropped silently.",
        owner=_ADMINISTRATOR,
        steps=(
            "Switch {feature} on under Setup > Company > Enable Features, and run the connection "
            "test;",
            "or hand the period over without {feature}.",
            RETRY,
        ),
        decisions=(Decision.POST_READY_ENTRIES,),
        facts=("feature", "entries"),
    ),
}
