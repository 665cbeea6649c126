"""What a connection test asks of an account: its fields, lists and features; nothing is changed."""

import json
from collections.abc import Mapping
from typing import Any

from period_sync.adapters.netsuite.answers import RECORD_PATH
from period_sync.adapters.netsuite.lists import CLASSIFICATIONS
from period_sync.adapters.netsuite.reads import Reads
from period_sync.adapters.netsuite.rows import flag, text
from period_sync.adapters.netsuite.suiteql import SuiteQl
from period_sync.application.ports import AccountingBook
from period_sync.domain.account_features import JournalFields
from period_sync.domain.connection import CustomFieldKind, Features
from period_sync.domain.errors import NetSuiteMalformed
from period_sync.domain.posting import RecordType

_METADATA = f"{RECORD_PATH}/metadata-catalog/{RecordType.JOURNAL}"
_CREATE_FORM = "application/vnd.oracle.resource+json; type=create-form"
_ROWS = "SELECT {columns} FROM {table} FETCH FIRST 2 ROWS ONLY"
_ANY_SUBSIDIARY = (
    "SELECT id FROM subsidiary WHERE isinactive = 'F' AND iselimination = 'F' "
    "ORDER BY id FETCH FIRST 1 ROWS ONLY"
)
_PERMISSIONS = (
    "SELECT p.permkey FROM rolepermissions p JOIN role r ON r.id = p.role "
    "WHERE r.scriptid = ? AND p.permlevel > 0"
)
_SIMPLE_KINDS = {
    "boolean": CustomFieldKind.BOOLEAN,
    "number": CustomFieldKind.NUMBER,
    "integer": CustomFieldKind.NUMBER,
    "string": CustomFieldKind.TEXT,
}


class AccountSurvey:
    """Fulfils `Survey`."""

    def __init__(self, suiteql: SuiteQl, reads: Reads, origin: str) -> None:
        self._suiteql = suiteql
        self._reads = reads
        self._origin = origin

    def rows(self, table: str) -> int:
        """Ask a list for a row or two and return how many it showed."""
        return len(self._suiteql.rows(_ROWS.format(columns="id", table=table)))

    def journal_fields(self) -> JournalFields:
        """Read which fields journals have in this account (fact 35).

        Raises NetSuiteMalformed when the description names no lines, which every journal has.
        """
        headers = {"Accept": "application/schema+json"}
        schema = self._reads.document("GET", f"{self._origin}{_METADATA}", headers)
        header = _properties(schema)
        line = _properties(_object(_properties(_object(header.get("line"))).get("items")), "items")
        if not line:
            raise NetSuiteMalformed("NetSuite's description of journals names no lines.")
        custom = {
            name: kind
            for fields in (header, line)
            for name, described in fields.items()
            if name.startswith(("custbody", "custcol")) and (kind := _kind(described)) is not None
        }
        return JournalFields(frozenset(header), frozenset(line), custom)

    def books(self) -> list[AccountingBook]:
        """Read the active accounting books."""
        rows = self._suiteql.rows(
            "SELECT id, name, isprimary FROM accountingbook WHERE isinactive = 'F' ORDER BY id"
        )
        return [
            AccountingBook(text(row, "id"), text(row, "name"), flag(row, "isprimary"))
            for row in rows
        ]

    def calendars(self) -> int:
        """Count the fiscal calendars that subsidiaries and periods have (facts 97 and 102)."""
        self._suiteql.rows(_ROWS.format(columns="id, fiscalcalendar", table="subsidiary"))
        rows = self._suiteql.rows(
            "SELECT DISTINCT fiscalcalendar FROM accountingperiodfiscalcalendars"
        )
        return len(rows)

    def read_restrictions(self, features: Features) -> None:
        """Read the columns of accounts that restrict them to a classification."""
        is_on = (features.departments, features.classes, features.locations)
        columns = [name for name, on in zip(CLASSIFICATIONS, is_on, strict=True) if on]
        self._suiteql.rows(_ROWS.format(columns=", ".join(["id", *columns]), table="account"))

    def read_limits(self, features: Features) -> None:
        """Read the columns of entities that tie them to subsidiaries and a currency."""
        columns = ["id"]
        columns += ["subsidiary", "includechildren"] if features.one_world else []
        columns += ["currency"] if features.multi_currency else []
        self._suiteql.rows(_ROWS.format(columns=", ".join(columns), table="entity"))

    def try_creating(self, features: Features) -> None:
        """Ask for the form of a new journal, which saves nothing (fact 68).

        The body has no lines, and so could not be saved even by an account that takes it for a
        save.
        """
        body: dict[str, object] = {}
        if features.one_world:
            found = self._suiteql.rows(_ANY_SUBSIDIARY)
            body = {"subsidiary": {"id": text(found[0], "id")}} if found else {}
        headers = {"Accept": _CREATE_FORM, "Content-Type": "application/json"}
        url = f"{self._origin}{RECORD_PATH}/{RecordType.JOURNAL}"
        self._reads.document("POST", url, headers, json.dumps(body).encode())

    def role_permissions(self, script_id: str) -> frozenset[str]:
        """Read the ids of the permissions that a role holds, at whatever level."""
        rows = self._suiteql.rows(_PERMISSIONS, [script_id])
        return frozenset(text(row, "permkey") for row in rows)

    def any_journal(self) -> str | None:
        """Return the internal id of some journal that can be seen, if there is one."""
        rows = self._suiteql.rows(
            "SELECT id FROM transaction WHERE type = 'Journal' ORDER BY id FETCH FIRST 1 ROWS ONLY"
        )
        return rows[0].get("id") if rows else None


def _properties(schema: Mapping[str, Any], inside: str | None = None) -> Mapping[str, Any]:
    """Read the properties that a schema describes. Raises NetSuiteMalformed if it has none."""
    described = _object(schema.get(inside)) if inside else schema
    found = described.get("properties")
    if not isinstance(found, dict):
        raise NetSuiteMalformed("NetSuite's description of journals names no properties.")
    return found


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _kind(described: object) -> CustomFieldKind | None:
    """Tell what a field holds; None for what can't be sent, such as a choice of several."""
    schema = _object(described)
    if schema.get("type") == "object":
        fields = _object(schema.get("properties"))
        return CustomFieldKind.REFERENCE if "id" in fields else None
    if schema.get("type") == "string" and schema.get("format") == "date":
        return CustomFieldKind.DATE
    kind = schema.get("type")
    return _SIMPLE_KINDS.get(kind) if isinstance(kind, str) else None
