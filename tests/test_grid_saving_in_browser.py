"""What of a sheet is saved when, and what is told where it cannot be: two people, no connection, signed out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from bcf.models import User
from plans import actions
from plans.content import content_of
from plans.models import AnswerVersion
from tests import factories
from tests.cast import Cast
from tests.sheets import Grid, three_lines
from tests.test_pages_of_a_plan import at

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]


@pytest.fixture
def cast() -> Cast:
    return three_lines()


@pytest.fixture
def grid(cast: Cast, page: Page, sign_in: SignIn) -> Grid:
    sign_in(page, cast.finance)
    return Grid(page, cast)


def test_two_people_in_one_cell_choose_in_place(grid: Grid, cast: Cast, axe: Callable[[Page], None]) -> None:
    rows = [row.uid for row in content_of(grid.plan).rows("expenditure")]
    for row, value in zip(rows, ("1000", "2000", "3000"), strict=True):
        factories.say(grid.plan, {f"expenditure/{row}/year_1": value}, cast.contributor)
    for number in (1, 2):
        grid.go(number, "year_1")
        grid.type(f"{number}1")
        grid.press("ArrowDown")
        expect(grid.page.get_by_role("button", name="Keep mine")).to_have_count(number)
    expect(grid.page.get_by_text("Colin Bright saved “1,000” on")).to_contain_text("You typed “11”.")
    expect(grid.status).to_contain_text("2 cells not saved")
    axe(grid.page)
    grid.go(1, "year_1")
    grid.press("Tab", "Enter")
    expect(grid.cell(1, "year_1")).to_be_focused()
    grid.go(2, "year_1")
    grid.press("Tab", "Tab", "Enter")
    expect(grid.cell(2, "year_1")).to_have_value("2,000")
    grid.saved()
    assert grid.said("year_1") == ["11", "2000", "3000"]
    assert AnswerVersion.objects.filter(kept=False).count() == 2


def test_a_row_removed_by_someone_else_can_be_put_back(grid: Grid, cast: Cast) -> None:
    row = content_of(grid.plan).rows("expenditure")[0].uid
    actions.remove_row(plan=grid.plan, by=cast.contributor, table="expenditure", uid=row)
    grid.go(1, "scheme")
    grid.type("Ours")
    grid.press("ArrowDown")
    expect(grid.page.get_by_text("Colin Bright removed this row")).to_be_visible()
    grid.page.get_by_role("button", name="Put it back with what I typed").press("Enter")
    grid.saved()
    assert grid.said("scheme")[0] == "Ours"


def test_without_a_connection_nothing_is_lost(grid: Grid) -> None:
    grid.page.context.set_offline(True)
    grid.go(1, "scheme")
    grid.type("Ours")
    grid.press("Control+End", "Enter")
    grid.type("5")
    grid.press("ArrowUp")
    expect(grid.status).to_contain_text("No connection: your changes are kept on this page")
    grid.page.context.set_offline(False)
    grid.saved()
    assert grid.said("scheme")[0] == "Ours"
    assert grid.said("year_2")[3] == "5"


def test_an_answer_that_did_not_arrive_is_asked_for_again_and_a_row_is_added_once(grid: Grid) -> None:
    lost: list[int] = []

    def lose_one(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    grid.page.route("**/cells/", lose_one)
    grid.press("Control+End")
    grid.go(3, "scheme")
    grid.press("Enter")
    grid.type("Once")
    grid.press("ArrowUp")
    expect(grid.status).to_contain_text("No connection")
    grid.saved()
    assert lost == [200]
    assert grid.said("scheme") == ["Teams 1", "Teams 2", "Teams 3", "Once"]


def test_who_is_signed_out_is_told_and_goes_on_after_signing_in(grid: Grid, cast: Cast, sign_in: SignIn) -> None:
    grid.page.context.clear_cookies(name="sessionid")
    grid.go(1, "scheme")
    grid.type("Ours")
    grid.press("ArrowDown")
    expect(grid.status).to_contain_text("You are signed out. Sign in again in another tab")
    expect(grid.cell(1, "scheme")).to_have_value("Ours")
    sign_in(grid.page, cast.finance)
    grid.type("These")
    grid.press("ArrowDown")
    grid.saved()
    assert grid.said("scheme")[:2] == ["Ours", "These"]


def test_the_save_button_still_sends_the_whole_page(grid: Grid, cast: Cast) -> None:
    """Also rows that were just added or removed, and while nothing can be saved row by row."""
    grid.page.route("**/cells/", lambda route: route.abort())
    grid.go(3, "scheme")
    grid.press("Enter")
    grid.type("Last")
    grid.page.get_by_role("button", name="Remove expenditure line 1").click()
    grid.page.get_by_role("button", name="Save and come back later").click()
    expect(grid.page.get_by_role("heading", level=1)).to_have_text("Southend-on-Sea")
    assert grid.said("scheme") == ["Teams 2", "Teams 3", "Last"]


def test_leaving_the_page_saves_what_waits(grid: Grid, cast: Cast) -> None:
    """By a link without a question; by another way too, where the browser asks."""
    grid.go(1, "scheme")
    grid.type("Ours")
    grid.page.get_by_role("link", name="Task list").click()
    expect(grid.page.get_by_role("heading", level=1)).to_have_text("Southend-on-Sea")
    assert grid.said("scheme") == ["Ours", "Teams 2", "Teams 3"]
    grid.page.go_back()
    grid.go(2, "scheme")
    grid.type("Theirs")
    grid.page.on("dialog", lambda dialog: dialog.accept())
    grid.page.goto(at(cast.plan, "plan"))
    grid.soon("scheme", ["Ours", "Theirs", "Teams 3"])


def test_what_cannot_be_read_is_not_left_without_a_question(grid: Grid) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    grid.page.on("dialog", stay)
    grid.go(1, "year_1")
    grid.type("lots")
    grid.page.get_by_role("link", name="Task list").click()
    expect(grid.page.locator(".govuk-error-message")).to_contain_text("“lots” is not an amount")
    for _ in range(100):
        if asked:
            break
        grid.page.wait_for_timeout(50)
    assert asked == ["beforeunload"]
    expect(grid.cell(1, "year_1")).to_have_value("lots")


def test_undo_after_saving_is_a_new_version_and_removed_rows_come_back(grid: Grid) -> None:
    place = f"expenditure/{content_of(grid.plan).rows('expenditure')[0].uid}/year_1"
    grid.go(1, "year_1")
    grid.type("7")
    grid.press("ArrowDown")
    grid.saved()
    grid.press("Control+z")
    expect(grid.cell(1, "year_1")).to_have_value("100")
    grid.press("ArrowDown")
    grid.saved()
    assert list(AnswerVersion.objects.filter(place=place).values_list("value", flat=True)) == ["100", "7", "100"]
    grid.page.get_by_role("button", name="Remove expenditure line 2").press("Enter")
    expect(grid.cell(2, "scheme")).to_have_value("Teams 3")
    expect(grid.page.get_by_role("button", name="Remove expenditure line 2")).to_be_focused()
    grid.saved()
    assert grid.said("scheme") == ["Teams 1", "Teams 3"]
    grid.page.get_by_role("button", name="Undo").press("Enter")
    expect(grid.cell(2, "scheme")).to_have_value("Teams 2")
    grid.saved()
    assert grid.said("scheme") == ["Teams 1", "Teams 2", "Teams 3"]
