"""OAuth 1.0 signing as NetSuite's token-based authentication uses it (facts 1 to 7)."""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, unquote, urlsplit

# Every value in the header is percent-encoded, so a quoted value never holds a quote (fact 1).
_PART = re.compile(r'\s*([A-Za-z_]+)="([^"]*)"\s*')
_DEFAULT_PORTS = {"http": 80, "https": 443}


def parse_authorization(header: str) -> dict[str, str]:
    """Split an `Authorization: OAuth ...` value into its decoded parameters.

    Raises:
        ValueError: the header is not of this form, or names a parameter twice.
    """
    scheme, _, rest = header.strip().partition(" ")
    if scheme.lower() != "oauth":
        raise ValueError("the scheme is not OAuth")
    parameters: dict[str, str] = {}
    for part in rest.split(","):
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError('a parameter is not of the form name="value"')
        name, value = match.groups()
        if name in parameters:
            raise ValueError(f"{name} is given twice")
        parameters[name] = unquote(value)
    return parameters


def base_string(method: str, url: str, parameters: Mapping[str, str]) -> str:
    """Build what is signed: method, URL without query, all sorted parameters (fact 6).

    `parameters` are those of the header; realm and signature are never part of it (fact 3).
    """
    parts = urlsplit(url)
    pairs = [
        (_encode(name), _encode(value))
        for name, value in (
            *parse_qsl(parts.query, keep_blank_values=True),
            *((n, v) for n, v in parameters.items() if n not in ("realm", "oauth_signature")),
        )
    ]
    query = "&".join(f"{name}={value}" for name, value in sorted(pairs))
    host = (parts.hostname or "").lower()
    if parts.port is not None and parts.port != _DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{parts.port}"
    address = f"{parts.scheme}://{host}{parts.path or '/'}"
    return "&".join((method.upper(), _encode(address), _encode(query)))


def sign(text: str, consumer_secret: str, token_secret: str) -> str:
    """Return the HMAC-SHA256 signature in base64, not percent-encoded (fact 7)."""
    key = f"{_encode(consumer_secret)}&{_encode(token_secret)}"
    digest = hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode("ascii")


def _encode(text: str) -> str:
    return quote(text, safe="")
