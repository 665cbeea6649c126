"""The rows that need work, for the sweeper. Works on attributes alone, whatever the row is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from period_sync.adapters.dynamodb.keys import DUE_SHARD, instant_text
from period_sync.application.ports import Due

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


_SORT_KEYS = {
    "sync": "SYNC",
    "connection-test": "TEST",
    "daily-check": "CHECK",
    "preview": "PREVIEW",
}


class DynamoDueRows:
    """Fulfils `DueRows`. Needs no pydantic, so that a sweep stays cheap."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def due(self, now: datetime, limit: int) -> list[Due]:
        """Find rows whose `due_at` has passed, oldest first."""
        found = self._client.query(
            TableName=self._table,
            IndexName="due",
            KeyConditionExpression="due_shard = :shard AND due_at <= :now",
            ExpressionAttributeValues={
                ":shard": {"S": DUE_SHARD},
                ":now": {"S": instant_text(now)},
            },
            Limit=limit,
        )
        items = [self._read(keys) for keys in found["Items"]]
        return [
            _due(item)
            for item in items
            if item and "due_at" in item and item["due_at"]["S"] <= instant_text(now)
        ]

    def paused(self) -> list[Due]:
        """Find the rows of syncs that wait for the end of a pause."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            IndexName="due",
            KeyConditionExpression="due_shard = :shard",
            ExpressionAttributeValues={":shard": {"S": DUE_SHARD}},
        )
        items = [self._read(keys) for page in pages for keys in page["Items"]]
        return [_due(item) for item in items if item and "due_at" in item and "paused_at" in item]

    def _read(self, keys: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Read a row that the index names; the index may lag behind it, so the row decides."""
        key = {"pk": keys["pk"], "sk": keys["sk"]}
        found = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        return found.get("Item")

    def raise_send_no(self, row: Due, next_due_at: datetime) -> Due | None:
        """Raise `send_no` and move `due_at`, or return None if the row changed meanwhile."""
        try:
            self._client.update_item(
                TableName=self._table,
                Key={
                    "pk": {"S": f"TENANT#{row.tenant}"},
                    "sk": {"S": f"{_SORT_KEYS[row.kind]}#{row.item_id}"},
                },
                UpdateExpression="SET send_no = :next, due_at = :due, version = version + :one",
                ConditionExpression="version = :version AND attribute_exists(due_at)",
                ExpressionAttributeValues={
                    ":next": {"N": str(row.send_no + 1)},
                    ":due": {"S": instant_text(next_due_at)},
                    ":one": {"N": "1"},
                    ":version": {"N": str(row.version)},
                },
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return None
        return replace(row, send_no=row.send_no + 1, version=row.version + 1)


def _due(item: Mapping[str, Any]) -> Due:
    progressed_at = _instant(item.get("progressed_at"))
    if "paused_at" in item:
        progressed_at = None
    elif progressed_at is not None:
        excused_seconds = int(item.get("excused_seconds", {"N": "0"})["N"])
        progressed_at += timedelta(seconds=excused_seconds)
    return Due(
        tenant=item["tenant"]["S"],
        kind=item["kind"]["S"],
        item_id=item["sk"]["S"].partition("#")[2],
        account=item["account"]["S"],
        send_no=int(item["send_no"]["N"]),
        version=int(item["version"]["N"]),
        is_running=item.get("stage", {}).get("S") != "ENDED",
        idle_from=progressed_at,
        connection_id=item.get("connection_id", {}).get("S"),
        correlation_id=item.get("correlation_id", {}).get("S"),
    )


def _instant(attribute: Any) -> datetime | None:  # noqa: ANN401 - a typed attribute, or none
    return None if attribute is None else datetime.fromisoformat(attribute["S"])
