from dataclasses import fields

import pytest

from period_sync.domain.connection import BooksFed, Intercompany, RateOwner, Settings
from period_sync.domain.errors import InvalidInput
from period_sync.domain.settings_text import changed, described

OTHERS = Settings(
    line_limit=5000,
    summary_mode=True,
    rate_owner=RateOwner.DOCUMENT,
    books_fed=BooksFed.BY_ENTRY,
    intercompany=Intercompany.ADVANCED,
    strict_classifications=True,
    header_classifications=True,
    excluded_leases_stop=True,
    base_currency="EUR",
    settle_seconds=0,
    refusal_lag_seconds=300,
)


@pytest.mark.parametrize("settings", [Settings(), OTHERS])
def test_what_is_described_can_be_set(settings: Settings) -> None:
    assert changed(Settings(), described(settings)) == settings
    assert changed(OTHERS, described(settings)) == settings


def test_every_setting_can_be_set_and_is_described() -> None:
    names = {item.name for item in fields(Settings)}
    assert set(described(OTHERS)) == names
    assert all(getattr(OTHERS, name) != getattr(Settings(), name) for name in names)


def test_what_is_not_named_stays() -> None:
    assert changed(OTHERS, {"line_limit": "20"}).summary_mode


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("line_limit", "1"),
        ("line_limit", "10001"),
        ("line_limit", "-5"),
        ("line_limit", "many"),
        ("line_limit", "\u0661\u0662"),
        ("line_limit", "none"),
        ("summary_mode", "yes"),
        ("rate_owner", "none"),
        ("books_fed", "all"),
        ("intercompany", "true"),
        ("base_currency", "EURO"),
        ("settle_seconds", "3601"),
        ("refusal_lag_seconds", ""),
        ("colour", "blue"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_can_be(name: str, value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        changed(Settings(), {name: value})
    assert refused.value.evidence["field"] == name
