"""The gallery in Chromium: accessible, narrow, by keyboard, with and without JavaScript, under the content policy."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Dialog, Page, expect

from bcf.definition import richtext
from tests.browser import NewPage
from tests.gallery import NARRATIVE

pytestmark = [pytest.mark.urls("tests.gallery"), pytest.mark.django_db(transaction=True)]

# 320 is a 1280-pixel screen at 400% zoom
WIDTHS = [320, 375, 768, 1280]


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return quiet(new_page())


def quiet(page: Page) -> Page:
    """A page that fails the test when the browser complains, for example of what the content policy blocks."""

    def complain(message: ConsoleMessage) -> None:
        if message.type == "error":
            raise AssertionError(f"{page.url}: {message.text}")

    page.on("console", complain)
    return page


def editor(page: Page, label: str = "Vision") -> Any:
    """The editor's text, once it is there in place of the textarea."""
    return page.locator(".bcf-editor__text").and_(page.get_by_role("textbox", name=label))


def paste(page: Page, label: str, html: str) -> None:
    editor(page, label).evaluate(
        """(box, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        html,
    )


def sent(page: Page, name: str = "vision") -> str:
    return richtext.clean(page.locator(f"textarea[name={name}]").input_value())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", ["/", "/parts/"])
def test_page_is_accessible_and_fits(page: Page, axe: Callable[[Page], None], address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    if address != "/parts/":
        expect(page.get_by_role("toolbar").first).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_page_with_errors_is_accessible_and_fits(page: Page, axe: Callable[[Page], None], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/")
    page.get_by_role("button", name=re.compile("^Save")).first.click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(page).to_have_title("Error: Gallery – BCF Planner")
    expect(page.get_by_role("toolbar").first).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_link_of_the_error_summary_reaches_a_control(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Save and continue").click()
    links = page.locator(".govuk-error-summary__list a")
    assert links.count() >= 12
    for link in links.all():
        link.click()
        focused = page.evaluate("document.activeElement.id")
        assert link.get_attribute("href") == f"#{focused}"


def test_typing_is_what_is_sent(page: Page) -> None:
    page.goto("/")
    editor(page, "Outcome").click()
    page.keyboard.type("Fewer falls")
    page.keyboard.press("Enter")
    page.get_by_role("toolbar", name="Formatting: Outcome").get_by_role("button", name="Bullets").click()
    page.keyboard.type("at home")
    assert sent(page, "outcome") == "<p>Fewer falls</p><ul><li><p>at home</p></li></ul>"


def test_what_is_not_changed_stays_as_it_was(page: Page) -> None:
    page.goto("/")
    assert page.locator("textarea[name=vision]").input_value() == NARRATIVE
    editor(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    assert sent(page) == richtext.clean(NARRATIVE)


def test_word_lists_become_lists(page: Page) -> None:
    def item(level: int, marker: str, text: str) -> str:
        return (
            f"<p class=MsoListParagraph style='margin-left:36pt;mso-list:l0 level{level} lfo1'><![if !supportLists]>"
            f"<span style='font-family:Symbol'><span style='mso-list:Ignore'>{marker}<span>&nbsp;&nbsp; </span></span>"
            f"</span><![endif]>{text}<o:p></o:p></p>\n"
        )

    page.goto("/")
    paste(
        page,
        "Outcome",
        "<h1>Vision</h1>"
        + item(1, "·", "one")
        + item(2, "o", "one a")
        + item(1, "·", "<b>two</b>")
        + "<p class=MsoNormal>Between</p>"
        + item(1, "1.", "first")
        + item(1, "2.", "second")
        + "<p><img src='file:///C:/picture.png'>After</p>",
    )
    assert sent(page, "outcome") == (
        "<h3>Vision</h3><ul><li><p>one</p><ul><li><p>one a</p></li></ul></li><li><p><strong>two</strong></p></li></ul>"
        "<p>Between</p><ol><li><p>first</p></li><li><p>second</p></li></ol><p>After</p>"
    )
    expect(page.get_by_text("1 picture was left out")).to_be_visible()


def test_pasted_script_and_style_are_dropped(page: Page) -> None:
    page.goto("/")
    paste(
        page,
        "Outcome",
        "<p style='color:red' onclick='x()'>Safe <a href='javascript:x()'>link</a></p><script>x()</script>",
    )
    assert page.locator("textarea[name=outcome]").input_value() == "<p>Safe link</p>"


def test_style_attributes_become_emphasis(page: Page) -> None:
    page.goto("/")
    paste(
        page,
        "Outcome",
        "<style>p { color: red }</style><b style='font-weight:normal'><p><span style='font-weight:700'>Bold</span> "
        "<span style='font-style:italic;text-decoration:underline'>both</span> m<span style='vertical-align:super'>2"
        "</span></p></b>",
    )
    assert sent(page, "outcome") == "<p><strong>Bold</strong> <em><u>both</u></em> m<sup>2</sup></p>"


def test_editor_by_keyboard(page: Page) -> None:
    page.goto("/")
    editor(page, "Outcome").focus()
    page.keyboard.type("word")
    page.keyboard.press("Control+b")
    page.keyboard.type(" bold")
    page.keyboard.press("Shift+Tab")
    expect(
        page.get_by_role("toolbar", name="Formatting: Outcome").get_by_role("button", name="Heading", exact=True)
    ).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert sent(page, "outcome") == "<h3>word<strong> bold</strong></h3>"
    expect(editor(page, "Outcome")).to_be_focused()


def test_tab_leaves_a_table(page: Page) -> None:
    page.goto("/")
    editor(page, "Outcome").click()
    bar = page.get_by_role("toolbar", name="Formatting: Outcome")
    bar.get_by_role("button", name="Table", exact=True).click()
    expect(bar.get_by_role("button", name="Add row")).to_be_visible()
    for _ in range(9):
        page.keyboard.press("Tab")
    expect(page.get_by_label("Day")).to_be_focused()


def test_escape_then_tab_leaves_a_list(page: Page) -> None:
    page.goto("/")
    paste(page, "Outcome", "<ul><li>a</li><li>b</li></ul>")
    editor(page, "Outcome").focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Day")).to_be_focused()
    assert sent(page, "outcome") == "<ul><li><p>a</p></li><li><p>b</p></li></ul>"


def test_link_is_asked_for(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/")
    editor(page, "Outcome").click()
    page.keyboard.press("Control+k")
    page.get_by_label("Web or email address").fill("javascript:alert(1)")
    axe(page)
    page.get_by_role("button", name="Save link").click()
    expect(page.get_by_text("Enter an address like")).to_be_visible()
    page.get_by_label("Web or email address").fill("www.example.org/plan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    link = '<a href="https://www.example.org/plan">https://www.example.org/plan</a>'
    assert sent(page, "outcome") == f"<p>{link}</p>"


def test_characters_are_counted_as_the_server_does(page: Page) -> None:
    page.goto("/")
    editor(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("x")
    left = 400 - len(richtext.plain(sent(page)))
    expect(page.get_by_text(f"You have {left} characters remaining")).to_be_visible()


def test_made_file_is_offered_when_it_is_ready(page: Page) -> None:
    page.goto("/parts/")
    expect(page.get_by_role("link", name="Download it")).to_be_visible()


def test_without_javascript(new_page: NewPage, axe: Callable[[Page], None]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/")
    box = page.get_by_label("Outcome")
    expect(box).to_be_visible()
    expect(page.get_by_text("leave a blank line between paragraphs").first).to_be_visible()
    box.fill("Plain words")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(page.get_by_label("Outcome")).to_have_value("Plain words")


def test_unsaved_changes_are_asked_about(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Share").fill("2%")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto("/parts/")
    assert asked == ["beforeunload"]
