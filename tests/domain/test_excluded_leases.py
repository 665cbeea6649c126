from decimal import Decimal

from period_sync.domain.connection import Settings
from period_sync.domain.document import Excluded
from period_sync.domain.excluded_leases import check_excluded
from tests.support.documents import a_document, an_entry

LEFT_OUT = Excluded("HL-9", "not approved", Decimal("1250.00"), "EUR")


def test_excluded_leases_are_always_named() -> None:
    document = a_document(an_entry(), excluded=(LEFT_OUT,))
    (notice,) = check_excluded(document, Settings())
    assert (notice.code, notice.facts["leases"]) == ("BIZ-03", "1")
    assert "HL-9: 1250.00 EUR (not approved)" in notice.facts["amounts"]


def test_a_company_can_let_them_stop_its_syncs() -> None:
    document = a_document(an_entry(), excluded=(LEFT_OUT,))
    (problem,) = check_excluded(document, Settings(excluded_leases_stop=True))
    assert problem.code == "BIZ-01"


def test_a_complete_close_has_nothing_to_name() -> None:
    assert list(check_excluded(a_document(an_entry()), Settings())) == []
