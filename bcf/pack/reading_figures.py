"""Figures within the narrative of the reading view, each with the way to its cell where that is on the same pages."""

from __future__ import annotations

from collections.abc import Iterable

from bcf.definition.content import Content
from bcf.definition.figure_names import name_of
from bcf.definition.parts import Document, Edition
from bcf.definition.richtext_figures import UNKNOWN, reference

from .layout import anchor_of
from .reading_html import plain_figure, tag


class FigureLinks:
    """`forms` are the documents on these pages."""

    def __init__(self, edition: Edition, content: Content, forms: Iterable[Document]) -> None:
        self._edition = edition
        self._content = content
        self._forms = [form.key for form in forms]

    def figure(self, value: str, text: str) -> str:
        """The HTML of one reference; `text` is HTML already."""
        one = reference(value)
        anchor = self._anchor(one.place) if one else ""
        if not one or not anchor:
            return plain_figure(value, text)
        title = name_of(self._edition, self._content, one.place)
        return tag("a", text or UNKNOWN, "bcf-reference", href=f"#{anchor}", title=title)

    def _anchor(self, place: str) -> str:
        """The cell, the answer it stands in, or the section of a total; "" where that is not on these pages."""
        table, _, rest = place.partition("/")
        try:
            found = self._edition.locate(table if rest.startswith("/") else place)
        except KeyError:
            return ""
        if found.document.key not in self._forms or (found.uid and not self._content.row(table, found.uid)):
            return ""
        if rest.startswith("/"):
            return anchor_of(found.section.key)
        host = found.field.within if found.field else ""
        return anchor_of(place.removesuffix(place.rpartition("/")[2]) + host if host else place)
