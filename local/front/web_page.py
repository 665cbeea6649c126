"""Serves the built page as CloudFront does: the same files, addresses and headers."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hosting.built_page import INDEX, file_for, file_name_for, is_built
from hosting.headers import page_headers
from local.front import pages
from local.front.answer import Answer, html, text


class WebPage:
    """The page that was built into a folder; a new build is served at once."""

    def __init__(self, folder: Path, template: Mapping[str, Any]) -> None:
        """Serve `folder` with the headers of the parsed template.yaml."""
        self._folder = folder
        # The sign-in is on this origin, so the policy names no other.
        self._headers = page_headers(template, issuer="")

    @property
    def is_built(self) -> bool:
        """Whether there is a page to serve."""
        return is_built(self._folder)

    def guarded(self, answer: Answer) -> Answer:
        """Return the answer with the headers that CloudFront would add."""
        own = {name.lower() for name, _ in self._headers}
        kept = [header for header in answer.headers if header[0].lower() not in own]
        return Answer(answer.status, [*kept, *self._headers], answer.body)

    def answer(self, target: str) -> Answer:
        """Answer a GET of anything but /v1 and /dev; `target` is path and query."""
        address = urlsplit(target).path
        if not self.is_built and file_name_for(address) == INDEX:
            return html(pages.start_page(page_is_built=False))
        file = file_for(self._folder, address) if self.is_built else None
        if file is None:
            return self.guarded(text("There is no such file.", HTTPStatus.NOT_FOUND))
        headers = (("Content-Type", file.content_type), ("Cache-Control", file.cache_control))
        return self.guarded(Answer(HTTPStatus.OK, headers, file.path.read_bytes()))
