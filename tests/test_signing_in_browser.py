"""From a file to the receipt in Chromium: each page with axe on a telephone and on a desktop, and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bcf.editions import edition
from bcf.models import User
from bcf.pack.stamp import Stamp
from bcf.pack.word import word
from plans.actions import packing

from . import made_up
from .browser import NewPage
from .cast import Cast
from .finished import finished, signed

pytestmark = pytest.mark.django_db(transaction=True)

Axe = Callable[[Page], None]
SignIn = Callable[[Page, User], None]


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(packing, "files_of", lambda build: {"part-1.pdf": bytes(build.canonical), "pack.zip": b"PK"})
    return finished()


@pytest.fixture
def check(axe: Axe) -> Axe:
    """Holds the page as it is now at both widths: accessible, and no wider than the screen."""

    def at_both_widths(page: Page) -> None:
        for width in (375, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} at {width}"

    return at_both_widths


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{name}")).first.click()


@pytest.fixture
def form_file(tmp_path: Path) -> Path:
    form, file = edition("july_2014"), tmp_path / "plan.docx"
    content = made_up.filled(form, size=400, rows=2)
    file.write_bytes(word(form, content, Stamp("ref", "Area")))
    return file


def test_pages_of_everyone(page: Page, check: Axe) -> None:
    for address in ("/sign-in/", "/accessibility/"):
        page.goto(address)
        check(page)
    page.goto("/sign-in/")
    press(page, "Sign in")
    expect(page.get_by_role("alert")).to_contain_text("Enter your username.")
    check(page)


def test_a_plan_is_brought_in(page: Page, check: Axe, sign_in: SignIn, cast: Cast, form_file: Path) -> None:
    sign_in(page, cast.lead)
    page.goto("/import/")
    check(page)
    press(page, "Read the file")
    expect(page.get_by_role("alert")).to_contain_text("Choose a file")
    check(page)
    page.get_by_label("Health and Wellbeing Board area").select_option(cast.plan.hwb_code)
    page.locator("input[name=edition][value=july_2014]").check()
    page.locator("input[type=file]").set_input_files(form_file)
    press(page, "Read the file")
    expect(page.get_by_role("heading", level=1)).to_contain_text("What we found in “plan.docx”")
    check(page)
    press(page, "Make the plan")
    expect(page.get_by_role("alert")).to_contain_text("is in the plan")
    page.goto(re.sub(r"(/plans/[^/]+/).*", r"\1import/", page.url))
    page.locator("input[type=file]").set_input_files(form_file)
    press(page, "Read the file")
    expect(page.get_by_role("heading", name="What would change in the plan")).to_be_visible()
    check(page)
    page.goto(re.sub(r"(/plans/[^/]+/).*", r"\1read/", page.url))
    check(page)
    page.goto(re.sub(r"(/plans/[^/]+/).*", r"\1placing/", page.url))
    check(page)


def test_a_plan_is_signed_by_keyboard(new_page: NewPage, check: Axe, sign_in: SignIn, cast: Cast) -> None:
    lead, signer = new_page(), new_page()
    sign_in(lead, cast.lead)
    lead.goto(f"/plans/{cast.plan.ref}/sign-off/")
    check(lead)
    lead.get_by_role("button", name="Ask for sign-off").press("Enter")
    check(lead)
    lead.get_by_role("button", name=re.compile("^Seal version 1")).press("Enter")
    expect(lead.get_by_role("alert")).to_contain_text("Version 1 is sealed")
    check(lead)

    sign_in(signer, cast.ccg_signer)
    signer.goto(f"/plans/{cast.plan.ref}/versions/1/sign/")
    check(signer)
    press(signer, "Sign version 1")
    expect(signer.get_by_role("alert")).to_contain_text("Tick the box")
    check(signer)
    signer.get_by_label("Your position").focus()
    signer.keyboard.type("Chief Officer")
    for _ in range(4):
        signer.keyboard.press("Tab")
    signer.keyboard.press("Space")
    signer.keyboard.press("Tab")
    signer.keyboard.press("Enter")
    expect(signer.get_by_role("heading", level=1)).to_have_text("You have signed version 1")
    check(signer)

    chair = new_page()
    sign_in(chair, cast.chair)
    chair.goto(f"/plans/{cast.plan.ref}/versions/1/decline/")
    check(chair)
    chair.get_by_label("Why you decline to sign").fill("The figures are not agreed.")
    press(chair, "Decline to sign")
    check(chair)
    chair.goto(f"/plans/{cast.plan.ref}/versions/1/changes/")
    check(chair)


def test_a_plan_is_sent_without_javascript(new_page: NewPage, sign_in: SignIn, cast: Cast) -> None:
    signed(cast)
    page = new_page(java_script_enabled=False, viewport={"width": 375, "height": 900})
    sign_in(page, cast.lead)
    page.goto(f"/plans/{cast.plan.ref}/send/")
    if page.get_by_role("button", name="Make the files").count():
        press(page, "Make the files")
    while page.get_by_role("link", name="Check again").count():
        page.get_by_role("link", name="Check again").click()
    press(page, "Send version 1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan sent")
    with page.expect_download() as download:
        page.get_by_role("link", name="part-1.pdf").click()
    assert download.value.suggested_filename == f"{cast.plan.ref}-version-1-part-1.pdf"


def test_files_are_made_and_offered(page: Page, check: Axe, sign_in: SignIn, cast: Cast) -> None:
    signed(cast)
    sign_in(page, cast.lead)
    for address in ("pack/", "versions/1/pack/"):
        page.goto(f"/plans/{cast.plan.ref}/{address}")
        check(page)
        if page.get_by_role("button", name="Make the files").count():
            press(page, "Make the files")
        expect(page.get_by_role("link", name="part-1.pdf")).to_be_visible()
        check(page)
    page.goto(f"/plans/{cast.plan.ref}/send/")
    check(page)
    press(page, "Send version 1")
    check(page)
