"""SQS entry point: each message hints that a row may need work with NetSuite."""

from typing import Any

from aws_lambda_powertools.utilities import batch
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from period_sync.bootstrap import poster, sync_messages
from period_sync.contracts.messages import read_hint
from period_sync.domain.errors import InvalidInput
from period_sync.observability import logger

processor = batch.BatchProcessor(batch.EventType.SQS, raise_on_entire_batch_failure=False)


def act_on_one(record: SQSRecord, lambda_context: LambdaContext) -> None:
    receives = int(record.attributes.approximate_receive_count)
    try:
        hint = read_hint(record.body, record.message_id, receives)
    except InvalidInput as error:
        sync_messages().set_aside(record.body, record.message_id, error.message)
        return
    about = {"tenant": hint.tenant, "item_id": hint.item_id}
    with logger.append_context_keys(**about, correlation_id=hint.correlation_id):
        poster().act_on(hint, lambda_context.get_remaining_time_in_millis() / 1000)
        logger.info("acted on a hint", kind=hint.kind, send_no=hint.send_no)


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return batch.process_partial_response(event, act_on_one, processor, context)
