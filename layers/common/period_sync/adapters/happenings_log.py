"""Tells what happened to the log: one JSON line for each transition."""

from period_sync.domain.happening import Happening
from period_sync.observability import logger

MESSAGE = "happened"


class HappeningsLog:
    """Fulfils `Happenings`."""

    def tell(self, happening: Happening) -> None:
        """Write one line; JSON leaves no way for a name to begin another."""
        logger.info(
            MESSAGE,
            happening=happening.name,
            tenant=happening.tenant,
            period=happening.period,
            sync_id=happening.sync,
            journal=happening.journal,
            attempt=happening.attempt,
            epoch=happening.epoch,
            correlation_id=happening.correlation_id,
            facts=dict(happening.facts),
        )
