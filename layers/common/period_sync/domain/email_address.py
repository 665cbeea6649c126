"""What is taken for an e-mail address: plain ASCII, so that nothing in it can harm a header."""

import re

from period_sync.domain.errors import InvalidInput

LENGTH_MAX = 254
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.A)


def require_email(address: str, field: str) -> None:
    """Raise InvalidInput that names `field` unless the text is an e-mail address."""
    if len(address) > LENGTH_MAX or not _EMAIL.fullmatch(address):
        raise InvalidInput(
            f"{address[:LENGTH_MAX]!r} is no e-mail address; write it as name@company.example.",
            field=field,
        )


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are one person's, however they are capitalised."""
    return one.casefold() == other.casefold()
