"""SQS entry point: each message asks for a mail, or says that one bounced."""

from typing import Any

from aws_lambda_powertools.utilities import batch
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from period_sync.bootstrap import (
    connection_notices,
    invitation_mails,
    mail_feedbacks,
    result_messages,
    result_notifier,
)
from period_sync.contracts.mail_events import MailEvent
from period_sync.contracts.messages import InvitationMessage, NoticeMessage, read_of_mails
from period_sync.domain.errors import InvalidInput
from period_sync.observability import logger

processor = batch.BatchProcessor(batch.EventType.SQS, raise_on_entire_batch_failure=False)


def mail_one(record: SQSRecord) -> None:
    try:
        message = read_of_mails(record.body)
    except InvalidInput as error:
        result_messages().set_aside(record.body, record.message_id, error.message)
        return
    if isinstance(message, MailEvent):
        feedback = message.feedback
        with logger.append_context_keys(tenant=feedback.tenant, sync_id=feedback.sync_id):
            mail_feedbacks()(feedback)
            logger.info("noted what came back of a mail")
        return
    if isinstance(message, InvitationMessage):
        about = {"tenant": message.tenant, "item_id": message.invitation_id}
        with logger.append_context_keys(**about):
            invitation_mails()(message.tenant, message.invitation_id, message.send_no)
            logger.info("mailed an invitation")
        return
    if isinstance(message, NoticeMessage):
        about = {"tenant": message.tenant, "item_id": message.connection_id}
        with logger.append_context_keys(**about):
            connection_notices()(message.tenant, message.connection_id, message.notice_no)
            logger.info("mailed what a daily check saw")
        return
    about = {"tenant": message.tenant, "sync_id": message.sync_id}
    with logger.append_context_keys(**about, correlation_id=message.correlation_id):
        result_notifier()(message.tenant, message.sync_id, message.result_no)
        logger.info("mailed")


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return batch.process_partial_response(event, mail_one, processor, context)
