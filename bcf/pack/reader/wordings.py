"""The official words of an edition's Word forms, in the order in which they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from bcf.definition import spelling
from bcf.definition.kinds import Text
from bcf.definition.parts import Document, Echo, Edition, Field, Heading, Item, Note, Section, Table

# fewer letters than this say little: they count only beside what they belong to
FEW = 12


class Role(Enum):
    COVER = "cover"
    TITLE = "title"
    HEADING = "heading"
    NOTE = "note"
    LABEL = "label"
    PROMPT = "prompt"
    COLUMN = "column"


@dataclass(frozen=True, eq=False)
class Wording:
    """One official paragraph, heading, row label or column heading.

    texts    the folded official words, then other spellings of them that forms are known to have
    number   what is printed before it ("iii")
    field    what the words after it answer, if anything
    table    the table of rows that it heads
    rows     the table in whose row `field` is
    copies   the name of the run of wordings that is printed once for each row of something
    begins   whether a new copy begins here
    bullet   a point under a prompt, which authors often make a heading of their own
    """

    texts: tuple[str, ...]
    role: Role
    section: Section
    number: str = ""
    field: Field | None = None
    table: Table | None = None
    rows: str = ""
    copies: str = ""
    begins: bool = False
    bullet: bool = False
    index: int = -1

    @property
    def length(self) -> int:
        return len(self.texts[0])

    @property
    def few(self) -> bool:
        return self.length < FEW


@lru_cache(maxsize=8)
def wordings_of(edition: Edition) -> tuple[Wording, ...]:
    found: list[Wording] = []
    for document in edition.documents:
        if document.format == "word":
            found.extend(_cover(document))
            for section in document.sections:
                found.extend(_Printed(section).wordings())
    return tuple(replace(wording, index=index) for index, wording in enumerate(found))


def _texts(*spelled: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded for text in spelled if (folded := spelling.fold(text))))


def _cover(document: Document) -> Iterator[Wording]:
    section = Section("", document.title)
    texts = document.cover if document.title in document.cover else (document.title, *document.cover)
    return (Wording(_texts(text), Role.COVER, section) for text in texts)


def stands(item: Field) -> bool:
    """Whether the form prints a box for the field."""
    return not (item.within or item.note_to or item.hidden)


def _last(ref: str) -> str:
    """The part of a reference that is printed: "iii" of "7.a.iii"; a bare number belongs to the section."""
    return ref.rpartition(".")[2] if "." in ref.rstrip(".") else ref.rstrip(".") if ref.endswith(".") else ""


class _Printed:
    """One section as it is printed."""

    def __init__(self, section: Section) -> None:
        self._section = section
        self._copies = section.key if section.each else ""
        self._group = ""
        self._before: Field | None = None
        self._first = bool(section.each)

    def wordings(self) -> Iterator[Wording]:
        yield self._wording(
            Role.TITLE, self._section.title, number=self._section.number, field=self._only_prompt(), begins=self._first
        )
        for item in self._section.items:
            yield from self._item(item)

    def _wording(
        self, role: Role, *texts: str, number: str = "", field: Field | None = None, begins: bool = False,
        bullet: bool = False,
    ) -> Wording:  # fmt: skip
        return Wording(
            _texts(*texts), role, self._section, number, field, rows=self._section.each, copies=self._copies,
            begins=begins, bullet=bullet,
        )  # fmt: skip

    def _only_prompt(self) -> Field | None:
        """The field of a section that asks one thing only: its title will do where the prompt was deleted."""
        fields = list(self._section.fields())
        return fields[0] if len(fields) == 1 == len(self._section.items) else None

    def _item(self, item: Item) -> Iterator[Wording]:
        if isinstance(item, Field) and stands(item):
            yield from self._grouped(item)
            yield from self._asked(item)
            self._before = item
        elif isinstance(item, Echo):
            yield from self._asked(Field(item.key, Text(), item.label))
        elif isinstance(item, Heading):
            yield self._wording(Role.HEADING, item.text, number=_last(item.ref))
            self._before = None
        elif isinstance(item, Note):
            yield self._wording(Role.NOTE, item.text, field=self._before)
        elif isinstance(item, Table):
            yield from _table(self._section, item)
            self._before = None

    def _grouped(self, item: Field) -> Iterator[Wording]:
        """The words over a run of fields, where they change."""
        group, self._group = self._group, item.group
        if item.group and item.group != group and not item.label.startswith(item.group):
            for text in re.split(r"(?<=:)\s+", item.group):
                yield self._wording(Role.NOTE, text)

    def _asked(self, item: Field) -> Iterator[Wording]:
        begins, self._first = self._first, False
        number = _last(item.ref)
        if item.titled or not item.wording:
            yield self._wording(Role.LABEL, item.label, *item.also, number=number, field=item, begins=begins)
            number = ""
        for text in item.wording:
            bullet = text.startswith("- ")
            yield self._wording(Role.PROMPT, text, number=number, field=item, bullet=bullet)
            number = ""


def _table(section: Section, table: Table) -> Iterator[Wording]:
    columns = [column for column in table.columns if stands(column)]
    if table.layout == "blocks":
        copies = f"{section.key} blocks"
        for place, column in enumerate(columns):
            yield Wording(
                _texts(column.label, *column.also), Role.LABEL, section, field=column, rows=table.key, copies=copies,
                begins=place == 0,
            )  # fmt: skip
        if table.repeat_note:
            yield Wording(_texts(table.repeat_note), Role.NOTE, section, copies=copies)
        return
    yield Wording(_texts(table.title), Role.HEADING, section, _last(table.ref), table=table)
    for text in table.intro:
        yield Wording(_texts(text), Role.HEADING, section, table=table)
    for column in columns:
        # other headings are too common to be sought outside the table
        yield Wording(_texts(_whole(column), column.label), Role.COLUMN, section, field=column, table=table)


def headings_of(column: Field) -> tuple[str, ...]:
    """What the heading of a column may say, folded."""
    return _texts(_whole(column), column.label, *column.also)


def _whole(column: Field) -> str:
    """A heading and its explanation share a cell."""
    return " ".join((column.label, *column.wording))
