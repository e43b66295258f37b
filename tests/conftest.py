"""What every test may ask for. A test that asks for a page is marked `browser` by itself."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from bcf.models import User
from tests.browser import NewPage, check_accessibility, launch, pages

# The same examples every time: a run that fails must fail again. HYPOTHESIS_PROFILE=explore looks for new ones.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.register_profile("explore", deadline=None, max_examples=1000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-tests", action="store_true", help="only tests that use a database and no browser")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    if config.getoption("--database-tests"):
        chosen = [item for item in items if uses_database(item) and not item.get_closest_marker("browser")]
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = chosen


def uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium. Playwright keeps an event loop in this thread, which Django would take for async code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser, live_server: LiveServer) -> Iterator[NewPage]:
    """Makes a page of the running site on a device of its own: one for each person of a journey."""
    with pages(browser, live_server.url) as maker:
        yield maker


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page of the running site: `page.goto("/sign-in/")`."""
    return new_page()


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[Page, User], None]:
    """Signs a person in on a page without the form: `sign_in(page, user)`."""

    def sign_in_on(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return sign_in_on


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Fails with a readable list where the page breaks an accessibility rule: `axe(page)`."""
    return check_accessibility


@pytest.fixture(scope="session")
def real_plans() -> Path:
    """The folder of real plans, from BCF_REAL_PLANS or beside the clone; skips where there is none."""
    folder = Path(os.environ.get("BCF_REAL_PLANS") or settings.BASE_DIR.parent / "shared" / "plans")
    if not folder.is_dir():
        pytest.skip(f"no real plans: set BCF_REAL_PLANS to their folder ({folder.name}/ is not there)")
    return folder
