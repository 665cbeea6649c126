"""The one table that reads NetSuite's texts: from a refusal to the problem that it means.

NetSuite answers nearly every refusal with one code and a sentence (fact 110), so only the text
tells them apart. Rows are tried in order. What no row knows keeps NetSuite's words. Texts may
follow the user's language, so a row decides how a problem is told and never whether a journal is
in NetSuite: that is settled by looking. Every pattern is bounded, and so are the texts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from period_sync.domain.names import NameList

ALREADY_EXISTS = "DUP-01"
OUTCOME_UNKNOWN = "DUP-02"


@dataclass(frozen=True, slots=True)
class Row:
    """A refusal that is known: `text` is searched for, `code` and `field_name` must match whole.

    Groups of `text` name what the problem's `facts`, which are templates, may use; one whose name
    ends in `_id` is an internal id of the list before it.
    """

    problem: str
    text: str
    facts: Mapping[str, str] = field(default_factory=dict)
    code: str = ".*"
    field_name: str = ".*"


_SUBSIDIARY = r"(?: for (?:line|to)?subsidiary (?:(?P<subsidiary_id>[0-9]{1,19})\b|null))?"
_REFUSED = "isn't accepted by NetSuite: inactive, of another kind, or hidden from our role"
_ELSEWHERE = "can't be used in subsidiary {subsidiary!r}"
_SET = r"permissions? to set a value for element "
_FIELD_NAME = r"(?P<field>[\w.]{1,100}\w)"
_PLEASE = r"please enter value\(s\) for:? "
_CLASSIFICATION = r"(?:department|class|location)"
_REFERENCE_KINDS: Mapping[str, tuple[NameList, str, Mapping[str, str]]] = {
    "subsidiary": (NameList.SUBSIDIARY, "MAP-01", {"name": "{subsidiary}"}),
    "account": (NameList.ACCOUNT, "MAP-02", {"name": "{account}"}),
    "department": (
        NameList.DEPARTMENT,
        "MAP-06",
        {"kind": "Department", "name": "{department}"},
    ),
    "class": (NameList.CLASS, "MAP-06", {"kind": "Class", "name": "{class}"}),
    "location": (NameList.LOCATION, "MAP-06", {"kind": "Location", "name": "{location}"}),
    "currency": (NameList.CURRENCY, "MAP-08", {"name": "{currency}"}),
    "(?:entity|name|customer|vendor|employee)": (
        NameList.COUNTERPARTY,
        "MAP-09",
        {"name": "{counterparty}"},
    ),
}


def _references() -> Iterator[Row]:
    """References that NetSuite does not admit (facts 115, 117, 118 and 121)."""
    yield Row(
        "BOOK-02",
        r"invalid currency reference key [0-9]{1,19} for accountingbook",
        {"book": "{book}", "finding": "takes no currency of its own in a journal"},
    )
    yield Row(
        "MAP-04",
        r"invalid currency reference key (?P<currency_id>[0-9]{1,19}) for account "
        r"(?P<account_id>[0-9]{1,19})\b",
        {"name": "{account}", "finding": "is kept in another currency than {currency} in NetSuite"},
    )
    yield Row(
        "MAP-05",
        r"invalid account reference key (?P<account_id>[0-9]{1,19}) for "
        r"(?P<restricted_by>department|class|location)\b",
        {"name": "{account}", "finding": "can't be used with this {restricted_by}"},
    )
    yield Row(
        "MAP-03",
        r"invalid account reference key (?P<account_id>[0-9]{1,19})\b" + _SUBSIDIARY,
        {"name": "{account}", "subsidiary": "{subsidiary}"},
    )
    yield Row(
        "MAP-03",
        r"the (?P<account>.{1,200}?) account cannot be used with the (?P<subsidiary>.{1,200}?) "
        r"subsidiary",
        {"name": "{account}", "subsidiary": "{subsidiary}"},
    )
    yield Row(
        "MAP-09",
        r"invalid entity reference key (?P<counterparty_id>[0-9]{1,19}) for currency "
        r"(?P<currency_id>[0-9]{1,19})\b",
        {"name": "{counterparty}", "finding": "does not have the currency {currency}"},
    )
    yield Row(
        "BOOK-02",
        r"invalid subsidiary reference key [0-9]{1,19} for accountingbook"
        r"|for the following field: accountingBook",
        {"book": "{book}", "finding": "isn't one of subsidiary {subsidiary!r}"},
    )
    yield Row("MAP-12", r"invalid tax ?code reference key|field:? '?tax ?code\b")
    for name, (list_, problem, facts) in _REFERENCE_KINDS.items():
        key = rf"(?P<{list_}_id>[0-9]{{1,19}})"
        yield Row(
            problem,
            rf"invalid field value (?:{key}|.{{0,200}}?) for the following field: {name}\b"
            rf"|invalid value for the resource or sub-resource field '{name}'",
            {**facts, "finding": _REFUSED},
        )
        if list_ is NameList.SUBSIDIARY:
            # It was found by name, so it is the role that may not work there.
            allowed = {"subsidiary": "{subsidiary}"}
            yield Row("PERM-02", rf"invalid {name} reference key {key}\b", allowed)
        elif list_ is not NameList.ACCOUNT:
            elsewhere = {**facts, "finding": _ELSEWHERE}
            yield Row(problem, rf"invalid {name} reference key {key}\b{_SUBSIDIARY}", elsewhere)
    yield Row(
        "MAP-07",
        r"invalid field value (?P<value>.{1,200}?) for the following field: "
        r"(?P<field>(?:cust|cseg)\w{1,100})",
        {"name": "{field}", "finding": "isn't a value that NetSuite takes"},
    )
    yield Row(
        "FORM-05",
        r"invalid field value (?P<value>.{0,200}?) for the following field: "
        r"(?P<field>[\w.]{1,100})",
        {"finding": "it refuses {value!r}"},
    )
    yield Row(
        "FORM-05",
        r"invalid value for the resource or sub-resource field '(?P<field>[^']{1,100})'",
        {"finding": "it is of another type or not one of its choices"},
    )


def _permissions() -> Iterator[Row]:
    """What the role may not do, and what its form hides (facts 112 and 113)."""
    yield Row("PERM-05", _SET + r"(?:line\.)?entity\b")
    yield Row("PERM-06", _SET + r"approvalstatus\b")
    yield Row("PERM-07", _SET + r"tranid\b")
    yield Row("PERM-03", _SET + r"(?P<field>(?:line\.)?(?:cseg|custrecord)\w{0,100})")
    yield Row("PERM-04", _SET + _FIELD_NAME)
    yield Row("PERM-08", r"role does not have permission|do not have permissions? to ")
    yield Row("PERM-08", "", code="INSUFFICIENT_PERMISSION")


def _forms() -> Iterator[Row]:
    """Mandatory fields and values that a field can't hold (facts 116 and 132)."""
    wanted = rf"(?P<field>{_CLASSIFICATION}(?:, {_CLASSIFICATION}){{0,2}})"
    yield Row("FORM-01", rf"{_PLEASE}{wanted}\.?$")
    yield Row("MAP-12", rf"{_PLEASE}tax ?code")
    yield Row("FORM-02", rf"{_PLEASE}(?P<field>.{{1,200}}?)\.?$")
    yield Row(
        "FORM-05",
        r"the field (?P<field>[\w. ]{1,100}?) contained more than the maximum number "
        r"\( ?(?P<limit>[0-9,]{1,10}) ?\) of characters",
        {"finding": "it takes at most {limit} characters"},
    )
    yield Row(
        "FORM-05",
        r"invalid url\. spaces are not allowed",
        {"finding": "a link must not hold spaces"},
    )
    yield Row("MAP-15", rf"unknown (?:field|property):? '?{_FIELD_NAME}")


def _periods() -> Iterator[Row]:
    """Closed and locked periods, and dates outside (facts 122 and 123; wordings unverified)."""
    named = r"(?: \((?P<period>[^()]{1,60})\))?"
    between = r"\bperiod (?P<period>[^.]{0,60}?) ?(?:is|was|has been)(?: already)?"
    yield Row(
        "PER-06",
        "for the following field: reversalDate",
        {"date": "{reversal_date}", "finding": "isn't set up in NetSuite"},
    )
    for state, problem in (("closed", "PER-01"), ("locked", "PER-02")):
        for text in (
            rf"\bpost to (?P<period>[^:.]{{1,60}}): the period is {state}\b",
            rf"\b{state} (?:accounting |posting )?period\b{named}",
            rf"{between} {state}\b",
        ):
            reversal = {"date": "{reversal_date}", "finding": f"is {state}"}
            yield Row("PER-06", text, reversal, field_name="reversalDate")
            yield Row(problem, text, {"name": "{period}"})
    yield Row("PER-04", r"not within the date range of your accounting period")


def _intercompany() -> Iterator[Row]:
    """What NetSuite demands of lines of several subsidiaries (facts 161 to 165)."""
    yield Row("MAP-10", r"\belimination settings\b")
    yield Row(
        "MAP-17",
        r"first line must post to the from subsidiary|must have the same exchange rate",
        {"finding": "{detail}"},
    )
    yield Row("MAP-11", r"not supported for this record type")


ROWS: tuple[Row, ...] = (
    Row(ALREADY_EXISTS, r"\balready exists\b"),
    # Changed between load and save: nothing says whether the journal was saved (fact 131).
    Row(OUTCOME_UNKNOWN, "", code="RCRD_HAS_BEEN_CHANGED"),
    Row(OUTCOME_UNKNOWN, r"\bRCRD_HAS_BEEN_CHANGED\b|\brecord has been changed\b"),
    # Scripts may say anything (fact 133), so their words are taken for nothing else.
    Row(
        "FORM-04",
        r"\bcustom(?:script|deploy|workflow)|\bSuiteScript|\b(?:before|after)Submit\b"
        r"|\buser ?event\b|\bworkflow\b",
    ),
    *_permissions(),
    *_forms(),
    *_periods(),
    *_references(),
    *_intercompany(),
    Row("BAL-01", r"journal entry must balance|\bout of balance\b"),
    Row("BAL-05", r"\brounding error\b"),
    Row(
        "SIZE-01",
        r"(?:more than|maximum of|maximum number of|limit of) (?P<limit>[0-9][0-9,]{0,9}) lines\b",
        {"limit": "{limit}"},
    ),
    Row("OPS-03", "", code="INVALID_REQUEST"),
)
