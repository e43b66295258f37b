"""Pieces of the reading view as HTML text. Everything that is not rich text is escaped here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape

from bcf.definition import richtext
from bcf.definition.richtext import Block, ListBlock, Paragraph, Table
from bcf.definition.richtext_figures import UNKNOWN

from . import widths

_DEEPEST = 6
_FIGURES = re.compile(r'<data value="([^"]*)">([^<]*)</data>')
_MARK = f"(?:{'|'.join(richtext.MARKS)})"
# a link's own words: marks stand round it, since the PDF's tags know no link round other elements
_LINKS = re.compile(rf"(<a [^>]*>)((?:<{_MARK}>)*)(?:<data [^>]*>)?(.*?)(?:</data>)?((?:</{_MARK}>)*)</a>")


def tag(name: str, inner: str, css: str = "", **attributes: str) -> str:
    """`inner` is HTML; attributes are escaped, blank ones left out; `aria_label` is "aria-label"."""
    given = {"class": css, **attributes}
    pairs = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in given.items() if value)
    return f"<{name}{pairs}>{inner}</{name}>"


def words(text: str) -> str:
    """Plain text as HTML, its line ends kept."""
    return escape(text, quote=False).replace("\n", "<br>")


def official(paragraphs: Iterable[str], css: str) -> str:
    """Official words: paragraphs, and a list for each run of "- " lines."""
    parts: list[str] = []
    bullets: list[str] = []
    for paragraph in (*paragraphs, ""):
        if paragraph.startswith("- "):
            bullets.append(tag("li", words(paragraph[2:])))
            continue
        if bullets:
            parts.append(tag("ul", "".join(bullets)))
            bullets = []
        if paragraph:
            parts.append(tag("p", words(paragraph)))
    return tag("div", "".join(parts), css)


def plain_figure(reference: str, text: str) -> str:
    """A figure of the plan within narrative, its words as HTML already."""
    return tag("data", text or UNKNOWN, value=reference)


def narrative(value: str, level: int, figure: Callable[[str, str], str] = plain_figure) -> str:
    """Rich text with its headings from `level` on, none skipped, and its header cells told which way they point.

    `figure` writes a reference to a figure with its words; one that is a link already stays as it is.
    """
    blocks = _Levels(level).shifted(richtext.parse(value))
    tables = _tables(blocks)
    html = re.sub("<table>", lambda _: f"<table>{columns(widths.of_answer(next(tables)))}", richtext.render(blocks))
    # half the boxes to lay out: a paragraph alone in its item or cell needs none of its own
    html = re.sub(r"<(li|td|th)([^>]*)><p>((?:(?!</p>).)*)</p></\1>", r"<\1\2>\3</\1>", html)
    html = _LINKS.sub(r"\2\1\3</a>\4", html)
    html = _FIGURES.sub(lambda match: figure(match[1], match[2]), html)
    parts = re.split(r"(<thead>.*?</thead>)", html)
    return "".join(
        re.sub(r"<th(?=[ >])", f'<th scope="{"col" if part.startswith("<thead>") else "row"}"', part) for part in parts
    )


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    """The tables in the order in which they begin."""
    for block in blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                yield from _tables(item)
        elif isinstance(block, Table):
            yield block
            for row in block.rows:
                for cell in row:
                    yield from _tables(cell.blocks)


class _Levels:
    """Moves the headings of an answer below the form's own."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._begun = False

    def shifted(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        if isinstance(block, ListBlock):
            return replace(block, items=tuple(self.shifted(item) for item in block.items))
        if isinstance(block, Table):
            rows = (tuple(replace(cell, blocks=self.shifted(cell.blocks)) for cell in row) for row in block.rows)
            return replace(block, rows=tuple(rows))
        return replace(block, level=self._level(block)) if block.level else block

    def _level(self, heading: Paragraph) -> int:
        deeper = heading.level > 3 and self._begun
        self._begun = True
        return min(self._first + deeper, _DEEPEST)


def columns(shares: Sequence[int]) -> str:
    """The widths of a table's columns, in per cent."""
    return tag("colgroup", "".join(f'<col class="bcf-w{share}">' for share in widths.shares(shares)))
