"""Switches of the simulated account: company preferences, and behaviours nobody could verify."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TypeVar

# Where a switch is a word, the words that it may be.
CHOICES: dict[str, tuple[object, ...]] = {
    "shifted_period": ("current", "first_open"),
    "create_status": (200, 201, 204),
    "upsert_location": ("internal_id", "external_id"),
    "put_lines": ("append", "replace"),
    "shut_period_code": ("USER_ERROR", "CLOSED_TRAN_PRD"),
    "unbalanced_wording": ("must_balance", "not_in_balance"),
    "language": ("en", "de"),
    "after_submit_status": (400, 500),
    "q_date_format": ("M/D/YYYY", "D.M.YYYY", "YYYY-MM-DD"),
    "invalid_value_code": ("INVALID_CONTENT", "USER_ERROR"),
    "period_without_permission": ("ignored", "refused"),
    "forbidden_table": ("400", "403", "empty"),
    "null_columns": ("left_out", "null"),
}


Value = TypeVar("Value")


def _switch(default: Value, meaning: str) -> Value:
    """Declare a switch with what it is for, which holds for those after it without one too."""
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True, slots=True)
class Preferences:
    """One account's switches; what each is for names the fact behind it."""

    one_world: bool = _switch(
        True,
        "Features; without one its tables, columns and properties do not exist (facts 97, "
        "98, 170).",
    )
    departments: bool = True
    classes: bool = True
    locations: bool = True
    multi_currency: bool = True
    multi_book: bool = False
    require_approvals: bool = _switch(
        False,
        "A journal waits for approval and does not post before it (fact 181).",
    )
    date_outside_period_allowed: bool = _switch(
        False,
        "Take a transaction date outside its posting period, or disallow it (facts 122, 179).",
    )
    shifted_period: str = _switch(
        "current",
        "Where a backdated journal without a period goes (fact 177).",
    )
    tran_id_override: bool = _switch(
        False,
        "A caller may choose its own entry number (fact 36).",
    )
    entity_on_open_items: bool = _switch(
        True,
        "Lines on receivable and payable accounts need an entity (fact 207, unverified).",
    )
    mandatory: str = _switch(
        "",
        "Properties that the form makes mandatory, by comma: department, line.class (facts "
        "116, 206).",
    )
    deletion_reason_required: bool = _switch(
        False,
        "A deletion needs a reason, in the body of the DELETE or set before (fact 192, "
        "unverified).",
    )
    balancing_account: int = _switch(
        0,
        "Account of the lines that Balancing Segments adds per department; 0 adds none (fact 174).",
    )
    approval_moves_period: bool = _switch(
        True,
        "Approving a journal whose period was shut meanwhile takes an open one, or is "
        "refused (fact 184, unverified).",
    )
    missing_is_404: bool = _switch(
        True,
        "A missing transaction is 404 (fact 125) or 400 (fact 126).",
    )
    create_status: int = _switch(
        204,
        "The status that a POST answers (facts 43, 44, 45).",
    )
    upsert_location: str = _switch(
        "internal_id",
        "What Location names after a PUT (fact 46, unverified).",
    )
    put_lines: str = _switch(
        "append",
        "What the lines of a PUT without replace do (fact 60, unverified).",
    )
    delete_frees_external_id: bool = _switch(
        True,
        "The external id of a deleted transaction may be used again (fact 193, unverified).",
    )
    racy_external_ids: bool = _switch(
        False,
        "Two POSTs at once may both take one external id, when they arrive within so many "
        "milliseconds (fact 196, unverified).",
    )
    racy_window_ms: int = 300
    lines_max: int = _switch(
        10_000,
        "Lines that a journal may have over REST (fact 144: 1,000 or 10,000).",
    )
    create_form_validates: bool = _switch(
        False,
        "create-form checks what it is given as a save does (facts 68, 234).",
    )
    advanced_intercompany_by_rest: bool = _switch(
        True,
        "The advanced intercompany journal can be created over REST (facts 165, 235).",
    )
    references_by_external_id: bool = _switch(
        False,
        "A reference in the body may name its record by externalId (facts 33, 236).",
    )
    negative_amounts: bool = _switch(
        False,
        "Negative amounts are taken, on the other side (fact 203, unverified).",
    )
    shut_period_code: str = _switch(
        "USER_ERROR",
        "Code of a refusal for a closed or locked period; the words go with it (facts 123, 227).",
    )
    unbalanced_wording: str = _switch(
        "must_balance",
        "Words of a refusal of lines that do not balance (facts 119 and 227).",
    )
    invalid_value_code: str = _switch(
        "INVALID_CONTENT",
        "Code of a refusal for a wrong value or reference (fact 115 and its contradiction).",
    )
    language: str = _switch(
        "en",
        'Language of "already exists", that of the integration\'s user (fact 56).',
    )
    after_submit_marker: str = _switch(
        "",
        "A POST whose memo holds this is saved and yet answered with that status (facts 137, 233).",
    )
    after_submit_status: int = 400
    q_date_format: str = _switch(
        "M/D/YYYY",
        "How the dates of a collection filter are written (fact 80).",
    )
    union_allowed: bool = _switch(
        False,
        "SuiteQL accepts UNION (fact 95a, unverified).",
    )
    period_without_permission: str = _switch(
        "ignored",
        "A period named by a role without Posting Period on Transactions (fact 153, unverified).",
    )
    read_needs_edit: bool = _switch(
        False,
        "GET of a journal needs Edit of Make Journal Entry, not View (fact 152, unverified).",
    )
    forbidden_table: str = _switch(
        "400",
        "What SuiteQL says of a table that the role may not read (facts 93 and 113, unverified).",
    )
    search_lag_seconds: int = _switch(
        0,
        "So long after its commit a transaction does not show in SuiteQL (fact 95, unverified).",
    )
    null_columns: str = _switch(
        "left_out",
        "SuiteQL leaves columns without a value out, or shows null (fact 88, unverified).",
    )
    concurrency_limit: int = _switch(
        5,
        "Requests at the same time before 429 (fact 139), and the Retry-After that goes "
        "with it; 0 sends none (fact 135, unverified).",
    )
    retry_after_seconds: int = 0
    oauth2_token_seconds: int = _switch(
        3600,
        "How long an OAuth 2.0 token lasts (fact 23).",
    )
    number_prefix: str = _switch(
        "JE",
        "Prefix and first of the entry numbers.",
    )
    first_number: int = 1001

    def changed(self, changes: Mapping[str, object]) -> "Preferences":
        """Return the switches with some set anew, given as JSON values or as their texts.

        Raises:
            ValueError: a name or value that does not exist.
        """
        known = {each.name: type(getattr(self, each.name)) for each in fields(self)}
        typed: dict[str, object] = {}
        for name, value in changes.items():
            if name not in known:
                raise ValueError(f"no preference {name!r}; there are: {', '.join(known)}")
            typed[name] = _typed(name, known[name], value)
            choices = CHOICES.get(name, (typed[name],))
            if typed[name] not in choices:
                raise ValueError(f"preference {name!r} is one of {', '.join(map(str, choices))}")
        return replace(self, **typed)  # type: ignore[arg-type]

    def explained(self) -> list[tuple[str, object, str]]:
        """Return name, value and meaning of each; no meaning where that before it holds."""
        return [
            (each.name, getattr(self, each.name), each.metadata.get("meaning", ""))
            for each in fields(self)
        ]

    def document(self) -> dict[str, object]:
        """Return the switches by name."""
        return asdict(self)


def _typed(name: str, wanted: type, value: object) -> object:
    if wanted is bool and str(value).lower() in ("true", "false"):
        return str(value).lower() == "true"
    if wanted is int and str(value).isdigit():
        return int(str(value))
    if wanted is str and isinstance(value, str):
        return value
    raise ValueError(f"preference {name!r} can't be {value!r}")
