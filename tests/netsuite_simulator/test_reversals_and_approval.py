from decimal import Decimal

import pytest

from tests.netsuite_simulator.client import (
    CLEARING,
    COST,
    OCTOBER,
    USD,
    Client,
    journal,
    line,
    refusal,
)

HEADER = (
    "SELECT id, TO_CHAR(trandate, 'YYYY-MM-DD') AS day, BUILTIN.DF(postingperiod) AS period, "
    "posting, approvalstatus, isreversal, reversal, externalid, exchangerate "
    "FROM transaction ORDER BY id"
)


def test_a_reversal_date_makes_a_second_linked_journal_with_the_opposite_lines(
    client: Client,
) -> None:
    key = client.created(
        journal(
            line(COST, debit=Decimal("7.77")),
            line(CLEARING, credit=Decimal("7.77")),
            reversalDate="2026-11-01",
            currency={"id": USD},
        )
    )
    first, second = client.rows(HEADER)
    assert (first["id"], second["id"]) == (key, first["reversal"])
    assert second["reversal"] == key
    assert (first["isreversal"], second["isreversal"]) == ("F", "T")
    assert (second["day"], second["period"]) == ("2026-11-01", "Nov 2026")
    assert "externalid" not in second
    assert first["exchangerate"] == second["exchangerate"]
    lines = client.rows(
        "SELECT tl.debitforeignamount AS debit, tl.creditforeignamount AS credit, tal.account, "
        "tal.amount FROM transactionline tl JOIN transactionaccountingline tal "
        "ON tal.transaction = tl.transaction AND tal.transactionline = tl.id "
        "WHERE tl.transaction = ? ORDER BY tl.id",
        second["id"],
    )
    assert lines == [
        {"credit": "7.77", "account": str(COST), "amount": "-7.13"},
        {"debit": "7.77", "account": str(CLEARING), "amount": "7.13"},
    ]


def test_a_deferred_reversal_is_no_transaction_yet(client: Client) -> None:
    client.created(journal(reversalDate="2026-11-01", reversalDefer=True))
    assert len(client.rows(HEADER)) == 1


def test_a_reversal_into_a_locked_month_refuses_the_whole_journal(client: Client) -> None:
    answer = client.post(journal(reversalDate="2026-09-30"))
    assert refusal(answer)[:2] == (400, "USER_ERROR")
    assert client.rows(HEADER) == []


def test_a_journal_that_needs_approval_is_saved_but_not_posted(client: Client) -> None:
    client.simulator.set_preferences(require_approvals=True)
    key = client.created(journal(approved=True, reversalDate="2026-11-01"))
    assert [(r["posting"], r["approvalstatus"]) for r in client.rows(HEADER)] == [("F", "1")] * 2
    assert client.read(key).json()["approved"] is False
    client.simulator.change_journal(key, approvalstatus="2")
    assert [(r["posting"], r["approvalstatus"]) for r in client.rows(HEADER)] == [("T", "2")] * 2
    assert client.rows("SELECT DISTINCT posting FROM transactionaccountingline") == [
        {"posting": "T"}
    ]


def test_a_rejected_journal_is_never_posted(client: Client) -> None:
    client.simulator.set_preferences(require_approvals=True)
    key = client.created(journal())
    client.simulator.change_journal(key, approvalstatus="3")
    assert [(r["posting"], r["approvalstatus"]) for r in client.rows(HEADER)] == [("F", "3")]


@pytest.mark.parametrize("state", [{"alllocked": True}, {"closed": True}])
def test_a_journal_whose_period_was_shut_while_it_waited_moves_when_it_is_approved(
    client: Client, state: dict[str, bool]
) -> None:
    client.simulator.set_preferences(require_approvals=True, shifted_period="first_open")
    key = client.created(journal(reversalDate="2026-11-01"))
    client.simulator.change_record("accountingperiod", OCTOBER, **state)
    client.simulator.change_journal(key, approvalstatus="2")
    shown = [(row["period"], row["day"], row["posting"]) for row in client.rows(HEADER)]
    assert shown == [("Nov 2026", "2026-10-31", "T"), ("Nov 2026", "2026-11-01", "T")]


def test_its_approval_can_be_refused_instead(client: Client) -> None:
    client.simulator.set_preferences(require_approvals=True, approval_moves_period=False)
    key = client.created(journal())
    client.simulator.change_record("accountingperiod", OCTOBER, alllocked=True)
    with pytest.raises(AssertionError, match="Oct 2026 is locked"):
        client.simulator.change_journal(key, approvalstatus="2")
    client.simulator.change_journal(key, approvalstatus="3")
    assert [row["posting"] for row in client.rows(HEADER)] == ["F"]
