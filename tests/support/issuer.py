"""A small OIDC issuer of the tests' own, so that every kind of wrong token can be made."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from local.identities import PERMISSIONS, Identity, Tokens, email

AUDIENCE = "period-sync-tests"
KEY_ID = "tests"


class OwnIssuer:
    """Signs what a test asks for; its configuration and keys are served over HTTP."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @property
    def parameters(self) -> Mapping[str, str]:
        """What the template is told of this issuer."""
        return {"TokenIssuer": self.address, "TokenAudience": AUDIENCE}

    def prepare(self) -> list[Identity]:
        """Return the same people as the local stack has, each a subject of its own name."""
        return [Identity(name, name, email(name), allowed) for name, allowed in PERMISSIONS.items()]

    @property
    def client_id(self) -> str:
        """By which it knows the page."""
        return AUDIENCE

    def sign_in(self, name: str) -> Tokens:
        """Return good tokens."""
        return Tokens(self.token(name), self.mint(sub=name, token_use="id"), 600)

    def token(self, name: str) -> str:
        """Return a good access token."""
        return self.mint(sub=name)

    def mint(self, *, without: str | None = None, key: Any = None, **claims: Any) -> str:
        """Sign a token; claims replace those of a good one, and one may be left out."""
        now = int(time.time())
        body = {
            "iss": self.address,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + 600,
            "token_use": "access",
        } | claims
        body.pop(without or "", None)
        return jwt.encode(body, key or self._key, algorithm="RS256", headers={"kid": KEY_ID})

    def document(self, path: str) -> dict[str, Any]:
        """What is served at a path."""
        if path.endswith("openid-configuration"):
            return {"issuer": self.address, "jwks_uri": f"{self.address}/keys"}
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [public | {"kid": KEY_ID, "alg": "RS256", "use": "sig"}]}


def other_key() -> rsa.RSAPrivateKey:
    """A key that is not the issuer's."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@contextmanager
def own_issuer() -> Iterator[OwnIssuer]:
    """Serve an issuer on a free port until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(issuer.document(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer = OwnIssuer(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
