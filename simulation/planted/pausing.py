"""Bugs in pausing: journals that are sent all the same, and syncs that lose their time."""

from simulation.planted.bug import Bug
from simulation.planted.swaps import Swap

PAUSING = (
    Bug(
        "a pause of all is no pause of each",
        "Only connections that are paused by themselves stop sending.",
        r"though it had read that posting is paused",
        (
            Swap(
                "period_sync.domain.pause:Paused.pause_of",
                "self.connections.get(f'{tenant}/{connection_id}') or self.everything",
                "self.connections.get(f'{tenant}/{connection_id}')",
            ),
        ),
    ),
    Bug(
        "what is paused is read once a turn",
        "A pause holds back no journal of a turn that has begun.",
        r"without asking whether that is paused",
        (
            Swap(
                "period_sync.application.posting:_not_now",
                "turn.stopped() or wait_while_paused(turn)",
                "turn.stopped() or (None if turn.sync.transmitted_at else wait_while_paused(turn))",
            ),
        ),
        is_coarse="every journal after the first is sent without a read",
    ),
    Bug(
        "paused time counts towards giving up",
        "A long pause ends syncs that could have gone on.",
        r"was given up after \d+ minutes unpaused",
        (
            Swap(
                "period_sync.domain.sync:Sync.idle_from",
                "self.progressed_at is None or self.paused_at is not None",
                "self.progressed_at is None",
            ),
            Swap(
                "period_sync.domain.sync:Sync.idle_from",
                "self.progressed_at + timedelta(seconds=self.excused_seconds)",
                "self.progressed_at",
            ),
        ),
    ),
)
