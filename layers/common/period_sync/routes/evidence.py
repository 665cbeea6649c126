"""The route of evidence: what auditors export, and who off-boards takes along."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from period_sync.bootstrap import sync_api
from period_sync.contracts.evidence import EvidencesBody
from period_sync.routes.calling import Cursor, Id, Routes
from period_sync.routes.syncs import SYNC

router = Routes()

PIECES_MAX = 50
"""Each is an object of its own to be read."""
Pieces = Annotated[int, Query(ge=1, le=PIECES_MAX)]


# Lambda answers with 6 MB at most: what is long, and says much the same again and again, is
# compressed for whoever takes it so.
@router.get(
    f"{SYNC}/journals/<external_id>/evidence",
    summary="What was sent, answered and read back of a journal",
    tags=["syncs"],
    compress=True,
)
def list_evidence(
    sync_id: Id, external_id: Id, limit: Pieces = 20, cursor: Cursor = None
) -> EvidencesBody:
    page = sync_api().evidence.page(router.me(), sync_id, external_id, limit, cursor)
    return EvidencesBody.of(page)
