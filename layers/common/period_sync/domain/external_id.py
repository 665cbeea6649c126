"""The permanent key of a journal in NetSuite: the only idempotency that reaches the ledger.

It is made from what identifies the work and never from resolved ids or amounts, so that a
corrected mapping cannot book the same entry under a second key.
"""

import base64
import hashlib
import json
import re
from dataclasses import dataclass

PREFIX = "ps-"
KEY_LENGTH = 55
_KEY = re.compile(r"ps-[a-z2-7]{52}", re.ASCII)


def is_key(text: str) -> bool:
    """Whether a text has the form of a key of ours."""
    return _KEY.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class JournalKey:
    """What one journal is, for ever. `account` is canonical; `revision` is the one that added it.

    `kind` is `entry` or `reversal`; `part` counts from 1; `generation` rises only by a `repost`
    decision.
    """

    stage: str
    tenant: str
    account: str
    entity: str
    period_id: str
    entry_id: str
    revision: int
    book: str
    kind: str
    part: int
    generation: int

    def external_id(self) -> str:
        """Return 55 characters of `a-z`, `2-7` and `-`: legal, and one case only (facts 48, 50)."""
        fields = [
            self.stage, self.tenant, self.account, self.entity, self.period_id, self.entry_id,
            self.revision, self.book, self.kind, self.part, self.generation,
        ]  # fmt: skip
        text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.sha256(text.encode()).digest()
        return PREFIX + base64.b32encode(digest).decode("ascii").rstrip("=").lower()
