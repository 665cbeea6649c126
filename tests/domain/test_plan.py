from dataclasses import replace

import pytest

from period_sync.domain.document import Document
from period_sync.domain.making_plan import PlanScope, make_plan
from period_sync.domain.plan import Plan, Reversed
from period_sync.domain.problems import Place, Problem
from tests.support.documents import a_document, a_line, amounts, an_entry

SCOPE = PlanScope("test", "halcyon", "1234567", revision=1, line_limit=2)


def planned(document: Document, scope: PlanScope = SCOPE) -> Plan:
    plan = make_plan(document, scope)
    assert isinstance(plan, Plan)
    return plan


def keys(document: Document, scope: PlanScope = SCOPE) -> list[str]:
    return [journal.external_id for journal in planned(document, scope).journals]


def test_journals_follow_the_documents_order_and_are_numbered_through() -> None:
    long = an_entry(*amounts("5", "-5", "7", "-7"), entry_id="E-2")
    plan = planned(a_document(an_entry(), long, an_entry(entry_id="E-3")))
    found = [(j.position, j.entry_id, j.part, j.parts, j.lines) for j in plan.journals]
    assert found == [
        (1, "E-1", 1, 1, ((0,), (1,))),
        (2, "E-2", 1, 2, ((0,), (1,))),
        (3, "E-2", 2, 2, ((2,), (3,))),
        (4, "E-3", 1, 1, ((0,), (1,))),
    ]


def test_a_journal_picks_its_own_lines() -> None:
    long = an_entry(*amounts("5", "-5", "7", "-7"))
    second = planned(a_document(long)).journals[1]
    assert [line.lease_id for line in second.lines_of(long)] == ["HL-2", "HL-3"]


def test_a_reversal_swaps_debit_and_credit_of_the_entry_that_it_mirrors() -> None:
    entry = an_entry(*amounts("5", "-5"))
    original = planned(a_document(entry)).journals[0]
    mirrored = Reversed(original.external_id, 1, "1001")
    mirror = replace(original, external_id="ps-b", revision=2, reverses=mirrored)
    assert [(line.debit, line.credit) for line in mirror.lines_of(entry)] == [
        (line.credit, line.debit) for line in original.lines_of(entry)
    ]
    assert (original.kind, original.entry_revision) == ("entry", 1)
    assert (mirror.kind, mirror.entry_revision) == ("reversal", 1)


def test_every_entry_that_cannot_be_divided_is_named() -> None:
    long = an_entry(*amounts("5", "1", "-6"), entry_id="E-2")
    longer = an_entry(*amounts("5", "1", "1", "-7"), entry_id="E-3")
    made = make_plan(a_document(an_entry(), long, longer), SCOPE)
    assert made == tuple(
        Problem("SIZE-01", {"entry": entry, "lines": lines, "limit": "2"}, (Place(entry),))
        for entry, lines in (("E-2", "3"), ("E-3", "4"))
    )
    assert any("summary mode" in step for step in made[0].steps)


def test_all_keys_of_a_plan_differ() -> None:
    entries = [an_entry(*amounts("5", "-5", "7", "-7"), entry_id=f"E-{n}") for n in range(5)]
    assert len(set(keys(a_document(*entries)))) == 10


def test_corrected_names_and_amounts_keep_the_keys() -> None:
    corrected = an_entry(
        a_line(debit="99.00", account="7000", department="Retail"),
        a_line(credit="99.00", account="1000"),
        subsidiary="Halcyon SE",
        currency="USD",
        memo="corrected",
    )
    assert keys(a_document(corrected)) == keys(a_document())


def test_a_higher_line_limit_keeps_the_key_of_an_entry_that_was_whole() -> None:
    assert keys(a_document(), replace(SCOPE, line_limit=1000)) == keys(a_document())


@pytest.mark.parametrize(
    "scope",
    [
        replace(SCOPE, stage="prod"),
        replace(SCOPE, tenant="other"),
        replace(SCOPE, account="1234567_SB1"),
        replace(SCOPE, revision=2),
    ],
)
def test_another_stage_tenant_account_or_revision_has_other_keys(scope: PlanScope) -> None:
    assert not set(keys(a_document(), scope)) & set(keys(a_document()))


def test_another_book_has_another_key() -> None:
    assert keys(a_document(an_entry(accounting_book="IFRS"))) != keys(a_document())


def test_a_plan_says_what_it_is_for() -> None:
    plan = planned(a_document())
    found = (plan.account, plan.entity, plan.period_id, plan.revision, plan.line_limit)
    assert found == ("1234567", "halcyon", "2026-10", 1, 2)
