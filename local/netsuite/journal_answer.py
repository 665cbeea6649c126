"""Shows a saved journal as GET answers it: references with names, amounts as exact numbers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from local.netsuite.custom_fields import CustomField, CustomFields
from local.netsuite.database import Row
from local.netsuite.features import has_property
from local.netsuite.master_data import MasterData
from local.netsuite.money import load_json
from local.netsuite.preferences import Preferences
from local.netsuite.record_types import JOURNAL, RecordType
from local.netsuite.schema import DISPLAY_COLUMN

_APPROVAL_NAMES = {"1": "Pending Approval", "2": "Approved", "3": "Rejected"}  # fact 183
# Property, column, and the list that it refers to.
_HEADER_REFERENCES = (
    ("postingPeriod", "postingperiod", "accountingperiod"),
    ("subsidiary", "subsidiary", "subsidiary"),
    ("toSubsidiary", "tosubsidiary", "subsidiary"),
    ("currency", "currency", "currency"),
    ("department", "department", "department"),
    ("class", "class", "classification"),
    ("location", "location", "location"),
    ("accountingBook", "accountingbook", "accountingbook"),
)
_LINE_REFERENCES = (
    ("account", "account", "account"),
    ("entity", "entity", "entity"),
    ("department", "department", "department"),
    ("class", "class", "classification"),
    ("location", "location", "location"),
    ("lineSubsidiary", "subsidiary", "subsidiary"),
    ("dueToFromSubsidiary", "duetofromsubsidiary", "subsidiary"),
)


class JournalAnswer:
    """Builds documents of one account's journals."""

    def __init__(self, master: MasterData, custom: CustomFields, preferences: Preferences) -> None:
        self._master = master
        self._custom = custom
        self._preferences = preferences

    def document(
        self,
        record_type: RecordType,
        header: Row,
        lines: Sequence[Row] | None,
        address: str,
    ) -> dict[str, object]:
        """Return the record; `lines` is None without expandSubResources (fact 67).

        `address` is the URL of the record, under which its sublist is linked.
        """
        status = header["approvalstatus"]
        document: dict[str, object] = {
            "links": [{"rel": "self", "href": address}],
            "id": header["id"] and str(header["id"]),
            "tranId": header["tranid"],
            "transactionNumber": header["transactionnumber"],
            "externalId": header["externalid"],
            "tranDate": header["trandate"],
            "exchangeRate": _number(header["exchangerate"]),
            "memo": header["memo"],
            "approved": status == "2",
            "approvalStatus": status
            and {"id": status, "refName": _APPROVAL_NAMES.get(str(status))},
            "isReversal": header["isreversal"] == "T",
            "reversalDate": header["reversaldate"],
            "reversalDefer": header["reversaldefer"] == "T",
            "reversalEntry": header["reversal"] and str(header["reversal"]),
            "isBookSpecific": header["isbookspecific"] == "T",
            "accountingBookDetail": _book_details(header["bookrates"]),
            "createdDate": _moment(header["createddate"]),
            "lastModifiedDate": _moment(header["lastmodifieddate"]),
            **self._references(_HEADER_REFERENCES, header),
            **self._extras(header, self._custom.body),
        }
        for name in set(JOURNAL.header) - set(record_type.header):
            document.pop(name, None)
        shown = self._shown(document)
        shown["line"] = self._sublist(record_type, lines, f"{address}/line")
        return shown

    def _sublist(
        self, record_type: RecordType, lines: Sequence[Row] | None, address: str
    ) -> dict[str, object]:
        links = [{"rel": "self", "href": address}]
        if lines is None:
            return {"links": links}
        return {
            "links": links,
            "items": [self._line(record_type, line, address) for line in lines],
            "count": len(lines),
            "hasMore": False,
            "offset": 0,
            "totalResults": len(lines),
        }

    def _line(self, record_type: RecordType, line: Row, address: str) -> dict[str, object]:
        references = [each for each in _LINE_REFERENCES if each[0] in record_type.line]
        document: dict[str, object] = {
            "links": [{"rel": "self", "href": f"{address}/{line['id']}"}],
            "line": line["id"],
            "debit": _number(line["debitforeignamount"]),
            "credit": _number(line["creditforeignamount"]),
            "memo": line["memo"],
            "eliminate": line["eliminate"] == "T",
            "lineFxRate": _number(line["linefxrate"]),
            **self._references(references, line),
            **self._extras(line, self._custom.line),
        }
        return self._shown(document)

    def _shown(self, document: Mapping[str, object]) -> dict[str, object]:
        return {
            name: value
            for name, value in document.items()
            if value is not None and has_property(name, self._preferences)
        }

    def _references(
        self, references: Sequence[tuple[str, str, str]], row: Row
    ) -> dict[str, object]:
        return {name: self._reference(table, row.get(column)) for name, column, table in references}

    def _reference(self, table: str, key: object) -> dict[str, object] | None:
        if key is None:
            return None
        record = self._master.find(table, int(str(key))) or {}
        return {"id": str(key), "refName": record.get(DISPLAY_COLUMN[table])}

    def _extras(self, row: Row, fields: Mapping[str, CustomField]) -> dict[str, object]:
        return {name: self._extra(each, row.get(name)) for name, each in fields.items()}

    def _extra(self, field: CustomField, value: object) -> object:
        if field.kind == "boolean":
            return value == "T"
        if field.kind == "number":
            return _number(value)
        return self._reference(field.table, value) if field.table else value


def _book_details(text: object) -> dict[str, object] | None:
    rates = load_json(str(text)) if text else None
    if not isinstance(rates, dict):
        return None
    items = [{"accountingBook": {"id": book}, "exchangeRate": rate} for book, rate in rates.items()]
    return {"items": items, "totalResults": len(items)}


def _number(text: object) -> Decimal | None:
    return None if text is None else Decimal(str(text))


def _moment(text: object) -> str | None:
    return None if text is None else f"{str(text).replace(' ', 'T')}Z"
