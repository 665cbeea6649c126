"""A data file: the lists, preferences, custom fields and role that an account starts with."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local.netsuite.custom_fields import CustomFields, read_custom_fields
from local.netsuite.master_data import WrongData
from local.netsuite.money import load_json
from local.netsuite.role import INTEGRATION_ROLE, Role

PACKAGED = Path(__file__).parent / "data" / "halcyon.json"


@dataclass(frozen=True, slots=True)
class AccountData:
    """The content of a data file: records by table, and what the account is like."""

    records: Mapping[str, list[Mapping[str, object]]]
    preferences: Mapping[str, object]
    custom_fields: CustomFields
    role: Role


def read_account_data(path: Path) -> AccountData:
    """Read a data file, and before it the one beside it that it extends, if it names one.

    Raises:
        ValueError: it is not JSON, or has not the shape of a data file.
    """
    document = load_json(path.read_bytes())
    if not isinstance(document, dict) or not isinstance(document.get("records"), dict):
        raise WrongData(f'{path.name} has no object "records"')
    extended = document.get("extends")
    first = None if extended is None else read_account_data(path.parent / str(extended))
    role = first.role if first else INTEGRATION_ROLE
    data = AccountData(
        document["records"],
        document.get("preferences", {}),
        read_custom_fields(document.get("custom_fields", {})),
        role.changed(document.get("role", {})),
    )
    return _added(first, data) if first else data


def _added(first: AccountData, more: AccountData) -> AccountData:
    tables = dict.fromkeys((*first.records, *more.records))
    return AccountData(
        {table: [*first.records.get(table, ()), *more.records.get(table, ())] for table in tables},
        {**first.preferences, **more.preferences},
        CustomFields(
            {**first.custom_fields.body, **more.custom_fields.body},
            {**first.custom_fields.line, **more.custom_fields.line},
        ),
        more.role,
    )
