"""What ends the syncs that no worker could end."""

import boto3

from period_sync.adapters.s3_objects import S3Objects
from period_sync.adapters.sns_results import SnsResults
from period_sync.application.ending import End
from period_sync.application.giving_up import EndStuck
from period_sync.application.ports import Clock
from period_sync.builders.aws import PATIENCE
from period_sync.builders.state import state_table, told_syncs
from period_sync.domain.transitions import Actor
from period_sync.settings import SweeperSettings


def end_stuck(told: SweeperSettings, clock: Clock) -> EndStuck:
    """Build what ends one."""
    syncs = told_syncs(state_table(told.state_table, told.audit_table))
    objects = S3Objects(boto3.client("s3", config=PATIENCE), told.document_bucket)
    results = SnsResults(boto3.client("sns", config=PATIENCE), told.result_topic_arn)
    return EndStuck(clock, syncs, End(clock, syncs, objects, results, Actor.SWEEPER))
