"""Where a place is asked, and how people call it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from string import Formatter
from typing import NamedTuple

from bcf.definition.parts import Document, Edition, Field, Section
from bcf.editions import edition as edition_of

_LONGEST_NAME = 60


class Spot(NamedTuple):
    """The document and section that ask for something; `field` is None for a whole table."""

    document: Document
    section: Section
    field: Field | None


@cache
def spots(edition_id: str) -> dict[tuple[str, str], Spot]:
    """(key, "") for answers, tables and sections, (table, column) for cells -> where it is asked first."""
    found: dict[tuple[str, str], Spot] = {}
    for key, spot in _asked(edition_of(edition_id)):
        found.setdefault(key, spot)
    return found


def _asked(edition: Edition) -> Iterator[tuple[tuple[str, str], Spot]]:
    for document, section in edition.sections():
        for field in section.fields():
            key = (section.each, field.key) if section.each else (field.key, "")
            yield key, Spot(document, section, field)
        for table in section.tables():
            yield (table.key, ""), Spot(document, section, None)
            for column in table.columns:
                yield (table.key, column.key), Spot(document, section, column)
    for document, section in edition.sections():
        yield (section.each or section.key, ""), Spot(document, section, None)
        yield (section.key, ""), Spot(document, section, None)


def spot(edition_id: str, place: str) -> Spot | None:
    """Where "key", "table", "table/uid" or "table/uid/field" is asked; None where nothing is."""
    key, _, rest = place.partition("/")
    return spots(edition_id).get((key, rest.partition("/")[2]))


def named(edition_id: str, places: Iterable[str]) -> str:
    """What people call these places together: the prompt if it is one, else the sections."""
    found = [one for one in (spot(edition_id, place) for place in places) if one]
    labels = {one.field.called for one in found if one.field and not one.section.each}
    if len(labels) == 1 and len(found) == 1:
        return labels.pop()
    titles = dict.fromkeys(f"{one.section.number} {one.section.title}".strip() for one in found)
    return " and ".join(titles)


def row_title(edition: Edition, table: str, values: Mapping[str, str]) -> str:
    """The edition's pattern for rows of the table, filled in; "" for a row that has none of it yet."""
    pattern, fields = edition.tables[table].row_title, edition.row_fields[table]
    names = [name for _, name, _, _ in Formatter().parse(pattern) if name]
    words = {name: fields[name].kind.plain(values.get(name, "")) for name in names}
    return " ".join(pattern.format_map(words).split()) if any(words.values()) else ""


def row_name(edition: Edition, table: str, values: Mapping[str, str]) -> str:
    """How one row is called: its title, at most 60 characters of it, else "a risk without a name"."""
    name = row_title(edition, table, values)
    if not name:
        return f"a {edition.tables[table].row_noun} without a name"
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
