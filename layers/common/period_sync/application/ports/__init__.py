"""What the use-cases need of the outside, as protocols; adapters fulfil them."""

from period_sync.application.ports.clock import Clock
from period_sync.application.ports.connections import (
    Connections,
    NewSecrets,
    Secret,
    Secrets,
    SecretStore,
)
from period_sync.application.ports.daily_checks import DailyChecks, Notices
from period_sync.application.ports.decisions import Decisions
from period_sync.application.ports.evidence import KeptEvidence
from period_sync.application.ports.figures import Figure, Meter, Watch, Watched
from period_sync.application.ports.footprints import Footprints
from period_sync.application.ports.happenings import Happenings
from period_sync.application.ports.journals import Journals
from period_sync.application.ports.mappings import MappingsVersions
from period_sync.application.ports.netsuite import Found, NetSuite, NetSuites
from period_sync.application.ports.objects import Objects
from period_sync.application.ports.overview import (
    DeadLetter,
    DeadLetters,
    Overview,
    PlacedJournal,
    Unmailed,
)
from period_sync.application.ports.paging import Page
from period_sync.application.ports.pauses import Pauses
from period_sync.application.ports.periods import Documents, Periods
from period_sync.application.ports.previews import Previews
from period_sync.application.ports.results import Feedbacks, Mail, Mailer, Results, Sent
from period_sync.application.ports.survey import AccountingBook, Survey
from period_sync.application.ports.syncs import AccountPeriod, Guards, Mailing, Step, Syncs
from period_sync.application.ports.teams import InvitationQueue, Teams
from period_sync.application.ports.tenants import Audit, AuditTrail, Tenants
from period_sync.application.ports.wake_up import Due, DueRows, HintQueue

__all__ = [
    "AccountPeriod",
    "AccountingBook",
    "Audit",
    "AuditTrail",
    "Clock",
    "Connections",
    "DailyChecks",
    "DeadLetter",
    "DeadLetters",
    "Decisions",
    "Documents",
    "Due",
    "DueRows",
    "Feedbacks",
    "Figure",
    "Footprints",
    "Found",
    "Guards",
    "Happenings",
    "HintQueue",
    "InvitationQueue",
    "Journals",
    "KeptEvidence",
    "Mail",
    "Mailer",
    "Mailing",
    "MappingsVersions",
    "Meter",
    "NetSuite",
    "NetSuites",
    "NewSecrets",
    "Notices",
    "Objects",
    "Overview",
    "Page",
    "Pauses",
    "Periods",
    "PlacedJournal",
    "Previews",
    "Results",
    "Secret",
    "SecretStore",
    "Secrets",
    "Sent",
    "Step",
    "Survey",
    "Syncs",
    "Teams",
    "Tenants",
    "Unmailed",
    "Watch",
    "Watched",
]
