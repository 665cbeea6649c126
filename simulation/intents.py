"""Watches every POST as it goes out: what must be written down before, and what forbids it."""

import hashlib

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
        plan = sk.partition("#")[0]
        for other_sk, other in self._world.tables.partitions["state"][pk].items():
            if other_sk != sk and other_sk.startswith(plan) and _is_in_doubt(other):
                unknown = other["external_id"]["S"]
                self._world.fail(f"intent: {key} was sent while {unknown} was unknown")
        if plan != self._plan_in_force(pk):
            self._world.fail(f"intent: {key} was sent for a plan that is not in force")

    def _row(self, key: str | None) -> tuple[str, str, Item] | None:
        for pk, rows in self._world.tables.partitions["state"].items():
            if "#JOURNALS#" in pk:
                for sk, item in rows.items():
                    if item["external_id"] == {"S": key} and "payload_sha256" in item:
                        return pk, sk, item
        return None

    def _plan_in_force(self, pk: str) -> str | None:
        _, tenant, _, where = pk.split("#", 3)
        row = self._world.tables.get("state", (f"TENANT#{tenant}", f"ACCOUNT_PERIOD#{where}"))
        return None if row is None or "plan" not in row else str(row["plan"]["M"]["sha256"]["S"])


def _is_in_doubt(row: Item) -> bool:
    return row["status"]["S"] in {"SENT", "UNKNOWN"}
