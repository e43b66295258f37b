"""References to figures, put back into a text that only shows what they showed.

Our own Word files name each reference. Other files (ours saved by another program, the text of our PDF) have the words
alone: a paragraph that reads as it did in the plan keeps the references it had there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from . import richtext
from .content import Content
from .parts import Edition
from .references import may_hold
from .richtext import Block, ListBlock, Paragraph, Run

# words of a paragraph -> its runs, some of them references
Known = Mapping[str, tuple[Run, ...]]


def restored(edition: Edition, old: Content, new: Content) -> Content:
    """`new` with the references that `old` has in the same paragraphs of the same answers."""
    values = {
        place: _answer(html, text)
        for place, html in old.places()
        if may_hold(edition, place, html) and (text := new.value(place)) not in ("", html)
    }
    tables = {place.partition("/")[0] for place in values if "/" in place}
    content = new.with_answers({place: text for place, text in values.items() if "/" not in place})
    for table in tables:
        rows = (
            replace(row, values={key: values.get(f"{table}/{row.uid}/{key}", text) for key, text in row.values.items()})
            for row in new.rows(table)
        )
        content = content.with_rows(table, tuple(rows))
    return content


def _answer(old: str, new: str) -> str:
    known = dict(_with_references(richtext.parse(old)))
    return richtext.render(_restored(known, block) for block in richtext.parse(new))


def _with_references(blocks: Iterable[Block]) -> Iterator[tuple[str, tuple[Run, ...]]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            if any(run.figure for run in block.runs):
                yield _words(block), block.runs
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _with_references(item)
        else:
            for row in block.rows:
                for cell in row:
                    yield from _with_references(cell.blocks)


def _restored(known: Known, block: Block) -> Block:
    if isinstance(block, Paragraph):
        dead = not any(run.figure for run in block.runs)
        return replace(block, runs=known.get(_words(block), block.runs)) if dead else block
    if isinstance(block, ListBlock):
        return replace(block, items=tuple(tuple(_restored(known, one) for one in item) for item in block.items))
    rows = (
        tuple(replace(cell, blocks=tuple(_restored(known, one) for one in cell.blocks)) for cell in row)
        for row in block.rows
    )
    return replace(block, rows=tuple(rows))


def _words(paragraph: Paragraph) -> str:
    return " ".join("".join(run.text for run in paragraph.runs).split())
