"""The form of a page: what stands in a control, what is read back, what is marked as different."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from bcf.definition.content import Content, Row
from bcf.definition.figures import Figures
from bcf.definition.kinds import Choice, Count, Date, Kind, LongText, Money, Names, Percent, RichText, Text
from bcf.definition.parts import Field
from bcf.editions import edition, names
from metrics.tables import heads
from plans.asked import Asking, has_pages
from plans.blocks import BlocksBlock, GridBlock, ListBlock, Page, Question, RowsBlock
from plans.differences import combined, marked
from plans.form_fields import Asked, as_typed
from plans.forms import PageForm, Posted, drop_row, is_blank, is_new, removed, rename_row, rows_sent
from schemes.steps import Progress, after, before, steps_of

OFFICIAL = "july_2014"


def form(kind: Kind, value: str = "", sent: str | None = None, version: int = 1) -> PageForm:
    asked = Asked("key", Field("key", kind, "The key"), value, version, "Line 3, the key")
    if sent is None:
        return PageForm([asked])
    data = QueryDict(mutable=True)
    data.update({"key": sent, "key@": str(version)})
    return PageForm([asked], data, MultiValueDict())


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_figure_that_is_not_touched_is_read_back_as_it_was(number: Decimal) -> None:
    for kind in (Money(), Money(unit=1000), Percent(most=Decimal(10) ** 12), Count(places=2)):
        value = kind.parse(str(number))
        assert kind.parse(as_typed(kind, value)) == value


def test_what_was_typed_is_read_by_its_kind() -> None:
    for kind, typed, value in (
        (Money(), "£1.2m", "1200000"),
        (Money(unit=1000), "£1.2m", "1200"),
        (Percent(), "2.5%", "2.5"),
        (Names(), "A; B", "A\nB"),
        (Text(), " two  words ", "two words"),
        (LongText(), "one\r\ntwo", "one\ntwo"),
        (RichText(), "plain", "<p>plain</p>"),
        (Choice(options=("Yes", "No")), "yes", "Yes"),
    ):
        assert form(kind, sent=typed).typed()["key"].value == value


def test_a_date_is_typed_in_three_parts() -> None:
    asked = Asked("key", Field("key", Date(), "The day"))
    data = QueryDict("key_day=3&key_month=September&key_year=1999&key@=4", mutable=True)
    typed = PageForm([asked], data, MultiValueDict()).typed()["key"]
    assert (typed.value, typed.version) == ("1999-09-03", 4)


def test_an_error_says_which_answer_it_is_about() -> None:
    broken = form(Money(), sent="much")
    assert str(broken.errors["key"][0]).startswith("Line 3, the key: “much” is not an amount.")
    assert not broken.typed()


def test_what_is_not_touched_is_not_read_again() -> None:
    unreadable_now = "not on the list any more"
    assert form(Choice(options=("Yes",)), unreadable_now, sent=unreadable_now).typed()["key"].value == unreadable_now
    assert form(LongText(), "one\ntwo", sent="one\r\ntwo").typed()["key"].value == "one\ntwo"


def test_an_answer_that_the_page_did_not_hold_is_not_typed() -> None:
    page = PageForm([Asked("key", Field("key", Text(), "The key"), "stays", 2)], QueryDict("other=1"), MultiValueDict())
    assert page.is_valid()
    assert not page.typed()
    assert page["key"].value() == "stays"


@given(st.text(max_size=60))
def test_any_text_is_read_or_told(text: str) -> None:
    for kind in (Money(), Percent(), Count(), Text(limit=9), LongText(), RichText(), Names()):
        page = form(kind, sent=text)
        assert page.is_valid() == ("key" in page.typed())


def posted(text: str) -> Posted:
    return Posted(QueryDict(text, mutable=True), MultiValueDict())


def test_new_rows_are_renamed_dropped_and_told_from_stored_ones() -> None:
    sent = posted("t@row=a&t@row=new1&t@row=new2&t/new1/x=1&t/new1/x@=0&t/new2/x=+&t/new2/x@=0&t/a!=1")
    assert rows_sent(sent.data, "t") == ["a", "new1", "new2"]
    assert [is_new(uid) for uid in ("a", "new1", "newer", "new")] == [False, True, False, False]
    assert [is_blank(sent, "t", uid) for uid in ("new1", "new2")] == [False, True]
    assert list(removed(sent.data, "t")) == ["a"]
    rename_row(sent, "t", "new1", "b")
    drop_row(sent, "t", "new2")
    assert rows_sent(sent.data, "t") == ["a", "b"]
    assert sent.data["t/b/x"] == "1"
    assert "t/new2/x" not in sent.data


def test_words_in_only_one_text_are_marked() -> None:
    assert marked(RichText(), "<p>One <em>two</em> three</p>", "<p>One four three</p>") == (
        "<p>One <em><ins>two</ins></em> three</p>"
    )
    assert marked(LongText(), "a < b\nc d", "a < b") == "a &lt; b<br><ins>c d</ins>"
    assert marked(Money(), "5000", "5000") == "£5,000"


BLOCKS = st.lists(st.sampled_from(["<p>a b</p>", "<p>c</p>", "<ul><li><p>d</p></li></ul>", "<h3>e</h3>"]), max_size=5)


@given(BLOCKS, BLOCKS)
def test_combining_two_texts_loses_no_word_of_either(theirs: list[str], mine: list[str]) -> None:
    both = combined(RichText(), "".join(theirs), "".join(mine))
    assert all(block in both for block in (*theirs, *mine))
    assert combined(RichText(), both, both) == both


@given(BLOCKS, BLOCKS)
def test_marking_changes_no_word(text: list[str], other: list[str]) -> None:
    html = "".join(text)
    assert re.sub("</?ins>", "", marked(RichText(), html, "".join(other))) == html


def page_of(content: Content) -> Page:
    forms = edition(content.edition)
    asking = Asking(forms, content, {})
    fields = [one for _, section in forms.sections() if not section.each for one in asking.section(section)]
    return Page(forms, content, PageForm(fields), Figures(forms, content))


@pytest.mark.parametrize("name", names())
def test_every_question_of_every_edition_stands_on_a_page(name: str) -> None:
    """Each typed field is asked once: on its section's page, on its row's page, or on a step."""
    forms = edition(name)
    tables = {key: (Row("r"),) for key in forms.tables}
    page = page_of(Content(name, {}, tables))
    asked = set(page.form.asked)
    for _, section in forms.sections():
        for table in section.tables():
            if has_pages(table):
                asked |= {f"{table.key}/r/{column.key}" for column in table.columns if column.typed}
        if section.each:
            for step in steps_of(forms, section):
                asked |= {f"{section.each}/r/{field.key}" for field in step.fields() if field.typed}
    expected = {key for key, field in forms.fields.items() if field.typed}
    expected |= {
        f"{table}/r/{key}"
        for table, fields in forms.row_fields.items()
        for key, field in fields.items()
        if field.typed and not forms.tables[table].fixed
    }
    assert asked == expected


def test_a_section_is_drawn_in_the_official_order() -> None:
    tables = {"risks": (Row("a", {"likelihood": "3", "impact": "4"}),), "sign_off_ccgs": (Row("b"),)}
    page = page_of(Content(OFFICIAL, {}, tables))
    forms = edition(OFFICIAL)
    details = list(page.blocks(forms.section("plan_details").items))
    assert any(isinstance(block, BlocksBlock) and block.rows[0].uid == "b" for block in details)
    hosts = {
        block.field.key: [part.field.key for part in block.parts] for block in details if isinstance(block, Question)
    }
    assert hosts["date_agreed"] == ["date_agreed_note"]
    risks = next(block for block in page.blocks(forms.section("risks_and_contingency").items))
    assert isinstance(risks, ListBlock)
    assert "12" in [value.text for value in risks.lines[0].values]
    sheet = list(page.blocks(forms.section("funding_sources").items))
    assert any(isinstance(block, RowsBlock) for block in sheet)
    assert any(isinstance(block, GridBlock) for block in sheet)


def test_columns_under_words_of_their_own_have_two_lines_of_heads() -> None:
    columns = [Field("a", Text(), "A"), Field("b", Count(), "B", group="Both"), Field("c", Count(), "C", group="Both")]
    above, below = heads(columns)
    assert [(head.text, head.span, head.down) for head in above] == [("A", 1, 2), ("Both", 2, 1)]
    assert [head.text for head in below] == ["B", "C"]
    assert len(heads(columns[:1])) == 1


def test_steps_hold_one_long_answer_or_short_ones_that_belong_together() -> None:
    forms = edition(OFFICIAL)
    annex = steps_of(forms, forms.section("scheme_annex"))
    assert [field.key for field in annex[0].fields()] == ["ref", "name", "annex_name"]
    assert all(len([field for field in step.fields() if isinstance(field.kind, RichText)]) <= 1 for step in annex)
    hospital = steps_of(forms, forms.section("provider_annex"))
    assert [step.key for step in hospital] == ["board", "outturn", "agreement", "disagreement", "implications"]
    assert before(annex, annex[0]) is None
    assert after(annex, annex[-1]) is None
    assert before(annex, annex[2]) == annex[1]


def test_a_step_is_done_when_what_is_required_is_there() -> None:
    forms = edition(OFFICIAL)
    first = steps_of(forms, forms.section("scheme_annex"))[0]
    assert first.progress(Row("r")) is Progress.NOT_STARTED
    assert first.progress(Row("r", {"ref": "1"})) is Progress.IN_PROGRESS
    assert first.progress(Row("r", {"ref": "1", "name": "Teams"})) is Progress.DONE
