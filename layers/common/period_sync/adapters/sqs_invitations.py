"""Asks the notifier, on its queue, for mails with invitations."""

import json
import logging
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_log = logging.getLogger(__name__)


class SqsInvitations:
    """Fulfils `InvitationQueue`."""

    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def send(self, tenant: str, invitation_id: str, send_no: int) -> None:
        """Ask for a mail. A failure is left to Send again: the row says that none went out."""
        body = {
            "version": 1,
            "kind": "invitation",
            "tenant": tenant,
            "invitation_id": invitation_id,
            "send_no": send_no,
        }
        try:
            self._client.send_message(QueueUrl=self._queue_url, MessageBody=json.dumps(body))
        except (BotoCoreError, ClientError):
            _log.warning("no mail was asked for", exc_info=True, extra={"item_id": invitation_id})
