"""Reading stretches of Word files of any hand into rich text."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bcf.definition.richtext import render
from bcf.pack.word_blocks import blocks_of

_SPACES = (
    f"{nsdecls('w', 'r')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
    "xmlns:v='urn:schemas-microsoft-com:vml' xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
)


TWO_COLUMNS, BEGINS, GOES_ON = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read(xml: str, document: Any = None) -> str:
    body = parse_xml(f"<w:body {_SPACES}>{xml}</w:body>")
    return render(blocks_of(body, document or docx.Document()))


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def style(name: str) -> str:
    return f"<w:pStyle w:val='{name}'/>"


def tc(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (p(""), ""),
        (p(r("a") + r("b", "<w:b/><w:i w:val='0'/>")), "<p>a<strong>b</strong></p>"),
        (p(r("a", "<w:u w:val='single'/>") + r("2", "<w:vertAlign w:val='superscript'/>")),
         "<p><u>a</u><sup>2</sup></p>"),
        (p(r("a"), style("Heading1")) + p(r("b"), style("Heading5")), "<h3>a</h3><h4>b</h4>"),
        (p(f"<w:ins>{r('kept')}</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"), "<p>kept</p>"),
        (p(f"<w:smartTag w:element='x'>{r('a')}</w:smartTag>{r('b', '<w:vanish/>')}"), "<p>a</p>"),
        (p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>"), "<p>a<br>b c</p>"),
        (p(f"<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>{r(' so')}"), "<p>x=1 so</p>"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{p(r('a'))}</w:sdtContent></w:sdt>", "<p>a</p>"),
        (p(r("a"), style("NoSuchStyle")), "<p>a</p>"),
        (p(r("a"), style("ListBullet")) + p(r("b"), style("ListBullet2")) + p(r("c"), style("ListBullet")),
         "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>"),
        (p(r("a"), style("ListNumber")) + p("") + p(r("b"), style("ListNumber")),
         "<ol><li><p>a</p></li><li><p>b</p></li></ol>"),
        (p(r("a"), "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='999'/></w:numPr>"), "<ul><li><p>a</p></li></ul>"),
    ],
)  # fmt: skip
def test_paragraphs(xml: str, expected: str) -> None:
    assert read(xml) == expected


def test_field_codes_are_dropped_and_their_results_kept() -> None:
    marks = {name: f"<w:r><w:fldChar w:fldCharType='{name}'/></w:r>" for name in ("begin", "separate", "end")}
    code = '<w:r><w:instrText> HYPERLINK "https://example.org" </w:instrText></w:r>'
    xml = p(marks["begin"] + code + marks["separate"] + r("site") + marks["end"] + r(" after"))
    assert read(xml) == '<p><a href="https://example.org">site</a> after</p>'


def test_links_of_other_kinds_are_words_only() -> None:
    document = docx.Document()
    good = document.part.relate_to("https://example.org", "http://x/hyperlink", is_external=True)
    bad = document.part.relate_to("file:///secret", "http://x/hyperlink", is_external=True)
    links = "".join(f"<w:hyperlink r:id='{name}'>{r('x', '')}</w:hyperlink>" for name in (good, bad, "rId999"))
    assert read(p(links), document) == '<p><a href="https://example.org">x</a>xx</p>'


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p(r('boxed'))}</w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert read(p(r("before") + f"<w:r>{twice}</w:r>")) == "<p>before</p><p>boxed</p>"


def test_tables_with_spans_and_repeated_heads() -> None:
    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{tc(p(r('h')), TWO_COLUMNS)}</w:tr>"
    one = f"<w:tr>{tc(p(r('a')), BEGINS)}{tc(p(r('b')))}</w:tr>"
    two = f"<w:tr>{tc(p(''), GOES_ON)}{tc(p(r('c')))}</w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{tc(p(r('deleted')))}{tc(p(''))}</w:tr>"
    assert read(f"<w:tbl>{head}{one}{two}{gone}</w:tbl>") == (
        '<table><thead><tr><th colspan="2"><p>h</p></th></tr></thead><tbody><tr><td rowspan="2"><p>a</p></td>'
        "<td><p>b</p></td></tr><tr><td><p>c</p></td></tr></tbody></table>"
    )


def test_nested_tables() -> None:
    inner = f"<w:tbl><w:tr>{tc(p(r('in')))}</w:tr></w:tbl>"
    assert read(f"<w:tbl><w:tr>{tc(inner + p(r('out')))}</w:tr></w:tbl>") == (
        "<table><tbody><tr><td><table><tbody><tr><td><p>in</p></td></tr></tbody></table><p>out</p></td></tr></tbody></table>"
    )


def test_words_hidden_under_a_merged_cell_are_kept() -> None:
    top = f"<w:tr>{tc(p(r('a')), BEGINS)}{tc(p(r('b')))}</w:tr>"
    low = f"<w:tr>{tc(p(r('under')), GOES_ON)}{tc(p(r('c')))}</w:tr>"
    assert "<p>a</p><p>under</p>" in read(f"<w:tbl>{top}{low}</w:tbl>")
