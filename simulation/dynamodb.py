"""DynamoDB in memory: conditions and transactions honoured, indexes without lag."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from simulation import aws_errors
from simulation.attributes import Stored
from simulation.boundaries import Boundaries, Effect
from simulation.dynamodb_rules import (
    key_of,
    name_of,
    place_of,
    require_all,
    require_distinct,
    shown,
)
from simulation.expressions import Item, condition, updated
from simulation.strikes import IN_AWS, Kind, Strike

Row = tuple[str, str]
Partitions = dict[str, dict[str, Item]]
Written = Sequence[tuple[str, Item | None, Item]]
"""Table, what was there, and what is there now."""
_IN_TRANSACTIONS = IN_AWS | {Kind.CONFLICT}
_NOTHING: Item = {}


class _Exceptions:
    ConditionalCheckFailedException = aws_errors.ConditionalCheckFailedException
    TransactionCanceledException = aws_errors.TransactionCanceledException


class Tables:
    """What is stored; whoever holds it may look without crossing a boundary."""

    def __init__(self, *names: str) -> None:
        self.partitions: dict[str, Partitions] = {name: {} for name in names}
        self.due: dict[Row, str] = {}
        self.watched: dict[Row, tuple[str, str]] = {}

    def copy(self) -> "Tables":
        """Copy all; items themselves are never changed in place."""
        made = Tables()
        made.partitions = {
            name: {pk: dict(rows) for pk, rows in partitions.items()}
            for name, partitions in self.partitions.items()
        }
        made.due = dict(self.due)
        made.watched = dict(self.watched)
        return made

    def get(self, table: str, row: Row) -> Item | None:
        """Return an item."""
        return self.partitions[table].get(row[0], _NOTHING).get(row[1])

    def put(self, table: str, item: Stored) -> None:
        """Store an item."""
        row = (item["pk"]["S"], item["sk"]["S"])
        self.partitions[table].setdefault(row[0], {})[row[1]] = item
        if "due_shard" in item:
            self.due[row] = item["due_at"]["S"]
        else:
            self.due.pop(row, None)
        if "watch_key" in item:
            self.watched[row] = (item["watch_key"]["S"], item["watched_since"]["S"])
        else:
            self.watched.pop(row, None)

    def items(self, table: str) -> Iterator[Item]:
        """Go through all items of a table."""
        for rows in self.partitions[table].values():
            yield from rows.values()

    def rows(self, table: str, pk: str, prefix: str = "") -> list[Item]:
        """Return the items of a partition whose sort key begins with `prefix`, in order."""
        rows = self.partitions[table].get(pk, {})
        return [rows[sk] for sk in sorted(rows) if sk.startswith(prefix)]


class DynamoDb:
    """Stands where boto3's DynamoDB client does. `wrote` is told of everything that is written."""

    exceptions = _Exceptions

    def __init__(
        self,
        boundaries: Boundaries,
        tables: Tables,
        wrote: Callable[[Written], None] = lambda _: None,
    ) -> None:
        self._boundaries = boundaries
        self.tables = tables
        self._wrote = wrote

    def get_item(
        self,
        TableName: str,
        Key: Mapping[str, Any],
        ConsistentRead: bool = False,  # noqa: FBT001, FBT002
    ) -> dict[str, Any]:
        """Read one item."""
        del ConsistentRead
        row = (Key["pk"]["S"], Key["sk"]["S"])

        def effect() -> dict[str, Any]:
            found = self.tables.get(TableName, row)
            return {} if found is None else {"Item": found}

        return self._cross("GetItem", f"{row[0]}/{row[1]}", effect)

    def batch_get_item(self, RequestItems: Mapping[str, Any]) -> dict[str, Any]:
        """Read items by their keys; those that aren't there are left out."""
        [(table, asked)] = RequestItems.items()
        rows = [(key["pk"]["S"], key["sk"]["S"]) for key in asked["Keys"]]

        def effect() -> dict[str, Any]:
            found = [self.tables.get(table, row) for row in rows]
            return {"Responses": {table: [item for item in found if item is not None]}}

        return self._cross("BatchGetItem", f"{len(rows)} rows", effect)

    def query(self, **asked: Any) -> dict[str, Any]:
        """Read items of one partition of the table or of an index."""
        return self._cross("Query", _where(asked), lambda: self._found(asked))

    def get_paginator(self, operation: str) -> "_Pages":
        """Return what pages through a query or a scan."""
        return _Pages({"query": self.query, "scan": self._scan}[operation])

    def update_item(self, **asked: Any) -> dict[str, Any]:
        """Change one item if a condition holds."""
        return self._cross("UpdateItem", json.dumps(asked["Key"]), lambda: self._updated(asked))

    def transact_write_items(
        self,
        TransactItems: Sequence[Mapping[str, Any]],
    ) -> dict[str, Any]:
        """Write all or nothing."""
        detail = " ".join(name_of(write) for write in TransactItems)
        return self._boundaries.cross(
            "dynamodb.TransactWriteItems",
            detail,
            _IN_TRANSACTIONS,
            partial(_fail_transaction, len(TransactItems)),
            lambda: self._transacted(TransactItems),
        )

    def _scan(self, **asked: Any) -> dict[str, Any]:
        """Read a whole table, for operators only."""
        keep, values = condition(asked["FilterExpression"]), asked["ExpressionAttributeValues"]
        items = (item for item in self.tables.items(asked["TableName"]) if keep(item, values, {}))
        return {"Items": [dict(item) for item in items]}

    def _cross(self, operation: str, detail: str, effect: Effect[dict[str, Any]]) -> dict[str, Any]:
        fail = aws_errors.failing(operation)
        return self._boundaries.cross(f"dynamodb.{operation}", detail, IN_AWS, fail, effect)

    def _found(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        items = self._candidates(asked)
        index = asked.get("IndexName")
        start = asked.get("ExclusiveStartKey")
        if start is not None:
            after, is_rising = place_of(start, index), asked.get("ScanIndexForward", True)
            items = [i for i in items if place_of(i, index) != after]
            items = [i for i in items if (place_of(i, index) > after) is is_rising]
        limit = asked.get("Limit")
        answer: dict[str, Any] = {}
        # DynamoDB stops at the limit before it knows whether there is more.
        if limit is not None and len(items) >= limit:
            items = items[:limit]
            answer["LastEvaluatedKey"] = key_of(items[-1], index)
        if "FilterExpression" in asked:
            keep = condition(asked["FilterExpression"])
            values, names = asked["ExpressionAttributeValues"], asked["ExpressionAttributeNames"]
            items = [item for item in items if keep(item, values, names)]
        answer["Items"] = [shown(item, index) for item in items]
        return answer

    def _candidates(self, asked: Mapping[str, Any]) -> list[Item]:
        values = asked["ExpressionAttributeValues"]
        require_all(asked, "KeyConditionExpression", "FilterExpression")
        test, table = condition(asked["KeyConditionExpression"]), asked["TableName"]
        match asked.get("IndexName"):
            case None:
                prefix = values.get(":prefix", {"S": ""})["S"]
                found = self.tables.rows(table, values[":pk"]["S"], prefix)
                kept = [item for item in found if test(item, values, {})]
                return kept if asked.get("ScanIndexForward", True) else kept[::-1]
            case "due":
                rows = sorted((at, row) for row, at in self.tables.due.items())
                items = [self.tables.get(table, row) for _, row in rows]
                return [item for item in items if item is not None and test(item, values, {})]
            case "watch":
                times = sorted((since, row) for row, (_, since) in self.tables.watched.items())
                rows = times if asked.get("ScanIndexForward", True) else times[::-1]
                items = [self.tables.get(table, row) for _, row in rows]
                return [item for item in items if item is not None and test(item, values, {})]
            case "list":
                found = [i for i in self.tables.items(table) if test(i, values, {})]
                found.sort(key=lambda item: item["list_order"]["S"])
                return found if asked.get("ScanIndexForward", True) else found[::-1]
        raise ValueError(f"there is no such index: {asked['IndexName']}")

    def _updated(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        table, key = asked["TableName"], asked["Key"]
        old = self.tables.get(table, (key["pk"]["S"], key["sk"]["S"]))
        values = asked["ExpressionAttributeValues"]
        require_all(asked, "ConditionExpression", "UpdateExpression")
        if "ConditionExpression" in asked and not condition(asked["ConditionExpression"])(
            old or _NOTHING, values, {}
        ):
            raise aws_errors.client_error(
                "ConditionalCheckFailedException",
                "UpdateItem",
                aws_errors.ConditionalCheckFailedException,
            )
        new = Stored(updated(old or dict(key), asked["UpdateExpression"], values))
        self.tables.put(table, new)
        self._wrote([(table, old, new)])
        return {}

    def _transacted(self, writes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        require_distinct(writes)
        reasons: list[str] = []
        puts: list[tuple[str, Item | None, Stored]] = []
        for write in writes:
            body = write.get("Put") or write["ConditionCheck"]
            require_all(body, "ConditionExpression")
            key = body["Item"] if "Item" in body else body["Key"]
            old = self.tables.get(body["TableName"], (key["pk"]["S"], key["sk"]["S"]))
            holds = condition(body["ConditionExpression"])(
                old or _NOTHING,
                body.get("ExpressionAttributeValues", _NOTHING),
                body.get("ExpressionAttributeNames", _NOTHING),
            )
            reasons.append("None" if holds else "ConditionalCheckFailed")
            if "Item" in body:
                puts.append((body["TableName"], old, Stored(body["Item"])))
        if "ConditionalCheckFailed" in reasons:
            raise aws_errors.cancelled(reasons)
        for table, _, item in puts:
            self.tables.put(table, item)
        self._wrote(puts)
        return {}


def _fail_transaction(writes: int, strike: Strike, effect: Effect[Any]) -> Any:
    if strike.kind is Kind.CONFLICT:
        raise aws_errors.cancelled(["TransactionConflict", *["None"] * (writes - 1)])
    return aws_errors.failing("TransactWriteItems")(strike, effect)


class _Pages:
    """Pages through what is read, as boto3's paginator does."""

    def __init__(self, read: Callable[..., dict[str, Any]]) -> None:
        self._read = read

    def paginate(self, **asked: Any) -> Iterator[dict[str, Any]]:
        """Go through the pages."""
        yield self._read(**asked)


def _where(asked: Mapping[str, Any]) -> str:
    values = asked["ExpressionAttributeValues"].values()
    return " ".join([asked.get("IndexName", ""), *(value["S"] for value in values)])
