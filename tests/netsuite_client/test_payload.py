import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from period_sync.adapters.netsuite.payload import render
from period_sync.domain.posting import CustomValue, JournalToPost, LineToPost, Reference
from tests.support.netsuite_client import journal, line

IDS = st.integers(1, 99).map(str)
AMOUNTS = st.decimals(Decimal("0.01"), Decimal("9999999999999999.99"), places=2) | st.integers(
    1, 10**18 - 1
).map(Decimal)
RATES = st.sampled_from(["1E-9", "0.000001", "1.084512", "1E+3", "0.0000001"]).map(Decimal)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
CUSTOM = st.dictionaries(
    st.sampled_from(["custcol_a", "custcol_b"]),
    TEXTS | st.booleans() | RATES | IDS.map(Reference),
)


@st.composite
def lines(draw: st.DrawFn) -> LineToPost:
    amount = f"{draw(AMOUNTS):f}"
    side = {"debit": amount} if draw(st.booleans()) else {"credit": amount}
    names = ("department", "class_", "location", "entity", "subsidiary", "due_to_from_subsidiary")
    return line(  # type: ignore[no-any-return]
        draw(IDS),
        **side,
        memo=draw(TEXTS),
        **{name: draw(st.none() | IDS) for name in names},
        eliminate=draw(st.booleans()),
        rate=draw(st.none() | RATES),
        custom_fields=draw(CUSTOM),
    )


@st.composite
def journals(draw: st.DrawFn) -> JournalToPost:
    ids = ("subsidiary", "currency", "to_subsidiary", "accounting_book", "department", "location")
    return journal(
        *draw(st.lists(lines(), min_size=1, max_size=8)),
        memo=draw(TEXTS),
        **{name: draw(st.none() | IDS) for name in (*ids, "class_")},
        exchange_rate=draw(st.none() | RATES),
        reversal_date=draw(st.sampled_from([None, date(2026, 11, 1)])),
        custom_fields=draw(CUSTOM),
    )


def read(body: bytes) -> Any:
    return json.loads(body, parse_float=Decimal, parse_int=Decimal)


def known(**fields: object) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value not in (None, "", False)}


def record(internal_id: str | None) -> dict[str, str] | None:
    return None if internal_id is None else {"id": internal_id}


def plain(fields: dict[str, CustomValue]) -> dict[str, object]:
    return {
        name: {"id": value.internal_id} if isinstance(value, Reference) else value
        for name, value in fields.items()
    }


def expected(item: LineToPost) -> dict[str, object]:
    """Each field of a line, one by one."""
    return known(
        account=record(item.account),
        debit=item.debit,
        credit=item.credit,
        memo=item.memo,
        department=record(item.department),
        location=record(item.location),
        entity=record(item.entity),
        lineSubsidiary=record(item.subsidiary),
        dueToFromSubsidiary=record(item.due_to_from_subsidiary),
        eliminate=item.eliminate,
        lineFxRate=item.rate,
        **{"class": record(item.class_)},
    ) | plain(dict(item.custom_fields))


@given(journals())
def test_every_field_is_written_with_its_exact_value(sent: JournalToPost) -> None:
    body = read(render(sent))
    assert body.pop("line") == {"items": [expected(item) for item in sent.lines]}
    assert body == known(
        externalId=sent.external_id,
        subsidiary=record(sent.subsidiary),
        toSubsidiary=record(sent.to_subsidiary),
        currency=record(sent.currency),
        tranDate="2026-10-31",
        postingPeriod=record(sent.posting_period),
        accountingBook=record(sent.accounting_book),
        department=record(sent.department),
        location=record(sent.location),
        exchangeRate=sent.exchange_rate,
        reversalDate="2026-11-01" if sent.reversal_date else None,
        **{"class": record(sent.class_)},
    ) | {"memo": sent.memo} | plain(dict(sent.custom_fields))


@given(journals())
def test_no_number_has_an_exponent(sent: JournalToPost) -> None:
    without_texts = re.sub(rb'"(?:[^"\\]|\\.)*"', b'""', render(sent))
    assert not re.search(rb"[0-9][eE]", without_texts)
