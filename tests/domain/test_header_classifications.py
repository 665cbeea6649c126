from period_sync.domain.connection import Settings
from period_sync.domain.header_classifications import check_header_classifications, shared_by_all
from tests.support.documents import a_document, a_line, an_entry

WANTED = Settings(header_classifications=True)
AGREED = an_entry(
    a_line(debit="1.00", department="Retail", class_=None),
    a_line(credit="1.00", department="Retail", class_=None),
)
TORN = an_entry(
    a_line(debit="1.00", department="Retail"), a_line(credit="1.00", department="Logistics")
)


def test_what_all_lines_share_can_stand_on_the_header() -> None:
    assert shared_by_all(AGREED, "department") == "Retail"
    assert shared_by_all(AGREED, "class_") is None
    assert list(check_header_classifications(a_document(AGREED), WANTED)) == []


def test_lines_that_disagree_are_a_problem_only_where_the_header_is_wanted() -> None:
    (problem,) = check_header_classifications(a_document(TORN), WANTED)
    assert (problem.code, problem.facts["field"]) == ("FORM-03", "department")
    assert list(check_header_classifications(a_document(TORN), Settings())) == []
