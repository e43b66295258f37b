"""Turns the stored rows of a plan into Content and back. Nothing else does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from bcf.definition.content import Content, Row
from bcf.definition.references import filled

from .models import Answer, Plan, TableRow


@dataclass(frozen=True, slots=True)
class Stored:
    """A value with the version that a form must give back, and who saved it when."""

    value: str
    version: int
    saved_by: str
    saved_at: datetime


_HELD = f"SELECT place, value, version FROM {Answer._meta.db_table} WHERE plan_id = {{}} AND place IN ({{}})"
_KNOWN = (
    f'SELECT "table", uid, removed_at FROM {TableRow._meta.db_table} '
    'WHERE plan_id = {} AND "table" IN ({}) AND uid IN ({})'
)


class Held(NamedTuple):
    """A value with its version, as it is stored."""

    value: str
    version: int


class Reading(NamedTuple):
    """What a plan says, and how each of its places is stored; places of removed rows are in neither.

    Both with the present figures in the narrative.
    """

    content: Content
    stored: dict[str, Stored]


def blank(edition_id: str) -> Content:
    """What a plan on that edition says before anyone has written."""
    return Content(edition_id)


def content_of(plan: Plan) -> Content:
    """What the plan says now. Two queries, however long it is."""
    return _assembled(plan, _rows(plan), _texts(plan))


def rows_of(plan: Plan, tables: Collection[str]) -> Content:
    """The rows of these tables with nothing in them. One query, or none for no tables."""
    rows = TableRow.objects.filter(plan=plan, table__in=tables, removed_at=None).order_by("table", "position", "id")
    return Content(
        plan.edition_id, {}, _tables({key: {} for key in rows.values_list("table", "uid")} if tables else {})
    )


def read(plan: Plan) -> Reading:
    """`content_of` with the version, author and time of each place. Two queries."""
    rows, found = _rows(plan), stored(plan)
    content = _assembled(plan, rows, ((place, one.value) for place, one in found.items()))
    present = {f"{table}/{uid}" for table, uid in rows}
    return Reading(
        content, {place: _as_in(content, place, one) for place, one in found.items() if _present(place, present)}
    )


def stored(plan: Plan, places: Iterable[str] | None = None) -> dict[str, Stored]:
    """Every stored place, or those of `places`; those of removed rows too. One query.

    As they are stored: references to figures without their text.
    """
    found = Answer.objects.filter(plan=plan)
    if places is not None:
        found = found.filter(place__in=list(places))
    columns = found.values_list("place", "value", "version", "saved_by__full_name", "saved_at")
    return {place: Stored(value, version, by, at) for place, value, version, by, at in columns}


def held(plan: Plan, places: Iterable[str]) -> dict[str, Held]:
    """How these places are stored, without who saved them when: what a save compares with. One query."""
    asked = list(places)
    rows = _asked_plainly(_HELD, [plan.pk], asked) if asked else []
    return {place: Held(value, version) for place, value, version in rows}


def known_rows(plan: Plan, tables: Collection[str], uids: Collection[str]) -> dict[tuple[str, str], bool]:
    """(table, uid) -> whether it was removed, for the rows with these in any combination. One query."""
    rows = _asked_plainly(_KNOWN, [plan.pk], list(tables), list(uids))
    return {(table, uid): removed_at is not None for table, uid, removed_at in rows}


def _asked_plainly(sql: str, *values: Sequence[int | str]) -> list[tuple[Any, ...]]:
    """The rows of a query that every save makes: the models would take ten times as long to spell it."""
    marks = (", ".join(["%s"] * len(some)) for some in values)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(*marks), [value for some in values for value in some])
        return list(cursor.fetchall())


def places_of(content: Content) -> dict[str, str]:
    """Place -> value, for every filled place."""
    return dict(content.places())


def row_key(place: str) -> tuple[str, str] | None:
    """(table, uid) of the row that holds the place; None for an answer."""
    table, _, rest = place.partition("/")
    return (table, rest.partition("/")[0]) if rest else None


def _rows(plan: Plan) -> list[tuple[str, str]]:
    rows = TableRow.objects.filter(plan=plan, removed_at=None).order_by("table", "position", "id")
    return list(rows.values_list("table", "uid"))


def _texts(plan: Plan) -> Iterator[tuple[str, str]]:
    return Answer.objects.filter(plan=plan).values_list("place", "value").iterator()


def _assembled(plan: Plan, rows: list[tuple[str, str]], texts: Iterable[tuple[str, str]]) -> Content:
    answers: dict[str, str] = {}
    cells: dict[tuple[str, str], dict[str, str]] = {key: {} for key in rows}
    for place, value in texts:
        key = row_key(place)
        if not value:
            continue
        if key is None:
            answers[place] = value
        elif key in cells:
            cells[key][place.rpartition("/")[2]] = value
    return filled(plan.edition, Content(plan.edition_id, answers, _tables(cells)))


def _tables(cells: Mapping[tuple[str, str], Mapping[str, str]]) -> dict[str, tuple[Row, ...]]:
    tables: dict[str, list[Row]] = {}
    for (table, uid), values in cells.items():
        tables.setdefault(table, []).append(Row(uid, values))
    return {table: tuple(rows) for table, rows in tables.items()}


def _as_in(content: Content, place: str, one: Stored) -> Stored:
    """With the present figures, where the value is narrative that holds any."""
    return replace(one, value=content.value(place)) if "<data " in one.value else one


def _present(place: str, rows: set[str]) -> bool:
    key = row_key(place)
    return key is None or "/".join(key) in rows
