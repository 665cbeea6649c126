"""SQS entry point: each message hints that a row may need work with NetSuite."""

from typing import Any

from aws_lambda_powertools.utilities import batch
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from period_sync.bootstrap import poster
from period_sync.contracts.messages import HintMessage, hint_of
from period_sync.observability import logger

processor = batch.BatchProcessor(batch.EventType.SQS, raise_on_entire_batch_failure=False)


def act_on_one(record: SQSRecord, lambda_context: LambdaContext) -> None:
    message = HintMessage.model_validate_json(record.body)
    receives = int(record.attributes.approximate_receive_count)
    with logger.append_context_keys(tenant=message.tenant, item_id=message.item_id):
        hint = hint_of(message, record.message_id, receives)
        poster().act_on(hint, lambda_context.get_remaining_time_in_millis() / 1000)
        logger.info("acted on a hint", kind=message.kind, send_no=message.send_no)


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return batch.process_partial_response(event, act_on_one, processor, context)
