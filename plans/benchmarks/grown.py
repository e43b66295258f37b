"""The demonstration plan grown, or cut, to a size: its own words in other orders, the same on every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from itertools import cycle, islice
from typing import TypeVar

from bcf.definition.content import Content, Row
from bcf.definition.kinds import Kind, Money, RichText
from bcf.definition.parts import Edition, Table
from bcf.definition.richtext import Block, ListBlock, Paragraph, parse, render, text_of
from bcf.editions import edition
from plans.demonstration import demonstration

_SEED = 40
# the sheet is in £000
_POUND = Decimal("0.001")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Size:
    """How big a plan is: characters that people read, schemes, rows of expenditure."""

    characters: int
    schemes: int
    expenditure: int


WHOLE = Size(characters=240_000, schemes=7, expenditure=40)
SMALL = Size(characters=20_000, schemes=2, expenditure=5)
LONG = Size(characters=240_000, schemes=7, expenditure=300)
SHORT = Size(characters=20_000, schemes=2, expenditure=45)


def grown(size: Size) -> Content:
    """A plan of that size, within one paragraph. More rows of expenditure spend no more than the demonstration."""
    content = demonstration()
    tables = edition(content.edition).tables
    for key, count in (("schemes", size.schemes), ("expenditure", size.expenditure)):
        content = content.with_rows(key, tuple(_repeated(tables[key], content.rows(key), count)))
    return _Grower(content).to(size.characters)


def characters(forms: Edition, content: Content) -> int:
    """The characters that people read."""
    return sum(len(forms.field_at(place).kind.plain(value)) for place, value in content.places())


def _repeated(table: Table, rows: tuple[Row, ...], count: int) -> Iterator[Row]:
    """So many rows. Those that come round again get names and uids of their own and a share of the amounts."""
    amounts = [column for column in table.columns if isinstance(column.kind, Money) and column.typed]
    for number, row in enumerate(islice(cycle(rows), count)):
        again, first = divmod(number, len(rows))
        copies = len(range(first, count, len(rows)))
        values = {**row.values, **{one.key: _share(one.kind, row.get(one.key), copies, again) for one in amounts}}
        if again and row.get("ref"):
            values["ref"] = f"{row.get('ref')}-{again}"
        yield Row(f"{row.uid}-{again}" if again else row.uid, values)


def _share(kind: Kind, amount: str, copies: int, again: int) -> str:
    """An equal part of the amount, to the pound; the first of the copies takes what is over."""
    whole = kind.number(amount)
    if not whole:
        return amount
    part = (whole / copies).quantize(_POUND, ROUND_DOWN)
    return kind.of_number(part if again else whole - part * (copies - 1))


class _Grower:
    """Gives each narrative its share, taking more from all the others when its own words run out."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._forms = edition(content.edition)
        self._random = random.Random(_SEED)
        self._narratives = {place: parse(value) for place, value in content.places() if self._may_grow(place)}
        self._pool = [block for blocks in self._narratives.values() for block in blocks]

    def _may_grow(self, place: str) -> bool:
        """Answers and annexes, not the cells of tables."""
        kind = self._forms.field_at(place).kind
        table = place.partition("/")[0]
        narrow = "/" in place and bool(self._forms.tables[table].columns)
        return isinstance(kind, RichText) and kind.limit is None and not narrow

    def to(self, wanted: int) -> Content:
        own = {place: len(text_of(blocks)) for place, blocks in self._narratives.items()}
        share = (wanted - characters(self._forms, self._content) + sum(own.values())) / sum(own.values())
        content, due = self._content, 0.0
        for place, blocks in self._narratives.items():
            due += own[place] * share
            taken = tuple(self._take(blocks, due))
            due -= len(text_of(taken))
            content = _with(content, place, render(taken))
        return content

    def _take(self, blocks: tuple[Block, ...], due: float) -> Iterator[Block]:
        """At least one block, then as many as it takes; what is over or short is made good by the next one."""
        length = 0
        for block in self._source(blocks):
            yield block
            length += len(text_of((block,))) + 1
            if length >= due:
                return

    def _source(self, blocks: tuple[Block, ...]) -> Iterator[Block]:
        yield from blocks
        while True:
            yield self._varied(self._random.choice(self._pool))

    def _varied(self, block: Block) -> Block:
        if isinstance(block, ListBlock):
            return replace(block, items=tuple(self._shuffled(block.items)))
        if isinstance(block, Paragraph) and len(block.runs) == 1 and not block.level:
            sentences = self._shuffled(tuple(block.runs[0].text.rstrip(".").split(". ")))
            return replace(block, runs=(replace(block.runs[0], text=". ".join(sentences) + "."),))
        return block

    def _shuffled(self, things: tuple[_T, ...]) -> list[_T]:
        return self._random.sample(things, len(things))


def _with(content: Content, place: str, value: str) -> Content:
    table, _, rest = place.partition("/")
    if not rest:
        return content.with_answers({place: value})
    uid, _, key = rest.partition("/")
    rows = (Row(row.uid, {**row.values, key: value}) if row.uid == uid else row for row in content.rows(table))
    return content.with_rows(table, tuple(rows))
