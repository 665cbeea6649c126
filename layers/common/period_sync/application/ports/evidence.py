"""Which evidence is kept of a journal."""

from collections.abc import Sequence
from typing import Protocol

from period_sync.domain.evidence import Evidence
from period_sync.domain.sync import Sync


class KeptEvidence(Protocol):
    """The evidence that was kept with the writes that it stands for."""

    def of_journal(self, sync: Sync, external_id: str) -> Sequence[Evidence]:
        """List what is kept of a journal of a sync's period and account, oldest first.

        It is of every sync of them. There is none of what was never sent.
        """
