"""Conditional reads and writes of items: the one place that speaks DynamoDB's dialect."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from period_sync.adapters.dynamodb.keys import Key
from period_sync.domain.errors import InvalidInput, RowChanged

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

Item = dict[str, Any]
WRITES_PER_TRANSACTION = 100
READS_PER_BATCH = 100

_write = TypeSerializer().serialize
_read = TypeDeserializer().deserialize


@dataclass(frozen=True, slots=True)
class Put:
    """Write an item if `condition` holds of what is there. `values` are its `:names`."""

    item: Mapping[str, Any]
    condition: str = "attribute_not_exists(pk)"
    values: Mapping[str, Any] | None = None
    is_audit: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """Let the transaction happen only if `condition` holds of a row that it does not write."""

    key: Key
    condition: str
    values: Mapping[str, Any] | None = None


class StateTable:
    """The state table, and the audit table that transactions append to."""

    def __init__(self, client: "DynamoDBClient", name: str, audit_name: str | None) -> None:
        self.client = client
        self.name = name
        self._audit_name = audit_name

    def get(self, key: Key) -> Item | None:
        """Read one item, consistently."""
        answer = self.client.get_item(TableName=self.name, Key=_key(key), ConsistentRead=True)
        return read_item(answer["Item"]) if "Item" in answer else None

    def get_many(self, keys: Sequence[Key]) -> list[Item]:
        """Read items by their keys, consistently, in any order; what isn't there is left out."""
        items: list[Item] = []
        for start in range(0, len(keys), READS_PER_BATCH):
            some = [_item(key._asdict()) for key in keys[start : start + READS_PER_BATCH]]
            left: Mapping[str, Any] = {self.name: {"Keys": some, "ConsistentRead": True}}
            while left:
                answer = self.client.batch_get_item(RequestItems=left)
                items += [read_item(item) for item in answer["Responses"][self.name]]
                left = answer.get("UnprocessedKeys", {})
        return items

    def query(self, pk: str, prefix: str = "") -> list[Item]:
        """Read all items under a partition key whose sort key begins with `prefix`, in order."""
        items: list[Item] = []
        pages = self.client.get_paginator("query").paginate(
            TableName=self.name,
            ConsistentRead=True,
            **_condition(pk, prefix),
        )
        for page in pages:
            items += [read_item(item) for item in page["Items"]]
        return items

    def query_from(self, first: Key) -> list[Item]:
        """Read all items under a partition key from a sort key on, in order."""
        items: list[Item] = []
        pages = self.client.get_paginator("query").paginate(
            TableName=self.name,
            ConsistentRead=True,
            KeyConditionExpression="pk = :pk AND sk >= :first",
            ExpressionAttributeValues=_item({":pk": first.pk, ":first": first.sk}),
        )
        for page in pages:
            items += [read_item(item) for item in page["Items"]]
        return items

    def index(self, name: str, attribute: str, value: str) -> list[Item]:
        """Read all entries of an index under one value, in its order; they may lag behind."""
        pages = self.client.get_paginator("query").paginate(
            TableName=self.name,
            IndexName=name,
            KeyConditionExpression=f"{attribute} = :value",
            ExpressionAttributeValues=_item({":value": value}),
        )
        return [read_item(item) for page in pages for item in page["Items"]]

    def scan(self, sk: str) -> list[Item]:
        """Read all items with a sort key, from the whole table."""
        pages = self.client.get_paginator("scan").paginate(
            TableName=self.name,
            ConsistentRead=True,
            FilterExpression="sk = :sk",
            ExpressionAttributeValues=_item({":sk": sk}),
        )
        return [read_item(item) for page in pages for item in page["Items"]]

    def query_page(
        self, pk: str, limit: int, cursor: str | None, prefix: str = ""
    ) -> tuple[list[Item], str | None]:
        """Read one page in order. Raises InvalidInput if the cursor is of another list."""
        start = {} if cursor is None else {"ExclusiveStartKey": _start(cursor, "pk", pk)}
        answer = self.client.query(
            TableName=self.name,
            ConsistentRead=True,
            Limit=limit,
            **_condition(pk, prefix),
            **start,
        )
        return _page(answer)

    def newest_page(
        self, span: tuple[str, str, str], limit: int, cursor: str | None
    ) -> tuple[list[Item], str | None]:
        """Read one page backwards of a partition between two sort keys. Raises InvalidInput."""
        pk, first, last = span
        start = {} if cursor is None else {"ExclusiveStartKey": _start(cursor, "pk", pk)}
        answer = self.client.query(
            TableName=self.name,
            ConsistentRead=True,
            ScanIndexForward=False,
            Limit=limit,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
            ExpressionAttributeValues=_item({":pk": pk, ":first": first, ":last": last}),
            **start,
        )
        return _page(answer)

    def list_page(
        self, list_key: str, limit: int, cursor: str | None, status: str | None = None
    ) -> tuple[list[Item], str | None]:
        """Read one page of a list, newest first. A filtered page may be short."""
        start = (
            {} if cursor is None else {"ExclusiveStartKey": _start(cursor, "list_key", list_key)}
        )
        values = {":key": list_key} | ({":status": status} if status else {})
        only = {"FilterExpression": "#status = :status"} if status else {}
        names = {"ExpressionAttributeNames": {"#status": "status"}} if status else {}
        answer = self.client.query(
            TableName=self.name,
            IndexName="list",
            ScanIndexForward=False,
            Limit=limit,
            KeyConditionExpression="list_key = :key",
            ExpressionAttributeValues=_item(values),
            **only,  # type: ignore[arg-type]
            **names,  # type: ignore[arg-type]
            **start,
        )
        return _page(answer)

    def transact(self, *writes: Put | Check) -> None:
        """Write all or nothing. Raises RowChanged if a condition fails or a row is contended."""
        if not 0 < len(writes) <= WRITES_PER_TRANSACTION:
            raise ValueError(f"bug: a transaction of {len(writes)} writes")
        try:
            self.client.transact_write_items(TransactItems=[self._written(w) for w in writes])
        except self.client.exceptions.TransactionCanceledException as error:
            reasons = [reason.get("Code") for reason in error.response["CancellationReasons"]]
            if not {"ConditionalCheckFailed", "TransactionConflict"} & set(reasons):
                raise
            failed = [
                _name(write)
                for write, reason in zip(writes, reasons, strict=True)
                if reason not in {None, "None"}
            ]
            raise RowChanged("Something changed meanwhile.", rows=failed) from error

    def _written(self, write: Put | Check) -> "TransactWriteItemTypeDef":
        values = {"ExpressionAttributeValues": _item(write.values)} if write.values else {}
        names = {"ExpressionAttributeNames": {"#status": "status"}}
        named = names if "#status" in write.condition else {}
        if isinstance(write, Check):
            return {
                "ConditionCheck": {
                    "TableName": self.name,
                    "Key": _key(write.key),
                    "ConditionExpression": write.condition,
                    **values,  # type: ignore[typeddict-item]
                    **named,
                }
            }
        table = self._audit_name if write.is_audit else self.name
        if table is None:
            raise ValueError("bug: this function may not write the audit trail")
        return {
            "Put": {
                "TableName": table,
                "Item": _item(write.item),
                "ConditionExpression": write.condition,
                **values,  # type: ignore[typeddict-item]
                **named,
            }
        }


def read_item(item: Mapping[str, Any]) -> Item:
    """Turn DynamoDB's typed attributes into plain values."""
    return {name: _read(value) for name, value in item.items()}


def _item(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _write(value) for name, value in values.items() if value is not None}


def _key(key: Key) -> Any:  # noqa: ANN401 - typed attributes
    return {"pk": {"S": key.pk}, "sk": {"S": key.sk}}


def _condition(pk: str, prefix: str) -> Any:  # noqa: ANN401 - keyword arguments of a query
    values = {":pk": pk} | ({":prefix": prefix} if prefix else {})
    expression = "pk = :pk" + (" AND begins_with(sk, :prefix)" if prefix else "")
    return {"KeyConditionExpression": expression, "ExpressionAttributeValues": _item(values)}


def _page(answer: Mapping[str, Any]) -> tuple[list[Item], str | None]:
    items = [read_item(item) for item in answer["Items"]]
    last = answer.get("LastEvaluatedKey")
    if last is None:
        return items, None
    return items, base64.urlsafe_b64encode(json.dumps(last).encode()).decode("ascii")


def _start(cursor: str, attribute: str, expected: str) -> Any:  # noqa: ANN401 - an opaque key
    """Read a cursor back; one that was made for another list, or another tenant, is refused."""
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
        if key[attribute] == {"S": expected} and all(
            set(value) == {"S"} and isinstance(value["S"], str) for value in key.values()
        ):
            return key
    except (ValueError, TypeError, KeyError, AttributeError, binascii.Error):
        pass
    raise InvalidInput("This cursor is not one of this list.", field="cursor")


def _name(write: Put | Check) -> str:
    key = write.key if isinstance(write, Check) else Key(write.item["pk"], write.item["sk"])
    return f"{key.pk}/{key.sk}"
