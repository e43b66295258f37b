"""The sheets of Part 2 as a finance lead uses them: by the keyboard alone, each page looked at when it is done."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from .steps import PATIENCE, Visitor

# What the Tab key comes to is asked of the page; no page has as many stops.
FOCUSED = "(control) => control === document.activeElement"
STOPS = 400


@dataclass(frozen=True)
class Sheet:
    """One page of Part 2 that is filled in."""

    visitor: Visitor

    @property
    def page(self) -> Page:
        return self.visitor.page

    @property
    def status(self) -> Locator:
        """What is saved. It is there as soon as the page is a grid."""
        return self.page.locator("[data-sheet-status]")

    def cell(self, key: str) -> Locator:
        return self.page.locator(f'[name="{key}"]:not([type=hidden])')

    def row_cell(self, table: str, row: int, column: str) -> Locator:
        return self.page.locator(f'[data-table="{table}"] tbody tr:nth-child({row}) [name$="/{column}"]')

    def reach(self, target: Locator) -> None:
        """Comes to a control with the Tab key, which goes on at the top of the page after its end."""
        expect(target).to_be_attached()
        for _ in range(STOPS):
            if target.evaluate(FOCUSED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not come to {target}")

    def press(self, button: Locator) -> None:
        self.reach(button)
        self.page.keyboard.press("Enter")

    def type_at(self, cell: Locator, text: str) -> None:
        """Types over what stands there: Tab has selected it."""
        self.reach(cell)
        self.page.keyboard.type(text)

    def fill(self, values: dict[str, str]) -> None:
        for key, text in values.items():
            self.type_at(self.cell(key), text)
        self.page.keyboard.press("Tab")

    def type_row(self, first: Locator, texts: Sequence[str]) -> None:
        """From cell to cell with Tab; a blank text leaves the cell as it is."""
        self.reach(first)
        for number, text in enumerate(texts):
            if number:
                self.page.keyboard.press("Tab")
            if text:
                self.page.keyboard.type(text)

    def paste(self, first: Locator, rows: Sequence[Sequence[str]]) -> None:
        """Cells that were copied in a spreadsheet: on the clipboard they are parted by tabs and line ends."""
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page.evaluate("(text) => navigator.clipboard.writeText(text)", "\n".join("\t".join(row) for row in rows))
        self.reach(first)
        self.page.keyboard.press("Control+v")

    def shows(self, figure: str, text: str) -> None:
        """A computed cell or a total, once the server has worked it out."""
        output = self.page.locator(f"output[data-figure={json.dumps(figure)}]").first
        expect(output).to_have_text(text, timeout=PATIENCE)

    def saved(self) -> None:
        self.page.keyboard.press("Tab")
        expect(self.status).to_contain_text("All changes saved", timeout=PATIENCE)
        self.visitor.look()
