"""SQS entry point: each message is a PeriodClosed event that hands over a closed period."""

from typing import Any

from aws_lambda_powertools.utilities import batch
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from period_sync.bootstrap import hand_over
from period_sync.contracts.period_closed import read_period_closed
from period_sync.observability import logger

processor = batch.BatchProcessor(batch.EventType.SQS, raise_on_entire_batch_failure=False)


def take_in_one(record: SQSRecord) -> None:
    taken = hand_over()(read_period_closed(record.body))
    period = taken.period
    logger.info(
        "took in a period",
        tenant=period.tenant,
        period=f"{period.entity}/{period.period_id}",
        revision=taken.revision,
        is_new=taken.is_new,
    )


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return batch.process_partial_response(event, take_in_one, processor, context)
