"""The reading view: every word escaped, every level of heading in turn, every place with an anchor."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from lxml import html as lxml_html

from bcf.definition.content import Content, Row
from bcf.definition.parts import Edition
from bcf.editions import edition as edition_of
from bcf.editions import names
from bcf.pack.layout import anchor_of
from bcf.pack.reading import reading
from bcf.pack.reading_html import narrative
from bcf.pack.stamp import Stamp
from tests.made_up import filled

STAMP = Stamp("plan", "Northtown", 3)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(names()[0])


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("top", [1, 2])
def test_headings_skip_no_level(name: str, top: int) -> None:
    edition = edition_of(name)
    content = filled(edition)
    levels = [int(level) for level in re.findall(r"<h(\d)", reading(edition, content, STAMP, top=top))]
    assert levels[0] == top
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_id_is_there_once_and_every_link_leads_to_one(edition: Edition) -> None:
    page: Any = lxml_html.fromstring(f"<div>{reading(edition, filled(edition), STAMP)}</div>")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.lstrip("#") for link in page.xpath("//nav//a/@href")} <= set(ids)


def test_every_answer_has_its_anchor(edition: Edition) -> None:
    content = filled(edition)
    ids = set(re.findall(r' id="([^"]+)"', reading(edition, content, STAMP, ["part_1"])))
    for place, _ in content.places():
        field = edition.field_at(place)
        if not field.note_to:
            assert anchor_of(place) in ids, place


def test_tables_have_captions_and_headed_columns(edition: Edition) -> None:
    page: Any = lxml_html.fromstring(f"<div>{reading(edition, Content(edition.id), STAMP)}</div>")
    for table in page.xpath("//table"):
        assert table.find("caption") is not None
        assert table.xpath(".//th[@scope]")
    assert not page.xpath("//th[not(@scope)]")


def test_what_is_typed_is_never_markup(edition: Edition) -> None:
    bad = "<img src=x onerror=alert(1)>"
    row = Row('x"><script>', {"name": bad, "ref": bad, "overview": f"<p>{bad}<script>1</script></p>"})
    content = Content(edition.id, {"ccgs": bad, "vision": bad}, {"schemes": (row,)})
    page = reading(edition, content, Stamp("p", bad))
    assert "<img" not in page
    assert "<script" not in page
    assert "style=" not in page


def test_computed_figures_are_shown(edition: Edition) -> None:
    row = Row("a", {"outturn": "18645", "plan_year_1": "18399"})
    page = reading(edition, Content(edition.id, {}, {"providers": (row,)}), STAMP, ["part_1"])
    assert "−246 (−1.3%)" in page


def test_a_note_stands_after_its_amount(edition: Edition) -> None:
    content = Content(edition.id, {"agreed_year_1": "2210000", "agreed_year_1_note": "(not pooled yet)"})
    assert "£2,210,000 (not pooled yet)" in reading(edition, content, STAMP)


def test_a_blank_name_is_that_of_the_list(edition: Edition) -> None:
    content = Content(edition.id, {}, {"schemes": (Row("a", {"name": "Falls at home"}),)})
    assert reading(edition, content, STAMP, ["part_1"]).count("Falls at home") >= 3


def test_headings_of_an_answer_begin_below_its_prompt() -> None:
    assert narrative("<h4>a</h4><h3>b</h3><h4>c</h4>", 4) == "<h4>a</h4><h4>b</h4><h5>c</h5>"


def test_header_cells_say_which_way_they_point() -> None:
    html = narrative("<table><thead><tr><th>a</th></tr></thead><tbody><tr><th>b</th></tr></tbody></table>", 3)
    assert '<th scope="col">a' in html
    assert '<th scope="row">b' in html


def test_emphasis_stands_round_a_link() -> None:
    html = narrative('<p><a href="https://e.org"><strong><em>a</em></strong></a> <a href="https://e.org">b</a></p>', 3)
    assert html == ('<p><strong><em><a href="https://e.org">a</a></em></strong> <a href="https://e.org">b</a></p>')
