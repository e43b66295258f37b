"""What a person does on the pages: looks, follows links, presses buttons, writes. Every page they see is accessible."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Download, Locator, Page, ViewportSize, expect

Axe = Callable[[Page], None]
Name = str | re.Pattern[str]

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 375, "height": 800}
# the official files of a long plan take their time on a busy machine
PATIENCE = 60_000
# Whether the editor knows by the next frame that its caret stands after the last word: it learns of keys that the
# browser handles a moment later, and no person types within that moment.
AT_END = """(box) => new Promise((tell) => requestAnimationFrame(() => {
    const { doc, selection } = box.editor.state;
    tell(doc.textBetween(selection.from, doc.content.size) === "");
}))"""


@dataclass(frozen=True)
class Visitor:
    """One person at one browser."""

    page: Page
    axe: Axe
    scripts: bool = True

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)

    def look(self) -> None:
        """Holds the page as it is now: no accessibility rule broken, nothing wider than the screen.

        axe is a script itself, so it looks at nothing where scripts are off.
        """
        if self.scripts:
            self.axe(self.page)
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), self.page.url

    def arrive(self, heading: Name) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading, timeout=PATIENCE)
        self.page.wait_for_load_state()
        self.look()

    def go(self, address: str, heading: Name) -> None:
        self.page.goto(address)
        self.arrive(heading)

    def follow(self, link: Name, heading: Name) -> None:
        self.page.get_by_role("link", name=link).first.click()
        self.arrive(heading)

    def open(self, button_link: Name, heading: Name) -> None:
        """Follows a link that looks like a button."""
        self.press(button_link)
        self.arrive(heading)

    def press(self, button: Name) -> None:
        self.page.get_by_role("button", name=button).first.click()

    def save(self, heading: Name, later: bool = False) -> None:
        """Saves the page by the keyboard, and arrives where that leads."""
        name = "Save and come back later" if later else "Save and continue"
        self.page.get_by_role("button", name=name).press("Enter")
        self.arrive(heading)

    def sign_in(self, username: str, password: str) -> None:
        self.go("/", "Sign in")
        self.page.get_by_label("Username").fill(username)
        self.page.get_by_role("textbox", name="Password").fill(password)
        self.press("Sign in")
        self.arrive("Your plans")

    def editor(self, label: str) -> Locator:
        """The text of a rich text editor, once it stands in place of the plain one."""
        return self.page.locator(".bcf-editor__text").and_(self.page.get_by_role("textbox", name=label, exact=True))

    def write(self, label: str, words: str) -> None:
        """Adds a paragraph at the end of an answer, its first word bold, all by the keyboard."""
        box, keyboard = self.editor(label), self.page.keyboard
        box.focus()
        for _ in range(100):
            if box.evaluate(AT_END):
                break
            keyboard.press("Control+End")
        first, _, rest = words.partition(" ")
        keyboard.press("Enter")
        keyboard.press("Control+b")
        keyboard.type(first)
        keyboard.press("Control+b")
        keyboard.type(f" {rest}")
        expect(box.locator("p").last).to_have_text(words)

    def says(self, words: Name) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(words)

    def sign(self, version: int, position: str = "") -> None:
        """Reads the version, signs it, and is told so."""
        self.open(f"Read and sign version {version}", f"Sign version {version} of the plan")
        self.press(f"Sign version {version}")
        expect(self.page.get_by_role("alert")).to_contain_text("Tick the box")
        self.look()
        if position:
            self.page.get_by_label("Your position").fill(position)
        self.page.get_by_role("checkbox", name=re.compile("^I have read")).check()
        self.press(f"Sign version {version}")
        self.arrive(f"You have signed version {version}")

    def download(self, name: str, folder: Path) -> Path:
        """Downloads a file by its link."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=name, exact=True).click()
        got: Download = waiting.value
        path = folder / name
        got.save_as(path)
        return path


def starting(words: str) -> re.Pattern[str]:
    return re.compile(f"^{re.escape(words)}")
