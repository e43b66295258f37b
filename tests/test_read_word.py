"""Filled-in forms as Word files of other hands: real lists and tables, boxes, headers, comments, damage."""

from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from bcf.definition import richtext
from bcf.definition.content import Content
from bcf.definition.parts import Edition
from bcf.editions import edition
from bcf.pack.found import Found, Unusable
from bcf.pack.read_word import read_word
from bcf.pack.reader.form import read_form
from bcf.pack.stamp import Stamp
from bcf.pack.word import word
from bcf.pack.word_blocks import blocks_of

from .filled_form import Printer, differences, made_up
from .test_read_text import DAMAGES

EDITION: Edition = edition("july_2014")
PLAN: Content = made_up(EDITION)
VISION = (
    "a) Drawing on your JSNA, JHWS and patient and service user feedback, please describe the vision for health and "
    "social care services for this community for 2019/20"
)
OUTCOMES = "b) What difference will this make to patient and service user outcomes?"


def found_in(document: Document) -> Found:
    buffer = BytesIO()
    document.save(buffer)
    return read_word(EDITION, buffer.getvalue())


@pytest.fixture
def form() -> Document:
    """A form with two prompts; tests put things into it before the second."""
    document = docx.Document()
    document.add_heading("2) VISION FOR HEALTH AND CARE SERVICES", 1)
    document.add_paragraph(VISION)
    document.add_paragraph("An answer.")
    document.add_paragraph(OUTCOMES)
    document.add_paragraph("Another.")
    return document


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_plan_comes_through_whatever_happened_to_its_form(damage) -> None:  # type: ignore[no-untyped-def]
    found = read_word(EDITION, Printer(EDITION, PLAN, damage).print().word())
    assert not differences(EDITION, PLAN, found.content)
    assert found.characters_in == found.characters_placed + found.characters_unplaced


def test_lists_and_emphasis_stay(form: Document) -> None:
    for text in ("One", "Two"):
        form.paragraphs[-2].insert_paragraph_before(text, "List Bullet")
    form.paragraphs[2].add_run(" Bold").bold = True
    assert found_in(form).content.get("vision") == (
        "<p>An answer.<strong> Bold</strong></p><ul><li><p>One</p></li><li><p>Two</p></li></ul>"
    )


def test_an_official_point_is_not_the_first_of_the_author_s_list(form: Document) -> None:
    form.add_paragraph("6) ALIGNMENT")
    form.add_paragraph("c) Please describe how your BCF plans align with your plans for primary co-commissioning")
    form.add_paragraph(
        "For those areas which have not applied for primary co-commissioning status, please confirm that you have "
        "discussed the plan with primary care leads.",
        "List Bullet",
    )
    form.add_paragraph("Ours", "List Bullet")
    assert found_in(form).content.get("alignment_primary_care") == "<ul><li><p>Ours</p></li></ul>"


def test_an_answer_keeps_its_own_table_and_loses_the_box_of_the_form() -> None:
    document = docx.Document()
    document.add_heading("2) VISION FOR HEALTH AND CARE SERVICES", 1)
    box = document.add_table(4, 1)
    for row, text in zip(box.rows, (VISION, "Before", OUTCOMES, "Another."), strict=True):
        row.cells[0].text = text
    inner = box.rows[1].cells[0].add_table(2, 2)
    for number, cell in enumerate(inner._cells):
        cell.text = f"cell {number}"
    vision = found_in(document).content.get("vision")
    assert vision.startswith("<p>Before</p><table>")
    assert richtext.plain(vision).splitlines()[1:] == ["cell 0\tcell 1", "cell 2\tcell 3"]
    assert found_in(document).content.get("vision_outcomes") == "<p>Another.</p>"


def test_merged_cells_are_labels_all_the_same() -> None:
    document = docx.Document()
    document.add_paragraph("Better Care Fund planning template – Part 1")
    document.add_paragraph("1) PLAN DETAILS")
    table = document.add_table(3, 3)
    rows = (("Local Authority", "", "Northport"), ("Minimum required value of BCF pooled budget:", "2014/15", "£1m"))
    for row, texts in zip(table.rows, (*rows, ("", "2015/16", "£2m")), strict=False):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(0, 0).merge(table.cell(0, 1))
    content = found_in(document).content
    assert content.get("local_authorities") == "Northport"
    assert (content.get("minimum_year_1"), content.get("minimum_year_2")) == ("1000000", "2000000")


def test_headers_footers_and_comments_are_kept_beside(form: Document) -> None:
    form.sections[0].header.paragraphs[0].text = "Northport, draft 3"
    form.sections[0].footer.paragraphs[0].text = "In confidence"
    form.add_comment(form.paragraphs[2].runs, text="Is this so?", author="A", initials="A")
    found = found_in(form)
    beside = found.unplaced[0]
    assert beside.after == ""
    assert sorted(richtext.plain(beside.html).splitlines()) == ["In confidence", "Is this so?", "Northport, draft 3"]
    assert found.characters_in == found.characters_placed + found.characters_unplaced


def test_words_deleted_in_tracked_changes_are_gone(form: Document) -> None:
    run = form.paragraphs[2].add_run(" Not this.")._element
    deleted = OxmlElement("w:del")
    run.addprevious(deleted)
    deleted.append(run)
    for text in run.iter(qn("w:t")):
        text.tag = qn("w:delText")
    assert found_in(form).content.get("vision") == "<p>An answer.</p>"


def test_our_own_file_comes_back_exactly() -> None:
    found = read_word(EDITION, word(EDITION, PLAN, Stamp(plan="P1", area="Northport")))
    assert found.content.canonical() == PLAN.canonical()
    assert found.characters_in == found.characters_placed + found.characters_unplaced


def test_a_file_of_ours_without_its_marks_is_read_by_its_words() -> None:
    """Copied into another document, a form of ours is like any other's."""
    ours = docx.Document(BytesIO(word(EDITION, PLAN, Stamp(plan="P1", area="Northport"))))
    assert not differences(EDITION, PLAN, read_form(EDITION, blocks_of(ours.element.body, ours)).content)


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"", "This file is empty"), (b"%PDF-1.4", "This is a PDF"), (b"PK\x03\x04 cut", "damaged or cut short"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old Office format"), (b"words", "plain text"),
    ],
    ids=["empty", "pdf", "cut", "doc", "text"],
)  # fmt: skip
def test_what_is_no_word_file_is_refused(data: bytes, wrong: str) -> None:
    with pytest.raises(Unusable, match=wrong):
        read_word(EDITION, data)


def test_a_truncated_file_is_refused(form: Document) -> None:
    buffer = BytesIO()
    form.save(buffer)
    for length in (100, len(buffer.getvalue()) // 2, len(buffer.getvalue()) - 30):
        with pytest.raises(Unusable, match="damaged or cut short"):
            read_word(EDITION, buffer.getvalue()[:length])


def test_a_word_file_without_our_questions_is_refused() -> None:
    document = docx.Document()
    document.add_paragraph("Minutes of the meeting")
    with pytest.raises(Unusable, match="None of the form's questions were found"):
        found_in(document)


def test_an_empty_word_file_is_refused() -> None:
    with pytest.raises(Unusable, match="None of the form's questions were found"):
        found_in(docx.Document())
