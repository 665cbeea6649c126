"""Journals as the API tells of them."""

from collections.abc import Callable
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from period_sync.contracts.paging import Page
from period_sync.domain.journal import Journal


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True)


class JournalBody(_Body):
    """One journal. `total` is its debit in `currency`, as exact text.

    `revision` is the one that added it: one below the sync's own is taken over, or reversed by it.
    `kind` is `entry` or `reversal`; `reverses` is the external id of what a reversal mirrors, and
    `reversed_by` that of the reversal in the ledger. `sync_id` names the sync that sent it last,
    and `given_up` are the external ids that it was sent under before.
    """

    position: int
    kind: str
    revision: int
    entry_id: str
    part: int
    parts: int
    status: str
    external_id: str
    internal_id: str | None
    number: str | None
    subsidiary: str
    currency: str
    total: str
    lines: int
    attempt: int
    sync_id: str | None
    given_up: list[str]
    reverses: str | None
    reversed_by: str | None
    transmitted_at: datetime | None
    is_verified: bool
    netsuite_url: str | None

    @classmethod
    def of(cls, journal: Journal, netsuite_url: str | None) -> "JournalBody":
        """Describe a journal."""
        fields = {
            name: getattr(journal, name) for name in cls.model_fields if hasattr(journal, name)
        }
        return cls(**fields, is_verified=journal.verified_by is not None, netsuite_url=netsuite_url)


class JournalsBody(_Body):
    """One page of journals."""

    items: list[JournalBody]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Journal], link: Callable[[Journal], str | None]) -> "JournalsBody":
        """Describe a page; `link` leads to a journal in NetSuite."""
        items = [JournalBody.of(item, link(item)) for item in page.items]
        return cls(items=items, next_cursor=page.next_cursor)
