"""Cursors of lists that only grow at their end: the position at which a page begins."""

import re

from period_sync.domain.errors import InvalidInput

_POSITION = re.compile(r"[0-9]{1,6}", re.ASCII)


def position_of(cursor: str | None) -> int:
    """Read a cursor. Raises InvalidInput."""
    if cursor is None:
        return 0
    if _POSITION.fullmatch(cursor) is None:
        raise InvalidInput("This cursor is not one of this list.", field="cursor")
    return int(cursor)
