"""The Word form out, and read back: exactly as it was, or as it was edited in Word."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings

from bcf.definition import richtext
from bcf.definition.content import Content, Row
from bcf.definition.parts import Edition
from bcf.editions import edition as edition_of
from bcf.editions import names
from bcf.pack import widths
from bcf.pack.read_own_word import read_own, read_own_word
from bcf.pack.stamp import Signed, Stamp
from bcf.pack.word import word
from tests.made_up import filled
from tests.richtext_trees import html

STAMP = Stamp("plan", "Northtown", 3, "ab" * 32)
NAMES = names()


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(NAMES[0])


@pytest.fixture(scope="module")
def content(edition: Edition) -> Content:
    return filled(edition)


@pytest.fixture(scope="module")
def data(edition: Edition, content: Content) -> bytes:
    return word(edition, content, STAMP)


def opened(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def saved(document: Any) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def control(document: Any, place: str) -> Any:
    for found in document.element.body.iter(qn("w:sdt")):
        if found.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")) == place:
            return found
    raise AssertionError(place)


def with_text(data: bytes, place: str, text: str) -> bytes:
    """The file after somebody typed over the words of a box."""
    document = opened(data)
    first, *rest = control(document, place).iter(qn("w:t"))
    first.text = text
    for other in rest:
        other.text = ""
    return saved(document)


@pytest.mark.parametrize("name", NAMES)
def test_what_went_out_comes_back(name: str) -> None:
    edition = edition_of(name)
    content = filled(edition)
    back = read_own_word(edition, word(edition, content, STAMP))
    assert back is not None
    assert back.canonical() == content.canonical()


def test_a_blank_form_comes_back_blank(edition: Edition) -> None:
    back = read_own_word(edition, word(edition, Content(edition.id), STAMP))
    assert back == Content(edition.id)


def test_blank_rows_come_back_in_their_order(edition: Edition) -> None:
    rows = (Row("b"), Row("a", {"name": "Falls"}), Row("c"))
    back = read_own_word(edition, word(edition, Content(edition.id, {}, {"schemes": rows}), STAMP))
    assert back is not None
    assert back.rows("schemes") == rows


def test_long_places_come_back(edition: Edition) -> None:
    rows = (Row("f" * 70, {"overview": "<p>Nurses</p>"}),)
    data = word(edition, Content(edition.id, {}, {"schemes": rows}), STAMP)
    back = read_own_word(edition, data)
    assert back is not None
    assert back.rows("schemes") == rows
    tags = opened(data).element.body.iter(qn("w:tag"))
    assert max(len(tag.get(qn("w:val"))) for tag in tags) <= 64


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(html)
def test_any_rich_text_comes_back(markup: str) -> None:
    edition = edition_of(NAMES[0])
    clean = richtext.clean(markup)
    back = read_own_word(edition, word(edition, Content(edition.id, {"vision": clean}), STAMP))
    assert back is not None
    assert back.get("vision") == clean


def test_the_same_plan_makes_the_same_bytes(edition: Edition, content: Content, data: bytes) -> None:
    assert word(edition, content, STAMP) == data


def test_an_edited_answer_comes_back_as_edited(edition: Edition, data: bytes) -> None:
    back = read_own_word(edition, with_text(data, "vision", "Everyone at home"))
    assert back is not None
    assert "Everyone at home" in back.get("vision")


def test_an_edited_amount_is_read_as_on_the_page(edition: Edition, data: bytes) -> None:
    back = read_own_word(edition, with_text(data, "agreed_year_2", "£12.772m"))
    assert back is not None
    assert back.get("agreed_year_2") == "12772000"


def test_an_unreadable_date_is_told_and_kept(edition: Edition, data: bytes) -> None:
    found = read_own(edition, with_text(data, "date_agreed", "31 February 1914"))
    assert found is not None
    assert found.content.get("date_agreed") == ""
    assert [problem.place for problem in found.problems] == ["date_agreed"]
    assert found.unplaced[0].html == "<p>31 February 1914</p>"
    assert found.characters_in == found.characters_placed + found.characters_unplaced


def test_a_row_deleted_in_word_is_gone(edition: Edition, content: Content, data: bytes) -> None:
    document = opened(data)
    uid = content.rows("risks")[1].uid
    row = control(document, f"risks/{uid}/risk").getparent().getparent()
    row.getparent().remove(row)
    back = read_own_word(edition, saved(document))
    assert back is not None
    assert [row.uid for row in back.rows("risks")] == [r.uid for r in content.rows("risks") if r.uid != uid]


def test_other_files_carry_no_marks(edition: Edition) -> None:
    assert read_own_word(edition, saved(docx.Document())) is None
    assert read_own_word(edition, b"not a Word file") is None


def test_signatures_are_printed_in_their_blocks(edition: Edition, content: Content) -> None:
    uid = content.rows("sign_off_boards")[0].uid
    stamp = Stamp("plan", "Northtown", 3, "", False, (Signed("sign_off_boards", uid, {"name": "The Chair"}),))
    back = read_own_word(edition, word(edition, content, stamp))
    assert back is not None
    assert back.value(f"sign_off_boards/{uid}/name") == "The Chair"


def test_what_xml_cannot_hold_is_left_out(edition: Edition) -> None:
    content = Content(edition.id, {"ccgs": "North\x00 \ufffeCCG\x1b", "vision": "<p>a\x08b]]&gt;</p>"})
    back = read_own_word(edition, word(edition, content, Stamp("p", "A\x01rea <&>")))
    assert back is not None
    assert back.answers == {"ccgs": "North CCG", "vision": "<p>ab]]&gt;</p>"}


def test_headings_tables_and_pages_are_real(edition: Edition, content: Content, data: bytes) -> None:
    document = opened(data)
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles.count("Heading 1") == 8 + len(content.rows("schemes")) + len(content.rows("providers"))
    assert "Heading 2" in styles
    body = document.element.body
    assert body.find(f".//{qn('w:tblHeader')}") is not None
    assert body.find(f".//{qn('w:cantSplit')}") is not None
    footer = document.sections[0].footer.part.blob.decode()
    assert "NUMPAGES" in footer
    assert document.core_properties.title.endswith(": Northtown")
    assert document.sections[0].page_width.twips == 11906


def test_contents_lead_to_headings(data: bytes) -> None:
    body = opened(data).element.body
    marked = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    assert anchors
    assert set(anchors) <= marked


def test_each_list_begins_again(edition: Edition) -> None:
    one = "<ol><li><p>a</p></li><li><p>b</p></li></ol>"
    data = word(edition, Content(edition.id, {"vision": one + one}), STAMP)
    numbering = ZipFile(BytesIO(data)).read("word/numbering.xml").decode()
    assert numbering.count("w:startOverride") == 2


@pytest.mark.parametrize("draft", [True, False])
def test_a_draft_says_so(edition: Edition, draft: bool) -> None:
    header = opened(word(edition, Content(edition.id), Stamp("p", "Northtown", 1, draft=draft))).sections[0].header
    assert ("DRAFT" in header.part.blob.decode()) is draft


def test_no_word_of_a_table_is_broken_for_want_of_room() -> None:
    long = f"<td>{'many words here ' * 30}</td>"
    (table,) = richtext.parse(f"<table><tr><td>November</td>{long}{long}</tr></table>")
    assert isinstance(table, richtext.Table)
    first, *others = widths.of_answer(table)
    assert first >= len("November") * 1.3
    assert first < min(others)
    assert first + sum(others) == 100
