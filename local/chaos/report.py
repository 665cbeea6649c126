"""What came of a campaign, in numbers."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Report:
    """`faults` says in plain words what is wrong with the books or the product's word on them."""

    kills: int = 0
    busy_kills: int = 0
    other_kills: Counter[str] = field(default_factory=Counter)
    connections_dropped: int = 0
    receives: int = 0
    failed_receives: int = 0
    given_up: int = 0
    redriven: int = 0
    retried: int = 0
    posts: int = 0
    posts_again: int = 0
    syncs: int = 0
    journals_wanted: int = 0
    journals: int = 0
    duplicates: int = 0
    minutes: float = 0.0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Show a line for each number."""
        others = ", ".join(f"{n} {name}" for name, n in sorted(self.other_kills.items()))
        rows = (
            ("processes killed", f"{self.kills}"),
            ("  posters at work on a message", f"{self.busy_kills}"),
            ("  others, at work or idle", others or "none"),
            ("connections dropped after commit", f"{self.connections_dropped}"),
            ("messages received by posters", f"{self.receives}, {self.failed_receives} in vain"),
            ("syncs given up", f"{self.given_up}"),
            ("  redriven by the operator", f"{self.redriven}"),
            ("  retried by the controller", f"{self.retried}"),
            ("POSTs", f"{self.posts}, {self.posts_again} of them again"),
            ("periods synced", f"{self.syncs}"),
            ("journals in NetSuite", f"{self.journals} of {self.journals_wanted}"),
            ("duplicates", f"{self.duplicates}"),
            ("minutes", f"{self.minutes:.1f}"),
        )
        return "\n".join(f"  {name:34}{value}" for name, value in rows)
