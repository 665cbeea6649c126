"""Whether what an alarm must tell of is watched: nothing less, and nothing that is over."""

from collections import Counter
from collections.abc import Iterator

from period_sync.adapters.dynamodb import keys
from period_sync.application.ports import Watch
from period_sync.domain.journal import IN_DOUBT
from simulation.records import Records
from simulation.world import World

_NONE = {"S": ""}


def check_watches(world: World, records: Records) -> Iterator[str]:
    """Name every kind of trouble of which the alarms would see too much or too little."""
    watched = world.tables.watched
    counts = Counter(what for what, _ in watched.values())
    rows = world.tables.items("state")
    unknown = [row for row in rows if row.get("status", _NONE)["S"] in IN_DOUBT]
    there = {
        Watch.WITHOUT_PROGRESS: sum(
            sync.is_running and sync.idle_from is not None for sync in records.syncs
        ),
        Watch.UNKNOWN: len(unknown),
    }
    for what, count in there.items():
        if counts[what] != count:
            yield f"{counts[what]} are watched as {what}, and there are {count}"
    for sync in records.syncs:
        mark = keys.mailed(sync.tenant, sync.sync_id, sync.result_no)
        was_told = any(f"Sync {sync.sync_id} of " in mail.text for mail in world.mails)
        if sync.result_no and not was_told and mark not in watched:
            yield f"nobody was told of {sync.sync_id}, and no alarm will be"
