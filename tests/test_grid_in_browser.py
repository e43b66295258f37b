"""The sheets as a grid, by keyboard: moving, pasting, filling, copying, rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bcf.models import User
from plans.content import content_of
from tests.browser import NewPage
from tests.cast import Cast
from tests.sheets import COPY, Grid, three_lines

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]


@pytest.fixture
def cast() -> Cast:
    return three_lines()


@pytest.fixture
def grid(cast: Cast, page: Page, sign_in: SignIn) -> Grid:
    sign_in(page, cast.finance)
    return Grid(page, cast)


def test_arrows_enter_and_escape_move_and_put_back(grid: Grid) -> None:
    grid.go(1, "scheme")
    grid.press("ArrowDown")
    expect(grid.cell(2, "scheme")).to_be_focused()
    grid.press("End", "ArrowRight")
    expect(grid.cell(2, "area_of_spend")).to_be_focused()
    grid.press("ArrowDown", "ArrowUp")
    expect(grid.cell(2, "area_of_spend")).to_have_value("Acute")
    grid.type("so")
    expect(grid.cell(2, "area_of_spend")).to_have_value("Social Care")
    grid.press("Escape")
    expect(grid.cell(2, "area_of_spend")).to_have_value("Acute")
    grid.press("Control+End")
    expect(grid.cell(3, "year_2")).to_be_focused()
    grid.press("ArrowLeft")
    expect(grid.cell(3, "year_1")).to_be_focused()
    grid.type("12")
    grid.press("ArrowLeft")
    expect(grid.cell(3, "year_1")).to_be_focused()
    grid.press("Escape")
    expect(grid.cell(3, "year_1")).to_have_value("300")
    grid.press("Shift+Enter")
    expect(grid.cell(2, "year_1")).to_be_focused()
    grid.press("Tab")
    expect(grid.cell(2, "year_2")).to_be_focused()
    grid.press("Control+Home")
    expect(grid.cell(1, "scheme")).to_be_focused()


def test_enter_on_the_last_row_adds_one_and_rows_are_saved_as_they_are_left(grid: Grid) -> None:
    grid.go(3, "scheme")
    grid.press("Enter")
    expect(grid.voice).to_have_text("Expenditure line 4 added.")
    expect(grid.cell(4, "scheme")).to_be_focused()
    grid.type("More teams")
    grid.go(4, "year_1")
    grid.type("£1.2m")
    grid.press("ArrowUp")
    grid.saved()
    expect(grid.cell(4, "year_1")).to_have_value("1,200")
    expect(grid.page.locator('[data-figure="expenditure//year_1"]')).to_have_text("1,800")
    assert grid.said("scheme") == ["Teams 1", "Teams 2", "Teams 3", "More teams"]
    assert grid.said("year_1")[3] == "1200"


def test_fill_down_a_cell_and_a_selection_copy_and_clear(grid: Grid) -> None:
    grid.go(1, "commissioner")
    grid.type("j")
    grid.press("ArrowDown", "Control+d")
    expect(grid.cell(2, "commissioner")).to_have_value("Joint")
    grid.go(1, "scheme")
    grid.press("Control+Home", "Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown")
    expect(grid.voice).to_have_text("3 by 2 cells selected.")
    assert grid.page.evaluate(COPY) == "Teams 1\tAcute\nTeams 2\tAcute\nTeams 3\tAcute"
    grid.press("Control+d")
    expect(grid.cell(3, "scheme")).to_have_value("Teams 1")
    grid.press("Delete")
    expect(grid.cell(2, "area_of_spend")).to_have_value("")
    grid.press("Control+z", "Control+z")
    expect(grid.cell(3, "scheme")).to_have_value("Teams 3")
    grid.cell(3, "year_2").click(modifiers=["Shift"])
    expect(grid.voice).to_have_text("3 by 10 cells selected.")


def test_a_block_is_pasted_and_what_cannot_be_read_is_told(grid: Grid, axe: Callable[[Page], None]) -> None:
    rows = [
        'Teams\tcommunity  health\t\tJOINT\t60%\t40%\tccg\tCCG minimum contribution\t"£1,234"\t1 234',
        '"Night ""sitting""\nand more"\tAcut\t\tCCG\t\t\tCCG\tCCG Minimum Contribution\t(12)\t-',
    ]
    grid.go(3, "scheme")
    assert not grid.paste("\r\n".join(rows) + "\r\n")
    expect(grid.voice).to_contain_text(
        "18 cells pasted into 2 rows; 2 could not be read: Area of Spend, Expenditure line 4: “Acut” is not one"
    )
    expect(grid.status).to_contain_text("2 cells not saved: Area of Spend, Expenditure line 4; 2014/15 (£000)")
    expect(grid.cell(3, "area_of_spend")).to_have_value("Community Health")
    expect(grid.cell(3, "percent_nhs")).to_have_value("60")
    expect(grid.cell(3, "year_2")).to_have_value("1,234")
    expect(grid.cell(4, "scheme")).to_have_value('Night "sitting" and more')
    expect(grid.cell(4, "area_of_spend")).to_have_value("Acut")
    expect(grid.cell(4, "area_of_spend")).to_have_attribute("aria-invalid", "true")
    expect(grid.cell(4, "year_1")).to_have_value("(12)")
    expect(grid.cell(4, "year_2")).to_have_value("0")
    axe(grid.page)
    assert grid.said("scheme") == ["Teams 1", "Teams 2", "Teams", 'Night "sitting" and more']
    grid.go(4, "area_of_spend")
    grid.type("ac")
    grid.go(4, "year_1")
    grid.type("12")
    grid.press("ArrowUp")
    grid.saved()
    expect(grid.page.locator(".govuk-error-message")).to_have_count(0)
    for _ in range(3):
        grid.page.get_by_role("button", name="Undo").click()
    expect(grid.page.locator("[data-table] tbody tr")).to_have_count(3)
    grid.saved()
    assert grid.said("scheme") == ["Teams 1", "Teams 2", "Teams 3"]
    grid.page.get_by_role("button", name="Redo").click()
    expect(grid.status).to_contain_text("2 cells not saved")
    grid.soon("scheme", ["Teams 1", "Teams 2", "Teams", 'Night "sitting" and more'])


def test_a_paste_of_300_rows_is_one_step_and_one_request(grid: Grid) -> None:
    asked: list[str] = []
    grid.page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/cells/") else None)
    grid.go(1, "scheme")
    grid.paste(
        "\n".join(
            f"Scheme {number}\tAcute\t\tCCG\t\t\tCCG\tCCG Minimum Contribution\t{number}\t1" for number in range(300)
        )
    )
    expect(grid.voice).to_have_text("2700 cells pasted into 300 rows.")
    grid.saved()
    assert len(asked) == 1
    assert grid.said("year_1") == [str(number) for number in range(300)]


def test_one_cell_is_pasted_by_the_browser_but_into_a_selection_or_a_list(grid: Grid) -> None:
    grid.go(1, "scheme")
    assert grid.paste("one")
    grid.press("Control+Home", "Shift+ArrowDown")
    assert not grid.paste("one")
    expect(grid.cell(2, "scheme")).to_have_value("one")
    grid.go(3, "commissioner")
    assert not grid.paste("joint")
    expect(grid.cell(3, "commissioner")).to_have_value("Joint")
    grid.go(3, "year_1")
    html = "<table><tr><td>1</td><td>2</td></tr></table>"
    assert not grid.paste("", html)
    expect(grid.cell(3, "year_2")).to_have_value("2")


def test_rows_are_inserted_and_moved(grid: Grid) -> None:
    grid.go(1, "scheme")
    grid.page.get_by_role("button", name="Insert row below").press("Enter")
    expect(grid.cell(2, "scheme")).to_be_focused()
    grid.type("between")
    grid.press("ArrowDown")
    grid.saved()
    assert grid.said("scheme") == ["Teams 1", "between", "Teams 2", "Teams 3"]
    expect(grid.cell(3, "scheme")).to_have_accessible_name("Scheme Name, Expenditure line 3")
    grid.page.get_by_role("button", name="Move row up").press("Enter")
    grid.page.get_by_role("button", name="Move row up").press("Enter")
    expect(grid.voice).to_have_text("It is Expenditure line 1 now.")
    grid.page.get_by_role("button", name="Move row down").press("Enter")
    grid.saved()
    assert grid.said("scheme") == ["Teams 1", "Teams 2", "between", "Teams 3"]


def test_joint_asks_for_the_share_of_the_nhs(grid: Grid) -> None:
    note = grid.page.locator('[id^="id_expenditure/"][id$="/percent_nhs_note"]').first
    grid.go(1, "commissioner")
    grid.type("jo")
    expect(note).to_have_text("Wanted: Commissioner is Joint.")
    grid.go(1, "percent_nhs")
    grid.type("60")
    expect(note).to_be_hidden()
    expect(grid.page.locator('[data-figure$="/percent_la"]').first).to_have_text("40%")
    grid.go(1, "commissioner")
    grid.type("cc")
    expect(note).to_have_text("Not counted: Commissioner is not Joint.")
    expect(grid.cell(1, "percent_nhs")).to_have_accessible_description("Not counted: Commissioner is not Joint.")
    grid.press("ArrowDown")
    grid.saved()


@pytest.mark.parametrize("width", [375, 1280])
def test_a_long_sheet_scrolls_by_itself(
    cast: Cast, new_page: NewPage, sign_in: SignIn, axe: Callable[[Page], None], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    sign_in(page, cast.finance)
    grid = Grid(page, cast)
    grid.go(3, "scheme")
    grid.paste("\n".join(f"Scheme {number}\tAcute" for number in range(30)))
    grid.saved()
    grid.press("Control+End")
    box = grid.cell(32, "year_2").bounding_box()
    assert box
    assert 0 <= box["x"] <= width - box["width"]
    for stays in ("thead th >> nth=0", "tfoot", "tbody tr:nth-child(32) th"):
        expect(page.locator(f"[data-table] {stays}")).to_be_in_viewport()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")


def test_a_metric_is_filled_in_by_keyboard(cast: Cast, page: Page, sign_in: SignIn) -> None:
    sign_in(page, cast.finance)
    grid = Grid(page, cast, "p4p_metric")
    page.locator('[name="p4p_planned_q4"]').focus()
    assert not grid.paste("4,500\t4,600\t4,700\t4,800\t(1)")
    expect(grid.voice).to_contain_text("5 cells pasted into 1 row; 1 could not be read: ")
    page.locator('[name="p4p_unit_cost"]').fill("1500")
    page.locator('[name="p4p_unit_cost_rationale"]').fill("Local prices\nof the year")
    page.locator('[name="p4p_rating_rationale"]').focus()
    expect(grid.status).to_contain_text("1 cell not saved")
    page.get_by_role("button", name="Save and come back later").focus()
    expect(grid.status).to_have_attribute("data-state", "saved")
    for _ in range(100):
        content = content_of(cast.plan)
        if content.get("p4p_unit_cost_rationale"):
            break
        page.wait_for_timeout(50)
    assert (content.get("p4p_planned_q3"), content.get("p4p_unit_cost")) == ("4800", "1500")
    assert content.get("p4p_unit_cost_rationale") == "Local prices\nof the year"
