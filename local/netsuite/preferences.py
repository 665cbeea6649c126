"""Switches of the simulated account: company preferences, and behaviours nobody could verify."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

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


@dataclass(frozen=True, slots=True)
class Preferences:
    """One account's switches; the comment of each names the fact behind it."""

    # Features; without one its tables, columns and properties do not exist (facts 97, 98, 170).
    one_world: bool = True
    departments: bool = True
    classes: bool = True
    locations: bool = True
    multi_currency: bool = True
    multi_book: bool = False
    # A journal waits for approval and does not post before it (fact 181).
    require_approvals: bool = False
    # Take a transaction date outside its posting period, or disallow it (facts 122, 179).
    date_outside_period_allowed: bool = False
    # Where a backdated journal without a period goes (fact 177).
    shifted_period: str = "current"
    # A caller may choose its own entry number (fact 36).
    tran_id_override: bool = False
    # Lines on receivable and payable accounts need an entity (fact 207, unverified).
    entity_on_open_items: bool = True
    # Properties that the form makes mandatory, by comma: department, line.class (facts 116, 206).
    mandatory: str = ""
    # A deletion needs a reason, in the body of the DELETE or set before (fact 192, unverified).
    deletion_reason_required: bool = False
    # Account of the lines that Balancing Segments adds per department; 0 adds none (fact 174).
    balancing_account: int = 0
    # Approving a journal whose period was shut meanwhile takes an open one, or is refused
    # (fact 184, unverified).
    approval_moves_period: bool = True
    # A missing transaction is 404 (fact 125) or 400 (fact 126).
    missing_is_404: bool = True
    # The status that a POST answers (facts 43, 44, 45).
    create_status: int = 204
    # What Location names after a PUT (fact 46, unverified).
    upsert_location: str = "internal_id"
    # What the lines of a PUT without replace do (fact 60, unverified).
    put_lines: str = "append"
    # The external id of a deleted transaction may be used again (fact 193, unverified).
    delete_frees_external_id: bool = True
    # Two POSTs at once may both take one external id, when they arrive within so many
    # milliseconds (fact 196, unverified).
    racy_external_ids: bool = False
    racy_window_ms: int = 300
    # Lines that a journal may have over REST (fact 144: 1,000 or 10,000).
    lines_max: int = 10_000
    # create-form checks what it is given as a save does (facts 68, 234).
    create_form_validates: bool = False
    # The advanced intercompany journal can be created over REST (facts 165, 235).
    advanced_intercompany_by_rest: bool = True
    # A reference in the body may name its record by externalId (facts 33, 236).
    references_by_external_id: bool = False
    # Negative amounts are taken, on the other side (fact 203, unverified).
    negative_amounts: bool = False
    # Code of a refusal for a closed or locked period; the words go with it (facts 123, 227).
    shut_period_code: str = "USER_ERROR"
    # Words of a refusal of lines that do not balance (facts 119 and 227).
    unbalanced_wording: str = "must_balance"
    # Code of a refusal for a wrong value or reference (fact 115 and its contradiction).
    invalid_value_code: str = "INVALID_CONTENT"
    # Language of "already exists", that of the integration's user (fact 56).
    language: str = "en"
    # A POST whose memo holds this is saved and yet answered with that status (facts 137, 233).
    after_submit_marker: str = ""
    after_submit_status: int = 400
    # How the dates of a collection filter are written (fact 80).
    q_date_format: str = "M/D/YYYY"
    # SuiteQL accepts UNION (fact 95a, unverified).
    union_allowed: bool = False
    # A period named by a role without Posting Period on Transactions (fact 153, unverified).
    period_without_permission: str = "ignored"
    # GET of a journal needs Edit of Make Journal Entry, not View (fact 152, unverified).
    read_needs_edit: bool = False
    # What SuiteQL says of a table that the role may not read (facts 93 and 113, unverified).
    forbidden_table: str = "400"
    # So long after its commit a transaction does not show in SuiteQL (fact 95, unverified).
    search_lag_seconds: int = 0
    # SuiteQL leaves columns without a value out, or shows null (fact 88, unverified).
    null_columns: str = "left_out"
    # Requests at the same time before 429 (fact 139), and the Retry-After that goes with it; 0
    # sends none (fact 135, unverified).
    concurrency_limit: int = 5
    retry_after_seconds: int = 0
    # How long an OAuth 2.0 token lasts (fact 23).
    oauth2_token_seconds: int = 3600
    # Prefix and first of the entry numbers.
    number_prefix: str = "JE"
    first_number: int = 1001

    def changed(self, changes: Mapping[str, object]) -> "Preferences":
        """Return the switches with some set anew, given as JSON values or as their texts.

        Raises:
            ValueError: a name or value that does not exist.
        """
        known = {field.name: type(getattr(self, field.name)) for field in fields(self)}
        typed: dict[str, object] = {}
        for name, value in changes.items():
            if name not in known:
                raise ValueError(f"no preference {name!r}; there are: {', '.join(known)}")
            typed[name] = _typed(name, known[name], value)
            choices = CHOICES.get(name, (typed[name],))
            if typed[name] not in choices:
                raise ValueError(f"preference {name!r} is one of {', '.join(map(str, choices))}")
        return replace(self, **typed)  # type: ignore[arg-type]

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
