"""Which properties a filter may name, and where the books hold them (fact 81)."""

from collections.abc import Mapping
from dataclasses import dataclass

from local.netsuite.custom_fields import CustomFields
from local.netsuite.record_types import RecordType


@dataclass(frozen=True, slots=True)
class FilterField:
    """A body field: its name, its type, and its value as an SQL expression."""

    name: str
    kind: str
    expression: str


_FIXED = (
    FilterField("id", "number", "id"),
    FilterField("externalId", "string", "externalid"),
    FilterField("tranId", "string", "tranid"),
    FilterField("transactionNumber", "string", "transactionnumber"),
    FilterField("tranDate", "date", "trandate"),
    FilterField("postingPeriod", "number", "postingperiod"),
    FilterField("subsidiary", "number", "subsidiary"),
    FilterField("toSubsidiary", "number", "tosubsidiary"),
    FilterField("currency", "number", "currency"),
    FilterField("exchangeRate", "number", "exchangerate"),
    FilterField("memo", "string", "memo"),
    FilterField("reversalDate", "date", "reversaldate"),
    FilterField("reversalDefer", "boolean", "reversaldefer"),
    FilterField("isReversal", "boolean", "isreversal"),
    FilterField("approved", "boolean", "CASE approvalstatus WHEN '2' THEN 'T' ELSE 'F' END"),
    FilterField("approvalStatus", "number", "CAST(approvalstatus AS INTEGER)"),
    FilterField("department", "number", "CAST(department AS INTEGER)"),
    FilterField("class", "number", "CAST(class AS INTEGER)"),
    FilterField("location", "number", "CAST(location AS INTEGER)"),
    FilterField("accountingBook", "number", "accountingbook"),
    FilterField("isBookSpecific", "boolean", "isbookspecific"),
    FilterField("createdDate", "date", "substr(createddate, 1, 10)"),
    FilterField("lastModifiedDate", "date", "substr(lastmodifieddate, 1, 10)"),
)
_READ_ONLY = ("id", "transactionNumber", "isReversal", "createdDate", "lastModifiedDate")
_KINDS = {
    "text": "string",
    "url": "string",
    "number": "number",
    "reference": "number",
    "boolean": "boolean",
    "date": "date",
}


def fields_of(record_type: RecordType, custom: CustomFields) -> Mapping[str, FilterField]:
    """Return the fields of a record type that a filter may name, by name."""
    fixed = {
        each.name: each
        for each in _FIXED
        if each.name in record_type.header or each.name in _READ_ONLY
    }
    own = {
        each.name: FilterField(each.name, _KINDS[each.kind], f'"{each.name}"')
        for each in custom.body.values()
    }
    return {**fixed, **own}
