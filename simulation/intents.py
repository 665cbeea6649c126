"""Watches every POST as it goes out: what must be written down before, and what forbids it."""

import hashlib
from collections.abc import Mapping

from period_sync.adapters.dynamodb.keys import journal_in_plan
from simulation.attributes import read_item
from simulation.company import external_id_of
from simulation.expressions import Item
from simulation.world import World


class Intents:
    """Reports to the world's failures."""

    def __init__(self, world: World) -> None:
        self._world = world
        world.sending.append(self.saw)

    def saw(self, body: bytes) -> None:
        """Judge a POST at the moment it is sent."""
        key, digest = external_id_of(body), hashlib.sha256(body).hexdigest()
        found = self._row(key)
        if found is None:
            self._world.fail(f"intent: {key} was sent, and no journal is planned under it")
            return
        pk, sk, row = found
        if row.get("payload_sha256") != {"S": digest}:
            self._world.fail(f"intent: {key} was sent before that was written down")
        if row["status"]["S"] != "SENT":
            # Its worker was held up, and another one goes on from what it left.
            return
        rows = self._world.tables.partitions["state"][pk]
        in_force = self._in_force(pk, rows)
        for other_sk in in_force - {sk}:
            if _is_in_doubt(rows[other_sk]):
                unknown = rows[other_sk]["external_id"]["S"]
                self._world.fail(f"intent: {key} was sent while {unknown} was unknown")
        if sk not in in_force:
            self._world.fail(f"intent: {key} was sent for a plan that is not in force")

    def _row(self, key: str | None) -> tuple[str, str, Item] | None:
        for pk, rows in self._world.tables.partitions["state"].items():
            if "#JOURNALS#" in pk:
                for sk, item in rows.items():
                    if item.get("external_id") == {"S": key} and "payload_sha256" in item:
                        return pk, sk, item
        return None

    def _in_force(self, pk: str, rows: Mapping[str, Item]) -> set[str]:
        """Where the journals of the plan in force are, those that it took over included."""
        _, tenant, _, where = pk.split("#", 3)
        row = self._world.tables.get("state", (f"TENANT#{tenant}", f"ACCOUNT_PERIOD#{where}"))
        if row is None or "plan" not in row:
            return set()
        plan = read_item(row)["plan"]["sha256"]
        held = {sk: read_item(item) for sk, item in rows.items() if sk.startswith(plan)}
        return {
            journal_in_plan(item["origin"]["plan"], int(item["origin"]["position"]))
            if "origin" in item
            else sk
            for sk, item in held.items()
        }


def _is_in_doubt(row: Item) -> bool:
    return row["status"]["S"] in {"SENT", "UNKNOWN"}
