"""How the product treats NetSuite and the queue: what it must not do, even if no harm is seen."""

import itertools
from collections import defaultdict
from collections.abc import Iterator

from period_sync.domain.posting import Outcome
from simulation.company import Company, Request
from simulation.strikes import Kind
from simulation.world import MINUTE_MS, World

SETTLE_MS = 16 * MINUTE_MS
REFUSAL_LAG_MS = 2 * MINUTE_MS
LOGINS_MAX = 5
"""So many refused logins lock the user for half an hour (fact 15)."""


def check_manners(world: World) -> Iterator[str]:
    """Name everything that must not be done."""
    company = world.company
    by_key: dict[str, list[Request]] = defaultdict(list)
    for request in company.requests:
        if request.external_id is None:
            yield "a journal was sent without an external id"
        else:
            by_key[request.external_id].append(request)
    for key, requests in by_key.items():
        for first, second in itertools.pairwise(requests):
            yield from _again(company, key, first, second)
    yield from _logins(company)
    if company.rewritten:
        yield f"lines were added to journals that were there: {company.rewritten}"
    for queue in world.queues.by_url.values():
        if queue.swallowed:
            yield f"deduplication swallowed other messages: {queue.swallowed}"


def _again(company: Company, key: str, first: Request, second: Request) -> Iterator[str]:
    """A key may be sent again when the request before can't be saved any more."""
    if first.outcome in {Outcome.NOT_SENT, Outcome.UNAUTHORIZED}:
        return
    if first.outcome is Outcome.REFUSED:
        if second.at_ms < first.at_ms + REFUSAL_LAG_MS:
            yield f"{key} was sent again {(second.at_ms - first.at_ms) / 1000} s after a refusal"
        return
    final_ms = first.dies_at_ms + SETTLE_MS
    if second.at_ms <= final_ms:
        early = (final_ms - second.at_ms) / 1000
        yield f"{key} was sent again {early} s too early, after {first.outcome or 'a crash'}"
    elif not any(final_ms < at <= second.at_ms for at in company.looked_ms.get(key, ())):
        yield f"{key} was sent again without a look-up that could see"


def _logins(company: Company) -> Iterator[str]:
    refused = company.refused_logins
    for first, fifth in zip(refused, refused[LOGINS_MAX - 1 :], strict=False):
        if fifth - first < 30 * MINUTE_MS:
            yield f"{LOGINS_MAX} logins were refused within half an hour: the user is locked"
            return


def is_disturbed(kind: Kind) -> bool:
    """Whether people changed what was booked, so that Retry alone can't mend it."""
    return kind in {Kind.DELETE, Kind.REJECT, Kind.OVERWRITE_ID, Kind.SHIFTED}
