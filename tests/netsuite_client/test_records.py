from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from period_sync.adapters.netsuite.gateway import NetSuiteAccount
from period_sync.domain.errors import (
    Conflict,
    InvalidInput,
    NetSuiteRefused,
    NetSuiteUnauthorized,
    NetSuiteUnavailable,
)
from period_sync.domain.journal_record import (
    ChangeOutcome,
    ExternalId,
    InternalId,
    JournalFilter,
    JournalRecord,
    JournalRow,
    NotShown,
    parse_key,
)
from period_sync.domain.posting import RecordType, Reference
from tests.support.journals import CORPORATE, INC, RETAIL, created, intercompany
from tests.support.netsuite_client import (
    CLEARING,
    COST,
    EUR,
    GMBH,
    OCTOBER,
    line,
    open_at,
    open_simulator,
    post,
)
from tests.support.scripted_server import http, scripted_server
from tests.support.simulator import RunningSimulator


@pytest.fixture(autouse=True)
def editor(netsuite: RunningSimulator) -> None:
    # The role of the set-up may create journals, not change or delete them.
    netsuite.grant(TRAN_JOURNAL="full")


def read(account: NetSuiteAccount, internal_id: str) -> JournalRecord:
    record = account.journals.get(InternalId(internal_id))
    assert isinstance(record, JournalRecord)
    return record


def found(account: NetSuiteAccount, internal_id: str) -> JournalRow:
    row = account.journals.find(InternalId(internal_id))
    assert row is not None
    return row


def test_a_journal_comes_back_with_everything_that_was_sent(account: NetSuiteAccount) -> None:
    custom = {"custcol_lease_id": "HL-1", "custcol_area": Decimal("12.5")}
    lines = (
        line(COST, debit="1234.56", department=RETAIL, class_="31", custom_fields=custom),
        line(CLEARING, credit="1234.56", location="54", memo=""),
    )
    internal_id = post(
        account,
        *lines,
        reversal_date=date(2026, 11, 1),
        custom_fields={"custbody_owner_department": Reference(CORPORATE)},
    )
    record = read(account, internal_id)
    assert (record.record_type, record.internal_id) == (RecordType.JOURNAL, internal_id)
    assert (record.external_id, record.memo) == ("ps-first", "Lease accounting Oct 2026")
    assert (record.date, record.reversal_date) == (date(2026, 10, 31), date(2026, 11, 1))
    assert record.posting_period == Reference(OCTOBER)
    assert record.subsidiary == Reference(GMBH)
    assert record.currency == Reference(EUR)
    assert record.currency.name == "Euro"
    assert (record.exchange_rate, record.is_approved) == (Decimal(1), True)
    assert record.approval_status == Reference("2")
    assert record.custom_fields["custbody_owner_department"] == Reference(CORPORATE)
    assert record.created_at is not None
    assert record.created_at.tzinfo is UTC
    first, second = record.lines
    assert (first.account, first.debit, first.credit) == (Reference(COST), Decimal("1234.56"), None)
    assert (first.department, first.class_) == (Reference(RETAIL), Reference("31"))
    assert {name: first.custom_fields[name] for name in custom} == custom
    assert (second.location, second.memo, second.credit) == (
        Reference("54"), "", Decimal("1234.56")
    )  # fmt: skip
    assert record.reversal_entry is not None
    reversal = read(account, record.reversal_entry)
    assert (reversal.is_reversal, reversal.reversal_entry) == (True, internal_id)


@pytest.mark.parametrize("of", [RecordType.INTERCOMPANY, RecordType.ADVANCED_INTERCOMPANY])
def test_an_intercompany_journal_comes_back_with_the_subsidiaries_of_its_lines(
    account: NetSuiteAccount, of: RecordType
) -> None:
    internal_id = created(account, intercompany(of))
    for key in (InternalId(internal_id), ExternalId(f"ps-{of.lower()}")):
        record = account.journals.get(key, of)
        assert isinstance(record, JournalRecord)
        assert record.record_type is of
        subsidiaries = [each.subsidiary for each in record.lines]
        assert subsidiaries == [Reference(each) for each in (GMBH, GMBH, INC, INC)]
    assert isinstance(account.journals.get(InternalId(internal_id)), NotShown)


@pytest.mark.parametrize("missing_is_404", [True, False])
@pytest.mark.parametrize("key", ["999999", "eid:ps-none", "eid:no such key"])
def test_what_is_not_shown_is_said_to_be_no_more_than_that(
    netsuite: RunningSimulator, key: str, missing_is_404: bool
) -> None:
    netsuite.set_preferences(missing_is_404=missing_is_404)
    answer = open_simulator(netsuite).journals.get(parse_key(key))
    assert isinstance(answer, NotShown)
    assert answer.detail


def test_an_external_id_that_no_url_takes_is_looked_up(
    netsuite: RunningSimulator, account: NetSuiteAccount
) -> None:
    internal_id = post(account)
    netsuite.change_journal(internal_id, externalid="by hand/1?")
    record = account.journals.get(ExternalId("by hand/1?"))
    assert isinstance(record, JournalRecord)
    assert record.internal_id == internal_id


@pytest.mark.parametrize("key", ["", "1/2", "-1", "1?", "eid:", "eid:a\nb", "eid: ", "x", "9" * 30])
def test_what_can_be_no_key_is_refused(key: str) -> None:
    with pytest.raises(InvalidInput):
        parse_key(key)


@pytest.mark.parametrize(("status", "error"), [(401, NetSuiteUnauthorized), (403, NetSuiteRefused)])
def test_a_refusal_that_is_not_about_the_journal_is_an_error(
    status: int, error: type[Exception]
) -> None:
    body = '{"o:errorDetails": [{"detail": "No.", "o:errorCode": "USER_ERROR"}]}'
    with scripted_server(http(status, body)) as server, pytest.raises(error):
        open_at(server.origin).journals.get(InternalId("1"))


def test_a_get_is_tried_again_and_no_more_than_a_query(netsuite: RunningSimulator) -> None:
    account = open_simulator(netsuite)
    internal_id = post(account)
    netsuite.add_fault("503:route=journalEntry-read,first=2")
    assert read(account, internal_id).internal_id == internal_id
    netsuite.add_fault("503:route=journalEntry-read")
    with pytest.raises(NetSuiteUnavailable):
        account.journals.get(InternalId(internal_id))


def test_fields_of_the_header_can_be_set_and_cleared(account: NetSuiteAccount) -> None:
    internal_id = post(account, reversal_date=date(2026, 11, 1))
    answer = account.journals.update(
        InternalId(internal_id),
        {"memo": "Corrected", "department": Reference(RETAIL), "reversalDate": date(2026, 11, 2)},
    )
    assert answer.outcome is ChangeOutcome.DONE
    record = read(account, internal_id)
    assert (record.memo, record.department) == ("Corrected", Reference(RETAIL))
    assert record.reversal_date == date(2026, 11, 2)
    assert account.journals.update(InternalId(internal_id), {"department": None}).complaints == ()
    assert read(account, internal_id).department is None
    assert len(read(account, internal_id).lines) == 2


def test_lines_are_replaced_and_never_added(
    netsuite: RunningSimulator, account: NetSuiteAccount
) -> None:
    internal_id = post(account)
    lines = [line(COST, debit="7.00"), line(CLEARING, credit="7.00")]
    for _ in range(2):
        answer = account.journals.update(InternalId(internal_id), {}, lines)
        assert answer.outcome is ChangeOutcome.DONE
    record = read(account, internal_id)
    assert [each.debit or each.credit for each in record.lines] == [7, 7]
    assert len(netsuite.journals()[0]["lines"]) == 2


def test_lines_are_never_sent_without_replacing() -> None:
    with scripted_server(http(204)) as server:
        client = open_at(server.origin).journals
        client.update(InternalId("7"), {"memo": "m"})
        client.update(InternalId("7"), {}, [line(COST, debit="7"), line(CLEARING, credit="7")])
    without, with_lines = server.requests
    assert without.startswith(b"PATCH /services/rest/record/v1/journalEntry/7 HTTP")
    assert b'"line"' not in without
    assert with_lines.startswith(b"PATCH /services/rest/record/v1/journalEntry/7?replace=line ")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"id": "7"},
        {"tranId": "JE7"},
        {"approved": True},
        {"approvalStatus": Reference("2")},
        {"isReversal": False},
        {"createdDate": datetime(2026, 1, 1, tzinfo=UTC)},
        {"line": None},
        {"custbody_x/../y": "a"},
        {"memo": 7},
        {"tranDate": "2026-10-31"},
        {"exchangeRate": 1.5},
        {"exchangeRate": Decimal("NaN")},
        {"custbody_x": 1.5},
    ],
)
def test_a_change_that_cannot_be_right_is_not_sent(changes: dict[str, Any]) -> None:
    with scripted_server(http(204)) as server, pytest.raises(InvalidInput):
        open_at(server.origin).journals.update(InternalId("7"), changes)
    assert server.requests == []


def test_lines_cannot_all_be_taken_away() -> None:
    with scripted_server(http(204)) as server, pytest.raises(InvalidInput):
        open_at(server.origin).journals.update(InternalId("7"), {}, [])
    assert server.requests == []


def complaint(detail: str) -> str:
    return f'{{"o:errorDetails": [{{"detail": "{detail}", "o:errorCode": "USER_ERROR"}}]}}'


CHANGES = [
    (http(200), ChangeOutcome.DONE),
    (http(204), ChangeOutcome.DONE),
    (http(201), ChangeOutcome.UNKNOWN),
    (http(202, Location="{origin}/services/rest/async/v1/job/1"), ChangeOutcome.UNKNOWN),
    (http(303, Location="{origin}/x"), ChangeOutcome.UNKNOWN),
    (http(400, complaint("No.")), ChangeOutcome.REFUSED),
    (http(400, complaint("This record already exists.")), ChangeOutcome.REFUSED),
    (http(400, "<html>"), ChangeOutcome.UNKNOWN),
    (http(401), ChangeOutcome.UNAUTHORIZED),
    (http(404, complaint("Gone.")), ChangeOutcome.REFUSED),
    (http(408, complaint("Slow.")), ChangeOutcome.UNKNOWN),
    (http(429, complaint("Busy.")), ChangeOutcome.NOT_SENT),
    (http(500, complaint("Oops.")), ChangeOutcome.UNKNOWN),
    (b"", ChangeOutcome.UNKNOWN),
    (b"HTTP/1.1 nonsense\r\n\r\n", ChangeOutcome.UNKNOWN),
]


@pytest.mark.parametrize(("answer", "outcome"), CHANGES)
def test_a_change_claims_no_more_than_the_answer_proves_and_is_sent_once(
    answer: bytes, outcome: ChangeOutcome
) -> None:
    with scripted_server(answer) as server:
        changed = open_at(server.origin).journals.update(InternalId("7"), {"memo": "m"})
    assert changed.outcome is outcome
    assert len(server.requests) == 1


def test_a_change_that_could_not_leave_was_not_sent() -> None:
    with scripted_server() as server:
        pass
    answer = open_at(server.origin).journals.update(InternalId("7"), {"memo": "m"})
    assert answer.outcome is ChangeOutcome.NOT_SENT


@pytest.mark.parametrize("of", RecordType)
def test_a_journal_of_each_type_is_deleted(
    netsuite: RunningSimulator, account: NetSuiteAccount, of: RecordType
) -> None:
    is_plain = of is RecordType.JOURNAL
    internal_id = post(account) if is_plain else created(account, intercompany(of))
    answer = account.journals.delete(found(account, internal_id), "Booked twice")
    assert answer.outcome is ChangeOutcome.DONE
    assert netsuite.journals() == []
    assert account.journals.find(InternalId(internal_id)) is None


@pytest.mark.parametrize(
    ("column", "code"), [("closed", "PERIOD_CLOSED"), ("alllocked", "PERIOD_LOCKED")]
)
@pytest.mark.parametrize("period", ["415", "416"])
def test_nothing_is_deleted_from_a_period_that_is_shut_for_it_or_its_reversal(
    netsuite: RunningSimulator, account: NetSuiteAccount, period: str, column: str, code: str
) -> None:
    internal_id = post(account, reversal_date=date(2026, 11, 1))
    row = found(account, internal_id)
    netsuite.change_record("accountingperiod", period, **{column: "T"})
    with pytest.raises(Conflict) as refused:
        account.journals.delete(row, "Booked twice")
    assert refused.value.code == code
    assert {"415": "Oct 2026", "416": "Nov 2026"}[period] in refused.value.message
    assert netsuite.request_count("journalEntry-delete") == 0
    assert len(netsuite.journals()) == 2


def test_nothing_is_deleted_from_a_period_that_is_not_shown(account: NetSuiteAccount) -> None:
    row = found(account, post(account))
    with scripted_server(http(200, '{"items": [], "hasMore": false}')) as server:
        with pytest.raises(Conflict) as refused:
            open_at(server.origin).journals.delete(row, "Booked twice")
        assert len(server.requests) == 1
    assert refused.value.code == "PERIOD_NOT_SHOWN"


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_nothing_is_deleted_without_a_reason(account: NetSuiteAccount, reason: str) -> None:
    row = found(account, post(account))
    with pytest.raises(InvalidInput):
        account.journals.delete(row, reason)


def test_a_journal_is_found_by_its_external_id_whatever_its_type(account: NetSuiteAccount) -> None:
    created(account, intercompany(RecordType.ADVANCED_INTERCOMPANY))
    row = account.journals.find(ExternalId("ps-advintercompanyjournalentry"))
    assert row is not None
    assert row.record_type is RecordType.ADVANCED_INTERCOMPANY
    assert list(account.journals.rows(JournalFilter(internal_ids=(row.internal_id,)))) == [row]
