"""Where functions and commands get what they use: with their settings, the clock and chance.

What a thing is built of is loaded when it is first asked for, and kept, so that importing a handler
costs nothing and a warm function keeps its connections to AWS. Only the modules in `builders` know
which adapter fulfils which port.
"""

import random
from functools import cache
from typing import TYPE_CHECKING

from period_sync.adapters.sqs_messages import SqsMessages
from period_sync.adapters.system_clock import SystemClock
from period_sync.builders.aws import messages
from period_sync.settings import (
    JournalPosterSettings,
    PeriodClosedSettings,
    ResultNotifierSettings,
    SweeperSettings,
    SyncApiSettings,
    read_settings,
)

if TYPE_CHECKING:
    from period_sync.application.api import Api
    from period_sync.application.hand_over import HandOver
    from period_sync.application.mail_invitation import MailInvitation
    from period_sync.application.mail_notice import MailNotice
    from period_sync.application.note_feedback import NoteFeedback
    from period_sync.application.notify_result import NotifyResult
    from period_sync.application.poster import Poster
    from period_sync.application.sweep import Sweep
    from period_sync.operators import JournalOperator, Operator


@cache
def sync_api() -> "Api":
    """What the API's routes use."""
    from period_sync.builders import sync_api as building

    return building.api(read_settings(SyncApiSettings), SystemClock())


@cache
def hand_over() -> "HandOver":
    """What takes in PeriodClosed events."""
    from period_sync.builders import period_closed as building

    return building.hand_over(read_settings(PeriodClosedSettings), SystemClock())


@cache
def period_closed_messages() -> SqsMessages:
    """What `period_closed` does with messages that it can't use, or not yet."""
    told = read_settings(PeriodClosedSettings)
    return messages(told.period_closed_queue_url, told.period_closed_dead_letter_queue_url)


@cache
def poster() -> "Poster":
    """Everything that talks to NetSuite."""
    from period_sync.builders import journal_poster as building

    return building.poster(read_settings(JournalPosterSettings), SystemClock(), random.random)


@cache
def sync_messages() -> SqsMessages:
    """What the poster does with messages that it can't use."""
    return messages(None, read_settings(JournalPosterSettings).sync_dead_letter_queue_url)


@cache
def result_notifier() -> "NotifyResult":
    """What mails results."""
    from period_sync.builders import result_notifier as building

    return building.result_mails(read_settings(ResultNotifierSettings))


@cache
def invitation_mails() -> "MailInvitation":
    """What mails invitations, in the function that mails results."""
    from period_sync.builders import result_notifier as building

    return building.invitation_mails(read_settings(ResultNotifierSettings), SystemClock())


@cache
def connection_notices() -> "MailNotice":
    """What mails what daily checks saw, in the function that mails results."""
    from period_sync.builders import result_notifier as building

    return building.connection_notices(read_settings(ResultNotifierSettings), SystemClock())


@cache
def mail_feedbacks() -> "NoteFeedback":
    """What notes bounces and complaints, in the function that mails results."""
    from period_sync.builders import result_notifier as building

    return building.mail_feedbacks(read_settings(ResultNotifierSettings), SystemClock())


@cache
def result_messages() -> SqsMessages:
    """What the notifier does with messages that it can't use."""
    return messages(None, read_settings(ResultNotifierSettings).result_dead_letter_queue_url)


@cache
def sweep() -> "Sweep":
    """What sends due rows."""
    from period_sync.builders import sweeper as building

    return building.sweep(read_settings(SweeperSettings), SystemClock())


def operator(stage: str | None) -> "Operator":
    """What an operator's commands use, for a stage; without one, for the local stack.

    Raises ConfigurationError if the stage's stack is not there.
    """
    from period_sync.builders import operator as building

    return building.operator(stage, SystemClock())


def journal_operator(stage: str | None) -> "JournalOperator":
    """What the commands for journals use, for a stage; without one, for the local stack.

    Raises ConfigurationError if the stage's stack is not there.
    """
    from period_sync.builders import journals as building

    return building.journal_operator(stage, SystemClock())
