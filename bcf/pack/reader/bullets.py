"""Bullets that were typed as characters become lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bcf.definition.richtext import Block, Cell, ListBlock, Paragraph, Table
from bcf.definition.richtext_reader import tidy_runs

from .pieces import cut

# never a letter or a dash: these stand inside sentences too
MARKS = "•▪●‣◦·\uf0b7\uf0a7"
_MARK = re.compile(rf"\s*[{MARKS}]\s*")


def with_lists(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with "• one • two" as items, also in the cells and items in them."""
    return tuple(made for block in blocks for made in _listed(block))


def _listed(block: Block) -> Iterator[Block]:
    if isinstance(block, Paragraph):
        yield from _paragraph(block)
    elif isinstance(block, ListBlock):
        yield ListBlock(block.ordered, tuple(item for old in block.items for item in _items(old)))
    else:
        yield Table(tuple(tuple(_cell(cell) for cell in row) for row in block.rows), block.head)


def _cell(cell: Cell) -> Cell:
    return replace(cell, blocks=with_lists(cell.blocks))


def _items(item: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """An item; several where its one paragraph has bullets inside."""
    if len(item) == 1 and isinstance(item[0], Paragraph) and len(parts := _parts(item[0])) > 1:
        for part in parts:
            yield (part,)
    else:
        yield with_lists(item)


def _paragraph(block: Paragraph) -> Iterator[Block]:
    text = _text(block)
    starts = _MARK.match(text) is not None
    if block.level or not (starts or len(_MARK.findall(text)) > 1):
        yield block
        return
    points = _parts(block)
    if not starts and points:
        yield points.pop(0)
    if points:
        yield ListBlock(False, tuple((point,) for point in points))


def _text(block: Paragraph) -> str:
    return "".join(run.text for run in block.runs)


def _parts(block: Paragraph) -> list[Paragraph]:
    """The paragraph cut at its bullets, without them."""
    text = _text(block)
    edges = [0, *(edge for mark in _MARK.finditer(text) for edge in mark.span()), len(text)]
    cuts = (tidy_runs(cut(block.runs, start, end)) for start, end in zip(edges[::2], edges[1::2], strict=True))
    return [Paragraph(runs, block.level) for runs in cuts if runs]
