"""The one subset of HTML in which narrative is written: its tree, its canonical spelling, its plain text.

p, h3, h4, ul, ol, li, table (thead, tbody, tr, th, td with colspan and rowspan), strong, em, u, sub, sup, a, br, and
data: a figure of the plan (richtext_figures.py). The reader (richtext_reader.py) makes a tree of blocks
(richtext_tree.py) of whatever comes in; `render` writes a tree in the one canonical spelling; `clean` is both. Word,
PDF, plain text and the comparison all walk this tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from .richtext_reader import read
from .richtext_tree import MARKS, Block, Cell, ListBlock, Paragraph, Run, Table, render

__all__ = [
    "MARKS", "Block", "Cell", "ListBlock", "Paragraph", "Run", "Table",
    "clean", "from_text", "parse", "plain", "render", "text_of",
]  # fmt: skip


def parse(html: str) -> tuple[Block, ...]:
    """The blocks of any HTML or text; what the subset does not have is dropped, never its words."""
    return read(html)


def clean(html: str) -> str:
    """The canonical spelling; "" if there are no words in it. clean(clean(x)) == clean(x)."""
    return render(parse(html))


# Dozens of checks read the same words, page after page.
@lru_cache(maxsize=500)
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
