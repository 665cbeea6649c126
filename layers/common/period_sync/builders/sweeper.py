"""What sends due rows, and ends what is stuck."""

from functools import cache
from typing import TYPE_CHECKING

import boto3

from period_sync.adapters.cloudwatch_figures import CloudWatchMeter
from period_sync.adapters.dynamodb.due_rows import DynamoDueRows
from period_sync.adapters.dynamodb.watched import DynamoWatched
from period_sync.application.measuring import Measure
from period_sync.application.ports import Clock, Due
from period_sync.application.sweep import Sweep
from period_sync.builders.aws import PATIENCE, hints
from period_sync.settings import SweeperSettings

if TYPE_CHECKING:
    from period_sync.application.giving_up import EndStuck


def sweep(told: SweeperSettings, clock: Clock) -> Sweep:
    """Build one sweep, and what ends a sync only when one is stuck, so that sweeps stay cheap."""
    dynamodb = boto3.client("dynamodb", config=PATIENCE)
    rows = DynamoDueRows(dynamodb, told.state_table)
    meter = CloudWatchMeter(boto3.client("cloudwatch", config=PATIENCE), told.stage)
    measure = Measure(clock, DynamoWatched(dynamodb, told.state_table), meter)

    @cache
    def ending() -> "EndStuck":
        from period_sync.builders.stuck_syncs import end_stuck

        return end_stuck(told, clock)

    def end(row: Due) -> bool:
        return ending()(row)

    return Sweep(clock, rows, hints(told.sync_queue_url), end, measure)
