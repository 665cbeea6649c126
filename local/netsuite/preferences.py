"""Switches of the simulated account: company preferences, and behaviours nobody could verify."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Preferences:
    """One account's switches; the comment of each names the fact behind it."""

    # A journal waits for approval and does not post before it (fact 181).
    require_approvals: bool = False
    # Take a transaction date outside its posting period, or disallow it (facts 122, 179).
    date_outside_period_allowed: bool = False
    # Where a backdated journal without a period goes: "current" or "first_open" (fact 177).
    shifted_period: str = "current"
    # A caller may choose its own entry number (fact 36).
    tran_id_override: bool = False
    # Lines on receivable and payable accounts need an entity (fact 207, unverified).
    entity_on_open_items: bool = True
    # A missing transaction is 404 (fact 125) or 400 (fact 126).
    missing_is_404: bool = True
    # SuiteQL accepts UNION (fact 95a, unverified).
    union_allowed: bool = False
    # Requests at the same time before 429 (fact 139).
    concurrency_limit: int = 5
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
