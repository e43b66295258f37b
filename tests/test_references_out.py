"""Figures of the plan inside narrative, in what goes out: reading view, PDF, Word; and back from Word."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from bcf.definition import richtext
from bcf.definition.content import Content
from bcf.definition.references import bare, filled, references
from bcf.pack.pdf import pdf
from bcf.pack.read_own_word import read_own_word
from bcf.pack.read_word import read_word
from bcf.pack.reading import reading
from bcf.pack.word import word
from tests.part_2 import EDITION, STAMP, content
from tests.test_pdf import failed_rules

TEXT = (
    '<p>A pool of <strong><data value="agreed_year_2 m"></data></strong> (<a href="https://example.org/"><data '
    'value="agreed_year_2"></data></a>), of which <data value="funding_total_year_2 k"></data> is new, '
    '<data value="expenditure//year_2"></data> spent and <data value="minimum_year_2"></data>.</p>'
)
SAID = filled(
    EDITION,
    content(
        {"agreed_year_2": "12772000", "vision": TEXT},
        funding_councils=[{"organisation": "Council", "year_2": "12772"}],
        expenditure=[{"scheme": "Teams", "year_2": "50"}],
        risks=[{"risk": '<ul><li><p>Of <data value="agreed_year_2 m"></data></p></li></ul>'}],
    ),
)
WORDS = "A pool of £12.772m (£12,772,000), of which £12,772k is new, £50,000 spent and [not known yet]."


def test_the_reading_view_shows_each_figure_with_the_way_to_its_cell() -> None:
    html = reading(EDITION, SAID, STAMP)
    assert '<strong><a class="bcf-reference" href="#agreed_year_2" title="Total agreed value of pooled budget: ' in html
    assert '(<a href="https://example.org/">£12,772,000</a>)' in html
    assert 'href="#expenditure_plan"' in html
    for anchor in re.findall(r'class="bcf-reference" href="#([^"]*)"', html):
        assert f' id="{anchor}"' in html


def test_a_form_alone_links_to_no_cell_of_another() -> None:
    html = reading(EDITION, SAID, STAMP, ["part_1"])
    assert '<data value="funding_total_year_2 k">£12,772k</data>' in html
    assert 'href="#funding' not in html


def test_the_pdf_prints_the_figures(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    made = pdf(EDITION, SAID, STAMP)
    printed = pypdf.PdfReader(BytesIO(made))
    words = " ".join(" ".join(page.extract_text() for page in printed.pages).split())
    assert WORDS in words
    assert failed_rules(made, tmp_path) == ""


def edited(data: bytes, before: str, after: str) -> bytes:
    """The Word file with one text of its body changed, as a person might."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                assert part.count(before.encode()) == 1
                part = part.replace(before.encode(), after.encode())
            new.writestr(name, part)
    return made.getvalue()


def said_in(data: bytes) -> Content:
    own = read_own_word(EDITION, data)
    assert own
    return own


def test_word_prints_each_figure_in_a_control_of_its_own() -> None:
    document = docx.Document(BytesIO(word(EDITION, SAID, STAMP)))
    tags = {
        control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")): "".join(
            one.text for one in control.iter(qn("w:t"))
        )
        for control in document.element.body.iter(qn("w:sdt"))
    }
    assert tags["=agreed_year_2 m"] == "£12.772m"
    assert tags["=minimum_year_2"] == "[not known yet]"
    names = [one.get(qn("w:val")) for one in document.element.body.iter(qn("w:alias"))]
    assert "Total Contribution, 2015/16" in names


def test_word_gives_the_references_back() -> None:
    data = word(EDITION, SAID, STAMP)
    for back in (said_in(data), read_word(EDITION, data).content):
        assert back.get("vision") == SAID.get("vision")
        assert bare(EDITION, back).get("vision") == TEXT
        assert back.rows("risks") == SAID.rows("risks")


def test_what_a_person_wrote_over_a_figure_in_word_is_kept_as_words() -> None:
    back = said_in(edited(word(EDITION, SAID, STAMP), "£50,000<", "£60,000<")).get("vision")
    assert "is new, £60,000 spent" in richtext.plain(back)
    assert [one.place for one, _ in references(back)] == [
        "agreed_year_2", "agreed_year_2", "funding_total_year_2", "minimum_year_2",
    ]  # fmt: skip


def test_an_answer_whose_words_changed_keeps_its_references() -> None:
    back = said_in(edited(word(EDITION, SAID, STAMP), " spent and ", " spent well and ")).get("vision")
    assert richtext.plain(back) == WORDS.replace("spent and", "spent well and")
    assert len(list(references(back))) == 5


def test_a_figure_emptied_in_word_is_gone() -> None:
    data = word(EDITION, SAID, STAMP)
    tag = '<w:tag w:val="=expenditure//year_2"/>'
    back = said_in(edited(data, tag, f"{tag}<w:showingPlcHdr/>")).get("vision")
    assert "is new, spent" in richtext.plain(back)
