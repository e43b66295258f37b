"""A sheet as somebody fills it in: a page of the expenditure plan, driven by keyboard."""

from __future__ import annotations

from django.db import transaction
from playwright.sync_api import Locator, Page, expect

from plans.content import content_of
from tests import factories
from tests.cast import Cast, assemble
from tests.test_pages_of_a_plan import OFFICIAL, at

PASTE = """([text, html]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  if (html) data.setData("text/html", html);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  return document.activeElement.dispatchEvent(event);
}"""
COPY = """() => {
  const data = new DataTransfer();
  const event = new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
  return data.getData("text/plain");
}"""


def three_lines() -> Cast:
    """A plan with three lines of expenditure: Teams 1 to 3, of 100, 200 and 300 in the first year."""
    with transaction.atomic():
        cast = assemble(OFFICIAL)
        for number in "123":
            values = {"scheme": f"Teams {number}", "area_of_spend": "Acute", "year_1": f"{number}00"}
            factories.row(cast.plan, "expenditure", values)
    return cast


class Grid:
    """The page of the expenditure plan; cells by the number of their row and their column."""

    def __init__(self, page: Page, cast: Cast, section: str = "expenditure_plan") -> None:
        self.page, self.plan = page, cast.plan
        page.goto(at(cast.plan, "section", section))
        expect(self.status).to_be_visible()

    def cell(self, row: int, column: str) -> Locator:
        return self.page.locator(f'[data-table="expenditure"] tbody tr:nth-child({row}) [name$="/{column}"]')

    def go(self, row: int, column: str) -> None:
        """As the Tab key gets there: with the text selected."""
        cell = self.cell(row, column)
        cell.focus()
        cell.evaluate("control => control.select?.()")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def paste(self, text: str, html: str = "") -> bool:
        """Whether the browser's own paste is left to do it."""
        return bool(self.page.evaluate(PASTE, [text, html]))

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-sheet-status]")

    @property
    def voice(self) -> Locator:
        return self.page.locator("[data-sheet-voice]")

    def saved(self) -> None:
        expect(self.status).to_contain_text("All changes saved")

    def soon(self, column: str, values: list[str]) -> None:
        """The plan says these before long."""
        for _ in range(100):
            if self.said(column) == values:
                return
            self.page.wait_for_timeout(50)
        assert self.said(column) == values

    def said(self, column: str) -> list[str]:
        return [row.get(column) for row in content_of(self.plan).rows("expenditure")]
