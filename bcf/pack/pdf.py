"""The official PDF: the reading view on paper, tagged to PDF/UA-1."""

from __future__ import annotations

import gc
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

from bcf.definition.content import Content
from bcf.definition.parts import Document, Edition

from .pdf_tables import mend_tables
from .reading import reading
from .stamp import Stamp

STYLESHEET = Path(__file__).resolve().parents[2] / "static" / "bcf" / "pack.css"
_DRAFT = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 140"><text x="50" y="80" text-anchor="middle" '
    'font-family="Arial, Liberation Sans, DejaVu Sans, sans-serif" font-size="26" transform="rotate(-45 50 70)" '
    'fill="#eceff1">DRAFT</text></svg>'
)
_WATERMARK = "data:image/svg+xml;base64," + b64encode(_DRAFT.encode()).decode()


def pdf(edition: Edition, content: Content, stamp: Stamp, document: str = "part_1") -> bytes:
    """A form as PDF/UA-1: contents with pages, bookmarks, a running header, DRAFT until signed.

    Raises OSError where WeasyPrint's native libraries (Pango) are missing.
    """
    form = edition.document(document)
    title = f"{form.title}: {stamp.area}"
    page = (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body>{reading(edition, content, stamp, (document,))}</body></html>"
    )
    with _collecting_later():
        return _printed(page, (STYLESHEET.read_text(), _running(form.title, stamp), _page(form)))


def _printed(page: str, styles: Iterable[str]) -> bytes:
    # a site without Pango must still start
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    # a plan holds all that is printed: nothing is fetched, whatever is written in it
    fetcher = URLFetcher(allowed_protocols={"data"})
    fonts = FontConfiguration()
    made: bytes = HTML(string=page, url_fetcher=fetcher).write_pdf(
        stylesheets=[CSS(string=text, font_config=fonts) for text in styles],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        finisher=mend_tables,
    )
    return made


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Without the garbage collector, which finds nothing among the boxes of a layout but looks at them often."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _running(title: str, stamp: Stamp) -> str:
    """The words at the head and foot of each page."""
    behind = f"background: url({_WATERMARK}) center / 85% no-repeat;"
    draft = f"@page {{ {behind} @top-right {{ content: {_quoted('DRAFT')} }} }}" if stamp.draft else ""
    margins = f"@top-left {{ content: {_quoted(stamp.line)} }} @bottom-left {{ content: {_quoted(title)} }}"
    return f"@page {{ {margins} }}{draft}"


def _page(form: Document) -> str:
    """A workbook's tables are wide."""
    return "@page { size: A4 landscape }" if form.format == "excel" else ""


def _quoted(text: str) -> str:
    """A CSS string; what could end it is written as its number."""
    inner = "".join(c if c.isalnum() or c in " ,.-–()" else f"\\{ord(c):x} " for c in text)
    return f'"{inner}"'
