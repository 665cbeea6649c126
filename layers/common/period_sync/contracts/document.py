"""Reads a closed-period document: every fault of shape and of accounting comes back at once."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    TypeAdapter,
    ValidationError,
)

from period_sync.contracts.document_faults import fault_of
from period_sync.contracts.text import (
    AccountingDate,
    Amount,
    EntryId,
    Identifier,
    Instant,
    Memo,
    Name,
    Rate,
    Side,
)
from period_sync.domain.document import Control, Document, Entry, Excluded, Line
from period_sync.domain.document_checks import (
    Placed,
    check_control,
    check_dates,
    check_entries,
    check_excluded,
)
from period_sync.domain.faults import Fault, InvalidDocument

Custom = dict[Identifier, Name | StrictBool | None]
Model = TypeVar("Model", bound=BaseModel)

LINES_AT_ONCE = 1000
"""Lines of which both the checked body and the Line exist at one time."""
TEXTS_KEPT = 10_000
"""Distinct texts of which one copy is kept while JSON is parsed; names repeat, memos don't."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LineBody(_Strict):
    """One line, as it arrives."""

    account: Name
    debit: Side = None
    credit: Side = None
    lease_id: Name
    memo: Memo = ""
    department: Name | None = None
    class_: Annotated[Name | None, Field(alias="class")] = None
    location: Name | None = None
    counterparty: Name | None = None
    subsidiary: Name | None = None
    due_to_from_subsidiary: Name | None = None
    eliminate: StrictBool = False
    custom_fields: Custom = {}


class EntryBody(_Strict):
    """One entry, as it arrives."""

    entry_id: EntryId
    subsidiary: Name
    currency: Name
    date: AccountingDate
    memo: Memo = ""
    lines: list[LineBody]
    accounting_book: Name | None = None
    reversal_date: AccountingDate | None = None
    reversal_defer: StrictBool = False
    exchange_rate: Rate | None = None
    custom_fields: Custom = {}


class ControlBody(_Strict):
    """The source's own count."""

    leases: StrictInt
    entries: StrictInt
    lines: StrictInt
    debit: dict[Name, Amount]


class ExcludedBody(_Strict):
    """A lease that was left out."""

    lease_id: Name
    reason: Memo
    amount: Amount
    currency: Name


class HeaderBody(_Strict):
    """A document without its entries."""

    entity: Identifier
    period_id: Identifier
    name: Name
    start_date: AccountingDate
    end_date: AccountingDate
    closed_at: Instant
    closed_by: Name
    control: ControlBody
    excluded: list[ExcludedBody] = []
    reopened_reason: Name | None = None


class DocumentBody(HeaderBody):
    """A whole document, for the API's description."""

    entries: list[EntryBody]


def parse_json(text: str | bytes) -> object:
    """Parse JSON without ever making a float.

    Raises InvalidDocument when it is no JSON, or names a field twice.
    """
    try:
        # JSON's own guessing would also take UTF-16.
        decoded = text.decode("utf-8") if isinstance(text, bytes) else text
        return json.loads(
            decoded, parse_float=_Number, parse_constant=_Number, object_pairs_hook=_Objects()
        )
    except (ValueError, RecursionError) as error:
        raise InvalidDocument([_not_json(str(error))]) from error


def read_document(raw: object) -> Document:
    """Turn parsed JSON into a Document. Raises InvalidDocument with all faults."""
    if not isinstance(raw, Mapping):
        raise InvalidDocument([_not_json("a document is a JSON object")])
    faults: list[Fault] = []
    header = _validated(HeaderBody, {k: v for k, v in raw.items() if k != "entries"}, (), faults)
    raw_entries = raw.get("entries")
    entries: list[Entry | None] = []
    if isinstance(raw_entries, list) and raw_entries:
        entries = [_entry(item, index, faults) for index, item in enumerate(raw_entries)]
    else:
        faults.append(_no_entries())
    placed = [Placed(index, entry) for index, entry in enumerate(entries) if entry is not None]
    faults += check_entries(placed)
    if header is not None:
        document = _document(header, tuple(place.entry for place in placed))
        faults += check_dates(document, placed)
        faults += check_excluded(document.excluded)
        # Totals can be compared only when every entry could be read.
        if len(placed) == len(entries) > 0:
            faults += check_control(document.control, document.counted())
    if faults or header is None:
        raise InvalidDocument(faults)
    return document


class _Number:
    """A JSON number with a fraction, or `NaN`: never a float, and no field takes one."""

    def __init__(self, text: str) -> None:
        self.text = text


class _Objects:
    """Makes the objects of one JSON text: no field stands twice, equal texts are one in memory."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(self._texts) > TEXTS_KEPT:
            self._texts.clear()
        one = self._texts.setdefault
        found = {
            name: one(value, value) if isinstance(value, str) else value for name, value in pairs
        }
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for index, name in enumerate(names) if name in names[:index])
            raise ValueError(f"the field {twice!r} stands twice in one object")
        return found


def _validated(
    model: type[Model],
    item: object,
    at: tuple[str | int, ...],
    faults: list[Fault],
    entry: object = None,
) -> Model | None:
    try:
        return model.model_validate(item)
    except ValidationError as error:
        faults += _faults(error, at, entry)
        return None


def _faults(error: ValidationError, at: tuple[str | int, ...], entry: object) -> Iterator[Fault]:
    for detail in error.errors(include_url=False, include_context=True):
        yield fault_of(detail, at, entry)


def _document(header: HeaderBody, entries: tuple[Entry, ...]) -> Document:
    control = Control(**dict(header.control))
    excluded = tuple(Excluded(**dict(item)) for item in header.excluded)
    read = {"control": control, "excluded": excluded, "entries": entries}
    return Document(**(dict(header) | read))


def _entry(item: object, index: int, faults: list[Fault]) -> Entry | None:
    """Check an entry. A long one is checked in pieces, and told as a whole what is wrong."""
    if isinstance(item, dict) and isinstance(item.get("lines"), list):
        try:
            head = EntryBody.model_validate(item | {"lines": []})
            return _entry_of(head, tuple(_lines(item["lines"])))
        except ValidationError:
            pass
    body = _validated(EntryBody, item, ("entries", index), faults, item)
    return None if body is None else _entry_of(body, tuple(map(_line, body.lines)))


def _entry_of(body: EntryBody, lines: tuple[Line, ...]) -> Entry:
    return Entry(**(dict(body) | {"lines": lines}))


def _lines(items: Sequence[object]) -> Iterator[Line]:
    for start in range(0, len(items), LINES_AT_ONCE):
        yield from map(_line, _LINES.validate_python(items[start : start + LINES_AT_ONCE]))


def _line(body: LineBody) -> Line:
    return Line(*_values(body))


_LINES = TypeAdapter(list[LineBody])
_values = attrgetter(*(field.name for field in fields(Line)))


def _no_entries() -> Fault:
    return Fault(
        "NO_ENTRIES", "entries", "The document has no list of entries.",
        "Hand over at least one journal entry.",
    )  # fmt: skip


def _not_json(why: str) -> Fault:
    return Fault(
        "NOT_A_DOCUMENT", "", f"This can't be read as a document: {why}.",
        "Send one JSON object, encoded as UTF-8.",
    )  # fmt: skip
