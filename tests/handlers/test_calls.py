import json
from collections.abc import Iterator
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from local.netsuite.account_data import PACKAGED
from period_sync.adapters.dynamodb.table import Check, Put, StateTable
from tests.support.documents import document_json, entry_json
from tests.support.netsuite_client import open_simulator, post
from tests.support.product import Product
from tests.support.simulator import RunningSimulator, simulator_thread

GMBH = 2
# How many distinct names of each list there are, beside one subsidiary and one currency.
NAMES = {
    5: {"account": 2, "department": 1},
    300: {"account": 100, "department": 80, "class": 50, "location": 40, "counterparty": 28},
    2500: {"account": 900, "department": 600, "class": 400, "location": 300, "counterparty": 298},
}
TABLES = {
    "account": "account",
    "department": "department",
    "class": "classification",
    "location": "location",
    "counterparty": "entity",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    packaged = json.loads(PACKAGED.read_text())
    for name_list, count in NAMES[2500].items():
        packaged["records"][TABLES[name_list]] += [
            _record(name_list, number) for number in range(count)
        ]
    path = tmp_path_factory.mktemp("data") / "many.json"
    path.write_text(json.dumps(packaged))
    return path


@pytest.fixture
def netsuite(data: Path) -> Iterator[RunningSimulator]:
    with simulator_thread(data=data) as running:
        # An account with no journal at all has its first one read back before the next.
        post(open_simulator(running), external_id="by-hand")
        yield running


def _record(name_list: str, number: int) -> dict[str, Any]:
    name = f"{name_list} Nº {number}"
    common = {"id": 100_000 + number, "subsidiary": [GMBH]}
    match name_list:
        case "account":
            return common | {"acctnumber": name, "acctname": name + " x", "accttype": "Expense"}
        case "counterparty":
            return common | {"entityid": name, "type": "Vendor"}
        case _:
            return common | {"name": name}


def period(month: int, journals: int, counts: dict[str, int]) -> dict[str, Any]:
    days = {10: 31, 11: 30}[month]
    each = max(2, counts["account"] // journals)
    lines = [_line(number, counts) for number in range(each * journals)]
    entries = [
        entry_json(
            *lines[number * each : (number + 1) * each],
            entry_id=f"E-{number}",
            date=f"2026-{month}-{days}",
        )
        for number in range(journals)
    ]
    debit = sum(Decimal(line.get("debit", "0")) for line in lines)
    leases = len({line["lease_id"] for line in lines})
    control = {
        "leases": leases,
        "entries": journals,
        "lines": len(lines),
        "debit": {"EUR": f"{debit:.2f}"},
    }
    return document_json(
        *entries,
        control=control,
        period_id=f"2026-{month}",
        name=f"2026-{month}",
        start_date=f"2026-{month}-01",
        end_date=f"2026-{month}-{days}",
    )


def _line(number: int, counts: dict[str, int]) -> dict[str, Any]:
    names = {field: f"{field} Nº {number % count}" for field, count in counts.items()}
    side = "debit" if number % 2 == 0 else "credit"
    return {side: "10.00", "lease_id": f"HL-{number // 2}", "memo": "lease"} | names


def calls_of(product: Product, month: int, document: dict[str, Any]) -> int:
    assert product.hand_over(document) == []
    sync = product.call("POST", f"/v1/periods/halcyon/2026-{month}/syncs").body["sync_id"]
    product.netsuite.reset_requests()
    product.run()
    found = product.call("GET", f"/v1/syncs/{sync}").body
    assert found["status"] == "COMPLETED", product.call("GET", f"/v1/syncs/{sync}/problems").body
    return product.netsuite.request_count()


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("journals", [1, 10, 50])
def test_a_sync_costs_the_calls_that_it_may_cold_and_warm(
    product: Product, journals: int, names: int
) -> None:
    product.ready()
    counts = NAMES[names]
    october, november = (period(month, journals, counts) for month in (10, 11))
    rows = sum(len(entry["lines"]) for entry in october["entries"])
    lists = 2 + sum(ceil(count / 500) for count in counts.values())

    cold = calls_of(product, 10, october)
    assert cold == journals + 1 + lists + ceil(journals / 500) + ceil(rows / 1000)

    warm = calls_of(product, 11, november)
    assert warm == journals + 1 + ceil(rows / 1000)


@pytest.mark.parametrize("journals", [1, 10])
def test_a_period_costs_the_writes_that_it_may(
    product: Product, monkeypatch: pytest.MonkeyPatch, journals: int
) -> None:
    product.ready()
    written: list[int] = []
    transact = StateTable.transact

    def counted(table: StateTable, *writes: Put | Check) -> None:
        transact(table, *writes)
        written.append(len(writes))

    monkeypatch.setattr(StateTable, "transact", counted)
    calls_of(product, 10, period(10, journals, NAMES[5]))
    assert (len(written), sum(written)) == (10 + 3 * journals, 36 + 14 * journals)


def test_what_is_known_is_read_anew_after_ten_minutes(product: Product) -> None:
    product.ready()
    counts = NAMES[5]
    calls_of(product, 10, period(10, 1, counts))
    product.clock.pause(601)
    assert calls_of(product, 11, period(11, 1, counts)) == 1 + 1 + 4 + 1 + 1


def two_entries(month: int, american: tuple[str, str]) -> dict[str, Any]:
    document = period(month, 2, {"account": 2})
    document["entries"][1] |= {"subsidiary": "Halcyon US Inc.", "currency": "USD"}
    for line, account in zip(document["entries"][1]["lines"], american, strict=True):
        line["account"] = account
    document["control"]["debit"] = {"EUR": "10.00", "USD": "10.00"}
    return document


def test_no_problem_is_told_from_what_is_known(product: Product) -> None:
    product.ready()
    calls_of(product, 10, two_entries(10, ("6250", "1790")))
    for key in (100_000, 100_001):
        product.netsuite.change_record("account", key, subsidiary=[GMBH, 3])
    # By what is known the accounts are not for the American subsidiary.
    calls_of(product, 11, two_entries(11, ("account Nº 0", "account Nº 1")))


def test_a_refusal_makes_what_is_known_forgotten(product: Product) -> None:
    product.ready()
    counts = NAMES[5]
    calls_of(product, 10, period(10, 1, counts))
    product.netsuite.change_record("account", 100_000, isinactive=True)
    product.hand_over(period(11, 1, counts))
    product.call("POST", "/v1/periods/halcyon/2026-11/syncs")
    product.run()
    product.run_for(300)
    assert product.call("GET", "/v1/syncs/halcyon-2").body["status"] == "FAILED"
    product.netsuite.reset_requests()
    product.call("POST", "/v1/syncs/halcyon-2/retry")
    product.run()
    problems = product.call("GET", "/v1/syncs/halcyon-3/problems").body["items"]
    assert "Account 'account Nº 0' is inactive in NetSuite" in {p["title"] for p in problems}
    assert product.netsuite.request_count("journalEntry") == 0
