"""What the figures are called that narrative may show: each with the words by which people look for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .content import Content, Row
from .generic_checks import row_name
from .parts import Edition, Field, Grid, Heading, Item, Section, Table
from .references import field_of


@dataclass(frozen=True, slots=True)
class Named:
    """A figure: its place, its name, and other words that people use for it."""

    place: str
    name: str
    also: tuple[str, ...] = ()


def figures_of(edition: Edition, content: Content) -> Iterator[tuple[Section, list[Named]]]:
    """(section, its figures), in the official order; those without figures are left out."""
    everyday = _everyday(edition)
    for _, section in edition.sections():
        names = [*_of_cells(section), *_of_rows(edition, section, content)]
        if names:
            yield section, [Named(place, name, everyday.get(place, ())) for place, name in names]


def name_of(edition: Edition, content: Content, place: str) -> str:
    """What one figure is called; the place itself where the edition has none there."""
    field = field_of(edition, place)
    table, _, rest = place.partition("/")
    if field is None:
        return place
    if not rest:
        return _names(edition)[place]
    if rest.startswith("/"):
        return _total_name(edition.tables[table], edition.locate(table).section, field)
    row = content.row(table, rest.partition("/")[0])
    return f"{row_name(edition.tables[table], row)}: {_without_unit(field.called)}" if row else field.called


@lru_cache(maxsize=8)
def _names(edition: Edition) -> dict[str, str]:
    return {place: name for _, section in edition.sections() for place, name in _of_cells(section)}


@lru_cache(maxsize=8)
def _everyday(edition: Edition) -> dict[str, tuple[str, ...]]:
    """Place -> the everyday names of its figure."""
    found: dict[str, tuple[str, ...]] = {}
    for one in edition.everyday:
        for place in one.places.values():
            found[place] = (*found.get(place, ()), *one.names)
    return found


def _of_cells(section: Section) -> Iterator[tuple[str, str]]:
    """(key, name) of the figures outside tables; those of a section that repeats belong to rows."""
    heading = ""
    for item in section.items if not section.each else ():
        heading = item.text if isinstance(item, Heading) else heading
        for field in _fields(item):
            yield field.key, _within(item.title if isinstance(item, Grid) and item.title else heading, field)


def _fields(item: Item) -> Sequence[Field]:
    fields: Sequence[Field] = ()
    if isinstance(item, Field):
        fields = (item,)
    elif isinstance(item, Grid):
        fields = [cell for row in item.rows for cell in row.cells if cell]
    return [field for field in fields if field.kind.numeric and not field.hidden]


def _within(heading: str, field: Field) -> str:
    """The field's name, after the heading over it where it does not say that itself."""
    if not heading or field.name or heading.casefold() in field.called.casefold():
        return _without_unit(field.called)
    return _without_unit(f"{heading}: {field.called}")


def _of_rows(edition: Edition, section: Section, content: Content) -> Iterator[tuple[str, str]]:
    for table in section.tables():
        columns = [column for column in table.columns if column.kind.numeric and not column.hidden]
        for column in columns:
            if column.key in table.totals:
                yield f"{table.key}//{column.key}", _total_name(table, section, column)
        yield from _cells_of(table.key, columns, table, content.rows(table.key))
    if section.each:
        fields = [field for field in section.fields() if field.kind.numeric and not field.hidden]
        yield from _cells_of(section.each, fields, edition.tables[section.each], content.rows(section.each))


def _cells_of(table: str, fields: Sequence[Field], part: Table, rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    for row in rows if fields else ():
        name = row_name(part, row)
        for field in fields:
            yield f"{table}/{row.uid}/{field.key}", f"{name}: {_without_unit(field.called)}"


def _total_name(table: Table, section: Section, field: Field) -> str:
    return _without_unit(f"{table.title or section.title}: {table.total_label}, {field.called}")


def _without_unit(name: str) -> str:
    """Narrative shows money in pounds whatever the unit of its cell."""
    return re.sub(r"\s*\(£(?:000s?)?\)", "", name)
