"""Settings of a connection as a person writes them: `name=value`, checked one by one."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from enum import StrEnum

from period_sync.domain.connection import BooksFed, Intercompany, RateOwner, Settings
from period_sync.domain.currencies import DECIMALS
from period_sync.domain.errors import InvalidInput

UNSET = "none"
LINES = range(2, 10_001)
"""A journal has two lines at least; NetSuite names no higher limit than 10,000 (fact 144)."""
SECONDS = range(0, 3601)


def changed(settings: Settings, given: Mapping[str, str]) -> Settings:
    """Return settings with some of them set anew; `none` takes one back.

    Raises InvalidInput that names the setting and what it can be.
    """
    values: dict[str, object] = {}
    for name, text in given.items():
        if name not in _READERS:
            raise InvalidInput(
                f"There is no setting {name!r}. There are: {', '.join(_READERS)}.", field=name
            )
        values[name] = _READERS[name](name, text)
    return replace(settings, **values)  # type: ignore[arg-type]


def described(settings: Settings) -> dict[str, str]:
    """Return all settings as `changed` reads them."""
    return {item.name: _text(getattr(settings, item.name)) for item in fields(settings)}


def _text(value: object) -> str:
    if value is None:
        return UNSET
    return str(value).lower() if isinstance(value, bool) else str(value)


def _flag(name: str, text: str) -> bool:
    if text not in {"true", "false"}:
        raise _unfit(name, "true or false")
    return text == "true"


def _whole(allowed: range) -> Callable[[str, str], int]:
    def read(name: str, text: str) -> int:
        if not (text.isascii() and text.isdigit() and int(text) in allowed):
            raise _unfit(name, f"a whole number from {allowed[0]} to {allowed[-1]}")
        return int(text)

    return read


def _one_of(kind: type[StrEnum]) -> Callable[[str, str], StrEnum]:
    def read(name: str, text: str) -> StrEnum:
        if text not in {item.value for item in kind}:
            raise _unfit(name, " or ".join(item.value for item in kind))
        return kind(text)

    return read


def _currency(name: str, text: str) -> str:
    if text not in DECIMALS:
        raise _unfit(name, "a currency's three letters, such as EUR")
    return text


def _optional(read: Callable[[str, str], object]) -> Callable[[str, str], object]:
    return lambda name, text: None if text == UNSET else read(name, text)


def _unfit(name: str, what: str) -> InvalidInput:
    return InvalidInput(f"The setting {name} can be {what}.", field=name)


_READERS: Mapping[str, Callable[[str, str], object]] = {
    "line_limit": _whole(LINES),
    "summary_mode": _flag,
    "rate_owner": _one_of(RateOwner),
    "books_fed": _optional(_one_of(BooksFed)),
    "intercompany": _optional(_one_of(Intercompany)),
    "strict_classifications": _flag,
    "header_classifications": _flag,
    "excluded_leases_stop": _flag,
    "base_currency": _optional(_currency),
    "settle_seconds": _optional(_whole(SECONDS)),
    "refusal_lag_seconds": _optional(_whole(SECONDS)),
}
