"""Which inputs a page has: a walk over its part of the edition and over what the plan says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bcf.definition.content import Content, Row
from bcf.definition.kinds import Attachment, RichText
from bcf.definition.national import marks
from bcf.definition.parts import Edition, Field, Grid, Item, Section, Table

from .content import Stored
from .form_fields import Asked
from .forms import Sent, rows_sent
from .national import element_id, label, marks_on


def repeats(edition: Edition, table: str) -> Section | None:
    """The section that is filled in once for each row of the table, if there is one."""
    return next((section for _, section in edition.sections() if section.each == table), None)


def has_pages(table: Table) -> bool:
    """Whether a row is too long for a line, so that each has a page of its own."""
    return any(isinstance(column.kind, RichText | Attachment) for column in table.columns)


def is_inline(edition: Edition, table: Table) -> bool:
    """Whether the rows are filled in on the page of their section."""
    return not has_pages(table) and not repeats(edition, table.key)


def inline_tables(edition: Edition, section: Section) -> list[Table]:
    """Those whose rows people add and remove on the page of the section."""
    return [table for table in section.tables() if is_inline(edition, table) and not table.fixed]


def place_of(field: Field, table: str = "", uid: str = "") -> str:
    return f"{table}/{uid}/{field.key}" if uid else field.key


def fields_in(items: Iterable[Item]) -> Iterator[Field]:
    """The fields of these parts, those of grids too, but not the columns of tables."""
    for item in items:
        if isinstance(item, Field):
            yield item
        elif isinstance(item, Grid):
            yield from (cell for row in item.rows for cell in row.cells if cell)


class Asking:
    """Makes the inputs of a page from what is stored."""

    def __init__(self, edition: Edition, content: Content, stored: Mapping[str, Stored]) -> None:
        self.edition = edition
        self.content = content
        self.stored = stored
        self.marks = {mark.place: mark for mark in marks(content)}

    def section(self, section: Section, sent: Sent | None = None) -> Iterator[Asked]:
        """Everything that is filled in on the page of a section, also in rows that were there when it was opened."""
        yield from self.items(section.items)
        yield from self._reasons(section)
        for table in inline_tables(self.edition, section):
            rows = self.content.rows(table.key)
            gone = set(rows_sent(sent, table.key)) - {row.uid for row in rows} if sent is not None else ()
            for number, row in enumerate((*rows, *(Row(uid) for uid in gone)), 1):
                yield from self._row(table, row, number)

    def _reasons(self, section: Section) -> Iterator[Asked]:
        """Why the plan uses another figure than the national one, for each that is held."""
        for mark in marks_on(self.edition, self.content, section):
            if mark.figure:
                asked = self.edition.field_at(mark.reason_place)
                yield self._one(asked, mark.reason_place, f"{mark.what}: {asked.called}", compact=False)

    def items(self, items: Sequence[Item], table: str = "", uid: str = "") -> Iterator[Asked]:
        """The fields among these parts: of the plan, or of one row of a table."""
        cells = {field.key for item in items if isinstance(item, Grid) for field in fields_in([item])}
        for field in fields_in(items):
            if field.typed:
                yield self._one(field, place_of(field, table, uid), field.called, field.key in cells)

    def _row(self, table: Table, row: Row, number: int) -> Iterator[Asked]:
        for column in table.columns:
            if column.typed:
                called = f"{row_called(table, number)}, {column.called}"
                compact = table.layout == "rows"
                yield self._one(column, place_of(column, table.key, row.uid), called, compact)

    def _one(self, field: Field, place: str, called: str, compact: bool) -> Asked:
        one = self.stored.get(place)
        asked = Asked(place, field, one.value if one else "", one.version if one else 0, called, compact)
        mark = self.marks.get(place)
        return (
            replace(asked, described=element_id(mark), mark=label(self.edition, mark, asked.value)) if mark else asked
        )


def row_called(table: Table, number: int | str) -> str:
    """ "Risk 3": what a row is called where its place in the table tells it from the others."""
    return f"{table.row_noun[:1].upper()}{table.row_noun[1:]} {number}"
