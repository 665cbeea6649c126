import json
from typing import Any

import pytest

from period_sync.domain.connection import Settings
from period_sync.domain.errors import NotFound
from tests.support.operator import operator_of, run
from tests.support.product import SAMPLE, Product

SYNC = "halcyon-1"


@pytest.fixture
def summed(product: Product) -> Product:
    product.ready()
    product.change_connection(settings=Settings(summary_mode=True))
    product.hand_over()
    product.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    product.run()
    return product


def test_every_line_in_netsuite_leads_back_to_its_leases(summed: Product) -> None:
    to = operator_of(summed)
    sync = to.syncs.sync("halcyon", SYNC)
    entries = {e["entry_id"]: e for e in json.loads(SAMPLE.read_text())["entries"]}
    for journal in to.syncs.journals(sync):
        [booked] = [j for j in summed.netsuite.journals() if j["externalid"] == journal.external_id]
        traced = list(to.trace(sync, journal.external_id))
        assert [line.posted.memo for line in traced] == [line["memo"] for line in booked["lines"]]
        lines = entries[journal.entry_id]["lines"]
        held = sorted(number for line in traced for number, _ in line.stands_for)
        assert held == list(range(1, len(lines) + 1))
        leases = {number: source.lease_id for line in traced for number, source in line.stands_for}
        assert all(lines[number - 1]["lease_id"] == lease for number, lease in leases.items())


def test_the_operator_sees_one_line_with_what_it_stands_for(summed: Product, capsys: Any) -> None:
    to = operator_of(summed)
    sync = to.syncs.sync("halcyon", SYNC)
    key = to.syncs.journals(sync)[0].external_id
    several = next(line for line in to.trace(sync, key) if len(line.stands_for) > 1)
    assert run(to, "trace", "halcyon", SYNC, key, "--line", f"{several.number}") == 0
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 1 + len(several.stands_for)
    assert several.posted.memo in told[0]
    for row, (number, source) in zip(told[1:], several.stands_for, strict=True):
        assert f"line {number}, lease {source.lease_id}:" in row


def test_a_journal_that_the_sync_has_not_planned_is_not_found(summed: Product) -> None:
    to = operator_of(summed)
    with pytest.raises(NotFound, match="ps-other"):
        run(to, "trace", "halcyon", SYNC, "ps-other")
