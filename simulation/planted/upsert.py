"""What the product never does: `PUT eid:`, which creates a journal or adds lines to one there."""

from typing import cast

from period_sync.application.ports import NetSuite
from period_sync.domain.posting import Outcome, PostAnswer
from simulation.account import SimulatedAccount
from simulation.company import external_id_of


def put(netsuite: NetSuite, body: bytes) -> PostAnswer:
    """Send a body again as an upsert; NetSuite answers as if it had created the journal."""
    wire = cast(SimulatedAccount, netsuite).wire
    wire.company.settle(wire.now_ms)
    found = wire.company.replace_lines(external_id_of(body) or "", body, wire.now_ms)
    return PostAnswer(Outcome.CREATED, {"status": 204}, found.internal_id)
