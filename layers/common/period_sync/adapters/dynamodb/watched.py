"""Reads what is watched: of each kind one row of the index, never the rows themselves."""

from datetime import datetime
from typing import TYPE_CHECKING

from period_sync.application.ports import Watch

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoWatched:
    """Fulfils `Watched`. Needs no pydantic, so that a sweep stays cheap."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def oldest(self, watch: Watch) -> datetime | None:
        """Tell when the oldest began, None if there is none."""
        return self._first(watch, is_oldest=True)

    def newest(self, watch: Watch) -> datetime | None:
        """Tell when the newest began, None if there is none."""
        return self._first(watch, is_oldest=False)

    def _first(self, watch: Watch, *, is_oldest: bool) -> datetime | None:
        found = self._client.query(
            TableName=self._table,
            IndexName="watch",
            KeyConditionExpression="watch_key = :watch",
            ExpressionAttributeValues={":watch": {"S": watch}},
            ScanIndexForward=is_oldest,
            Limit=1,
        )
        for keys in found["Items"]:
            return datetime.fromisoformat(keys["watched_since"]["S"])
        return None
