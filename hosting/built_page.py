"""The files of the built page, and which of them an address is answered with."""

import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

INDEX = "index.html"
# template.yaml's PageAddresses says the same to CloudFront.
FILE_ADDRESS = re.compile(r"/(assets/.*|[^/]+\.[a-z0-9]+)")
# Vite names what is below assets/ by its content.
FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
# What a system's own table of types may not know, or name differently.
TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
WORDS = ("text/", "application/json", "application/manifest", "image/svg")


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """One file of the page; `name` is its address without the slash it begins with."""

    name: str
    path: Path

    @property
    def content_type(self) -> str:
        """What the file holds, as HTTP names it."""
        ending = self.path.suffix.lower()
        kind = TYPES.get(ending) or mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        return f"{kind}; charset=utf-8" if kind.startswith(WORDS) else kind

    @property
    def is_kept_for_ever(self) -> bool:
        """Whether its name changes whenever its content does."""
        return self.name.startswith("assets/")

    @property
    def cache_control(self) -> str:
        """How long who has it may use it without asking."""
        return FOR_EVER if self.is_kept_for_ever else ASK_EACH_TIME


def is_built(folder: Path) -> bool:
    """Whether there is a page in the folder."""
    return (folder / INDEX).is_file()


def built_files(folder: Path) -> Iterator[BuiltFile]:
    """Yield every file that is served, by name; what begins with a dot is the build's own."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(step.startswith(".") for step in name.parts):
            yield BuiltFile(name.as_posix(), path)


def file_name_for(address: str) -> str:
    """Return which file answers a path: the named one, or index.html for the page's own paths."""
    return unquote(address).lstrip("/") if FILE_ADDRESS.fullmatch(address) else INDEX


def file_for(folder: Path, address: str) -> BuiltFile | None:
    """Return the file that answers a path, None if there is none; nothing outside the folder."""
    name = file_name_for(address)
    # Only a name that the build itself gave is answered: no path from outside is ever opened.
    return next((file for file in built_files(folder) if file.name == name), None)
