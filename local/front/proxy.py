"""Hands requests for /v1 to the deployed HTTP API."""

import http.client
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import urlsplit

from local.front.answer import Answer, text

# API Gateway ends a request after 30 seconds.
SECONDS = 30
HOP_BY_HOP = {
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}
OWN = {"date", "server"}  # the front sends its own


def forward(
    api_url: str, method: str, path: str, headers: Iterable[tuple[str, str]], body: bytes
) -> Answer:
    """Return the API's answer to the request; 502 or 504 where it gives none."""
    target = urlsplit(api_url)
    connection = http.client.HTTPConnection(target.netloc, timeout=SECONDS)
    try:
        connection.request(method, target.path + path, body, dict(_passed_on(headers)))
        response = connection.getresponse()
        passed_on = [
            header for header in _passed_on(response.getheaders()) if header[0].lower() not in OWN
        ]
        return Answer(response.status, passed_on, response.read())
    except TimeoutError:
        return text("The API didn't answer in time.", HTTPStatus.GATEWAY_TIMEOUT)
    except (OSError, http.client.HTTPException) as error:
        return text(f"The API can't be reached: {error}", HTTPStatus.BAD_GATEWAY)
    finally:
        connection.close()


def _passed_on(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() not in HOP_BY_HOP]
