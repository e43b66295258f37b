"""Chromium for tests: where it is, how it starts, and what a page must not do."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"]

NewPage = Callable[..., Page]


def system_chromium() -> str | None:
    """The system's own Chromium, which Playwright drives as well as the one it would download."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def installed() -> bool:
    """Whether there is a browser to start; asked by `make browser` before it installs one."""
    if system_chromium():
        return True
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=system_chromium(), args=ARGUMENTS)


@contextmanager
def pages(browser: Browser, address: str) -> Iterator[NewPage]:
    """Gives a maker of pages, each on a device of its own; no script on them may fail.

    The maker takes Playwright's context options, as in `new_page(java_script_enabled=False)`.
    """
    contexts = []
    failures: list[str] = []

    def new_page(**options: Any) -> Page:
        context = browser.new_context(base_url=address, locale="en-GB", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: failures.append(f"{page.url}: {error}"))
        return page

    try:
        yield new_page
    finally:
        for context in contexts:
            context.close()
    assert not failures, "A script failed on " + "; ".join(failures)


def check_accessibility(page: Page) -> None:
    """Holds axe's every rule on the page as it is now; says which element breaks which rule and why."""
    violations = Axe().run(page).response["violations"]
    lines = [
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n"
        f"    {node['html'][:200]}\n"
        f"    {' '.join(node['failureSummary'].split())}"
        for rule in violations
        for node in rule["nodes"]
    ]
    assert not lines, f"{page.url} has accessibility violations:\n" + "\n".join(lines)
