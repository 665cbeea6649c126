"""What a secret consists of, for each way of logging in, and how it is taken from a person."""

from collections.abc import Mapping

from period_sync.domain.connection import AuthMethod
from period_sync.domain.errors import InvalidInput

LINES: Mapping[AuthMethod, tuple[str, ...]] = {
    AuthMethod.TBA: ("consumer_key", "consumer_secret", "token_id", "token_secret"),
    AuthMethod.OAUTH2: ("client_id", "certificate_id"),
}
"""Values of one line."""
BLOCKS: Mapping[AuthMethod, tuple[str, ...]] = {
    AuthMethod.TBA: (),
    AuthMethod.OAUTH2: ("private_key", "certificate"),
}
"""Values in PEM, of several lines."""
OPTIONAL = frozenset({"certificate"})
VALUE_MAX = 16_384


def cleaned(auth: AuthMethod, given: Mapping[str, str]) -> dict[str, str]:
    """Return a secret's fields without spaces and line breaks at their ends, as pasted ones have.

    Raises InvalidInput that names the field and never shows its value.
    """
    fields = {name: value.strip() for name, value in given.items()}
    for name in (*LINES[auth], *BLOCKS[auth]):
        if not fields.get(name) and name not in OPTIONAL:
            raise _unfit(name, f"is missing, which {auth} needs")
    for name, value in fields.items():
        if name not in (*LINES[auth], *BLOCKS[auth]):
            raise _unfit(name, f"is no part of a secret for {auth}")
        if len(value) > VALUE_MAX:
            raise _unfit(name, "is too long")
        if name in LINES[auth] and not (value.isascii() and value.isprintable()):
            raise _unfit(name, "has a line break or a character that NetSuite's values never have")
        if name in LINES[auth] and " " in value:
            raise _unfit(name, "has a space inside, so it was probably cut or joined")
    return {name: value for name, value in fields.items() if value}


def _unfit(name: str, what: str) -> InvalidInput:
    return InvalidInput(f"The field {name} {what}. Copy it anew from NetSuite.", field=name)
