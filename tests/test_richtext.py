"""The one subset of HTML: one spelling, no words lost, nothing that runs."""

from __future__ import annotations

import re

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from bcf.definition import richtext, spelling
from bcf.definition.richtext import Cell, Paragraph, Run, Table, clean
from bcf.definition.richtext_tables import WIDEST, regular
from tests.richtext_trees import html, soup

ANY = st.one_of(html, soup)


def words_in(markup: str) -> list[str]:
    """Every letter and digit that a browser would show, in any order: list marks and table rules move words about."""
    text = spelling.tidy(markup)
    if re.search(r"</?[a-zA-Z][^<>]*>|&[a-zA-Z#0-9]+;", text):
        safe = nh3.clean(text)
        text = lxml_html.fragment_fromstring(safe, create_parent="div").text_content() if safe.strip() else ""
    return sorted(re.findall(r"\w", spelling.tidy(text)))


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_cleaning_twice_is_cleaning_once(markup: str) -> None:
    once = clean(markup)
    assert clean(once) == once


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_no_word_is_lost(markup: str) -> None:
    assert words_in(clean(markup)) == words_in(markup)


@settings(max_examples=200, deadline=None)
@given(soup)
def test_nothing_that_runs_is_left(markup: str) -> None:
    tags = re.findall(r"<(/?[a-z0-9]+)([^>]*)>", clean(markup))
    allowed = "p h3 h4 ul ol li table thead tbody tr th td strong em u sub sup a br data".split()
    for name, attributes in tags:
        assert name.strip("/") in allowed
        assert re.fullmatch(
            r'( (href="(https?:|mailto:)[^"]*"|(col|row)span="\d+"|value="[a-zA-Z0-9._/ -]+"))*', attributes
        )


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", ""),
        ("  \n ", ""),
        ("<p> </p><ul><li></li></ul>", ""),
        ("plain & simple", "<p>plain &amp; simple</p>"),
        ("one\n\ntwo\nthree", "<p>one</p><p>two<br>three</p>"),
        ("<script>alert(1)</script><p>x</p>", "<p>x</p>"),
        ('<p onclick="x()">a <a href="javascript:x()">b</a></p>', "<p>a b</p>"),
        ("<b>a</b><i>b</i>", "<p><strong>a</strong><em>b</em></p>"),
        ("<h1>a</h1><h6>b</h6>", "<h3>a</h3><h4>b</h4>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"),
        ("<ul>loose<li>a</li></ul>", "<ul><li><p>loose</p></li><li><p>a</p></li></ul>"),
        ("<p>a<sub><sup>b</sup></sub></p>", "<p>a<sup>b</sup></p>"),
        ("<p>a\x00\x0bb</p>", "<p>ab</p>"),
        ("<blockquote>a<div>b</div></blockquote>", "<p>a</p><p>b</p>"),
        ('<data value="total m">£1m</data>', '<p><data value="total m">£1m</data></p>'),
        ('<p><data value="total"></data></p>', '<p><data value="total"></data></p>'),
        ('<p>a <b><data value="a//b size k"><i>£1k</i></data></b> b</p>',
         '<p>a <strong><data value="a//b size k">£1k</data></strong> b</p>'),
        ('<p><data value="a"></data><data value="a"></data><br></p>',
         '<p><data value="a"></data><data value="a"></data></p>'),
        ('<p><data value="total">our words</data></p>', "<p>our words</p>"),
        ('<p><data value="Total">£1</data> <data value="a m k">£2</data><data>£3</data></p>', "<p>£1 £2£3</p>"),
        ('<p><data value=\'x" onclick="y\'>£1</data></p>', "<p>£1</p>"),
    ],
)  # fmt: skip
def test_the_canonical_spelling(markup: str, expected: str) -> None:
    assert clean(markup) == expected


@pytest.mark.parametrize("opening", ["<ul>", "<ul><li>", "<b>", "<div>", "<table><tr><td>"])
def test_words_survive_any_depth(opening: str) -> None:
    assert "word" in clean(opening * 3000 + "word")


def cell(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell((Paragraph((Run(text),)),) if text else (), False, colspan, rowspan)


def spans(table: Table | None) -> list[list[tuple[int, int]]]:
    assert table is not None
    return [[(one.colspan, one.rowspan) for one in row] for row in table.rows]


def test_spans_end_with_the_table() -> None:
    assert spans(regular([[cell("a", rowspan=9), cell("b")], [cell("c")]], 0)) == [[(1, 2), (1, 1)], [(1, 1)]]


def test_spans_end_with_the_header() -> None:
    assert spans(regular([[cell("a", rowspan=2)], [cell("b")]], 1)) == [[(1, 1)], [(1, 1)]]


def test_cells_do_not_overlap() -> None:
    rows = [[cell("a"), cell("b", rowspan=2)], [cell("c", colspan=2)]]
    assert spans(regular(rows, 0)) == [[(1, 1), (1, 2)], [(1, 1)]]


def test_short_rows_are_filled() -> None:
    assert spans(regular([[cell("a", colspan=3)], [cell("b")]], 0)) == [[(3, 1)], [(1, 1), (1, 1), (1, 1)]]


def test_rows_without_a_cell_of_their_own_go() -> None:
    assert spans(regular([[cell("a", rowspan=3)], [], [cell("b")]], 0)) == [[(1, 2), (1, 1)], [(1, 1)]]


def test_no_table_is_wider_than_word_allows() -> None:
    table = regular([[cell(str(n)) for n in range(WIDEST + 9)]], 0)
    assert table
    assert len(table.rows[0]) == WIDEST
    assert richtext.text_of(table.rows[0][-1].blocks).splitlines()[-1] == str(WIDEST + 8)


def test_a_table_without_words_is_none() -> None:
    assert regular([[cell("")]], 0) is None


def test_plain_text_marks_items_and_cells() -> None:
    markup = "<ol><li>a<ul><li>b</li></ul></li></ol><table><tr><td>c</td><td>d</td></tr></table>"
    assert richtext.plain(markup) == "1. a\n  • b\nc\td"


@given(st.text())
def test_text_is_never_read_as_markup(text: str) -> None:
    assert set(re.findall(r"<(/?\w+)>", richtext.from_text(text))) <= {"p", "/p"}
