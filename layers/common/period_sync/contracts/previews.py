"""What is answered about previews."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from period_sync.domain.preview import Preview, PreviewStatus

_DOING = {
    PreviewStatus.QUEUED: "Waiting for its turn.",
    PreviewStatus.RUNNING: "Planning the journals, and checking them with NetSuite.",
    PreviewStatus.DONE: "Done.",
    PreviewStatus.FAILED: "It could not be made.",
}


class PreviewBody(BaseModel):
    """What a sync would book, with nothing sent. Times are UTC.

    Of the `journals_total` that are wanted in NetSuite, `stands` are there already, and `posts` are
    what a sync would post now: 0 if a problem stops it before. `totals` is the debit of all that
    are wanted, per currency, as exact text. `problem_count` is how many problems block, and
    `notice_count` how many notices stop nothing. `FAILED` means that the preview itself could not
    be made; its problems say why.
    """

    model_config = ConfigDict(frozen=True)

    preview_id: str
    entity: str
    period_id: str
    period_name: str
    revision: int
    connection_id: str
    account: str
    environment: str
    status: PreviewStatus
    doing: str
    requested_by: str
    requested_at: datetime
    finished_at: datetime | None
    journals_total: int
    totals: dict[str, str]
    problem_count: int
    notice_count: int
    posts: int
    stands: int

    @classmethod
    def of(cls, preview: Preview) -> "PreviewBody":
        """Describe a preview."""
        fields = {
            name: getattr(preview, name) for name in cls.model_fields if hasattr(preview, name)
        }
        doing = (preview.is_open and preview.waiting) or _DOING[preview.status]
        return cls(**(fields | {"doing": doing, "requested_by": preview.requested_by.email}))
