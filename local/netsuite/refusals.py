"""NetSuite's answers to what it refuses: one error format, one function per kind of refusal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

MEDIA_TYPE = "application/vnd.oracle.resource+json; type=error"
_TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    429: "Too Many Requests",
    500: "Internal Server Error",
    501: "Not Implemented",
    503: "Service Unavailable",
}
_INVALID_VALUE = "Invalid Field Value"
_TYPE = "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html"


@dataclass(frozen=True, slots=True)
class Detail:
    """One entry of `o:errorDetails` (fact 108); `path` is the place in the body, if any."""

    text: str
    code: str
    path: str | None = None
    query_parameter: str | None = None


class Refusal(Exception):
    """A request that is answered with an error and changes nothing."""

    def __init__(self, status: int, details: Sequence[Detail]) -> None:
        super().__init__(f"{status} {details[0].code}: {details[0].text}")
        self.status = status
        self.details = tuple(details)

    def document(self) -> dict[str, object]:
        """Return the body in NetSuite's error format."""
        details = []
        for detail in self.details:
            entry = {"detail": detail.text, "o:errorCode": detail.code}
            if detail.path is not None:
                entry["o:errorPath"] = detail.path
            if detail.query_parameter is not None:
                entry["o:errorQueryParam"] = detail.query_parameter
            details.append(entry)
        return {
            "type": _TYPE,
            "title": _TITLES[self.status],
            "status": self.status,
            "o:errorDetails": details,
        }


def invalid_login(status: int) -> Refusal:
    """Refuse a login (fact 16)."""
    text = (
        "Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI "
        "at Setup > Users/Roles > User Management > View Login Audit Trail."
    )
    return Refusal(status, [Detail(text, "INVALID_LOGIN")])


def too_many_requests() -> Refusal:
    """Block a request before any work (fact 128)."""
    text = "Concurrent request limit exceeded. Request blocked."
    return Refusal(429, [Detail(text, "CONCURRENCY_LIMIT_EXCEEDED")])


def business_rule(text: str, path: str | None = None) -> Refusal:
    """Refuse by a rule of the books: nearly all of them look like this (fact 110)."""
    return Refusal(400, [Detail(f"Error while accessing a resource. {text}", "USER_ERROR", path)])


def with_value_code(refusal: Refusal, code: str) -> Refusal:
    """Give a refusal of a wrong value the account's code: the sources differ (fact 115)."""
    details = [
        replace(detail, code=code) if _INVALID_VALUE in detail.text else detail
        for detail in refusal.details
    ]
    return Refusal(refusal.status, details)


_OUT_OF_BALANCE = {
    "must_balance": "The amounts in a journal entry must balance.",
    "not_in_balance": "Transaction is not in balance! Amounts: {}, total amount: 0.",
}
_ALREADY_EXISTS = {  # fact 56
    "en": "This record already exists.",
    "de": "Dieser Datensatz ist bereits vorhanden.",
}
# One code for both is what SuiteScript has; over REST neither code nor words are verified.
_SHUT_PERIOD = {
    "USER_ERROR": (
        "The transaction falls in a closed accounting period ({}).",
        "The accounting period {} is locked.",
    ),
    "CLOSED_TRAN_PRD": (
        "You cannot post to {}: the period is closed.",
        "You cannot post to {}: the period is locked for new transactions.",
    ),
}


def already_exists(language: str) -> Refusal:
    """Refuse an external id that is in use (facts 55 and 124)."""
    return business_rule(_ALREADY_EXISTS[language])


def closed_period(name: str, code: str) -> Refusal:
    """Refuse a period that nobody may post into (fact 123)."""
    return _shut_period(_SHUT_PERIOD[code][0], name, code)


def locked_period(name: str, code: str) -> Refusal:
    """Refuse a period that is locked for the caller (fact 123)."""
    return _shut_period(_SHUT_PERIOD[code][1], name, code)


def _shut_period(text: str, name: str, code: str) -> Refusal:
    told = f"Error while accessing a resource. {text.format(name)}"
    return Refusal(400, [Detail(told, code, "postingPeriod")])


def date_outside_period() -> Refusal:
    """Refuse a date that its posting period does not hold (fact 122)."""
    return business_rule(
        "The transaction date you specified is not within the date range of your "
        "accounting period.",
        "tranDate",
    )


def out_of_balance(wording: str, total: Decimal) -> Refusal:
    """Refuse lines that do not add up, or that are all on one side (facts 119 and 227).

    `total` is what they add up to.
    """
    return business_rule(_OUT_OF_BALANCE[wording].format(f"{total:f}"), "line")


def insufficient_permission(text: str) -> Refusal:
    """Refuse what the role may not do (fact 113, unverified)."""
    return Refusal(403, [Detail(text, "INSUFFICIENT_PERMISSION")])


def wrong_key(kind: str, key: int, other: str, other_key: object, path: str) -> Refusal:
    """Refuse a record that another one in the journal does not allow (fact 117)."""
    return business_rule(f"Invalid {kind} reference key {key} for {other} {other_key}.", path)


def invalid_value(value: object, field: str, path: str) -> Refusal:
    """Refuse a reference or value that does not exist (fact 115)."""
    text = (
        "Error while accessing a resource. "
        f"You have entered an {_INVALID_VALUE} {value} for the following field: {field}"
    )
    return Refusal(400, [Detail(text, "INVALID_CONTENT", path)])


def missing_value(label: str, path: str) -> Refusal:
    """Ask for a mandatory field (fact 116)."""
    return business_rule(f"Please enter value(s) for: {label}.", path)


def unknown_properties(paths: Sequence[str]) -> Refusal:
    """Refuse names that the record does not have (fact 63; the wording is unverified)."""
    return Refusal(
        400,
        [
            Detail(
                f"Error while accessing a resource. Unknown field: {path}", "INVALID_CONTENT", path
            )
            for path in paths
        ],
    )


def malformed(text: str) -> Refusal:
    """Refuse a request whose URL, headers or syntax are wrong (fact 114)."""
    return Refusal(400, [Detail(text, "INVALID_REQUEST")])


def invalid_query(text: str) -> Refusal:
    """Refuse a SuiteQL statement (fact 93; the wording is unverified)."""
    return Refusal(
        400,
        [
            Detail(
                f"Invalid search query. Detailed unprocessed description follows. {text}",
                "INVALID_PARAMETER",
                query_parameter="q",
            )
        ],
    )


def invalid_parameter(name: str, text: str) -> Refusal:
    """Refuse a query parameter of the URL."""
    return Refusal(400, [Detail(text, "INVALID_PARAMETER", query_parameter=name)])


def not_acceptable(media_type: str) -> Refusal:
    """Ask for the one media type that there is."""
    return Refusal(406, [Detail(f"The Accept header must be {media_type}.", "INVALID_HEADER")])


def nonexistent() -> Refusal:
    """Say that there is no such record (fact 125, the newer text)."""
    text = "The record instance does not exist. Provide a valid record instance ID."
    return Refusal(404, [Detail(text, "NONEXISTENT_ID")])


def wrong_transaction_type() -> Refusal:
    """Say the same as NetSuite does at times for a missing transaction (fact 126)."""
    return business_rule("Transaction type specified is incorrect.")


def not_simulated(what: str) -> Refusal:
    """Refuse loudly what real NetSuite offers and this program does not (yet)."""
    return Refusal(501, [Detail(f"This simulator does not offer {what}.", "NOT_SIMULATED")])


def unexpected_error(error_id: str) -> Refusal:
    """Fail as the server does, with an id for support (fact 129)."""
    text = f"An unexpected error occurred. Error ID: {error_id}"
    return Refusal(500, [Detail(text, "UNEXPECTED_ERROR")])
