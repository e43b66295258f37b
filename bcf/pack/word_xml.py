"""Pieces of WordprocessingML as text: quick to write, parsed once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

TEXT_WIDTH = 9638  # twentieths of a point: A4 less two margins of 2 cm

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def escaped(text: str) -> str:
    return escape(legal(text))


def run(text: str, properties: str = "") -> str:
    """A run; line ends and tabs become Word's own."""
    pieces = re.split(r"([\n\t])", legal(text))
    marks = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    inner = "".join(
        marks.get(piece) or f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>' for piece in pieces if piece
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>" if inner else ""


def paragraph(style: str, inner: str = "", properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def field(instruction: str, shown: str, properties: str = "") -> str:
    """A field such as PAGE with the result shown until Word works it out."""
    mark = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:r>{mark}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{mark}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{mark}<w:fldChar w:fldCharType="separate"/></w:r>{run(shown, properties)}'
        f'<w:r>{mark}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell(inner: str, width: int, fill: str = "", span: int = 1, merge: str = "") -> str:
    """A table cell. `merge`: "restart" begins a cell that reaches down, "continue" goes on with it."""
    parts = [f'<w:tcW w:w="{width}" w:type="dxa"/>']
    if span > 1:
        parts.append(f'<w:gridSpan w:val="{span}"/>')
    if merge:
        parts.append(f'<w:vMerge w:val="{merge}"/>')
    if fill:
        parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')
    return f"<w:tc><w:tcPr>{''.join(parts)}</w:tcPr>{inner}</w:tc>"


def row(cells: Iterable[str], header: bool = False, whole: bool = False) -> str:
    """A table row. `header`: again on each page; `whole`: not broken across pages."""
    parts = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr>{f'<w:trPr>{parts}</w:trPr>' if parts else ''}{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Iterable[int], style: str, indent: int = 0, title: str = "") -> str:
    """A table of fixed columns. `title` is read out by screen readers."""
    widths = list(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    ind = f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else ""
    caption = f'<w:tblCaption w:val="{escaped(title)}"/>' if title else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{ind}'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{caption}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
