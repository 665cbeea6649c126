"""The system's own Chromium, driven by Playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

# A busy machine answers late; who waits for what is there already loses nothing.
PATIENCE_MILLISECONDS = 20_000
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class ChromiumIsMissing(Exception):
    """The tests of the page can't run; the message is the command that helps."""


def path_of_chromium() -> str:
    """Return where the browser is; raises ChromiumIsMissing."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise ChromiumIsMissing(
        "The page is tested in Chromium. On Debian and Ubuntu: apt-get install chromium"
    )


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser until the block ends; raises ChromiumIsMissing."""
    path = path_of_chromium()
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
