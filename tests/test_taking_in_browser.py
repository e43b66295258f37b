"""A copy of the workbook goes out and comes back in a browser, with a conflict, with scripts and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from bcf.models import User
from plans.content import content_of
from tests import factories
from tests.browser import NewPage
from tests.cast import Cast, assemble
from tests.test_pages_of_a_plan import OFFICIAL, at

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]
SHEET = "3. HWB Expenditure Plan"


@pytest.fixture
def cast() -> Cast:
    with transaction.atomic():
        cast = assemble(OFFICIAL)
        for name, amount in (("Teams", "10"), ("Beds", "20"), ("Falls", "30")):
            factories.row(cast.plan, "expenditure", {"scheme": name, "year_1": amount})
    return cast


def lines(sheet: Any) -> dict[str, tuple[Any, Any]]:
    """Scheme -> the cells of its name and of its first year; "" is the first spare line."""
    heads = next(row for row in sheet.iter_rows() if any(cell.value == "Scheme Name" for cell in row))
    names = {str(cell.value): cell.column for cell in heads if cell.value}
    columns = names["Scheme Name"], next(column for name, column in names.items() if name.startswith("2014/15"))
    found: dict[str, tuple[Any, Any]] = {}
    for number in range(heads[0].row + 1, heads[0].row + 7):
        name, year = (sheet.cell(number, column) for column in columns)
        found.setdefault(str(name.value or ""), (name, year))
    return found


def fill_in(path: Path) -> None:
    """A colleague changes two amounts, spoils one, and adds a line."""
    book = load_workbook(path)
    by_name = lines(book[SHEET])
    for scheme, typed in (("Teams", 15), ("Beds", 25), ("Falls", "lots")):
        by_name[scheme][1].value = typed
    name, year = by_name[""]
    name.value, year.value = "Carers", 40
    book.save(path)


@pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (True, 375), (False, 1280)])
def test_out_and_back_with_a_conflict(
    cast: Cast,
    new_page: NewPage,
    sign_in: SignIn,
    axe: Callable[[Page], None],
    tmp_path: Path,
    scripts: bool,
    width: int,
) -> None:
    page = new_page(java_script_enabled=scripts, viewport={"width": width, "height": 900})
    sign_in(page, cast.finance)

    def look() -> None:
        if scripts:
            axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), page.url

    def press(name: str) -> None:
        page.get_by_role("button", name=name).first.press("Enter")

    # away
    page.goto(at(cast.plan, "section", "expenditure_plan"))
    with page.expect_download() as waiting:
        press("Take a copy (Excel)")
    file = tmp_path / "Part 2 v3.xlsx"
    waiting.value.save_as(file)
    page.goto(at(cast.plan, "copy"))
    expect(page.get_by_text("by Fatima Noor")).to_be_visible()
    look()

    # meanwhile, here and there
    fill_in(file)
    teams, beds, falls = (f"expenditure/{row.uid}/year_1" for row in content_of(cast.plan).rows("expenditure"))
    factories.say(cast.plan, {teams: "12", falls: "31"}, cast.contributor)

    # back
    page.get_by_role("link", name="Bring a filled-in copy back").click()
    page.locator("input[type=file]").set_input_files(file)
    look()
    press("Read the file")
    expect(page.get_by_role("heading", level=1)).to_have_text("What we found in “Part 2 v3.xlsx”")
    look()
    expect(page.get_by_role("row").filter(has_text="“lots” is not an amount")).to_be_visible()
    conflict = page.get_by_role("group", name="Teams")
    expect(conflict).to_contain_text("Colin Bright")
    expect(page.get_by_role("checkbox")).to_have_count(2)
    press("Tick none")
    expect(page.get_by_role("checkbox").first).not_to_be_checked()
    press("Tick all")
    expect(page.get_by_role("checkbox").first).to_be_checked()
    press("Take what is ticked and chosen")
    expect(page.get_by_role("heading", level=1)).to_have_text("What was taken from “Part 2 v3.xlsx”")
    look()
    content = content_of(cast.plan)
    assert [content.value(place) for place in (teams, beds, falls)] == ["12", "25", "31"]
    assert content.rows("expenditure")[-1].get("scheme") == "Carers"

    # the conflict has waited
    page.get_by_role("link", name="Choose now").click()
    look()
    page.get_by_role("radio", name="Take what the file says: 15").press("Space")
    press("Take what is ticked and chosen")
    expect(page.get_by_text("still wait")).to_have_count(0)
    assert content_of(cast.plan).value(teams) == "15"

    # and all of it back again
    for _ in range(2):
        press("Undo this")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Undone", exact=True)).to_have_count(2)
    look()
    content = content_of(cast.plan)
    assert [content.value(place) for place in (teams, beds, falls)] == ["12", "20", "31"]
    assert len(content.rows("expenditure")) == 3
