from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from period_sync.domain.posting import (
    BookedAccount,
    BookedJournal,
    JournalToPost,
    LineToPost,
    differences,
)


def line(account: str, debit: str | None = None, credit: str | None = None) -> LineToPost:
    return LineToPost(
        account=account,
        debit=None if debit is None else Decimal(debit),
        credit=None if credit is None else Decimal(credit),
        memo="memo",
        department=None,
        class_=None,
        location=None,
        entity=None,
    )


SENT = JournalToPost(
    external_id="ps-key",
    subsidiary="2",
    currency="1",
    posting_period="415",
    date=date(2026, 10, 31),
    memo="Lease accounting",
    lines=(line("250", "60.10"), line("250", "40"), line("227", None, "100.10")),
)
BOOKED = BookedJournal(
    internal_id="1001",
    number="JE-1",
    external_id="ps-key",
    subsidiaries=frozenset({"2"}),
    currency="1",
    posting_period="415",
    date=date(2026, 10, 31),
    is_posting=True,
    approval_status="2",
    lines=3,
    accounts={
        "250": BookedAccount(Decimal("100.1"), Decimal(0)),
        "227": BookedAccount(Decimal(0), Decimal("100.100")),
    },
)


def test_a_journal_booked_as_sent_has_no_differences() -> None:
    assert differences(SENT, BOOKED) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"subsidiaries": frozenset({"3"})}, "subsidiary: sent 2, booked 3"),
        ({"subsidiaries": frozenset({"3", "2"})}, "subsidiary: sent 2, booked 2, 3"),
        ({"currency": "2"}, "currency: sent 1, booked 2"),
        ({"posting_period": "416"}, "posting period: sent 415, booked 416"),
        ({"date": date(2026, 11, 1)}, "date: sent 2026-10-31, booked 2026-11-01"),
        ({"external_id": "other"}, "external id: sent ps-key, booked other"),
        ({"external_id": None}, "external id: sent ps-key, booked none"),
        ({"lines": 4}, "number of lines: sent 3, booked 4"),
    ],
)
def test_each_part_of_the_header_is_compared(changed: dict[str, Any], told: str) -> None:
    assert differences(SENT, replace(BOOKED, **changed)) == [told]


@pytest.mark.parametrize(
    ("account", "debit", "credit", "told"),
    [
        ("250", "100.09", "0", "account id 250: sent debit 100.10 credit 0, booked debit 100.09"),
        ("250", "0", "100.10", "account id 250: sent debit 100.10 credit 0, booked debit 0 credit"),
        ("251", "0.01", "0", "account id 251: sent debit 0 credit 0, booked debit 0.01 credit 0"),
        ("250", "200.20", "100.10", "account id 250: sent debit 100.10 credit 0"),
    ],
    ids=["a cent", "swapped sides", "an account that was not sent", "the same net on two sides"],
)
def test_each_account_is_compared_on_both_sides(
    account: str, debit: str, credit: str, told: str
) -> None:
    accounts = {**BOOKED.accounts, account: BookedAccount(Decimal(debit), Decimal(credit))}
    (found,) = differences(SENT, replace(BOOKED, accounts=accounts))
    assert found.startswith(told)


def test_an_account_that_is_missing_is_a_difference() -> None:
    accounts = {"250": BOOKED.accounts["250"]}
    (found,) = differences(SENT, replace(BOOKED, accounts=accounts))
    assert found.startswith("account id 227: sent debit 0 credit 100.10, booked debit 0 credit 0")


def test_a_system_line_without_an_amount_is_no_difference_of_its_account() -> None:
    accounts = {**BOOKED.accounts, "999": BookedAccount(Decimal("0.00"), Decimal(0))}
    assert differences(SENT, replace(BOOKED, accounts=accounts)) == []


def test_the_period_of_a_journal_that_awaits_approval_is_not_compared() -> None:
    assert differences(SENT, replace(BOOKED, is_posting=False, posting_period="416")) == []


def test_a_memo_that_was_edited_is_no_difference() -> None:
    assert differences(replace(SENT, memo="edited later"), BOOKED) == []


def test_several_differences_are_all_told() -> None:
    booked = replace(BOOKED, currency="2", date=date(2026, 11, 1), lines=1)
    assert len(differences(SENT, booked)) == 3


def test_amounts_of_eighteen_digits_are_compared_to_the_last() -> None:
    sent = replace(SENT, lines=(line("250", "9999999999999999.99"),) * 2)
    exact = BookedAccount(Decimal("19999999999999999.98"), Decimal(0))
    booked = replace(BOOKED, lines=2, accounts={"250": exact})
    off = replace(
        booked, accounts={"250": BookedAccount(Decimal("19999999999999999.99"), Decimal(0))}
    )
    assert differences(sent, booked) == []
    assert len(differences(sent, off)) == 1
