"""The composition root: the only module that knows which adapter fulfils which port.

Every builder is made on first use and kept, so that importing a handler costs nothing and a warm
function keeps its connections to AWS.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from secrets import token_urlsafe
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

import period_sync
from period_sync.adapters.sqs_hints import SqsHints
from period_sync.adapters.sqs_messages import SqsMessages
from period_sync.adapters.system_clock import SystemClock
from period_sync.domain.connection import AuthMethod
from period_sync.domain.sync import Person
from period_sync.settings import (
    LOCAL_STAGE,
    JournalPosterSettings,
    PeriodClosedSettings,
    ResultNotifierSettings,
    SweeperSettings,
    SyncApiSettings,
    read_settings,
)

if TYPE_CHECKING:
    from period_sync.adapters.dynamodb.table import StateTable
    from period_sync.adapters.netsuite.gateway import NetSuiteAccounts
    from period_sync.adapters.ses_mail import SesMailer
    from period_sync.application.api import Api
    from period_sync.application.connecting import Connecting
    from period_sync.application.connection_secrets import ReplaceSecret
    from period_sync.application.connection_tests import RequestConnectionTest
    from period_sync.application.giving_up import EndStuck
    from period_sync.application.granting import GrantByOperator
    from period_sync.application.hand_over import HandOver
    from period_sync.application.mail_invitation import MailInvitation
    from period_sync.application.mail_notice import MailNotice
    from period_sync.application.note_feedback import NoteFeedback
    from period_sync.application.notify_result import NotifyResult
    from period_sync.application.pausing import Pausing
    from period_sync.application.ports import (
        Audit,
        Clock,
        Connections,
        DeadLetter,
        Due,
        Overview,
        Periods,
        Previews,
        Syncs,
        Teams,
        Tenants,
    )
    from period_sync.application.poster import Poster
    from period_sync.application.revoking import RevokeConnection
    from period_sync.application.setup import SetUp
    from period_sync.application.stuck import FindStuck
    from period_sync.application.sweep import Sweep
    from period_sync.application.trace import TraceJournal

_AWS = Config(
    connect_timeout=3, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 4}
)


@cache
def sync_api() -> "Api":
    """Build what the API's routes use."""
    from period_sync.adapters.dynamodb.audit import DynamoAudit, DynamoAuditTrail
    from period_sync.adapters.dynamodb.daily_checks import DynamoDailyChecks
    from period_sync.adapters.dynamodb.decisions import DynamoDecisions
    from period_sync.adapters.dynamodb.evidence import DynamoEvidence
    from period_sync.adapters.dynamodb.feedbacks import DynamoFeedbacks
    from period_sync.adapters.dynamodb.periods import DynamoPeriods
    from period_sync.adapters.dynamodb.previews import DynamoPreviews
    from period_sync.adapters.dynamodb.teams import DynamoTeams
    from period_sync.adapters.dynamodb.tenants import DynamoConnections, DynamoTenants
    from period_sync.adapters.s3_objects import S3Objects
    from period_sync.adapters.secrets import SecretsManagerStore
    from period_sync.adapters.sqs_invitations import SqsInvitations
    from period_sync.application.api import Api, SignIn
    from period_sync.application.auto_sync import AutoSync
    from period_sync.application.checking import CheckSync
    from period_sync.application.closed_periods import ClosedPeriods
    from period_sync.application.company_settings import CompanySettings
    from period_sync.application.connecting import Connecting
    from period_sync.application.connection_secrets import ReplaceSecret
    from period_sync.application.connection_tests import RequestConnectionTest
    from period_sync.application.deciding import Decide
    from period_sync.application.inviting import Invite
    from period_sync.application.managing_team import ManageTeam
    from period_sync.application.mapping_names import MappingNames
    from period_sync.application.reading_evidence import ReadEvidence
    from period_sync.application.refused_hand_overs import RefusedHandOvers
    from period_sync.application.request_preview import RequestPreview
    from period_sync.application.request_sync import RequestSync
    from period_sync.application.revoking import RevokeConnection
    from period_sync.application.showing_syncs import ShowSyncs
    from period_sync.application.stopping import StopSync
    from period_sync.application.take_in_period import TakeInPeriod

    settings = read_settings(SyncApiSettings)
    table = _table(settings.state_table, settings.audit_table)
    clock = SystemClock()
    tenants, connections = DynamoTenants(table), DynamoConnections(table)
    periods, syncs = DynamoPeriods(table), _syncs(table)
    objects = S3Objects(boto3.client("s3", config=_AWS), settings.document_bucket)
    sqs = boto3.client("sqs", config=_AWS)
    hints = SqsHints(sqs, settings.sync_queue_url)
    retrying = RequestSync(clock, tenants, connections, periods, syncs, hints)
    teams, asked = DynamoTeams(table), SqsInvitations(sqs, settings.result_queue_url)
    decisions, previews = DynamoDecisions(table), DynamoPreviews(table)
    store = SecretsManagerStore(boto3.client("secretsmanager", config=_AWS), settings.stage)
    return Api(
        clock=clock,
        tenants=tenants,
        periods=periods,
        closed_periods=ClosedPeriods(tenants, connections, periods, syncs),
        syncs=syncs,
        shown=ShowSyncs(clock, syncs, DynamoFeedbacks(table)),
        evidence=ReadEvidence(syncs, DynamoEvidence(table), objects),
        objects=objects,
        syncing=retrying,
        decide=Decide(
            clock,
            tenants,
            connections,
            syncs,
            decisions,
            objects,
            retrying,
            timedelta(seconds=settings.settle_after_seconds),
        ),
        decisions=decisions,
        previews=previews,
        preview=RequestPreview(clock, tenants, connections, periods, previews, hints),
        stop=StopSync(clock, tenants, syncs, hints),
        check=CheckSync(clock, tenants, syncs, hints),
        take_in=TakeInPeriod(clock, periods, objects),
        auto_sync=AutoSync(clock, tenants, retrying, DynamoAudit(table)),
        local_netsuite_origin=settings.local_netsuite_origin,
        settings=CompanySettings(clock, tenants),
        trail=DynamoAuditTrail(_table(settings.audit_table, None)),
        refused=RefusedHandOvers(clock, periods),
        connections=connections,
        daily_checks=DynamoDailyChecks(table),
        connecting=Connecting(clock, tenants, connections),
        replace_secret=ReplaceSecret(clock, connections, store, _check_secret),
        request_test=RequestConnectionTest(clock, connections, hints),
        revoke=RevokeConnection(clock, tenants, connections, store),
        sign_in=SignIn(settings.sign_in_issuer, settings.sign_in_client),
        mappings=MappingNames(clock, connections, periods, syncs, previews, objects),
        teams=teams,
        team=ManageTeam(clock, teams),
        invitations=Invite(clock, teams, asked),
    )


@cache
def hand_over() -> "HandOver":
    """Build what takes in PeriodClosed events."""
    from period_sync.adapters.documents import JsonDocuments
    from period_sync.adapters.dynamodb.audit import DynamoAudit
    from period_sync.adapters.dynamodb.periods import DynamoPeriods
    from period_sync.adapters.dynamodb.tenants import DynamoConnections, DynamoTenants
    from period_sync.adapters.s3_objects import S3Objects
    from period_sync.application.auto_sync import AutoSync
    from period_sync.application.hand_over import HandOver
    from period_sync.application.refused_hand_overs import RefusedHandOvers
    from period_sync.application.request_sync import RequestSync
    from period_sync.application.take_in_period import TakeInPeriod

    settings = read_settings(PeriodClosedSettings)
    table = _table(settings.state_table, settings.audit_table)
    objects = S3Objects(boto3.client("s3", config=_AWS), settings.document_bucket)
    clock, periods = SystemClock(), DynamoPeriods(table)
    tenants = DynamoTenants(table)
    hints = SqsHints(boto3.client("sqs", config=_AWS), settings.sync_queue_url)
    syncing = RequestSync(clock, tenants, DynamoConnections(table), periods, _syncs(table), hints)
    return HandOver(
        tenants=tenants,
        objects=objects,
        documents=JsonDocuments(),
        take_in=TakeInPeriod(clock, periods, objects),
        refused=RefusedHandOvers(clock, periods),
        auto_sync=AutoSync(clock, tenants, syncing, DynamoAudit(table)),
    )


@cache
def poster() -> "Poster":
    """Build everything that talks to NetSuite."""
    from period_sync.adapters.documents import JsonDocuments
    from period_sync.adapters.dynamodb.daily_checks import DynamoDailyChecks
    from period_sync.adapters.dynamodb.decisions import DynamoDecisions
    from period_sync.adapters.dynamodb.footprints import DynamoFootprints
    from period_sync.adapters.dynamodb.pauses import DynamoPauses
    from period_sync.adapters.dynamodb.periods import DynamoPeriods
    from period_sync.adapters.dynamodb.previews import DynamoPreviews
    from period_sync.adapters.dynamodb.tenants import DynamoConnections, DynamoTenants
    from period_sync.adapters.netsuite.gateway import NetSuiteAccounts
    from period_sync.adapters.s3_objects import S3Objects
    from period_sync.adapters.secrets import SecretsManagerSecrets
    from period_sync.adapters.sns_results import SnsResults
    from period_sync.adapters.sqs_notices import SqsNotices
    from period_sync.application.connection_tests import RunConnectionTest
    from period_sync.application.daily_checks import ArmDailyCheck, RunDailyCheck
    from period_sync.application.ending import End
    from period_sync.application.kept_records import KeptRecords
    from period_sync.application.make_preview import MakePreview
    from period_sync.application.poster import Poster
    from period_sync.application.request_sync import RequestSync
    from period_sync.application.turn import PosterPorts

    settings = read_settings(JournalPosterSettings)
    table = _table(settings.state_table, settings.audit_table)
    clock = SystemClock()
    secrets = SecretsManagerSecrets(
        boto3.client("secretsmanager", config=_AWS), settings.stage, clock
    )
    netsuites = NetSuiteAccounts(
        clock, secrets, settings.local_netsuite_origin, settings.answer_seconds
    )
    connections, periods = DynamoConnections(table), DynamoPeriods(table)
    syncs = _syncs(table)
    objects = S3Objects(boto3.client("s3", config=_AWS), settings.document_bucket)
    results = SnsResults(boto3.client("sns", config=_AWS), settings.result_topic_arn)
    sqs = boto3.client("sqs", config=_AWS)
    hints = SqsHints(sqs, settings.sync_queue_url)
    checks, notices = DynamoDailyChecks(table), SqsNotices(sqs, settings.result_queue_url)
    retrying = RequestSync(clock, DynamoTenants(table), connections, periods, syncs, hints)
    ports = PosterPorts(
        clock=clock,
        tenants=DynamoTenants(table),
        connections=connections,
        footprints=DynamoFootprints(table),
        periods=periods,
        syncs=syncs,
        pauses=DynamoPauses(table),
        objects=objects,
        documents=JsonDocuments(),
        decisions=DynamoDecisions(table),
        netsuites=netsuites,
        results=results,
        end=End(clock, syncs, objects, results),
        redrive=retrying.redrive,
        jitter=random.random,
        stage=settings.stage,
        code_version=period_sync.VERSION,
        answer_seconds=settings.answer_seconds,
        settle_after=timedelta(seconds=settings.settle_after_seconds),
        refusal_lag=timedelta(seconds=settings.refusal_lag_seconds),
        kept_records=KeptRecords(clock),
    )
    return Poster(
        ports,
        RunConnectionTest(clock, connections, netsuites, secrets, ArmDailyCheck(clock, checks)),
        RunDailyCheck(clock, connections, checks, netsuites, notices),
        MakePreview(ports, DynamoPreviews(table)),
    )


@cache
def result_notifier() -> "NotifyResult":
    """Build what mails results."""
    from period_sync.adapters.dynamodb.periods import DynamoPeriods
    from period_sync.adapters.dynamodb.tenants import DynamoTenants
    from period_sync.adapters.s3_objects import S3Objects
    from period_sync.application.notify_result import NotifyResult

    settings = read_settings(ResultNotifierSettings)
    table = _table(settings.state_table, None)
    return NotifyResult(
        tenants=DynamoTenants(table),
        periods=DynamoPeriods(table),
        syncs=_syncs(table),
        objects=S3Objects(boto3.client("s3", config=_AWS), settings.document_bucket),
        mailer=_mailer(settings),
        page_url=settings.page_url,
        local_netsuite_origin=settings.local_netsuite_origin,
    )


@cache
def invitation_mails() -> "MailInvitation":
    """Build what mails invitations, in the function that mails results."""
    from period_sync.adapters.dynamodb.teams import DynamoTeams
    from period_sync.adapters.dynamodb.tenants import DynamoTenants
    from period_sync.application.mail_invitation import MailInvitation

    settings = read_settings(ResultNotifierSettings)
    table = _table(settings.state_table, None)
    return MailInvitation(
        clock=SystemClock(),
        tenants=DynamoTenants(table),
        teams=DynamoTeams(table),
        mailer=_mailer(settings),
        page_url=settings.page_url,
        new_token=partial(token_urlsafe, 32),
    )


@cache
def connection_notices() -> "MailNotice":
    """Build what mails what daily checks saw, in the function that mails results."""
    from period_sync.adapters.dynamodb.daily_checks import DynamoDailyChecks
    from period_sync.adapters.dynamodb.teams import DynamoTeams
    from period_sync.adapters.dynamodb.tenants import DynamoConnections, DynamoTenants
    from period_sync.application.mail_notice import MailNotice

    settings = read_settings(ResultNotifierSettings)
    table = _table(settings.state_table, None)
    return MailNotice(
        clock=SystemClock(),
        tenants=DynamoTenants(table),
        teams=DynamoTeams(table),
        connections=DynamoConnections(table),
        checks=DynamoDailyChecks(table),
        mailer=_mailer(settings),
        page_url=settings.page_url,
    )


@cache
def mail_feedbacks() -> "NoteFeedback":
    """Build what notes bounces and complaints, in the function that mails results."""
    from period_sync.adapters.dynamodb.feedbacks import DynamoFeedbacks
    from period_sync.application.note_feedback import NoteFeedback

    settings = read_settings(ResultNotifierSettings)
    table = _table(settings.state_table, settings.audit_table)
    return NoteFeedback(SystemClock(), _syncs(table), DynamoFeedbacks(table))


def _mailer(settings: ResultNotifierSettings) -> "SesMailer":
    from period_sync.adapters.ses_mail import SesMailer

    client = boto3.client("sesv2", config=_AWS)
    return SesMailer(client, settings.mail_sender, settings.mail_configuration_set)


@cache
def sweep() -> "Sweep":
    """Build what sends due rows."""
    from period_sync.adapters.cloudwatch_figures import CloudWatchMeter
    from period_sync.adapters.dynamodb.due_rows import DynamoDueRows
    from period_sync.adapters.dynamodb.watched import DynamoWatched
    from period_sync.application.measuring import Measure
    from period_sync.application.sweep import Sweep

    settings = read_settings(SweeperSettings)
    clock, dynamodb = SystemClock(), boto3.client("dynamodb", config=_AWS)
    rows = DynamoDueRows(dynamodb, settings.state_table)
    meter = CloudWatchMeter(boto3.client("cloudwatch", config=_AWS), settings.stage)
    measure = Measure(clock, DynamoWatched(dynamodb, settings.state_table), meter)
    hints = SqsHints(boto3.client("sqs", config=_AWS), settings.sync_queue_url)

    def end_stuck(row: "Due") -> bool:
        """Build what ends a sync only when one is stuck, so that a sweep stays cheap."""
        return _end_stuck()(row)

    return Sweep(clock, rows, hints, end_stuck, measure)


@cache
def _end_stuck() -> "EndStuck":
    from period_sync.adapters.s3_objects import S3Objects
    from period_sync.adapters.sns_results import SnsResults
    from period_sync.application.ending import End
    from period_sync.application.giving_up import EndStuck
    from period_sync.domain.transitions import Actor

    settings = read_settings(SweeperSettings)
    syncs = _syncs(_table(settings.state_table, settings.audit_table))
    objects = S3Objects(boto3.client("s3", config=_AWS), settings.document_bucket)
    results = SnsResults(boto3.client("sns", config=_AWS), settings.result_topic_arn)
    clock = SystemClock()
    return EndStuck(clock, syncs, End(clock, syncs, objects, results, Actor.SWEEPER))


@cache
def sync_messages() -> SqsMessages:
    """What the poster does with messages that it can't use."""
    settings = read_settings(JournalPosterSettings)
    return _messages(None, settings.sync_dead_letter_queue_url)


@cache
def period_closed_messages() -> SqsMessages:
    """What `period_closed` does with messages that it can't use, or not yet."""
    settings = read_settings(PeriodClosedSettings)
    return _messages(settings.period_closed_queue_url, settings.period_closed_dead_letter_queue_url)


@cache
def result_messages() -> SqsMessages:
    """What the notifier does with messages that it can't use."""
    settings = read_settings(ResultNotifierSettings)
    return _messages(None, settings.result_dead_letter_queue_url)


def _check_secret(auth: AuthMethod, value: Mapping[str, str]) -> date | None:
    """Load what knows NetSuite's logins only when a secret is stored."""
    from period_sync.adapters.netsuite.logins import check_secret

    return check_secret(auth, value)


def _messages(queue_url: str | None, dead_letter_url: str) -> SqsMessages:
    return SqsMessages(boto3.client("sqs", config=_AWS), queue_url, dead_letter_url)


def _table(name: str, audit_name: str | None) -> "StateTable":
    from period_sync.adapters.dynamodb.table import StateTable

    return StateTable(boto3.client("dynamodb", config=_AWS), name, audit_name)


def _syncs(table: "StateTable") -> "Syncs":
    """The functions tell the log of every change that they make to a sync."""
    from period_sync.adapters.dynamodb.told_syncs import ToldSyncs
    from period_sync.adapters.happenings_log import HappeningsLog

    return ToldSyncs(table, HappeningsLog())


@dataclass(frozen=True, slots=True)
class Operator:
    """What an operator's commands use. `by` is who runs them, for the audit trail."""

    set_up: "SetUp"
    members: "GrantByOperator"
    teams: "Teams"
    connecting: "Connecting"
    replace_secret: "ReplaceSecret"
    revoke: "RevokeConnection"
    request_test: "RequestConnectionTest"
    pausing: "Pausing"
    stuck: "FindStuck"
    overview: "Overview"
    stored_keys: Callable[[str], list[str]]
    tenants: "Tenants"
    connections: "Connections"
    periods: "Periods"
    syncs: "Syncs"
    previews: "Previews"
    clock: "Clock"
    by: Person
    redrive: Callable[[str], int | None]
    logged: Callable[[str, datetime, int], Sequence[str]]
    trace: "TraceJournal"


def operator(stage: str | None) -> Operator:
    """Build an operator's commands for a stage; without one, for the local stack.

    Raises ConfigurationError if the stage's stack is not there.
    """
    from period_sync.adapters.documents import JsonDocuments
    from period_sync.adapters.dynamodb.due_rows import DynamoDueRows
    from period_sync.adapters.dynamodb.overview import DynamoOverview
    from period_sync.adapters.dynamodb.pauses import DynamoPauses
    from period_sync.adapters.dynamodb.periods import DynamoPeriods
    from period_sync.adapters.dynamodb.previews import DynamoPreviews
    from period_sync.adapters.dynamodb.syncs import DynamoSyncs
    from period_sync.adapters.dynamodb.table import StateTable
    from period_sync.adapters.dynamodb.teams import DynamoTeams
    from period_sync.adapters.dynamodb.tenants import DynamoConnections, DynamoTenants
    from period_sync.adapters.function_logs import FunctionLogs
    from period_sync.adapters.s3_objects import S3Objects
    from period_sync.adapters.secrets import SecretsManagerStore
    from period_sync.adapters.sqs_dead_letters import dead_letters
    from period_sync.adapters.sqs_redrive import redrive
    from period_sync.adapters.stack import aws_session, outputs_of, who_am_i
    from period_sync.application.connecting import Connecting
    from period_sync.application.connection_secrets import ReplaceSecret
    from period_sync.application.connection_tests import RequestConnectionTest
    from period_sync.application.granting import GrantByOperator
    from period_sync.application.pausing import Pausing
    from period_sync.application.revoking import RevokeConnection
    from period_sync.application.setup import SetUp
    from period_sync.application.stuck import FindStuck
    from period_sync.application.trace import TraceJournal

    session = aws_session(stage)
    found = outputs_of(session, stage or LOCAL_STAGE)
    dynamodb = session.client("dynamodb")
    table = StateTable(dynamodb, found["StateTable"], found["AuditTable"])
    clock = SystemClock()
    by = who_am_i(session)
    tenants, connections = DynamoTenants(table), DynamoConnections(table)
    teams = DynamoTeams(table)
    sqs = session.client("sqs")
    hints = SqsHints(sqs, found["SyncQueueUrl"])
    store = SecretsManagerStore(session.client("secretsmanager"), stage or LOCAL_STAGE)
    periods = DynamoPeriods(table)
    objects = S3Objects(session.client("s3"), found["DocumentBucket"])
    rows = DynamoDueRows(dynamodb, found["StateTable"])
    overview = DynamoOverview(table)

    def lying_in(queue: str) -> tuple[int, Sequence["DeadLetter"]]:
        return dead_letters(sqs, found[f"{queue}DeadLetterQueueUrl"])

    return Operator(
        set_up=SetUp(clock, tenants, by),
        connecting=Connecting(clock, tenants, connections),
        replace_secret=ReplaceSecret(clock, connections, store, _check_secret),
        revoke=RevokeConnection(clock, tenants, connections, store),
        members=GrantByOperator(clock, tenants, teams, by),
        teams=teams,
        request_test=RequestConnectionTest(clock, connections, hints),
        stuck=FindStuck(clock, overview, lying_in),
        overview=overview,
        stored_keys=objects.keys,
        pausing=Pausing(clock, tenants, connections, DynamoPauses(table), rows, hints, by),
        tenants=tenants,
        connections=connections,
        periods=periods,
        syncs=DynamoSyncs(table),
        previews=DynamoPreviews(table),
        clock=clock,
        by=by,
        redrive=lambda name: redrive(
            sqs, found[f"{name}DeadLetterQueueUrl"], found[f"{name}QueueUrl"]
        ),
        logged=FunctionLogs(
            session.client("cloudformation"), session.client("logs"), stage or LOCAL_STAGE
        ).lines,
        trace=TraceJournal(periods, objects, JsonDocuments()),
    )


@dataclass(frozen=True, slots=True)
class JournalOperator:
    """What the commands for journals in NetSuite use. `by` is who runs them."""

    tenants: "Tenants"
    connections: "Connections"
    netsuites: "NetSuiteAccounts"
    audit: "Audit"
    clock: "Clock"
    by: Person


def journal_operator(stage: str | None) -> JournalOperator:
    """Build the commands for journals of a stage; without one, of the local stack.

    Raises ConfigurationError if the stage's stack is not there.
    """
    from period_sync.adapters.dynamodb.audit import DynamoAudit
    from period_sync.adapters.dynamodb.table import StateTable
    from period_sync.adapters.dynamodb.tenants import DynamoConnections, DynamoTenants
    from period_sync.adapters.netsuite.gateway import NetSuiteAccounts
    from period_sync.adapters.secrets import SecretsManagerSecrets
    from period_sync.adapters.stack import aws_session, outputs_of, who_am_i

    session, named = aws_session(stage), stage or LOCAL_STAGE
    found = outputs_of(session, named)
    table = StateTable(session.client("dynamodb"), found["StateTable"], found["AuditTable"])
    clock = SystemClock()
    secrets = SecretsManagerSecrets(session.client("secretsmanager"), named, clock)
    # Another NetSuite than the account's own; only on one machine.
    origin = found.get("NetSuiteOrigin") if named == LOCAL_STAGE else None
    return JournalOperator(
        tenants=DynamoTenants(table),
        connections=DynamoConnections(table),
        netsuites=NetSuiteAccounts(clock, secrets, origin or None),
        audit=DynamoAudit(table),
        clock=clock,
        by=who_am_i(session),
    )
