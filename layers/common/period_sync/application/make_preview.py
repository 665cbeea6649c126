"""Acts on a hint for a preview: claim it, try a sync on paper, and record what that came to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from period_sync.application.frozen import write_problems
from period_sync.application.frozen_journals import write_journals
from period_sync.application.giving_up import RECEIVES_MAX, GaveUp
from period_sync.application.phase_result import Wait
from period_sync.application.ports import Previews
from period_sync.application.poster_ports import PosterPorts
from period_sync.application.trying import NotTried, Tried, not_made, try_sync
from period_sync.domain.errors import StaleWorker
from period_sync.domain.journal import Journal, wanted
from period_sync.domain.preview import Preview, PreviewStatus
from period_sync.domain.problems import Problem
from period_sync.domain.sync import Hint, StoredObject
from period_sync.domain.wake_up import RESEND_AFTER, may_claim

PATIENCE = timedelta(minutes=30)
"""How long a preview is tried from its first turn on; then it has failed, and says why."""


@dataclass(frozen=True, slots=True)
class MakePreview:
    """The use-case; see `__call__`."""

    ports: PosterPorts
    previews: Previews

    def __call__(self, hint: Hint, deadline: datetime) -> None:
        """Bring a preview as far as one invocation can; `deadline` is the invocation's end.

        Raises GaveUp at the fifth receive, when only this preview is given up.
        """
        preview = self.previews.preview(hint.tenant, hint.item_id)
        now = self.ports.clock.now()
        if not preview.is_open or not may_claim(preview, hint, now):
            return
        claimed = _after(
            preview,
            status=PreviewStatus.RUNNING,
            epoch=preview.epoch + 1,
            claimed_send_no=preview.send_no,
            claim_message_id=hint.message_id,
            due_at=now + RESEND_AFTER,
            waiting=None,
            started_at=preview.started_at or now,
        )
        # A StaleWorker means that another worker was faster; it goes on from here.
        with suppress(StaleWorker):
            self.previews.save(preview, claimed)
            if hint.receive_count >= RECEIVES_MAX:
                self._fail(claimed, not_made(f"{RECEIVES_MAX} workers stopped at it"))
                raise GaveUp(f"gave up preview {preview.preview_id}")
            found = try_sync(self.ports, claimed, deadline)
            if isinstance(found, Wait):
                self._wait(claimed, found)
            elif isinstance(found, NotTried):
                self._fail(claimed, *found.problems)
            else:
                self._done(claimed, found)

    def _wait(self, preview: Preview, wait: Wait) -> None:
        """Let go of the preview until it is due, unless it was tried for too long."""
        due_at = self.ports.clock.now() + timedelta(seconds=wait.seconds)
        why = wait.reason or "it took too long"
        if preview.started_at is not None and due_at > preview.started_at + PATIENCE:
            self._fail(preview, not_made(why))
            return
        waiting = _after(preview, due_at=due_at, claim_message_id=None, waiting=why)
        self.previews.save(preview, waiting)

    def _fail(self, preview: Preview, *problems: Problem) -> None:
        self._end(preview, PreviewStatus.FAILED, problems)

    def _done(self, preview: Preview, tried: Tried) -> None:
        kept = wanted(tried.journals)
        self._end(
            preview,
            PreviewStatus.DONE,
            tried.problems,
            journals=self._store(preview, "journals", write_journals(tried.journals)),
            journals_total=len(kept),
            totals=_totals(kept),
            posts=tried.posts,
            stands=sum(journal.is_in_netsuite for journal in kept),
        )

    def _end(
        self,
        preview: Preview,
        status: PreviewStatus,
        problems: Sequence[Problem],
        **found: Any,  # noqa: ANN401 - the fields of Preview
    ) -> None:
        blocking = sum(problem.blocks for problem in problems)
        ended = _after(
            preview,
            status=status,
            problems=self._store(preview, "problems", write_problems(tuple(problems))),
            problem_count=blocking,
            notice_count=len(problems) - blocking,
            finished_at=self.ports.clock.now(),
            due_at=None,
            claim_message_id=None,
            **found,
        )
        self.previews.save(preview, ended)

    def _store(self, preview: Preview, what: str, body: bytes) -> StoredObject:
        """Store what was found; a worker that died before it recorded that may have its own."""
        place = f"tenants/{preview.tenant}/previews/{preview.preview_id}"
        return self.ports.objects.put(f"{place}/{what}-{preview.epoch}.json", body)


def _totals(journals: Iterable[Journal]) -> dict[str, str]:
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for journal in journals:
        totals[journal.currency] += Decimal(journal.total)
    return {currency: str(total) for currency, total in sorted(totals.items())}


def _after(preview: Preview, **changes: Any) -> Preview:  # noqa: ANN401 - the fields of Preview
    return replace(preview, version=preview.version + 1, **changes)
