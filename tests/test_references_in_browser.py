"""Putting a figure of the plan into text: by keyboard alone, and it follows its cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Locator, Page, expect

from bcf.definition import richtext
from bcf.models import User
from plans.content import content_of, stored
from tests import factories
from tests.browser import NewPage
from tests.cast import Cast, assemble
from tests.test_pages_of_a_plan import OFFICIAL, at

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]
REFERENCE = '<data value="agreed_year_2 m"></data>'


@pytest.fixture
def cast() -> Cast:
    with transaction.atomic():
        cast = assemble(OFFICIAL)
        factories.say(cast.plan, {"agreed_year_2": "12772000", "agreed_year_1": "459000", "vision": "<p>A pool of</p>"})
    return cast


def editor(page: Page, number: int = 0) -> Locator:
    return page.locator(".ProseMirror").nth(number)


def opened(cast: Cast, page: Page, sign_in: SignIn) -> None:
    sign_in(page, cast.lead)
    page.goto(at(cast.plan, "section", "vision_for_services"))
    editor(page).click()
    page.keyboard.press("Control+End")


def insert(page: Page, words: str = "agreed 2015/16") -> None:
    """By keyboard, from the text: to the toolbar, along to its button, a search, a style, Enter."""
    page.keyboard.press("Shift+Tab")
    while page.evaluate("document.activeElement.textContent") != "Figure":
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Insert a figure")).to_contain_text("figures")
    page.keyboard.type(words)
    expect(page.get_by_role("dialog")).to_contain_text("1 figure")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(editor(page)).to_be_focused()


def said(cast: Cast) -> str:
    return stored(cast.plan, ["vision"])["vision"].value


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and come back later").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Southend-on-Sea")


def test_a_figure_is_inserted_by_keyboard_and_follows_its_cell(
    cast: Cast, page: Page, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    opened(cast, page, sign_in)
    page.keyboard.type(" ")
    insert(page)
    page.keyboard.type(" next year.")
    expect(editor(page)).to_have_text("A pool of £12.772m next year.")
    save(page)
    assert said(cast) == f"<p>A pool of {REFERENCE} next year.</p>"
    factories.say(cast.plan, {"agreed_year_2": "13000000"}, cast.finance)
    page.goto(at(cast.plan, "section", "vision_for_services"))
    expect(editor(page)).to_have_text("A pool of £13m next year.")
    page.goto(at(cast.plan, "reading"))
    axe(page)
    page.get_by_role("link", name="£13m").click()
    expect(page.locator("#agreed_year_2")).to_be_in_viewport()


def test_it_can_be_deleted_brought_back_and_copied_by_keyboard(cast: Cast, page: Page, sign_in: SignIn) -> None:
    opened(cast, page, sign_in)
    insert(page)
    expect(editor(page)).to_have_text("A pool of£12.772m")
    page.keyboard.press("Backspace")
    expect(editor(page)).to_have_text("A pool of")
    page.keyboard.press("Control+z")
    expect(editor(page)).to_have_text("A pool of£12.772m")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    editor(page, 1).click()
    expect(editor(page, 1)).to_be_focused()
    page.keyboard.press("Control+v")
    expect(editor(page, 1).locator("data")).to_have_text("£12.772m")
    save(page)
    assert said(cast) == f"<p>A pool of{REFERENCE}</p>"
    assert stored(cast.plan, ["vision_outcomes"])["vision_outcomes"].value == said(cast)


def test_it_can_be_selected_and_changed_for_another(cast: Cast, page: Page, sign_in: SignIn) -> None:
    opened(cast, page, sign_in)
    insert(page)
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Figure", exact=True).first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Figure", exact=True).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Figure", exact=True)).to_have_value("agreed_year_2")
    expect(dialog.get_by_label("In millions: £12.772m")).to_be_checked()
    dialog.get_by_label("Figure", exact=True).select_option("agreed_year_1")
    dialog.get_by_role("button", name="Insert figure").click()
    save(page)
    assert said(cast) == '<p>A pool of<data value="agreed_year_1 m"></data></p>'


@pytest.mark.parametrize("width", [375, 1280])
def test_the_dialog_is_accessible(
    cast: Cast, new_page: NewPage, sign_in: SignIn, axe: Callable[[Page], None], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    opened(cast, page, sign_in)
    insert(page)
    axe(page)
    page.get_by_role("button", name="Figure", exact=True).first.click()
    dialog = page.get_by_role("dialog", name="Insert a figure")
    expect(dialog.get_by_role("button", name="Insert figure")).to_be_in_viewport()
    expect(dialog).to_contain_text("figures")
    axe(page)
    page.get_by_label("Find a figure").fill("no such figure")
    expect(dialog).to_contain_text("No figure has these words in its name.")
    dialog.get_by_role("button", name="Insert figure").click()
    expect(dialog).to_contain_text("Choose a figure from the list.")
    axe(page)
    page.keyboard.press("Escape")
    expect(editor(page)).to_be_focused()


def test_those_who_may_not_read_the_plan_are_offered_no_figures(cast: Cast, page: Page, sign_in: SignIn) -> None:
    with transaction.atomic():
        uid = factories.row(cast.plan, "providers", {"provider": "Southend University Hospital"})
    sign_in(page, cast.hospital)
    page.goto(at(cast.plan, "step", "providers", uid, "implications"))
    expect(page.get_by_role("button", name="Table", exact=True).first).to_be_visible()
    expect(page.get_by_role("button", name="Figure", exact=True)).to_have_count(0)


def test_without_scripts_references_survive(cast: Cast, new_page: NewPage, sign_in: SignIn) -> None:
    factories.say(cast.plan, {"vision": f"<p>A pool of {REFERENCE}.</p>"})
    page = new_page(java_script_enabled=False)
    sign_in(page, cast.lead)
    page.goto(at(cast.plan, "section", "vision_for_services"))
    box = page.locator("textarea[name=vision]")
    expect(box).to_have_value('<p>A pool of <data value="agreed_year_2 m">£12.772m</data>.</p>')
    box.fill(box.input_value() + "<p>More.</p>")
    page.get_by_role("button", name="Save and come back later").click()
    assert said(cast) == f"<p>A pool of {REFERENCE}.</p><p>More.</p>"
    assert richtext.plain(content_of(cast.plan).get("vision")) == "A pool of £12.772m.\nMore."
