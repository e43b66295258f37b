"""The tree of rich text, and its one spelling as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

MARKS = ("strong", "em", "u", "sub", "sup")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters with the same marks and the same link; "\\n" is a line break.

    With `figure` it is a reference (richtext_figures.py): the text is what its cell says, "" in storage.
    """

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`level` 0 is a paragraph; 3 and 4 are headings below the form's own."""

    runs: tuple[Run, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Items in order; each item is blocks: paragraphs, lists within, tables."""

    ordered: bool
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    blocks: tuple[Block, ...]
    header: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as HTML has them (a spanned place has no cell); the first `head` rows repeat on each page."""

    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0


Block = Paragraph | ListBlock | Table


def render(blocks: Iterable[Block]) -> str:
    return "".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        tag = f"h{block.level}" if block.level else "p"
        return f"<{tag}>{_runs(block.runs)}</{tag}>"
    if isinstance(block, ListBlock):
        tag = "ol" if block.ordered else "ul"
        items = "".join(f"<li>{render(item)}</li>" for item in block.items)
        return f"<{tag}>{items}</{tag}>"
    head = "".join(_row(row) for row in block.rows[: block.head])
    body = "".join(_row(row) for row in block.rows[block.head :])
    parts = (f"<thead>{head}</thead>" if head else "") + (f"<tbody>{body}</tbody>" if body else "")
    return f"<table>{parts}</table>"


def _row(row: tuple[Cell, ...]) -> str:
    return f"<tr>{''.join(_cell(cell) for cell in row)}</tr>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.header else "td"
    spans = (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "") + (
        f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    )
    return f"<{tag}{spans}>{render(cell.blocks)}</{tag}>"


def _runs(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    html = escape(run.text, quote=False).replace("\n", "<br>")
    if run.figure:
        html = f'<data value="{escape(run.figure)}">{html}</data>'
    for mark in reversed(MARKS):
        if mark in run.marks:
            html = f"<{mark}>{html}</{mark}>"
    return f'<a href="{escape(run.href)}">{html}</a>' if run.href else html
