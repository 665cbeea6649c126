"""Problems of names: what the lease system calls a record, and what NetSuite has."""

from collections.abc import Mapping

from period_sync.domain.catalogue.kind import (
    RETRY,
    Decision,
    Owner,
    ProblemKind,
    Retry,
    Severity,
)

_ACCOUNTS = "In NetSuite open Lists > Accounting > Accounts"
_NAMES = "Names match letter by letter; Period Sync never guesses."
_OR_MAP = (
    "Or let the integration administrator say which record {name} means: Connections, Mappings."
)
_ADMINISTRATOR = Owner.NETSUITE_ADMINISTRATOR
_OTHERS_FIRST = Decision.POST_READY_ENTRIES

KINDS: Mapping[str, ProblemKind] = {
    "MAP-01": ProblemKind(
        title="Subsidiary {name!r} {finding}",
        explanation=_NAMES,
        owner=_ADMINISTRATOR,
        steps=(
            "In NetSuite open Setup > Company > Subsidiaries and compare the name, letter by "
            "letter; the role of the integration must be allowed for it.",
            "Correct the name in NetSuite or in the lease system.",
            _OR_MAP,
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("name", "finding"),
    ),
    "MAP-02": ProblemKind(
        title="Account {name!r} {finding}",
        explanation="An account is found by its number. The integration's role may also be "
        "restricted to other subsidiaries, and then does not see it.",
        owner=_ADMINISTRATOR,
        steps=(
            f"{_ACCOUNTS} and look for the number {{name}}.",
            "Create the account or correct its number, or change the account in the lease system.",
            _OR_MAP,
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("name", "finding"),
    ),
    "MAP-03": ProblemKind(
        title="Account {name!r} can't be used in subsidiary {subsidiary!r}",
        explanation="The account exists, but not for this subsidiary.",
        owner=_ADMINISTRATOR,
        steps=(
            "In NetSuite open the account and add {subsidiary} to its subsidiaries,",
            "or choose another account in the lease system.",
            _OR_MAP,
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("name", "subsidiary"),
    ),
    "MAP-04": ProblemKind(
        title="Account {name!r} {finding}",
        explanation="NetSuite books only on active accounts that are no summaries, in the currency "
        "that the account is kept in, if it is kept in one.",
        owner=_ADMINISTRATOR,
        steps=(
            f"{_ACCOUNTS}, show inactives, and open {{name}}.",
            "Make it active and postable, or choose another account in the lease system.",
            _OR_MAP,
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("name", "finding"),
    ),
    "MAP-05": ProblemKind(
        title="Account {name!r} {finding}",
        explanation="The account's own record restricts it to one department, class or location.",
        owner=_ADMINISTRATOR,
        steps=(
            f"{_ACCOUNTS}, open {{name}}, and look at its restrictions.",
            "Lift the restriction, or use the value that it permits in the lease system.",
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("name", "finding"),
    ),
    "MAP-06": ProblemKind(
        title="{kind} {name!r} {finding}",
        explanation=_NAMES + " A name may stand for different records in different subsidiaries.",
        owner=_ADMINISTRATOR,
        steps=(
            "In NetSuite open Setup > Company > Classifications and compare the name, letter by "
            "letter, and its subsidiaries.",
            "Correct it there, or choose another value in the lease system.",
            _OR_MAP,
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("kind", "name", "finding"),
    ),
    "MAP-07": ProblemKind(
        title="Custom field {name!r}, value {value!r}: {finding}",
        explanation="Custom fields and segments are the account's own; their values are looked up "
        "like names.",
        owner=_ADMINISTRATOR,
        steps=(
            "In NetSuite open Customization > Lists, Records, & Fields and look for {name}: its "
            "values, and for a segment which of them its filters permit.",
            "Add or permit the value, or choose another one in the lease system.",
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("name", "value", "finding"),
    ),
    "MAP-08": ProblemKind(
        title="Currency {name!r} {finding}",
        explanation="A currency is found by its ISO code, and NetSuite keeps no more decimals than "
        "it is set to.",
        owner=_ADMINISTRATOR,
        steps=(
            "In NetSuite open Lists > Accounting > Currencies.",
            "Add or activate {name} there, with as many decimals as the entries have.",
            _OR_MAP,
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("name", "finding"),
    ),
    "MAP-09": ProblemKind(
        title="Counterparty {name!r} {finding}",
        explanation="A line's counterparty must be an active customer, vendor, employee or other "
        "name of the entry's subsidiary.",
        owner=_ADMINISTRATOR,
        steps=(
            "In NetSuite look for the customer, vendor or employee {name}.",
            "Correct its name, subsidiaries, currencies or status, or change the line in the lease "
            "system.",
            _OR_MAP,
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("name", "finding"),
    ),
    "MAP-10": ProblemKind(
        title="Account {account!r} is an intercompany account, which a plain journal can't use",
        explanation="NetSuite eliminates such accounts between subsidiaries, so it takes them only "
        "in intercompany journals, with the line marked for elimination.",
        owner=Owner.CONTROLLER,
        steps=(
            "Choose an account that is not eliminated in the lease system;",
            "or hand the entry over with the line's subsidiaries and `eliminate`, if the "
            "connection posts intercompany journals.",
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("account",),
    ),
    "MAP-11": ProblemKind(
        title="Entry {entry} has intercompany lines, which are not proven for this connection",
        explanation="Whether NetSuite takes intercompany journals through its API differs between "
        "accounts, so it is tried in a sandbox first.",
        owner=Owner.INTEGRATION_ADMINISTRATOR,
        steps=(
            "Try it in a sandbox with `python -m period_sync.probe`, and set what it found in the "
            "connection;",
            "or hand the period over with one entry for each subsidiary.",
            RETRY,
        ),
        decisions=(_OTHERS_FIRST,),
        facts=("entry",),
        varies=("entry",),
    ),
    "MAP-12": ProblemKind(
        title="NetSuite asks for a tax code in subsidiary {subsidiary!r}, or refuses the one used",
        explanation="Period Sync sends no tax: lease entries have none. The subsidiary's tax "
        "set-up or the account demands a code.",
        owner=_ADMINISTRATOR,
        steps=(
            "In NetSuite give the subsidiary a default tax code for lines without tax, or exempt "
            "the account from tax.",
            RETRY,
        ),
        facts=("subsidiary",),
    ),
    "MAP-13": ProblemKind(
        title="The name {name!r} now means another record in NetSuite: {new}, before it was {old}",
        explanation="The last sync used the other record. That can be right, after records were "
        "merged or replaced, but it is rarely meant by a mere renaming.",
        owner=Owner.CONTROLLER,
        steps=(
            "Ask your NetSuite administrator whether the change was meant.",
            "If it was not, have the names corrected before the next period is closed.",
        ),
        retry=Retry.AUTOMATIC,
        severity=Severity.NOTICE,
        facts=("name", "old", "new"),
    ),
    "MAP-15": ProblemKind(
        title="NetSuite has no field {field!r} on its journals",
        explanation="The field was renamed or removed, is not applied to journals, or belongs to a "
        "feature that is off.",
        owner=_ADMINISTRATOR,
        steps=(
            "In NetSuite open Customization > Lists, Records, & Fields and look for {field}; apply "
            "it to journal entries.",
            "Or stop sending it from the lease system.",
            "Run the connection test; it reads the account's custom fields anew.",
            RETRY,
        ),
        facts=("field",),
    ),
    "MAP-17": ProblemKind(
        title="The intercompany lines of entry {entry} don't fit: {finding}",
        explanation="NetSuite takes an intercompany journal only if its lines begin with the "
        "entry's own subsidiary and name the other side as its kind of journal demands.",
        owner=Owner.LEASE_TEAM,
        steps=("Correct the lines in the lease system, and hand the period over again.", RETRY),
        decisions=(_OTHERS_FIRST,),
        facts=("entry", "finding"),
        varies=("entry",),
    ),
}
