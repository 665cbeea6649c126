"""NetSuite in memory and the simulator over HTTP, to be used in one way at the product's port."""

from abc import ABC, abstractmethod
from types import SimpleNamespace

from period_sync.application.ports import NetSuite
from period_sync.domain.posting import PostAnswer, RecordType
from simulation.account import SimulatedAccount, Wire
from simulation.boundaries import Boundaries
from simulation.clock import VirtualClock
from simulation.company import Company
from simulation.strikes import Kind, Strike
from tests.support.netsuite_client import VERSION, journal, line, open_simulator
from tests.support.simulator import RunningSimulator

HOUR_MS = 3_600_000
_TEN_MINUTES_LATE = 60
"""The value of a strike by which a late commit comes long after its POST is over."""
COST, CLEARING = "250", "227"


def key_of(letter: str) -> str:
    """A key of ours that is told by one letter."""
    return f"ps-{letter * 52}"


class Books(ABC):
    """One company's account: `netsuite` speaks to it, the rest is what happens there."""

    netsuite: NetSuite

    @abstractmethod
    def with_wrong_keys(self) -> NetSuite:
        """Speak to it with keys that it refuses."""

    @abstractmethod
    def answer_next_post(self, how: str) -> None:
        """Let the next POST end as `429`, `500`, `lost`, `late`, `saved-400` or `shifted`."""

    @abstractmethod
    def commit_late(self) -> None:
        """Let what was to be saved late be saved now."""

    @abstractmethod
    def be_down(self) -> None:
        """Answer nothing but 503."""

    @abstractmethod
    def show_nothing(self) -> None:
        """Answer queries without rows."""

    @abstractmethod
    def need_approvals(self) -> None:
        """Let journals wait for approval from now on."""

    @abstractmethod
    def approve(self, internal_id: str) -> None:
        """Approve a journal."""

    @abstractmethod
    def reject(self, internal_id: str) -> None:
        """Reject a journal."""

    @abstractmethod
    def delete(self, internal_id: str) -> None:
        """Delete a journal."""

    @abstractmethod
    def rename(self, internal_id: str, external_id: str) -> None:
        """Overwrite a journal's external id."""

    @abstractmethod
    def saved(self) -> int:
        """Count the journals in the ledger."""

    def body(self, key: str, amount: str = "100.00") -> bytes:
        """Write a journal whose memo ends with its key, as the product writes it."""
        lines = (line(COST, debit=amount), line(CLEARING, credit=amount))
        memo = f"Oct 2026, entry 1, {key}"
        return self.netsuite.render(journal(*lines, external_id=key, memo=memo))

    def post(self, key: str) -> PostAnswer:
        """POST a journal under a key."""
        return self.netsuite.create(RecordType.JOURNAL, self.body(key))

    def posted(self, key: str) -> str:
        """POST a journal that must be taken; returns its internal id."""
        answer = self.post(key)
        assert answer.internal_id is not None, answer
        return answer.internal_id


_KINDS = {
    "429": Kind.TOO_MANY,
    "500": Kind.SERVER_ERROR,
    "lost": Kind.LOST_ANSWER,
    "late": Kind.LATE_COMMIT,
    "saved-400": Kind.SAVED_AND_400,
    "shifted": Kind.SHIFTED,
}
_FAULTS = {
    "429": "429:route=journalEntry,nth=1",
    "500": "500:route=journalEntry,nth=1",
    "lost": "drop-after:route=journalEntry,nth=1",
    "late": "commit-late:route=journalEntry,nth=1,wait=600",
    "saved-400": "save-and-400:route=journalEntry,nth=1",
    "shifted": "shift-period:route=journalEntry,nth=1",
}


class InMemory(Books):
    """The simulation's company."""

    def __init__(self) -> None:
        clock = VirtualClock()
        self._boundaries = Boundaries(clock, ())
        self._boundaries.process = SimpleNamespace(name="test", dies_at_ms=10**12, message=None)
        self._company = Company()
        self._company.add_names()
        self._wire = Wire(self._company, self._boundaries, lambda _: None)
        self.netsuite = SimulatedAccount(self._wire, VERSION)

    def with_wrong_keys(self) -> NetSuite:
        self._company.refused_versions.add("wrong")
        return SimulatedAccount(self._wire, "wrong")

    def answer_next_post(self, how: str) -> None:
        strike = Strike(self._boundaries.number + 1, _KINDS[how], _TEN_MINUTES_LATE)
        self._boundaries.pending = [strike]

    def commit_late(self) -> None:
        self._boundaries.clock.ms += HOUR_MS
        self._company.settle(self._boundaries.clock.ms)

    def be_down(self) -> None:
        self._company.down_until_ms = self._boundaries.clock.ms + HOUR_MS

    def show_nothing(self) -> None:
        self._company.blind_until_ms = self._boundaries.clock.ms + HOUR_MS

    def need_approvals(self) -> None:
        self._company.needs_approval = True

    def approve(self, internal_id: str) -> None:
        self._company.transactions[internal_id].is_posting = True

    def reject(self, internal_id: str) -> None:
        self._company.transactions[internal_id].is_rejected = True

    def delete(self, internal_id: str) -> None:
        self._company.transactions[internal_id].is_deleted = True

    def rename(self, internal_id: str, external_id: str) -> None:
        self._company.transactions[internal_id].external_id = external_id

    def saved(self) -> int:
        return len(self._company.live())


class OverHttp(Books):
    """The simulator, through the product's own client."""

    def __init__(self, simulator: RunningSimulator) -> None:
        self._simulator = simulator
        self.netsuite = open_simulator(simulator)

    def with_wrong_keys(self) -> NetSuite:
        return open_simulator(self._simulator, token_secret="wrong")

    def answer_next_post(self, how: str) -> None:
        self._simulator.add_fault(_FAULTS[how])

    def commit_late(self) -> None:
        self._simulator.commit_late_work()

    def be_down(self) -> None:
        self._simulator.add_fault("503")

    def show_nothing(self) -> None:
        self._simulator.add_fault("hide-rows")

    def need_approvals(self) -> None:
        self._simulator.set_preferences(require_approvals=True)

    def approve(self, internal_id: str) -> None:
        self._simulator.change_journal(internal_id, approvalstatus="2")

    def reject(self, internal_id: str) -> None:
        self._simulator.change_journal(internal_id, approvalstatus="3")

    def delete(self, internal_id: str) -> None:
        self._simulator.delete_journal(internal_id)

    def rename(self, internal_id: str, external_id: str) -> None:
        self._simulator.change_journal(internal_id, externalid=external_id)

    def saved(self) -> int:
        return len(self._simulator.journals())
