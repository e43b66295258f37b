"""What every journey may ask for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .steps import Axe

_SHAPE = """() => [location.pathname, innerWidth, document.title, document.querySelectorAll("*").length].join()"""


@pytest.fixture
def axe(axe: Axe) -> Axe:
    """Looks at each page of a journey once for every shape it takes: a task list is come back to many times."""
    seen: set[str] = set()

    def look(page: Page) -> None:
        shape = page.evaluate(_SHAPE)
        if shape not in seen:
            axe(page)
            seen.add(shape)

    return look
