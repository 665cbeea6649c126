"""Which evidence is kept of a journal; a row for each piece, written with what it stands for."""

from collections.abc import Sequence

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import item_of, row_of
from period_sync.adapters.dynamodb.table import Put, StateTable
from period_sync.domain.evidence import Evidence
from period_sync.domain.sync import Sync


class DynamoEvidence:
    """Fulfils `KeptEvidence`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def of_journal(self, sync: Sync, external_id: str) -> Sequence[Evidence]:
        """List what is kept of a journal, oldest first."""
        place = (sync.tenant, sync.account, sync.entity, sync.period_id)
        pk, prefix = keys.evidence(*place), f"{external_id}#"
        return [row_of(Evidence, item) for item in self._table.query(pk, prefix)]


def evidence_put(sync: Sync, piece: Evidence) -> Put:
    """The write of one piece, with the line of the timeline that `sync` has come to."""
    pk = keys.evidence(sync.tenant, sync.account, sync.entity, sync.period_id)
    order = f"{piece.attempt:06d}#{sync.number:08d}#{sync.step_no:06d}#{piece.kind}"
    return Put(item_of(piece, keys.Key(pk, f"{piece.external_id}#{order}")))
