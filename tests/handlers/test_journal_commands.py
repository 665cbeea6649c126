import io
import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest

from period_sync import journals
from period_sync.domain.connection import Environment
from period_sync.domain.posting import RecordType
from tests.support.journals import created, intercompany, some_of_each
from tests.support.netsuite_client import open_simulator, post
from tests.support.product import CONNECTION, TENANT, Product

Run = Callable[..., tuple[int, str, str]]
REASON = ("--reason", "Booked twice by hand")


@pytest.fixture
def run(product: Product, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Run:
    product.make_tenant()
    product.connect()
    outputs = {
        **product.cloud.tables,
        "NetSuiteOrigin": product.netsuite.origin,
    }
    resource = {"Topic": {"Type": "AWS::SNS::Topic"}}
    template = {
        "Resources": resource,
        "Outputs": {name: {"Value": value} for name, value in outputs.items()},
    }
    boto3.client("cloudformation").create_stack(
        StackName="period-sync-local", TemplateBody=json.dumps(template)
    )
    monkeypatch.setenv("STAGE", "local")

    def command(*arguments: str) -> tuple[int, str, str]:
        code = journals.main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def sandbox(product: Product) -> None:
    product.change_connection(environment=Environment.SANDBOX)


def waiting(product: Product, **changed: Any) -> str:
    # The role of the set-up may create journals, not delete them.
    product.netsuite.grant(TRAN_JOURNAL="full")
    product.netsuite.set_preferences(require_approvals=True)
    return post(open_simulator(product.netsuite), **changed)


def audits() -> list[tuple[str, dict[str, Any]]]:
    items: Any = boto3.resource("dynamodb").Table("AuditTable").scan()["Items"]
    found = [item for item in items if item["action"].startswith("journal")]
    return [(item["action"], item["facts"]) for item in sorted(found, key=lambda i: i["sk"])]


def test_journals_are_listed_for_people_and_as_json(product: Product, run: Run) -> None:
    some_of_each(product.netsuite, open_simulator(product.netsuite))
    conditions = ("--from", "2026-10-01", "--to", "2026-10-31", "--unapproved")
    code, out, err = run("list", *conditions)
    heading, *lines = out.splitlines()
    assert (code, len(lines)) == (0, 2)
    assert heading.split()[:3] == ["ID", "NUMBER", "DATE"]
    assert "ps-waiting" in lines[0]
    assert "pending" in lines[0]
    assert lines[0].split()[6:8] == ["100", "Euro"]
    assert err.startswith("2 journals in NetSuite account")
    code, out, _ = run("list", *conditions, "--json", "--tenant", TENANT)
    assert code == 0
    assert [row["external_id"] for row in json.loads(out)] == ["ps-waiting", "ps-retail-waiting"]
    assert json.loads(out)[1]["debit"] == "12.5"


@pytest.mark.parametrize(
    ("conditions", "count"),
    [
        (("--account", "2100"), 5),
        (("--account", "2100", "--department", "Corporate", "--reversals"), 2),
        (("--subsidiary", "Halcyon US Inc."), 2),
        (("--external-id", "ps-plain", "--external-id", "ps-turned"), 2),
        (("--from", "2027-01-01"), 0),
    ],
)
def test_conditions_are_given_by_name(
    product: Product, run: Run, conditions: tuple[str, ...], count: int
) -> None:
    some_of_each(product.netsuite, open_simulator(product.netsuite))
    code, out, _ = run("list", *conditions, "--json")
    assert (code, len(json.loads(out))) == (0, count)


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        (("--account", "9999999"), "no account 9999999"),
        (("--department", "Field Service"), "More than one department"),
        (("--connection", "other"), "no connection other"),
        (("--tenant", "other"), "There is none"),
    ],
)
def test_what_names_nothing_or_too_much_is_refused(
    run: Run, conditions: tuple[str, ...], words: str
) -> None:
    code, out, err = run("list", *conditions)
    assert (code, out) == (1, "")
    assert words in err


def test_the_tenant_must_be_named_where_there_are_two(product: Product, run: Run) -> None:
    product.make_tenant("other", "lease.other")
    code, _, err = run("list")
    assert (code, "halcyon, other" in err) == (1, True)
    assert run("list", "--tenant", TENANT, "--connection", CONNECTION)[0] == 0


@pytest.mark.parametrize("of", RecordType)
def test_a_journal_of_any_type_is_shown(product: Product, run: Run, of: RecordType) -> None:
    account = open_simulator(product.netsuite)
    is_plain = of is RecordType.JOURNAL
    internal_id = post(account) if is_plain else created(account, intercompany(of))
    code, out, _ = run("get", internal_id)
    assert code == 0
    assert "6200 Operating lease cost" in out
    external_id = "ps-first" if is_plain else f"ps-{of.lower()}"
    code, out, _ = run("get", f"eid:{external_id}", "--json")
    shown = json.loads(out)
    assert (shown["internal_id"], shown["record_type"]) == (internal_id, of.value)
    assert shown["lines"][0]["account"] == {"id": "250", "name": "6200 Operating lease cost"}
    assert shown["lines"][0]["debit"] == "100" if is_plain else "50"


@pytest.mark.parametrize("key", ["999", "eid:ps-none"])
def test_a_journal_that_is_not_shown_is_not_shown(run: Run, key: str) -> None:
    code, out, err = run("get", key)
    assert (code, out) == (1, "")
    assert f"no journal {key}" in err


def test_a_memo_cannot_steer_the_terminal(product: Product, run: Run) -> None:
    post(open_simulator(product.netsuite), memo="evil\x1b[2Jmemo")
    assert "\x1b" not in run("list")[1]
    assert "\x1b" not in run("get", "eid:ps-first")[1]


def test_a_deletion_is_recorded_before_it_is_sent_and_after(product: Product, run: Run) -> None:
    sandbox(product)
    internal_id = waiting(product)
    code, out, _ = run("delete", internal_id, *REASON, "--yes")
    assert (code, "is deleted" in out) == (0, True)
    assert product.netsuite.journals() == []
    (asked, facts), (ended, outcome) = audits()
    assert (asked, ended) == ("journal deletion asked", "journal deletion ended")
    assert (facts["reason"], facts["external_id"], facts["debit"]) == (REASON[1], "ps-first", "100")
    assert outcome["outcome"] == "DONE"


@pytest.mark.parametrize(
    ("answer", "code", "left"), [("y\n", 0, 0), ("yes\n", 0, 0), ("n\n", 1, 1), ("", 1, 1)]
)
def test_a_person_is_asked_first(
    product: Product,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    code: int,
    left: int,
) -> None:
    sandbox(product)
    internal_id = waiting(product)
    terminal = io.StringIO(answer)
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    assert run("delete", internal_id, *REASON)[0] == code
    assert len(product.netsuite.journals()) == left
    assert len(audits()) == 2 * (1 - left)


def test_nothing_is_deleted_unasked_where_nobody_can_be_asked(
    product: Product, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox(product)
    internal_id = waiting(product)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    code, _, err = run("delete", internal_id, *REASON)
    assert (code, "--yes" in err) == (1, True)
    assert len(product.netsuite.journals()) == 1


def test_a_posted_journal_is_not_deleted(product: Product, run: Run) -> None:
    sandbox(product)
    internal_id = post(open_simulator(product.netsuite))
    code, _, err = run("delete", internal_id, *REASON, "--yes")
    assert (code, "is posted" in err) == (1, True)
    assert product.netsuite.request_count("journalEntry-delete") == 0


@pytest.mark.parametrize(("key", "code"), [("ps-x", 1), ("PS-x", 1), ("by-hand", 0), (None, 0)])
def test_a_journal_of_a_sync_is_not_deleted_in_production(
    product: Product, run: Run, key: str | None, code: int
) -> None:
    internal_id = waiting(product, external_id="ps-first")
    product.netsuite.change_journal(internal_id, externalid=key or "another")
    assert run("delete", internal_id, *REASON, "--yes")[0] == code
    assert len(product.netsuite.journals()) == code


@pytest.mark.parametrize("reason", ["", "  ", "two\nlines", "x" * 501])
def test_a_reason_must_be_one(product: Product, run: Run, reason: str) -> None:
    sandbox(product)
    internal_id = waiting(product)
    assert run("delete", internal_id, "--reason", reason, "--yes")[0] == 1
    assert audits() == []


def test_a_deletion_in_a_closed_period_is_recorded_as_not_sent(product: Product, run: Run) -> None:
    sandbox(product)
    internal_id = waiting(product)
    product.netsuite.change_record("accountingperiod", "415", closed="T")
    code, _, err = run("delete", internal_id, *REASON, "--yes")
    assert (code, "Oct 2026 is closed" in err) == (1, True)
    assert [facts.get("outcome") for _, facts in audits()] == [None, "NOT_SENT"]


@pytest.mark.parametrize(
    ("fault", "outcome", "words"),
    [
        ("drop-after", "UNKNOWN", "unknown"),
        ("500", "UNKNOWN", "unknown"),
        ("429", "NOT_SENT", "no time"),
    ],
)
def test_what_came_of_a_deletion_is_said_as_far_as_it_is_known(
    product: Product, run: Run, fault: str, outcome: str, words: str
) -> None:
    sandbox(product)
    internal_id = waiting(product)
    product.netsuite.add_fault(f"{fault}:route=journalEntry-delete")
    code, out, _ = run("delete", internal_id, *REASON, "--yes")
    assert (code, words in out) == (1, True)
    assert audits()[1][1]["outcome"] == outcome
    assert product.netsuite.request_count("journalEntry-delete") == 1


def test_a_refusal_comes_in_netsuites_words(product: Product, run: Run) -> None:
    sandbox(product)
    internal_id = waiting(product)
    product.netsuite.set_preferences(deletion_reason_required=True)
    code, out, _ = run("delete", internal_id, *REASON, "--yes", "--json")
    assert code == 1
    assert json.loads(out)["outcome"] == "REFUSED"
    assert json.loads(out)["netsuite_says"]


def test_a_role_that_may_not_delete_is_told_so(product: Product, run: Run) -> None:
    sandbox(product)
    internal_id = waiting(product)
    product.netsuite.grant(TRAN_JOURNAL="create")
    code, out, _ = run("delete", internal_id, *REASON, "--yes")
    assert (code, "NetSuite refused to delete" in out) == (1, True)
    assert len(product.netsuite.journals()) == 1


def test_a_refused_secret_is_not_tried_a_second_time(product: Product, run: Run) -> None:
    product.replace_secret(token_secret="x" * 64)
    for _ in range(2):
        code, _, err = run("list")
        assert (code, "refused our credentials" in err) == (1, True)
    assert len(product.netsuite.login_audit()) == 1


def test_a_stack_that_is_not_there_is_said_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGE", "elsewhere")
    code, _, err = run("list")
    assert (code, "period-sync-elsewhere" in err) == (1, True)


@pytest.mark.parametrize("day", ["31.10.2026", "soon", ""])
def test_a_date_that_is_none_is_explained(day: str, capsys: Any) -> None:
    with pytest.raises(SystemExit):
        journals.main(["list", "--from", day])
    assert "2026-10-31" in capsys.readouterr().err
