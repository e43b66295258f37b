"""The PDF: PDF/UA-1 without a failed rule, with its contents, bookmarks and running header."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pytest
from pypdf import PdfReader

from bcf.definition.charts import Chart
from bcf.definition.content import Content
from bcf.definition.parts import Edition
from bcf.editions import edition as edition_of
from bcf.editions import names
from bcf.pack.pdf import pdf
from bcf.pack.stamp import Stamp
from plans.demonstration import demonstration
from tests.made_up import filled

AREA = 'North\\town "A" & <B>'
STAMP = Stamp("plan", AREA, 3, "ab" * 32)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(names()[0])


@pytest.fixture(scope="module")
def data(edition: Edition) -> bytes:
    return pdf(edition, filled(edition, size=600, rows=2), STAMP)


def failed_rules(data: bytes, folder: Path) -> str:
    path = folder / "plan.pdf"
    path.write_bytes(data)
    report = str(page.validate_pdf(str(path), profile="ua1"))
    return "" if " 0 failed" in report and "Checks: 0 failed" in report else report


def test_no_rule_of_pdf_ua_fails(data: bytes, tmp_path: Path) -> None:
    assert failed_rules(data, tmp_path) == ""


def tags(tag: Any) -> Iterator[Any]:
    """A structure element and all below it."""
    yield tag
    kids = tag.get("/K", [])
    for kid in kids if isinstance(kids, list) else (kids,):
        if isinstance(found := kid.get_object(), dict):
            yield from tags(found)


def test_pictures_are_figures_with_words_instead(edition: Edition, tmp_path: Path) -> None:
    made = pdf(edition, demonstration(), STAMP, "part_2")
    assert failed_rules(made, tmp_path) == ""
    reader = PdfReader(BytesIO(made))
    figures = [str(tag["/Alt"]) for tag in tags(reader.root_object["/StructTreeRoot"]) if tag.get("/S") == "/Figure"]
    titles = [
        item.title for section in edition.document("part_2").sections for item in section.items
        if isinstance(item, Chart)
    ]  # fmt: skip
    assert sorted({text.partition(".")[0] for text in figures}) == sorted(set(titles))
    assert any("Planned admissions are 3.5% below the baseline." in text for text in figures)
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height


def test_a_blank_part_2_breaks_no_rule(edition: Edition, tmp_path: Path) -> None:
    assert failed_rules(pdf(edition, Content(edition.id), STAMP, "part_2"), tmp_path) == ""


TABLES = {
    "a cell that reaches over pages": "<table><tr><td rowspan='3'>x</td><td>{0}</td></tr><tr><td>{0}</td></tr>"
    "<tr><td>{0}</td></tr></table>",
    "a header over two columns": "<table><thead><tr><th>a</th><th colspan='2'>b</th></tr></thead>"
    "<tr><td>1</td><td>2</td><td>3</td></tr></table>",
    "one header in the middle": "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><th>d</th></tr></table>",
    "a short row": "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>",
    "lists in lists": "<ul><li><p>a</p><p>b</p><ol><li>c<table><tr><td>d</td></tr></table></li></ol></li></ul>",
    "a heading too deep": "<h4>a</h4><p>{0}</p><ul><li><h3>b</h3></li></ul>",
}


def test_no_shape_of_answer_breaks_the_tags(edition: Edition, tmp_path: Path) -> None:
    from bcf.definition.richtext import clean

    long = "word " * 1200
    keys = ("vision", "vision_outcomes", "vision_changes", "milestones", "governance", "oversight")
    answers = {key: clean(html.format(long)) for key, html in zip(keys, TABLES.values(), strict=True)}
    assert failed_rules(pdf(edition, Content(edition.id, answers), STAMP), tmp_path) == ""


def test_it_has_title_language_bookmarks_and_pages(edition: Edition, data: bytes) -> None:
    reader = PdfReader(BytesIO(data))
    assert reader.metadata
    assert AREA in (reader.metadata.title or "")
    assert str(reader.root_object["/Lang"]) == "en-GB"
    first: Any = reader.outline[0]
    assert first.title == edition.document("part_1").title
    text = reader.pages[1].extract_text()
    assert "Contents" in text
    assert f"Page 2 of {len(reader.pages)}" in text
    assert f"{AREA}, version 3, DRAFT" in text


def test_a_signed_plan_is_no_draft(edition: Edition) -> None:
    reader = PdfReader(BytesIO(pdf(edition, Content(edition.id), Stamp("p", "Northtown", 3, draft=False))))
    assert all("DRAFT" not in sheet.extract_text() for sheet in reader.pages)


def test_the_same_plan_makes_the_same_bytes(edition: Edition) -> None:
    content = Content(edition.id, {"vision": "<p>Home</p>"})
    assert pdf(edition, content, STAMP) == pdf(edition, content, STAMP)
