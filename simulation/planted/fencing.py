"""Bugs in claims and fences: who may write, and whether work that is left gets done."""

from simulation.planted.bug import Bug
from simulation.planted.swaps import Swap

_SYNCS = "period_sync.adapters.dynamodb.syncs:DynamoSyncs"
_FENCE = r"fence: "
_LEFT = r"never ended|no end"

FENCING = (
    Bug(
        "unfenced update",
        "A worker that lost its claim overwrites what its successor wrote.",
        _FENCE,
        (
            Swap(
                "period_sync.adapters.dynamodb.sync_items:sync_put",
                "Put(sync_item(new), FENCE, fence_of(old))",
                "Put(sync_item(new), 'attribute_exists(pk)')",
            ),
        ),
        seen="Powertools Idempotency: updates and deletes carry no condition",
    ),
    Bug(
        "fence on the journal row only",
        "A stale worker whose journal nobody touched goes on with the sync of another.",
        _FENCE,
        (
            Swap(
                f"{_SYNCS}.advance",
                "sync_put(old, new)",
                "Put(sync_item(new), 'attribute_exists(pk)')",
            ),
        ),
    ),
    Bug(
        "acknowledge first",
        "A row counts as done when a worker takes it up, so that its death loses the work.",
        _LEFT,
        (
            Swap(
                "period_sync.application.post_sync:_claim",
                "now + RESEND_AFTER",
                "None",
            ),
        ),
        seen="a handler that returns {} and so deletes its messages",
    ),
    Bug(
        "lose a continuation",
        "A worker that runs out of time relies on the message that it then acknowledges.",
        _LEFT,
        (
            Swap(
                "period_sync.application.post_sync:_wait",
                "turn.now() + timedelta(seconds=wait.seconds)",
                "turn.now() + timedelta(seconds=wait.seconds) if wait.seconds else None",
            ),
        ),
    ),
    Bug(
        "reuse of a deduplication id",
        "SQS swallows a send because it looks like the one before.",
        r"deduplication swallowed",
        (
            Swap(
                "period_sync.adapters.sqs_hints:SqsHints.send",
                "f'{tenant}.{kind}.{item_id}.{send_no}'",
                "f'{tenant}.{kind}.{item_id}'",
            ),
        ),
        seen="content-based deduplication of SQS FIFO queues, for five minutes",
    ),
    Bug(
        "retry on 401",
        "A refused secret is tried again and again, until NetSuite locks the user.",
        r"logins were refused",
        (
            Swap(
                "period_sync.application.refused_login:refused",
                "if turn.has_newer_secret(error.secret_version):\n"
                "    return Wait(0, 'NetSuite refused the old secret; a newer one is stored.')",
                "return Wait(30, 'NetSuite refused the secret.')",
            ),
        ),
    ),
    Bug(
        "old tab retries an old sync",
        "A page that shows a sync of yesterday starts again where that one ended.",
        r"continues .* came after it",
        (
            Swap(
                "period_sync.application.request_sync:_running",
                "retry_of is not None and (current is None or not _continues(current, retry_of))",
                "retry_of is not None and current is None",
            ),
        ),
    ),
    Bug(
        "a second press starts a second sync",
        "Two people press, and two syncs post one period.",
        r"never ended|bug: a running sync|bug: a sync ends|no end",
        (
            Swap(
                "period_sync.application.request_sync:_running",
                "current is not None and (current.is_running or awaits_approval)",
                "current is not None and awaits_approval",
            ),
        ),
        seen="getlago/lago-api 2826: jobs enqueued at the same time created duplicates",
    ),
    Bug(
        "numbers taken before the sync is recorded",
        "A press that fails half-way uses a number up.",
        r"sync numbers have gaps",
        (
            Swap(
                f"{_SYNCS}.create",
                "Put(item_of(counted, keys.tenant(tenant.tenant_id)), **replacing(tenant.version))",
                "*(self._table.transact(Put(item_of(counted, keys.tenant(tenant.tenant_id)), "
                "**replacing(tenant.version))) or ())",
            ),
        ),
    ),
)
