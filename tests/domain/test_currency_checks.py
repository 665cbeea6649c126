from period_sync.domain.currency_checks import check_currencies
from period_sync.domain.names import NameList, Record, Wanted
from tests.support.documents import a_document, a_line, an_entry

ENTRY = an_entry(a_line(debit="1.25"), a_line(credit="1.25"))


def found(decimals: int) -> list[tuple[str, int]]:
    record = Record("1", frozenset({"EUR"}), "Euro", decimals=decimals)
    problems = check_currencies(a_document(ENTRY), {Wanted(NameList.CURRENCY, "EUR"): record})
    return [(problem.code, len(problem.places)) for problem in problems]


def test_amounts_that_netsuite_can_keep_are_no_problem() -> None:
    assert found(decimals=2) == []


def test_more_decimals_than_netsuite_keeps_are_one_problem_with_all_places() -> None:
    assert found(decimals=0) == [("MAP-08", 2)]


def test_a_currency_that_was_not_found_is_no_second_problem() -> None:
    assert list(check_currencies(a_document(ENTRY), {})) == []
