from period_sync.domain.changed_meanings import changed_meanings
from period_sync.domain.names import NameList, Record, Wanted
from period_sync.domain.problems import Place

RETAIL = Wanted(NameList.DEPARTMENT, "Retail", "GmbH")
COST = Wanted(NameList.ACCOUNT, "6250", "GmbH")
PLACES = {RETAIL: [Place("E-1", 1)], COST: [Place("E-1", 2)]}
NOW = {
    RETAIL: Record("15", frozenset({"Retail"}), "Retail"),
    COST: Record("7", frozenset({"6250"}), "6250 Cost"),
}


def test_a_name_that_means_another_record_than_before_is_noticed() -> None:
    [notice] = changed_meanings({RETAIL: "16", COST: "7"}, NOW, PLACES)
    assert (notice.code, notice.blocks, notice.places) == ("MAP-13", False, (Place("E-1", 1),))
    assert notice.title == (
        "The name 'Retail' now means another record in NetSuite: Retail (id 15), before it was "
        "id 16"
    )


def test_names_that_are_new_or_gone_changed_nothing() -> None:
    assert list(changed_meanings({Wanted(NameList.CLASS, "C", "GmbH"): "3"}, NOW, PLACES)) == []
