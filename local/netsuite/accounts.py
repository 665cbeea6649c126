"""Several accounts behind one origin, each with books, login, role and controls of its own."""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import jwt

from local.netsuite.bearer_tokens import TOKEN_PATH
from local.netsuite.control_json import plain_json
from local.netsuite.exchange import Answer, Request
from local.netsuite.signature import parse_authorization
from local.netsuite.simulator import Settings, Simulator, now_utc

PLACE = "/simulator/accounts"
_BELOW = re.compile(rf"{PLACE}/([A-Z0-9_]+)/(.*)")
# What a request can name an account by, and the name.
Mark = tuple[str, str]


class Accounts:
    """Hands each request to the account that it is for, and to the first if it names none.

    NetSuite tells accounts apart by host name. Here all share one, so a signed request is for the
    account of its realm, an assertion for the one that its audience or else its issuer names, and
    a bearer token for the one that gave it.
    """

    def __init__(
        self,
        settings: Sequence[Settings],
        clock: Callable[[], datetime] = now_utc,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Open every account.

        Raises:
            ValueError: an account is there twice, or a data file is wrong.
        """
        ids = tuple(each.credentials.realm for each in settings)
        if len(set(ids)) < len(ids):
            raise ValueError(f"an account is there twice: {', '.join(ids)}")
        self.ids = ids
        self.sleep = sleep
        self._simulators: dict[str, Simulator] = {}
        self._marked: dict[Mark, str] = {}
        for name, each in zip(ids, settings, strict=True):
            self._simulators[name] = Simulator(each, clock, sleep, ids)
            keys = each.credentials
            marks = (("realm", name), ("host", keys.host), ("client", keys.client_id or ""))
            for mark in marks:
                self._marked.setdefault(mark, name)

    def close(self) -> None:
        """End the use of every state file."""
        for simulator in self._simulators.values():
            simulator.close()

    def certificates(self) -> list[dict[str, str]]:
        """Return the certificates that assertions may be signed for, of all accounts."""
        return [found for each in self._simulators.values() for found in each.certificates()]

    def answer(self, request: Request) -> Answer:
        """Answer any request; never raises."""
        if (request.method, request.path) == ("GET", PLACE):
            return plain_json([{"account": name} for name in self.ids])
        below = _BELOW.fullmatch(request.path)
        if below and below[1] in self._simulators:
            return self._simulators[below[1]].answer(_alone(request, below[2]))
        named = (self._marked[mark] for mark in _marks(request) if mark in self._marked)
        return self._simulators[next(named, self.ids[0])].answer(request)


def _alone(request: Request, rest: str) -> Request:
    """Return the request as the account would get it if there were no other."""
    is_page = rest == "" or rest.startswith("app/")
    path = f"/{rest}" if is_page else f"/simulator/{rest}"
    return replace(request, target=path + request.target.removeprefix(request.path))


def _marks(request: Request) -> Iterator[Mark]:
    """Yield what the request names an account by; nothing of it is checked yet."""
    authorization = request.headers.get("authorization", "").strip()
    scheme, _, token = authorization.partition(" ")
    if request.path.startswith("/app/"):
        yield "realm", request.parameter("c") or ""
    elif request.path == TOKEN_PATH:
        claims = _claims(_assertion(request))
        yield from _hosts(claims.get("aud"))
        yield "client", str(claims.get("iss") or "?")
    elif scheme.lower() == "bearer":
        yield from _hosts(_claims(token).get("iss"))
    else:
        try:
            yield "realm", parse_authorization(authorization).get("realm", "")
        except ValueError:
            return


def _assertion(request: Request) -> str:
    form = parse_qs(request.body.decode("ascii", "replace"))
    return form.get("client_assertion", [""])[0]


def _claims(token: str) -> Mapping[str, object]:
    """Return what a JWT says, whoever signed it; nothing of a text that is none."""
    try:
        claims: Mapping[str, object] = jwt.decode(token, options={"verify_signature": False})
    except jwt.PyJWTError:
        return {}
    return claims


def _hosts(addresses: object) -> Iterator[Mark]:
    for address in addresses if isinstance(addresses, list) else [addresses]:
        try:
            yield "host", urlsplit(str(address)).hostname or ""
        except ValueError:
            continue
