"""The parts of the simulator, as they are shown and steered."""

from collections.abc import Sequence
from dataclasses import dataclass

from local.netsuite.faults import Faults
from local.netsuite.ledger import Ledger
from local.netsuite.login import Login
from local.netsuite.master_data import MasterData
from local.netsuite.misbehaviour import LateWork
from local.netsuite.period_locks import PeriodLocks
from local.netsuite.posting import Posting
from local.netsuite.preferences import Preferences
from local.netsuite.role import Role
from local.netsuite.scripts import Scripts
from local.netsuite.traffic import Traffic


@dataclass(slots=True)
class Parts:
    """The parts of the simulator that can be shown and steered."""

    account: str
    master: MasterData
    ledger: Ledger
    login: Login
    traffic: Traffic
    faults: Faults
    late: LateWork
    posting: Posting
    preferences: Preferences
    locks: PeriodLocks
    scripts: Scripts
    role: Role
    accounts: Sequence[str]
