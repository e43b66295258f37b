"""The one subset of HTML in which narrative is written: its tree, its canonical spelling, its plain text.

p, h3, h4, ul, ol, li, table (thead, tbody, tr, th, td with colspan and rowspan), strong, em, u, sub, sup, a, br.
The reader (richtext_reader.py) makes a tree of blocks of whatever comes in; `render` writes a tree in the one
canonical spelling; `clean` is both. Word, PDF, plain text and the comparison all walk this tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

MARKS = ("strong", "em", "u", "sub", "sup")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters with the same marks and the same link; "\\n" is a line break."""

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""


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


def parse(html: str) -> tuple[Block, ...]:
    """The blocks of any HTML or text; what the subset does not have is dropped, never its words."""
    from .richtext_reader import read

    return read(html)


def clean(html: str) -> str:
    """The canonical spelling; "" if there are no words in it. clean(clean(x)) == clean(x)."""
    return render(parse(html))


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
    for mark in reversed(MARKS):
        if mark in run.marks:
            html = f"<{mark}>{html}</{mark}>"
    return f'<a href="{escape(run.href)}">{html}</a>' if run.href else html


def plain(html: str) -> str:
    """The words: a line a paragraph, "• " or "1. " before items, tabs between the cells of a row."""
    return "\n".join(_lines(parse(html)))


def text_of(blocks: Iterable[Block]) -> str:
    return "\n".join(_lines(blocks))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield "".join(run.text for run in block.runs)
        elif isinstance(block, ListBlock):
            for number, item in enumerate(block.items, 1):
                first, *rest = list(_lines(item)) or [""]
                yield (f"{number}. " if block.ordered else "• ") + first
                yield from ("  " + line for line in rest)
        else:
            for row in block.rows:
                yield "\t".join(" ".join(_lines(cell.blocks)).replace("\n", " ") for cell in row)


def from_text(text: str) -> str:
    """Plain text as rich text: a paragraph a line, nothing in it read as markup."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return render(Paragraph((Run(line),)) for line in lines if line)
