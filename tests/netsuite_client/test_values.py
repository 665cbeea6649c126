from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from period_sync.adapters.netsuite.gateway import NetSuiteAccount
from period_sync.domain.errors import PeriodSyncError
from period_sync.domain.journal_record import (
    ChangeOutcome,
    InternalId,
    JournalFilter,
    JournalRecord,
)
from tests.support.netsuite_client import CLEARING, COST, journal, line, open_simulator
from tests.support.simulator import RunningSimulator, simulator_thread

EXAMPLES = settings(max_examples=25, deadline=None)
NUMBERS = count()


@pytest.fixture(scope="module")
def simulator() -> Iterator[RunningSimulator]:
    with simulator_thread() as running:
        running.grant(TRAN_JOURNAL="full")
        yield running


@pytest.fixture(scope="module")
def account(simulator: RunningSimulator) -> NetSuiteAccount:
    return open_simulator(simulator)


def kept(account: NetSuiteAccount, amounts: list[Decimal], memo: str = "m") -> JournalRecord:
    sides = [line(COST, debit=f"{amount}", memo=memo) for amount in amounts]
    sent = journal(
        *sides,
        line(CLEARING, credit=f"{sum(amounts)}", memo=memo),
        external_id=f"ps-{next(NUMBERS)}",
        memo=memo,
    )
    answer = account.journals.create(sent.record_type, sent)
    assert answer.internal_id is not None, answer
    record = account.journals.get(InternalId(answer.internal_id))
    assert isinstance(record, JournalRecord)
    return record


# With all of its digits, a sum of two still has 18.
amounts = st.integers(1, 4 * 10**17).map(lambda cents: Decimal(cents).scaleb(-2))


@EXAMPLES
@given(st.lists(amounts, min_size=1, max_size=2))
def test_amounts_of_18_digits_go_and_come_back_exactly(
    account: NetSuiteAccount, wanted: list[Decimal]
) -> None:
    record = kept(account, wanted)
    assert [each.debit for each in record.lines] == [*wanted, None]
    assert record.lines[-1].credit == sum(wanted)
    (row,) = account.journals.rows(JournalFilter(internal_ids=(record.internal_id,)))
    assert row.debit == sum(wanted)
    lines = [line(COST, debit=f"{wanted[0]}"), line(CLEARING, credit=f"{wanted[0]}")]
    changed = account.journals.update(InternalId(record.internal_id), {}, lines)
    assert changed.outcome is ChangeOutcome.DONE
    (row,) = account.journals.rows(JournalFilter(internal_ids=(record.internal_id,)))
    assert row.debit == wanted[0]


printable = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=60
).filter(lambda text: text == text.strip())


@EXAMPLES
@given(printable)
def test_a_memo_comes_back_letter_by_letter(account: NetSuiteAccount, memo: str) -> None:
    record = kept(account, [Decimal(1)], memo)
    assert {record.memo, *(each.memo for each in record.lines)} == {memo}
    (row,) = account.journals.rows(JournalFilter(internal_ids=(record.internal_id,)))
    assert row.memo == memo


@EXAMPLES
@given(st.text(max_size=30), st.sampled_from(["account", "department", "subsidiary"]))
def test_an_id_of_any_letters_finds_nothing_or_is_refused(
    account: NetSuiteAccount, text: str, name: str
) -> None:
    for wanted in (
        JournalFilter(**{name: f"x{text}"}),  # type: ignore[arg-type]
        JournalFilter(external_ids=(f"x{text}",)),
    ):
        for ask in (account.journals.rows, account.journals.keys):
            with suppress(PeriodSyncError):
                assert list(ask(wanted)) == []
