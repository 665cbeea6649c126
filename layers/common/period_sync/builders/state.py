"""The state table as the functions use it."""

import boto3

from period_sync.adapters.dynamodb.table import StateTable
from period_sync.adapters.dynamodb.told_syncs import ToldSyncs
from period_sync.adapters.happenings_log import HappeningsLog
from period_sync.builders.aws import PATIENCE


def state_table(name: str, audit_name: str | None) -> StateTable:
    """The state table; with the name of the audit table, changes are noted there as they are."""
    return StateTable(boto3.client("dynamodb", config=PATIENCE), name, audit_name)


def told_syncs(table: StateTable) -> ToldSyncs:
    """The functions tell the log of every change that they make to a sync."""
    return ToldSyncs(table, HappeningsLog())
