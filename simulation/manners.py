"""How the product treats NetSuite and the queue: what it must not do, even if no harm is seen."""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from http import HTTPStatus

from period_sync.adapters.netsuite.transport import NoAnswer
from simulation.boundaries import CALL_MS
from simulation.company import Company, Request
from simulation.strikes import Kind
from simulation.world import MINUTE_MS, World

SETTLE_MS = 16 * MINUTE_MS
HASTY_SECONDS = 60
"""The settling time where somebody shortened it."""
REFUSAL_LAG_MS = 2 * MINUTE_MS
POST_MS_MIN = 135_000 - CALL_MS
_NOT_TAKEN = {401, 429}
LOGINS_MAX = 5
"""So many refused logins lock the user for half an hour (fact 15)."""


def check_manners(world: World) -> Iterator[str]:
    """Name everything that must not be done."""
    company = world.company
    by_key: dict[str, list[Request]] = defaultdict(list)
    for request in company.requests:
        yield from _alone(request)
        if request.external_id is not None:
            by_key[request.external_id].append(request)
    for key, requests in by_key.items():
        for first, second in itertools.pairwise(requests):
            yield from _again(world, key, first, second)
    yield from _logins(company)
    if company.rewritten:
        yield f"lines were added to journals that were there: {company.rewritten}"
    for queue in world.queues.by_url.values():
        if queue.swallowed:
            yield f"deduplication swallowed other messages: {queue.swallowed}"


def _alone(request: Request) -> Iterator[str]:
    if request.external_id is None:
        yield "a journal was sent without an external id"
    left_ms = request.dies_at_ms - request.at_ms
    if left_ms < POST_MS_MIN:
        yield f"{request.external_id} was sent with {left_ms / 1000} s left to learn of it"


def _again(world: World, key: str, first: Request, second: Request) -> Iterator[str]:
    """A key may be sent again when the request before can't be saved any more.

    Clocks that are wrong take as much off the time that we keep; NetSuite's own is shorter.
    """
    if _was_not_taken(first):
        return
    schedule = world.schedule
    skew_ms = schedule.skew_s * 2000
    settle_ms = HASTY_SECONDS * 1000 if schedule.is_hasty else SETTLE_MS
    if _was_refused(first):
        if second.at_ms < first.at_ms + REFUSAL_LAG_MS - skew_ms:
            yield f"{key} was sent again {(second.at_ms - first.at_ms) / 1000} s after a refusal"
        return
    final_ms = first.dies_at_ms + settle_ms - skew_ms
    if second.at_ms <= final_ms:
        early = (final_ms - second.at_ms) / 1000
        yield f"{key} was sent again {early} s too early, after {_told(first)}"
    elif not any(final_ms < at <= second.at_ms for at in world.company.looked_ms.get(key, ())):
        yield f"{key} was sent again without a look-up that could see"


def _was_not_taken(request: Request) -> bool:
    """Whether NetSuite never got a request, or turned it away before any work (fact 214)."""
    answer = request.answer
    if isinstance(answer, NoAnswer):
        return not answer.was_sent
    return answer is not None and answer.status in _NOT_TAKEN


def _was_refused(request: Request) -> bool:
    """Whether NetSuite said what is wrong with a journal; that it is there already is not wrong."""
    answer = request.answer
    if answer is None or isinstance(answer, NoAnswer):
        return False
    return answer.status == HTTPStatus.BAD_REQUEST and b"already exists" not in answer.body


def _told(request: Request) -> str:
    answer = request.answer
    if answer is None:
        return "a crash"
    return answer.reason if isinstance(answer, NoAnswer) else f"{answer.status}"


def _logins(company: Company) -> Iterator[str]:
    refused = company.refused_logins
    for first, fifth in zip(refused, refused[LOGINS_MAX - 1 :], strict=False):
        if fifth - first < 30 * MINUTE_MS:
            yield f"{LOGINS_MAX} logins were refused within half an hour: the user is locked"
            return


def is_disturbed(kind: Kind) -> bool:
    """Whether people changed what was booked, so that Retry alone can't mend it."""
    return kind in {Kind.COPY, Kind.DELETE, Kind.REJECT, Kind.SHIFTED}
