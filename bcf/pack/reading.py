"""The reading view of a plan: one HTML text for the browser and for the PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatchmethod

from bcf.definition.content import Content
from bcf.definition.kinds import Rating
from bcf.definition.parts import Document, Edition

from . import charts, layout, widths
from .answers import Answer
from .layout import anchor_of
from .reading_figures import FigureLinks
from .reading_html import columns, narrative, official, tag, words
from .stamp import Stamp

_NO_ANSWER = "No answer yet"
_LABEL_SHARE = 36
_FEW_COLUMNS = 6


def reading(
    edition: Edition, content: Content, stamp: Stamp, documents: Iterable[str] | None = None, top: int = 1
) -> str:
    """The documents (all of the edition's unless named) as HTML, signatures printed in their blocks.

    It is a fragment for the body of a page. Headings begin at `top` and skip no level. Each place has its
    `anchor_of` as id, so that "#vision" and "#schemes-UID-overview" lead to the answers.
    """
    content = stamp.apply(content)
    forms = [edition.document(key) for key in documents] if documents else list(edition.documents)
    figures = FigureLinks(edition, content, forms)
    return "".join(_Reading(form, top, figures).html(edition, content, stamp) for form in forms)


class _Reading:
    """Writes one form."""

    def __init__(self, form: Document, top: int, figures: FigureLinks) -> None:
        self._form = form
        self._figures = figures
        self._top = top
        self._level = top
        self._ids: set[str] = set()

    def html(self, edition: Edition, content: Content, stamp: Stamp) -> str:
        pieces = list(layout.layout(edition, self._form, content))
        body = "".join([self._cover(stamp), self._contents(pieces), *self._sections(pieces)])
        return tag("article", body, "bcf-form", id=anchor_of(self._form.key), lang="en-GB")

    def _cover(self, stamp: Stamp) -> str:
        line = tag("p", words(stamp.line), "bcf-version")
        parts = (
            tag(f"h{self._top}", words(text), "bcf-title") + line if text == self._form.title else tag("p", words(text))
            for text in layout.cover_notes(self._form)
        )
        return tag("header", "".join(parts), "bcf-cover")

    def _contents(self, pieces: Iterable[layout.Piece]) -> str:
        titles = [piece for piece in pieces if isinstance(piece, layout.Title) and piece.listed]
        entries = (
            tag("li", tag("a", words(title.short), href=f"#{title.anchor}"), f"bcf-entry-{title.level}")
            for title in titles
        )
        heading = tag(f"h{self._top + 1}", "Contents")
        label = f"Contents of {self._form.title}"
        return tag("nav", heading + tag("ul", "".join(entries)), "bcf-contents", aria_label=label)

    def _sections(self, pieces: Iterable[layout.Piece]) -> Iterator[str]:
        opened = False
        for piece in pieces:
            if isinstance(piece, layout.Title) and piece.level == 1:
                css = "bcf-section bcf-annex" if piece.new_page else "bcf-section"
                yield ("</section>" if opened else "") + f'<section class="{css}">'
                opened = True
            yield self._piece(piece)
        yield "</section>" if opened else ""

    @singledispatchmethod
    def _piece(self, piece: layout.Piece) -> str:
        raise TypeError(f"no reading view for {piece!r}")

    @_piece.register
    def _(self, piece: layout.Title) -> str:
        self._level = min(self._top + piece.level, self._level + 1)
        css = "bcf-asks" if piece.asks else ""
        heading = tag(f"h{self._level}", words(piece.text), css, id=self._id(piece.anchor), data_short=piece.short)
        return heading + (tag("p", words(piece.subtitle), "bcf-subtitle") if piece.subtitle else "")

    def _id(self, anchor: str) -> str:
        """The anchor, once: a place that is printed twice is found where it stands first."""
        if anchor in self._ids:
            return ""
        self._ids.add(anchor)
        return anchor

    @_piece.register
    def _(self, piece: layout.Words) -> str:
        return official(piece.paragraphs, "bcf-prompt" if piece.asks else "bcf-note")

    @_piece.register
    def _(self, piece: layout.Narrative) -> str:
        return tag("div", self._rich(piece.answer, _NO_ANSWER), "bcf-answer")

    @_piece.register
    def _(self, piece: layout.Box) -> str:
        rows = "".join(self._line(line) for line in piece.lines)
        body = columns((_LABEL_SHARE, 100 - _LABEL_SHARE)) + tag("tbody", rows)
        css = "bcf-box bcf-together" if piece.together else "bcf-box"
        return f'<table class="{css}">{tag("caption", words(piece.caption))}{body}</table>'

    def _line(self, line: layout.Line) -> str:
        if line.heads:
            return tag("tr", tag("th", words(line.label), scope="rowgroup", colspan="2"))
        inner = self._box(line.answer) if line.answer else words(line.echo)
        place = self._id(anchor_of(line.answer.place)) if line.answer else ""
        css = "bcf-long" if line.answer and line.answer.rich else ""
        return tag("tr", tag("th", words(line.label), scope="row") + tag("td", inner), css, id=place)

    @_piece.register
    def _(self, piece: layout.Rows) -> str:
        shares = widths.of_columns(piece.columns)
        heads = (tag("th", words(column.label), scope="col") for column in piece.columns)
        rows = (
            tag(
                "tr",
                "".join(self._cell(answer, piece.numbers_only) for answer in answers),
                "" if piece.is_short(answers, shares) else "bcf-long",
                id=self._row_id(piece, uid),
            )
            for uid, answers in piece.rows
        )
        foot = tag("tr", "".join(_total_cells(piece)), "bcf-total") if piece.totals else ""
        body = columns(shares) + tag("thead", tag("tr", "".join(heads)))
        body += tag("tbody", _small_print(piece) + "".join(rows) + foot)
        after = official((piece.after,), "bcf-note") if piece.after else ""
        table = f'<table class="bcf-rows">{tag("caption", words(piece.table.title))}{body}</table>'
        return _wide(table, piece.table.title) + after

    def _row_id(self, piece: layout.Rows, uid: str) -> str:
        return self._id(anchor_of(f"{piece.table.key}/{uid}")) if uid else ""

    @_piece.register
    def _(self, piece: layout.Matrix) -> str:
        grid = piece.grid
        names = (tag("th", words(name), scope="col") for name in grid.columns)
        corner = tag("th", words(grid.head), scope="col") if grid.head else "<td></td>"
        rows = (
            tag(
                "tr",
                tag("th", words(row.label), scope="row")
                + "".join(self._cell(answer, True) if answer else tag("td", "", "bcf-none") for answer in answers),
                "bcf-total" if row.strong else "",
            )
            for row, answers in piece.rows
        )
        label = _LABEL_SHARE if len(grid.columns) <= _FEW_COLUMNS else _LABEL_SHARE // 2
        share = (100 - label) // max(len(grid.columns), 1) or 1
        body = columns((label, *(share for _ in grid.columns)))
        body += tag("thead", tag("tr", corner + "".join(names))) + tag("tbody", "".join(rows))
        table = f'<table class="bcf-rows bcf-together">{tag("caption", words(grid.title))}{body}</table>'
        return _wide(table, grid.title)

    @_piece.register
    def _(self, piece: layout.Drawn) -> str:
        chart = piece.picture.chart
        heading = layout.Title(2, chart.title, anchor_of(chart.key), chart.title, listed=False)
        return self._piece(heading) + tag("div", charts.figure(piece.picture), "bcf-picture")

    @_piece.register
    def _(self, piece: layout.Told) -> str:
        return charts.told(piece.sentences)

    def _cell(self, answer: Answer, aligned: bool) -> str:
        css = "bcf-number" if answer.field.kind.numeric and aligned else ""
        return tag("td", self._box(answer), css, id=self._id(anchor_of(answer.place)) if answer.place else "")

    def _box(self, answer: Answer) -> str:
        """What stands in one box: the value, its note, its labelled figures (above rich text, below the rest)."""
        if answer.rich:
            return self._rich(answer, answer.field.placeholder)
        shown = _value(answer) if answer.shown else _blank(answer.field.placeholder)
        note = f" {words(answer.note.shown)}" if answer.note and answer.note.shown else ""
        return shown + words(answer.aside) + note + self._lines(answer.typed_lines)

    def _rich(self, answer: Answer, placeholder: str) -> str:
        text = narrative(answer.value, min(self._level + 1, 6), self._figures.figure) or _blank(placeholder)
        return self._lines(answer.lines) + text

    def _lines(self, lines: Iterable[Answer]) -> str:
        return "".join(
            tag(
                "p",
                tag("strong", words(f"{line.field.label}: ")) + words(line.shown),
                "bcf-figure",
                id=self._line_id(line),
            )
            for line in lines
            if line.shown
        )

    def _line_id(self, line: Answer) -> str:
        return self._id(anchor_of(line.place)) if line.place else ""


def _wide(table: str, label: str) -> str:
    """A table that scrolls sideways on a small screen, by keyboard too."""
    return tag("div", table, "bcf-wide", role="group", aria_label=label, tabindex="0")


def _value(answer: Answer) -> str:
    """What is printed; a rating in its colour, with the official words on what it means."""
    kind, shown = answer.field.kind, words(answer.shown)
    if not isinstance(kind, Rating):
        return shown
    rating = answer.shown.lower()
    return f"{tag('strong', shown, f'bcf-rag bcf-rag--{rating}')} {words(kind.meaning(rating))}"


def _blank(placeholder: str) -> str:
    return tag("span", words(placeholder), "bcf-blank") if placeholder else ""


def _small_print(piece: layout.Rows) -> str:
    """The official words below the columns' headings, in a line that is not repeated on each page."""
    if not any(column.wording for column in piece.columns):
        return ""
    notes = ("<br>".join(words(text) for text in column.wording) for column in piece.columns)
    return tag("tr", "".join(tag("td", note) for note in notes), "bcf-hint")


def _total_cells(piece: layout.Rows) -> Iterator[str]:
    for number, column in enumerate(piece.columns):
        if column.key in piece.totals:
            yield tag("td", words(piece.totals[column.key]), "bcf-number")
        else:
            yield tag("th", words(piece.table.total_label), scope="row") if number == 0 else "<td></td>"
