import json
import time
from datetime import date
from typing import Any

import pytest

from period_sync.adapters.netsuite.refusal_table import ROWS
from period_sync.adapters.netsuite.translation import field_of, line_of, translate
from period_sync.domain.catalogue import CATALOGUE
from period_sync.domain.complaints import Complaint
from period_sync.domain.names import NameList
from period_sync.domain.posting import Outcome, PostAnswer, RecordType
from tests.support.netsuite_client import (
    CLEARING,
    COST,
    JPY,
    KK,
    journal,
    line,
    open_at,
    open_simulator,
    post,
)
from tests.support.scripted_server import http, scripted_server
from tests.support.simulator import RunningSimulator

USD = "2"
JANUARY, SEPTEMBER = "403", "413"
OTHER_CODE = {"shut_period_code": "CLOSED_TRAN_PRD"}


def with_line(account: str, **names: Any) -> dict[str, Any]:
    return {"lines": (line(COST, debit="1"), line(account, credit="1", **names))}


def said(changed: dict[str, Any], problem: str, **named: object) -> Any:
    return pytest.param(changed, {}, problem, named, id=f"{problem} {sorted(changed)}")


def switched(
    switches: dict[str, Any], changed: dict[str, Any], problem: str, **named: object
) -> Any:
    return pytest.param(changed, switches, problem, named, id=f"{problem} {sorted(switches)}")


LATE = {"date": date(2026, 9, 30), "posting_period": SEPTEMBER}
MADE = [
    said({"posting_period": JANUARY}, "PER-01", period="Jan 2026"),
    switched(OTHER_CODE, {"posting_period": JANUARY}, "PER-01", period="Jan 2026"),
    said(LATE, "PER-02", period="Sep 2026"),
    switched(OTHER_CODE, LATE, "PER-02", period="Sep 2026"),
    said({"date": date(2026, 11, 5)}, "PER-04"),
    said({"reversal_date": date(2031, 1, 1)}, "PER-06", field="reversalDate"),
    said({"subsidiary": "7"}, "MAP-01", subsidiary="7"),
    said(with_line("201"), "MAP-02", account="201"),
    said(with_line("203"), "MAP-03", account="1020 Operating bank USD"),
    said(with_line("202") | {"currency": USD}, "MAP-04", account="202", currency=USD),
    said(with_line(CLEARING, department="20"), "MAP-06", department="20", subsidiary="2"),
    said(with_line(CLEARING, class_="36"), "MAP-06", **{"class": "36"}),
    said(with_line(CLEARING, location="51"), "MAP-06", location="51"),
    said({"currency": "99"}, "MAP-08", currency="99"),
    said(with_line(CLEARING, entity="702"), "MAP-09", counterparty="702"),
    said(
        with_line("206", entity="751") | {"currency": USD},
        "MAP-09",
        counterparty="751",
        currency=USD,
    ),
    said(with_line("229"), "MAP-10"),
    switched({"mandatory": "department"}, {}, "FORM-01", field="Department"),
    switched({"mandatory": "line.location"}, {}, "FORM-01", field="Location"),
    said(with_line("206"), "FORM-02", field="Name"),
    switched({"mandatory": "custbody_source_system"}, {}, "FORM-02"),
    said(
        {
            "subsidiary": KK,
            "currency": JPY,
            "lines": (line(COST, debit="0.5"), line(CLEARING, credit="0.5")),
        },
        "FORM-05",
        field="debit",
        value="0.5",
    ),
    said({"lines": (line(COST, debit="1"), line(CLEARING, credit="2"))}, "BAL-01"),
    switched({"lines_max": 1}, {}, "SIZE-01", limit="1"),
]


def refused(answer: PostAnswer) -> Complaint:
    assert answer.outcome is Outcome.REFUSED, answer
    (complaint,) = answer.complaints
    return complaint


def named_by(complaint: Complaint) -> dict[str, str]:
    ids = {str(name_list): key for name_list, key in complaint.meaning.ids.items()}
    return {**complaint.meaning.words, **ids}


@pytest.mark.parametrize(("changed", "switches", "problem", "named"), MADE)
def test_a_refusal_of_the_simulator_is_told_as_the_problem_it_means(
    netsuite: RunningSimulator,
    changed: dict[str, Any],
    switches: dict[str, Any],
    problem: str,
    named: dict[str, str],
) -> None:
    netsuite.set_preferences(**switches)
    account = open_simulator(netsuite)
    complaint = refused(account.create(RecordType.JOURNAL, account.render(journal(**changed))))
    assert complaint.meaning.problem == problem, complaint
    assert named.items() <= named_by(complaint).items()


def test_an_account_of_one_department_is_named(netsuite: RunningSimulator) -> None:
    netsuite.change_record("account", COST, department=13)
    account = open_simulator(netsuite)
    complaint = refused(account.create(RecordType.JOURNAL, account.render(journal())))
    assert complaint.meaning.problem == "MAP-05"
    assert complaint.meaning.ids == {NameList.ACCOUNT: COST}


BODIES: list[tuple[str, dict[str, Any], str]] = [
    ("PERM-07", {"tranId": "JE-9"}, "tranId"),
    ("MAP-15", {"custbody_gone": "x"}, "custbody_gone"),
    ("BOOK-02", {"accountingBook": {"id": "99"}}, "accountingBook"),
]


@pytest.mark.parametrize(("problem", "added", "field"), BODIES)
def test_a_field_that_netsuite_does_not_take_is_named(
    netsuite: RunningSimulator, problem: str, added: dict[str, Any], field: str
) -> None:
    netsuite.set_preferences(multi_book=True)
    account = open_simulator(netsuite)
    body = json.loads(account.render(journal())) | added
    complaint = refused(account.create(RecordType.JOURNAL, json.dumps(body).encode()))
    assert (complaint.meaning.problem, complaint.field) == (problem, field)


def test_what_netsuite_can_not_read_is_a_defect_of_ours(netsuite: RunningSimulator) -> None:
    complaint = refused(open_simulator(netsuite).create(RecordType.JOURNAL, b"{"))
    assert complaint.meaning.problem == "OPS-03"


def test_two_sides_on_a_line_are_a_rounding_error(netsuite: RunningSimulator) -> None:
    account = open_simulator(netsuite)
    body = json.loads(account.render(journal()))
    body["line"]["items"][1]["debit"] = 0
    complaint = refused(account.create(RecordType.JOURNAL, json.dumps(body).encode()))
    assert (complaint.meaning.problem, complaint.line) == ("BAL-05", 1)


def test_intercompany_journals_that_the_api_does_not_take_are_named(
    netsuite: RunningSimulator,
) -> None:
    netsuite.set_preferences(advanced_intercompany_by_rest=False)
    account = open_simulator(netsuite)
    body = account.render(journal())
    complaint = refused(account.create(RecordType.ADVANCED_INTERCOMPANY, body))
    assert complaint.meaning.problem == "MAP-11"


SCRIPTED = "customscript_budget: no budget left for {entry} at 100%"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (SCRIPTED, "FORM-04"),
        ("Please enter value(s) for: Site. (beforeSubmit)", "FORM-04"),
        ("Das Budget {0} ist aufgebraucht.", "NS-01"),
    ],
)
def test_words_of_the_customers_script_are_kept_verbatim(
    netsuite: RunningSimulator, text: str, problem: str
) -> None:
    netsuite.add_script(".*", text)
    account = open_simulator(netsuite)
    complaint = refused(account.create(RecordType.JOURNAL, account.render(journal())))
    assert (complaint.meaning.problem, complaint.meaning.words["detail"]) == (problem, text)


def test_a_failed_script_after_the_save_is_told_as_a_script(netsuite: RunningSimulator) -> None:
    netsuite.add_fault("save-and-400")
    account = open_simulator(netsuite)
    complaint = refused(account.create(RecordType.JOURNAL, account.render(journal())))
    assert complaint.meaning.problem == "FORM-04"


@pytest.mark.parametrize(
    ("language", "outcome"), [("en", Outcome.ALREADY_EXISTS), ("de", Outcome.REFUSED)]
)
def test_a_duplicate_in_a_language_that_no_row_knows_is_left_to_the_look_up(
    netsuite: RunningSimulator, language: str, outcome: Outcome
) -> None:
    netsuite.set_preferences(language=language)
    account = open_simulator(netsuite)
    post(account)
    answer = account.create(RecordType.JOURNAL, account.render(journal()))
    assert answer.outcome is outcome
    # The look-up finds it under its key, whatever was said.
    assert set(account.find(["ps-first"], None).internal_ids) == {"ps-first"}


SET = "You do not have permissions to set a value for element"
REASONS = "due to one of the following reasons: 1) The field is read-only; 2) An associated feature"
TOLD = [
    ("INSUFFICIENT_PERMISSION", f"{SET} exchangerate {REASONS}.", None, "PERM-04"),
    ("USER_ERROR", f"{SET} line.entity.", None, "PERM-05"),
    ("USER_ERROR", f"{SET} approvalstatus.", None, "PERM-06"),
    ("USER_ERROR", f"{SET} tranid.", None, "PERM-07"),
    ("USER_ERROR", f"{SET} cseg_region.", None, "PERM-03"),
    ("USER_ERROR", "Your current role does not have permission to perform this action.", None,
     "PERM-08"),
    ("INSUFFICIENT_PERMISSION", "", None, "PERM-08"),
    ("USER_ERROR", "Please enter value(s) for: Department, Class.", None, "FORM-01"),
    ("USER_ERROR", "Please enter value(s) for: First Name, Last Name.", None, "FORM-02"),
    ("USER_ERROR", "Please enter value(s) for: Tax Code", None, "MAP-12"),
    ("USER_ERROR", "Invalid taxcode reference key 7 for subsidiary 5.", None, "MAP-12"),
    ("USER_ERROR", "Invalid account reference key 250 for linesubsidiary null.", None, "MAP-03"),
    ("USER_ERROR", "Invalid subsidiary reference key 5.", "subsidiary", "PERM-02"),
    ("USER_ERROR", "Invalid currency reference key 2 for accountingbook 3.", None, "BOOK-02"),
    ("INVALID_CONTENT", "Invalid value for the resource or sub-resource field 'location'. Provide a"
     " valid value.", "line.items[3].location", "MAP-06"),
    ("INVALID_CONTENT", "Invalid value for the resource or sub-resource field 'memo'.", "memo",
     "FORM-05"),
    ("USER_ERROR", "You have entered an Invalid Field Value 9 for the following field: cseg_region",
     None, "MAP-07"),
    ("USER_ERROR", "The field memo contained more than the maximum number ( 999 ) of characters "
     "allowed.", "memo", "FORM-05"),
    ("USER_ERROR", "Invalid url. Spaces are not allowed in the URL.", "custcol_scan", "FORM-05"),
    ("USER_ERROR", "The accounting period is locked.", "reversalDate", "PER-06"),
    ("USER_ERROR", "The first line must post to the From subsidiary.", None, "MAP-17"),
    ("RCRD_HAS_BEEN_CHANGED", "Stale.", None, "DUP-02"),
    ("USER_ERROR", "Record has been changed.", None, "DUP-02"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "path", "problem"), TOLD)
def test_a_refusal_that_real_accounts_were_seen_to_give_is_told(
    code: str, text: str, path: str | None, problem: str
) -> None:
    detail = {"detail": f"Error while accessing a resource. {text}", "o:errorCode": code}
    if path is not None:
        detail["o:errorPath"] = path
    with scripted_server(http(400, json.dumps({"o:errorDetails": [detail]}))) as server:
        account = open_at(server.origin)
        answer = account.create(RecordType.JOURNAL, account.render(journal()))
    unknown = problem == "DUP-02"
    assert answer.outcome is (Outcome.UNKNOWN if unknown else Outcome.REFUSED)
    (complaint,) = answer.complaints
    assert complaint.meaning.problem == problem


KINDS = {
    "subsidiary": "MAP-01",
    "account": "MAP-02",
    "department": "MAP-06",
    "class": "MAP-06",
    "location": "MAP-06",
    "currency": "MAP-08",
    "entity": "MAP-09",
}


@pytest.mark.parametrize(("kind", "problem"), KINDS.items())
def test_a_reference_is_told_alike_in_all_wordings(kind: str, problem: str) -> None:
    name_list = NameList.COUNTERPARTY if kind == "entity" else NameList(kind)
    value = f"You have entered an Invalid Field Value 7 for the following field: {kind}"
    assert translate("USER_ERROR", value, None).problem == problem
    assert translate("USER_ERROR", value, None).ids == {name_list: "7"}
    odd = value.replace("7", "{'id': 7}")
    assert translate("USER_ERROR", odd, None).problem == problem
    resource = (
        f"Invalid value for the resource or sub-resource field '{kind}'. Provide a valid one."
    )
    assert translate("INVALID_CONTENT", resource, None).problem == problem
    reference = translate("USER_ERROR", f"Invalid {kind} reference key 7 for subsidiary 2.", None)
    by_key = {"account": "MAP-03", "subsidiary": "PERM-02"}
    assert reference.problem == by_key.get(kind, problem)
    assert reference.ids[name_list] == "7"


@pytest.mark.parametrize(("state", "problem"), [("closed", "PER-01"), ("locked", "PER-02")])
@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("The transaction falls in a {} accounting period (Oct 2026).", "Oct 2026"),
        ("This is a {} period.", None),
        ("The accounting period Oct 2026 is {}.", "Oct 2026"),
        ("The period has been {}.", None),
        ("You cannot post to Oct 2026: the period is {} for now.", "Oct 2026"),
    ],
)
def test_a_shut_period_is_told_alike_in_all_wordings(
    state: str, problem: str, text: str, period: str | None
) -> None:
    found = translate("USER_ERROR", text.format(state), "postingPeriod")
    assert (found.problem, found.words.get("period")) == (problem, period)
    reversal = translate("USER_ERROR", text.format(state), "reversalDate")
    assert (reversal.problem, reversal.facts["finding"]) == ("PER-06", f"is {state}")


def test_every_problem_of_the_table_is_made_to_happen() -> None:
    made = {case.values[2] for case in MADE} | {case[3] for case in TOLD} | {b[0] for b in BODIES}
    apart = {"MAP-05", "MAP-11", "BAL-05", "OPS-03", "FORM-04", "DUP-01"}
    assert {row.problem for row in ROWS} == made | apart
    assert {row.problem for row in ROWS} <= set(CATALOGUE)


@pytest.mark.parametrize(
    ("path", "line_number", "field"),
    [
        ("line.items[12].account", 12, "account"),
        ("line.items[0].account.id", 0, "account"),
        ("line.items[0]", 0, None),
        ("postingPeriod", None, "postingPeriod"),
        ("line.items[-1].account", None, "account"),
        ("line.items[99999999].account", None, "account"),
        ("", None, None),
        ("line.items[1].acc{ount}", 1, None),
    ],
)
def test_a_path_leads_to_a_line_and_a_field(
    path: str, line_number: int | None, field: str | None
) -> None:
    assert (line_of(path), field_of(path)) == (line_number, field)


def test_words_of_netsuite_that_can_not_be_printed_become_blanks() -> None:
    detail = {"detail": "No\u0000\ud800\u2028\u202e way", "o:errorCode": "A", "o:errorPath": 7}
    with scripted_server(http(400, json.dumps({"o:errorDetails": [detail]}))) as server:
        account = open_at(server.origin)
        answer = account.create(RecordType.JOURNAL, account.render(journal()))
    assert refused(answer).detail == "No     way"


HOSTILE = (
    "the ",
    "the a account cannot be used with the ",
    "Please enter value(s) for: ",
    "period ",
    "Invalid Field Value ",
    "line.items[1].",
    "{name!r}",
    "a" * 50,
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_long_to_read(piece: str) -> None:
    text = (piece * 1000)[:1000]
    started = time.perf_counter()
    translate("USER_ERROR", text, field_of(text[:300]))
    assert time.perf_counter() - started < 0.5
