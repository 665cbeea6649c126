from period_sync.domain.currency_checks import check_currencies
from period_sync.domain.names import NameList, Record, Wanted
from tests.support.documents import a_document, a_line, an_entry

ENTRY = an_entry(a_line(debit="1.25"), a_line(credit="1.25"))
NAMES = {
    Wanted(NameList.CURRENCY, ENTRY.currency): "1",
    Wanted(NameList.ACCOUNT, ENTRY.lines[0].account, ENTRY.subsidiary): "7",
}


def found(*, decimals: int = 2, kept_in: str | None = None) -> list[tuple[str, int]]:
    records = {
        NameList.CURRENCY: [Record("1", frozenset({"EUR"}), "Euro", decimals=decimals)],
        NameList.ACCOUNT: [Record("7", frozenset({"6200"}), "6200", currency=kept_in)],
    }
    problems = check_currencies(a_document(ENTRY), NAMES, records)
    return [(problem.code, len(problem.places)) for problem in problems]


def test_amounts_that_netsuite_can_keep_are_no_problem() -> None:
    assert found() == found(kept_in="1") == []


def test_an_account_of_another_currency_is_found_before_anything_is_sent() -> None:
    assert found(kept_in="2") == [("MAP-04", 2)]


def test_more_decimals_than_netsuite_keeps_are_one_problem_with_all_places() -> None:
    assert found(decimals=0) == [("MAP-08", 2)]
