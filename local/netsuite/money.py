"""Exact decimal arithmetic: no amount ever passes through a float or loses a digit."""

import json
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact

# Adding and multiplying under this context either is exact or raises.
EXACT = Context(prec=1000, traps=[Inexact])
# Division may round; NetSuite's own number of digits is not documented.
QUOTIENT = Context(prec=40)
_WIDE = Context(prec=1000, rounding=ROUND_HALF_UP)
# A number such as 1E+999999999 is a few bytes to send and a gigabyte to write out.
_EXPONENT_MAX = 100


def to_text(value: Decimal) -> str:
    """Write a number plainly: no exponent, no trailing zeros, no negative zero."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def round_to(value: Decimal, decimals: int) -> Decimal:
    """Round half away from zero, as NetSuite does with converted amounts."""
    return value.quantize(Decimal(1).scaleb(-decimals), context=_WIDE)


def decimals_of(value: Decimal) -> int:
    """Count the decimals that carry a digit other than zero."""
    return len(to_text(value).partition(".")[2])


def dump_json(value: object) -> str:
    """Serialize to JSON with every Decimal as an exact number."""
    if isinstance(value, Decimal):
        return to_text(value)
    if isinstance(value, Mapping):
        members = (f"{json.dumps(str(k))}:{dump_json(v)}" for k, v in value.items())
        return "{" + ",".join(members) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ",".join(dump_json(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _number(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite() or abs(int(value.as_tuple().exponent)) > _EXPONENT_MAX:
        raise ValueError(f"{text[:40]} is out of range")
    return value


def _refuse_constant(name: str) -> Decimal:
    raise ValueError(f"{name} is not a JSON number")


def load_json(text: str | bytes) -> object:
    """Parse JSON with every number as an exact Decimal or int.

    Raises:
        ValueError: the text is not JSON, or not UTF-8.
    """
    return json.loads(text, parse_float=_number, parse_constant=_refuse_constant)
