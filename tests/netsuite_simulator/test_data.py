import csv
import json
from decimal import Decimal
from typing import Any

import pytest

from tests.netsuite_simulator.client import OCTOBER, Client, line
from tests.support.simulator import ROOT

LISTS = ("department", "classification", "location")
SAMPLES = ROOT / "samples"


def sample() -> dict[str, Any]:
    document = json.loads((SAMPLES / "period-2026-10.json").read_text(encoding="utf-8"))
    assert isinstance(document, dict)
    return document


def only(client: Client, table: str, column: str, name: str) -> str:
    rows = client.rows(f"SELECT id FROM {table} WHERE {column} = ? AND isinactive = 'F'", name)
    assert len(rows) == 1, (table, name, rows)
    return rows[0]["id"]


def test_the_sample_adds_up_to_its_control_totals() -> None:
    document = sample()
    entries, control = document["entries"], document["control"]
    lines = [each for entry in entries for each in entry["lines"]]
    assert control["entries"] == len(entries)
    assert control["lines"] == len(lines)
    assert control["leases"] == len({each["lease_id"] for each in lines})
    for entry in entries:
        debit = sum(Decimal(each["debit"] or 0) for each in entry["lines"])
        assert control["debit"][entry["currency"]] == str(debit)
        for lease in {each["lease_id"] for each in entry["lines"]}:
            of_lease = [each for each in entry["lines"] if each["lease_id"] == lease]
            assert (
                sum(Decimal(each["debit"] or 0) - Decimal(each["credit"] or 0) for each in of_lease)
                == 0
            )


def test_the_two_samples_hold_the_same_lines() -> None:
    with (SAMPLES / "period-2026-10.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = ("lease_id", "account", "debit", "credit", "department", "class", "location", "memo")
    assert [tuple(row[name] for name in ("entry_id", *names)) for row in rows] == [
        (entry["entry_id"], *(each[name] or "" for name in names))
        for entry in sample()["entries"]
        for each in entry["lines"]
    ]


@pytest.mark.parametrize("number", range(4))
def test_each_entry_of_the_sample_can_be_posted_by_its_names(client: Client, number: int) -> None:
    entry = sample()["entries"][number]
    known: dict[tuple[str, str], str] = {}

    def found(table: str, column: str, name: str) -> str:
        if (table, name) not in known:
            known[(table, name)] = only(client, table, column, name)
        return known[(table, name)]

    lines = [
        line(
            int(found("account", "acctnumber", each["account"])),
            memo=each["memo"],
            **{side: Decimal(each[side]) for side in ("debit", "credit") if each[side]},
            department=found("department", "name", each["department"]),
            location=found("location", "name", each["location"]),
            **{"class": found("classification", "name", each["class"])},
        )
        for each in entry["lines"]
    ]
    client.created(
        {
            "externalId": entry["entry_id"],
            "subsidiary": {"id": found("subsidiary", "name", entry["subsidiary"])},
            "currency": {"id": found("currency", "symbol", entry["currency"])},
            "tranDate": entry["date"],
            "postingPeriod": {"id": str(OCTOBER)},
            "line": {"items": lines},
        }
    )
    assert client.simulator.journals()[0]["total"] == str(
        Decimal(sample()["control"]["debit"][entry["currency"]]).normalize().__format__("f")
    )


def test_some_names_are_ambiguous_on_purpose(client: Client) -> None:
    for table, name in (
        ("department", "Facilities"),
        ("department", "Field Service"),
        ("location", "Hall 1"),
    ):
        rows = client.rows(f"SELECT fullname FROM {table} WHERE name = ?", name)
        assert len(rows) == 2, name
    assert len(client.rows("SELECT id FROM account WHERE acctnumber = '7300'")) == 2
