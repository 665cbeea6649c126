from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from period_sync.domain.booked import (
    BookedJournal,
    BookedLines,
    classification_changes,
    differences,
    overwritten_id,
    reversal_differences,
    shifted_period,
)
from period_sync.domain.posting import JournalToPost, LineToPost, RecordType


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


def on(account: str, debit: str, credit: str, **changed: Any) -> BookedLines:
    values: dict[str, Any] = {
        "account": account,
        "subsidiary": "2",
        "department": None,
        "class_": None,
        "location": None,
        "entity": None,
        "debit": Decimal(debit),
        "credit": Decimal(credit),
        "lines": 1,
    }
    return BookedLines(**(values | changed))


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
    currency="1",
    exchange_rate=Decimal(1),
    posting_period="415",
    date=date(2026, 10, 31),
    is_posting=True,
    approval_status="2",
    books={"1": (on("250", "100.1", "0", lines=2), on("227", "0", "100.100"))},
)


def booked(*lines: BookedLines, **changed: Any) -> BookedJournal:
    return replace(BOOKED, books={"1": lines or BOOKED.books["1"]}, **changed)


def test_a_journal_booked_as_sent_has_no_differences() -> None:
    assert differences(SENT, BOOKED) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"currency": "2"}, "currency: sent 1, booked 2"),
        ({"posting_period": "416"}, "posting period: sent 415, booked 416"),
        ({"date": date(2026, 11, 1)}, "date: sent 2026-10-31, booked 2026-11-01"),
    ],
)
def test_each_part_of_the_header_is_compared(changed: dict[str, Any], told: str) -> None:
    assert differences(SENT, replace(BOOKED, **changed)) == [told]


def test_the_subsidiary_and_the_number_of_lines_are_compared() -> None:
    cost, clearing = BOOKED.books["1"]
    elsewhere = booked(replace(cost, subsidiary="3"), replace(clearing, subsidiary="3"))
    assert differences(SENT, elsewhere) == ["subsidiary: sent 2, booked 3"]
    torn = booked(replace(cost, subsidiary="3"), clearing)
    assert differences(SENT, torn) == ["subsidiary: sent 2, booked 2, 3"]
    longer = booked(replace(cost, lines=3), clearing)
    assert differences(SENT, longer) == ["number of lines: sent 3, booked 4"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            [on("250", "100.09", "0", lines=2), on("227", "0", "100.10")],
            "account id 250: sent debit 100.10 credit 0, booked debit 100.09 credit 0",
        ),
        (
            [on("250", "0", "100.10", lines=2), on("227", "0", "100.10")],
            "account id 250: sent debit 100.10 credit 0, booked debit 0 credit 100.10",
        ),
        (
            [on("250", "200.20", "100.10", lines=2), on("227", "0", "100.10")],
            "account id 250: sent debit 100.10 credit 0, booked debit 200.20 credit 100.10",
        ),
        (
            [on("250", "100.10", "0", lines=3)],
            "account id 227: sent debit 0 credit 100.10, booked debit 0 credit 0",
        ),
        (
            [on("250", "100.10", "0"), on("227", "0", "100.10"), on("251", "0.01", "0")],
            "account id 251: sent debit 0 credit 0, booked debit 0.01 credit 0",
        ),
    ],
    ids=["a cent", "swapped sides", "the same net on two sides", "missing", "not sent"],
)
def test_each_account_is_compared_on_both_sides(lines: list[BookedLines], told: str) -> None:
    assert differences(SENT, booked(*lines)) == [told]


def test_a_system_line_without_an_amount_is_no_difference_of_its_account() -> None:
    lines = (on("250", "100.10", "0"), on("227", "0", "100.10"), on("999", "0.00", "0"))
    assert differences(SENT, booked(*lines)) == []


def test_the_period_of_a_journal_that_awaits_approval_is_not_compared() -> None:
    pending = booked(is_posting=False, posting_period="416")
    assert differences(SENT, pending) == []
    assert shifted_period(SENT, pending) is None


def test_a_shifted_period_is_named() -> None:
    assert shifted_period(SENT, booked(posting_period="416")) == "416"
    assert shifted_period(SENT, BOOKED) is None


def test_a_memo_that_was_edited_is_no_difference() -> None:
    assert differences(replace(SENT, memo="edited later"), BOOKED) == []


def test_several_differences_are_all_told() -> None:
    changed = booked(on("250", "100.10", "0"), currency="2", date=date(2026, 11, 1))
    assert len(differences(SENT, changed)) == 4


def test_amounts_of_eighteen_digits_are_compared_to_the_last() -> None:
    sent = replace(SENT, lines=(line("250", "9999999999999999.99"),) * 2)
    exact = booked(on("250", "19999999999999999.98", "0", lines=2))
    off = booked(on("250", "19999999999999999.99", "0", lines=2))
    assert differences(sent, exact) == []
    assert len(differences(sent, off)) == 1


def test_a_rate_is_compared_only_where_it_was_sent() -> None:
    assert differences(SENT, booked(exchange_rate=Decimal("1.5"))) == []
    sent = replace(SENT, exchange_rate=Decimal("1.25"))
    assert differences(sent, booked(exchange_rate=Decimal("1.2500"))) == []
    (told,) = differences(sent, booked(exchange_rate=Decimal("1.5")))
    assert told == "exchange rate: sent 1.25, booked 1.5"


def test_what_the_account_does_not_have_is_not_compared() -> None:
    sent = replace(SENT, subsidiary=None, currency=None)
    lines = [replace(line, subsidiary=None) for line in BOOKED.books["1"]]
    assert differences(sent, booked(*lines, currency=None)) == []


def test_a_journal_of_one_book_must_be_in_that_book_only() -> None:
    sent = replace(SENT, accounting_book="2", currency=None)
    lines = BOOKED.books["1"]
    assert differences(sent, replace(BOOKED, books={"2": lines})) == []
    everywhere = replace(BOOKED, books={"1": lines, "2": lines})
    assert differences(sent, everywhere) == ["accounting book: sent 2, booked 1, 2"]


def test_a_journal_of_all_books_is_compared_in_the_primary_one() -> None:
    mapped = (on("900", "100.10", "0", lines=2), on("901", "0", "100.10"))
    both = replace(BOOKED, books={"1": mapped, "2": BOOKED.books["1"]})
    assert differences(SENT, both, "2") == []
    assert len(differences(SENT, both, "1")) == 4


def test_an_intercompany_journal_is_compared_by_subsidiary() -> None:
    lines = (line("250", "5")._replace(subsidiary="2"), line("250", "7")._replace(subsidiary="3"))
    sent = replace(SENT, lines=lines, record_type=RecordType.ADVANCED_INTERCOMPANY)
    right = (on("250", "5", "0"), on("250", "7", "0", subsidiary="3"))
    wrong = (on("250", "7", "0"), on("250", "5", "0", subsidiary="3"))
    assert differences(sent, booked(*right)) == []
    assert differences(sent, booked(*wrong)) == [
        "account id 250, subsidiary 2: sent debit 5 credit 0, booked debit 7 credit 0",
        "account id 250, subsidiary 3: sent debit 7 credit 0, booked debit 5 credit 0",
    ]


def test_classifications_are_compared_apart() -> None:
    lines = (line("250", "100.10")._replace(department="13"), line("227", None, "100.10"))
    sent = replace(SENT, lines=lines)
    as_sent = booked(on("250", "100.10", "0", department="13"), on("227", "0", "100.10"))
    assert classification_changes(sent, as_sent) == []
    by_script = booked(
        on("250", "100.10", "0", department="14"), on("227", "0", "100.10", location="54")
    )
    assert differences(sent, by_script) == []
    assert len(classification_changes(sent, by_script)) == 4


REVERSAL = replace(
    BOOKED,
    internal_id="1002",
    external_id=None,
    date=date(2026, 11, 1),
    books={"1": (on("250", "0", "100.10", lines=2), on("227", "100.10", "0"))},
    reversal="1001",
)


def test_a_reversal_must_be_the_exact_opposite_on_its_date() -> None:
    sent = replace(SENT, reversal_date=date(2026, 11, 1))
    assert reversal_differences(sent, REVERSAL) == []
    late = replace(REVERSAL, date=date(2026, 11, 2))
    assert reversal_differences(sent, late) == [
        "reversal: date: sent 2026-11-01, booked 2026-11-02"
    ]
    same_side = replace(REVERSAL, books=BOOKED.books)
    assert len(reversal_differences(sent, same_side)) == 2
    assert reversal_differences(sent, None) == ["reversal on 2026-11-01: not booked"]


@pytest.mark.parametrize(("external_id", "told"), [("other", "other"), (None, "none")])
def test_an_overwritten_external_id_is_told_and_is_no_difference(
    external_id: str | None, told: str
) -> None:
    overwritten = replace(BOOKED, external_id=external_id)
    assert differences(SENT, overwritten) == []
    assert overwritten_id(SENT, overwritten) == told
    assert overwritten_id(SENT, BOOKED) is None
