"""SQS entry point: each message is a PeriodClosed event that hands over a closed period."""

from typing import Any

from aws_lambda_powertools.utilities import batch
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from period_sync.bootstrap import hand_over, period_closed_messages
from period_sync.contracts.period_closed import address_of, read_period_closed
from period_sync.domain.correlation import correlation_id
from period_sync.domain.errors import InvalidInput, NotFound, ReasonMissing, SyncRunning
from period_sync.observability import logger

SECONDS_TO_WAIT_FOR_A_SYNC = 60
processor = batch.BatchProcessor(batch.EventType.SQS, raise_on_entire_batch_failure=False)


def take_in_one(record: SQSRecord) -> None:
    try:
        event = read_period_closed(record.body)
        taken = hand_over()(event)
    except SyncRunning:
        # It is taken in when the sync has ended; waiting costs no receive.
        period_closed_messages().put_back(record.body, SECONDS_TO_WAIT_FOR_A_SYNC)
        return
    except (InvalidInput, NotFound, ReasonMissing) as error:
        logger.warning("a hand-over was not accepted", code=error.code, reason=error.message)
        address = address_of(record.body)
        if address is not None:
            hand_over().note_refusal(address, error)
        period_closed_messages().set_aside(record.body, record.message_id, error.message)
        return
    period = taken.period
    logger.info(
        "took in a period",
        tenant=period.tenant,
        period=f"{period.entity}/{period.period_id}",
        revision=taken.revision,
        is_new=taken.is_new,
        event_id=event.event_id,
        correlation_id=correlation_id(event.event_id),
    )


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return batch.process_partial_response(event, take_in_one, processor, context)
