"""The id that joins a request to all that came of it, up to the memo of a journal in NetSuite."""

import base64
import hashlib

LENGTH = 12


def correlation_id(request: str) -> str:
    """Return 12 characters of `a-z` and `2-7`, the same for the same request or event.

    Short enough for a memo; and whatever text a request's id is, this can't inject anything.
    """
    digest = hashlib.sha256(request.encode()).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:LENGTH]
