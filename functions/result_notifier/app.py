"""SQS entry point: each message announces one result, or asks for one invitation, to be mailed."""

from typing import Any

from aws_lambda_powertools.utilities import batch
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from period_sync.bootstrap import invitation_mails, result_messages, result_notifier
from period_sync.contracts.messages import InvitationMessage, read_to_mail
from period_sync.domain.errors import InvalidInput
from period_sync.observability import logger

processor = batch.BatchProcessor(batch.EventType.SQS, raise_on_entire_batch_failure=False)


def mail_one(record: SQSRecord) -> None:
    try:
        message = read_to_mail(record.body)
    except InvalidInput as error:
        result_messages().set_aside(record.body, record.message_id, error.message)
        return
    if isinstance(message, InvitationMessage):
        about = {"tenant": message.tenant, "item_id": message.invitation_id}
        with logger.append_context_keys(**about):
            invitation_mails()(message.tenant, message.invitation_id, message.send_no)
            logger.info("mailed an invitation")
        return
    about = {"tenant": message.tenant, "sync_id": message.sync_id}
    with logger.append_context_keys(**about, correlation_id=message.correlation_id):
        result_notifier()(message.tenant, message.sync_id, message.result_no)
        logger.info("mailed")


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return batch.process_partial_response(event, mail_one, processor, context)
