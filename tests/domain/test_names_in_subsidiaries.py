from typing import Any

import pytest

from period_sync.domain.matching import resolve
from period_sync.domain.names import NameList, Record, Wanted
from period_sync.domain.problems import Place, Problem


def subsidiary(internal_id: str, name: str, parent: str | None = None, **changed: Any) -> Record:
    return Record(internal_id, frozenset({name}), name, parent=parent, **changed)


TREE = [
    subsidiary("1", "Group"),
    subsidiary("2", "Europe", "1"),
    subsidiary("3", "GmbH", "2"),
    subsidiary("4", "Inc.", "1"),
    subsidiary("6", "Eliminations", "1", is_elimination=True),
    subsidiary("7", "Ltd.", "1", is_inactive=True),
    # NetSuite would not allow a ring; reading one must end all the same.
    subsidiary("8", "Ring A", "9"),
    subsidiary("9", "Ring B", "8"),
]


def account(internal_id: str, *subsidiaries: str, include_children: bool = False) -> Record:
    return Record(
        internal_id,
        frozenset({"6250"}),
        "6250 Cost",
        subsidiaries=frozenset(subsidiaries),
        include_children=include_children,
    )


def account_for(name: str, *accounts: Record) -> tuple[str | None, list[Problem]]:
    wanted = Wanted(NameList.ACCOUNT, "6250", name)
    resolved, problems = resolve(
        {wanted: [Place("E-1", 1)]}, {NameList.SUBSIDIARY: TREE, NameList.ACCOUNT: accounts}
    )
    return resolved.get(wanted), problems


@pytest.mark.parametrize(
    "record",
    [
        account("7", "3"),
        account("7", "4", "3"),
        account("7"),
        account("7", "2", include_children=True),
        account("7", "1", include_children=True),
        account("7", "4", "1", include_children=True),
    ],
    ids=["named", "one of several", "for all", "parent", "grandparent", "one of the ancestors"],
)
def test_a_subsidiary_may_use_what_names_it_or_an_ancestor_with_children(record: Record) -> None:
    assert account_for("GmbH", record) == ("7", [])


@pytest.mark.parametrize(
    "record",
    [
        account("7", "4"),
        account("7", "1"),
        account("7", "2"),
        account("7", "4", include_children=True),
    ],
    ids=["a sister", "grandparent without children", "parent without children", "a sister's"],
)
def test_an_account_of_another_subsidiary_is_a_problem_that_names_both(record: Record) -> None:
    internal_id, problems = account_for("GmbH", record)
    assert internal_id is None
    assert [problem.title for problem in problems] == [
        "Account '6250' can't be used in subsidiary 'GmbH'"
    ]
    assert problems[0].code == "MAP-03"
    assert "GmbH" in problems[0].steps[0]


def test_a_childs_account_is_not_its_parents() -> None:
    internal_id, problems = account_for("Europe", account("7", "3", include_children=True))
    assert internal_id is None
    assert problems[0].code == "MAP-03"


def test_the_subsidiary_decides_between_two_records_of_one_name() -> None:
    accounts = [account("7", "3"), account("8", "4")]
    assert account_for("GmbH", *accounts) == ("7", [])
    assert account_for("Inc.", *accounts) == ("8", [])


def test_an_account_that_is_wrong_in_two_subsidiaries_is_two_problems() -> None:
    wanted = {Wanted(NameList.ACCOUNT, "6250", name): [Place(name)] for name in ("GmbH", "Europe")}
    _, problems = resolve(
        wanted, {NameList.SUBSIDIARY: TREE, NameList.ACCOUNT: [account("7", "4")]}
    )
    assert sorted(problem.facts["subsidiary"] for problem in problems) == ["Europe", "GmbH"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Eliminations", "Subsidiary 'Eliminations' is an elimination subsidiary"),
        ("Ltd.", "Subsidiary 'Ltd.' is inactive in NetSuite"),
        ("Gmbh", "Subsidiary 'Gmbh' isn't in NetSuite"),
    ],
)
def test_a_subsidiary_that_cannot_be_posted_to_is_a_problem(name: str, title: str) -> None:
    wanted = Wanted(NameList.SUBSIDIARY, name)
    resolved, problems = resolve({wanted: [Place("E-1")]}, {NameList.SUBSIDIARY: TREE})
    assert not resolved
    assert [(problem.code, problem.title) for problem in problems] == [("MAP-01", title)]


def test_an_unknown_subsidiary_does_not_hide_or_add_problems_of_its_accounts() -> None:
    assert account_for("nobody", account("7", "4")) == ("7", [])


def test_a_ring_of_subsidiaries_ends() -> None:
    internal_id, problems = account_for("Ring A", account("7", "1", include_children=True))
    assert internal_id is None
    assert [problem.code for problem in problems] == ["MAP-03"]


def test_an_inactive_record_of_the_subsidiarys_name_hides_no_problem() -> None:
    subsidiaries = [
        Record("2", frozenset({"G"}), "G"),
        Record("9", frozenset({"G"}), "G", is_inactive=True),
    ]
    accounts = [Record("5", frozenset({"1"}), "1", subsidiaries=frozenset({"3"}))]
    records = {NameList.SUBSIDIARY: subsidiaries, NameList.ACCOUNT: accounts}
    resolved, problems = resolve({Wanted(NameList.ACCOUNT, "1", "G"): []}, records)
    assert resolved == {}
    assert [problem.code for problem in problems] == ["MAP-03"]
