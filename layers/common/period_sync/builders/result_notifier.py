"""What mails results and invitations, and notes what comes back of mails.

Most messages are results; what only the others need is loaded with the first of them.
"""

from functools import partial
from secrets import token_urlsafe
from typing import TYPE_CHECKING

import boto3

from period_sync.adapters.dynamodb.periods import DynamoPeriods
from period_sync.adapters.dynamodb.tenants import DynamoTenants
from period_sync.adapters.s3_objects import S3Objects
from period_sync.adapters.ses_mail import SesMailer
from period_sync.application.notify_result import NotifyResult
from period_sync.application.ports import Clock
from period_sync.builders.aws import PATIENCE
from period_sync.builders.state import state_table, told_syncs
from period_sync.settings import ResultNotifierSettings

if TYPE_CHECKING:
    from period_sync.application.mail_invitation import MailInvitation
    from period_sync.application.mail_notice import MailNotice
    from period_sync.application.note_feedback import NoteFeedback


def result_mails(told: ResultNotifierSettings) -> NotifyResult:
    """Build what mails results."""
    table = state_table(told.state_table, None)
    return NotifyResult(
        tenants=DynamoTenants(table),
        periods=DynamoPeriods(table),
        syncs=told_syncs(table),
        objects=S3Objects(boto3.client("s3", config=PATIENCE), told.document_bucket),
        mailer=_mailer(told),
        page_url=told.page_url,
        local_netsuite_origin=told.local_netsuite_origin,
    )


def invitation_mails(told: ResultNotifierSettings, clock: Clock) -> "MailInvitation":
    """Build what mails invitations."""
    from period_sync.adapters.dynamodb.teams import DynamoTeams
    from period_sync.application.mail_invitation import MailInvitation

    table = state_table(told.state_table, None)
    return MailInvitation(
        clock=clock,
        tenants=DynamoTenants(table),
        teams=DynamoTeams(table),
        mailer=_mailer(told),
        page_url=told.page_url,
        new_token=partial(token_urlsafe, 32),
    )


def connection_notices(told: ResultNotifierSettings, clock: Clock) -> "MailNotice":
    """Build what mails what daily checks saw."""
    from period_sync.adapters.dynamodb.connections import DynamoConnections
    from period_sync.adapters.dynamodb.daily_checks import DynamoDailyChecks
    from period_sync.adapters.dynamodb.teams import DynamoTeams
    from period_sync.application.mail_notice import MailNotice

    table = state_table(told.state_table, None)
    return MailNotice(
        clock=clock,
        tenants=DynamoTenants(table),
        teams=DynamoTeams(table),
        connections=DynamoConnections(table),
        checks=DynamoDailyChecks(table),
        mailer=_mailer(told),
        page_url=told.page_url,
    )


def mail_feedbacks(told: ResultNotifierSettings, clock: Clock) -> "NoteFeedback":
    """Build what notes bounces and complaints."""
    from period_sync.adapters.dynamodb.feedbacks import DynamoFeedbacks
    from period_sync.application.note_feedback import NoteFeedback

    table = state_table(told.state_table, told.audit_table)
    return NoteFeedback(clock, told_syncs(table), DynamoFeedbacks(table))


def _mailer(told: ResultNotifierSettings) -> SesMailer:
    client = boto3.client("sesv2", config=PATIENCE)
    return SesMailer(client, told.mail_sender, told.mail_configuration_set)
