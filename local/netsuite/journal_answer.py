"""Shows a saved journal as GET answers it: references with names, amounts as exact numbers."""

import json
from decimal import Decimal

from local.netsuite.database import Row
from local.netsuite.ledger import Ledger
from local.netsuite.master_data import MasterData
from local.netsuite.schema import DISPLAY_COLUMN

_APPROVAL_NAMES = {"1": "Pending Approval", "2": "Approved", "3": "Rejected"}  # fact 183
_LINE_REFERENCES = (
    ("account", "account", "account"),
    ("entity", "entity", "entity"),
    ("department", "department", "department"),
    ("class", "class", "classification"),
    ("location", "location", "location"),
)


def journal_document(
    header: Row, address: str, master: MasterData, ledger: Ledger, *, expanded: bool
) -> dict[str, object]:
    """Return the record; its lines only with expandSubResources (fact 67).

    `address` is the URL of the record, under which its sublist is linked.
    """
    document: dict[str, object] = {
        "links": [{"rel": "self", "href": address}],
        "id": str(header["id"]),
        "tranId": header["tranid"],
        "transactionNumber": header["transactionnumber"],
        "externalId": header["externalid"],
        "tranDate": header["trandate"],
        "postingPeriod": _reference(master, "accountingperiod", header["postingperiod"]),
        "subsidiary": _reference(master, "subsidiary", header["subsidiary"]),
        "currency": _reference(master, "currency", header["currency"]),
        "exchangeRate": _number(header["exchangerate"]),
        "memo": header["memo"],
        "approved": header["approvalstatus"] == "2",
        "approvalStatus": {
            "id": header["approvalstatus"],
            "refName": _APPROVAL_NAMES.get(str(header["approvalstatus"])),
        },
        "isReversal": header["isreversal"] == "T",
        "reversalDate": header["reversaldate"],
        "reversalDefer": header["reversaldefer"] == "T",
        "reversalEntry": header["reversal"] and str(header["reversal"]),
        "createdDate": _moment(header["createddate"]),
        "lastModifiedDate": _moment(header["lastmodifieddate"]),
        **json.loads(str(header["extras"]), parse_float=Decimal),
        "line": _sublist(header, f"{address}/line", master, ledger, expanded),
    }
    return {name: value for name, value in document.items() if value is not None}


def _sublist(
    header: Row, address: str, master: MasterData, ledger: Ledger, expanded: bool
) -> dict[str, object]:
    links = [{"rel": "self", "href": address}]
    if not expanded:
        return {"links": links}
    items = [_line(line, address, master) for line in ledger.lines(int(str(header["id"])))]
    return {
        "links": links,
        "items": items,
        "count": len(items),
        "hasMore": False,
        "offset": 0,
        "totalResults": len(items),
    }


def _line(line: Row, address: str, master: MasterData) -> dict[str, object]:
    document: dict[str, object] = {
        "links": [{"rel": "self", "href": f"{address}/{line['id']}"}],
        "line": line["id"],
        "debit": _number(line["debitforeignamount"]),
        "credit": _number(line["creditforeignamount"]),
        "memo": line["memo"],
        "eliminate": line["eliminate"] == "T",
        **json.loads(str(line["extras"]), parse_float=Decimal),
    }
    for name, column, table in _LINE_REFERENCES:
        document[name] = _reference(master, table, line[column])
    return {name: value for name, value in document.items() if value is not None}


def _reference(master: MasterData, table: str, key: object) -> dict[str, object] | None:
    if key is None:
        return None
    record = master.find(table, int(str(key))) or {}
    return {"id": str(key), "refName": record.get(DISPLAY_COLUMN[table])}


def _number(text: object) -> Decimal | None:
    return None if text is None else Decimal(str(text))


def _moment(text: object) -> str:
    return f"{str(text).replace(' ', 'T')}Z"
