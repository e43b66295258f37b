"""Rows of tables: added, removed, moved."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from typing import Any, Literal

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from bcf.events import Kind, record
from bcf.models import User
from plans.content import stored
from plans.models import Plan, TableRow
from plans.places import named, row_name

from .errors import UnknownPlace
from .writing import lock

Direction = Literal["up", "down"]
_UID_BYTES = 5
_UID = re.compile(r"[0-9a-f]{10}")


@transaction.atomic
def add_row(*, plan: Plan, by: User, table: str, after: str = "") -> str:
    """Adds a blank row, after that row or at the end; gives its uid. Raises UnknownPlace."""
    uid = secrets.token_hex(_UID_BYTES)
    add_rows(plan=plan, by=by, table=table, uids=[uid], after=after)
    return uid


@transaction.atomic
def add_rows(*, plan: Plan, by: User, table: str, uids: Sequence[str], after: str = "") -> None:
    """Adds blank rows with uids that their page made up, in that order, after that row or at the end.

    Rows that are there already, also removed ones, stay as they are: doing it twice adds nothing. Raises UnknownPlace.
    """
    _must_change(plan, table)
    if not all(map(_UID.fullmatch, uids)):
        raise UnknownPlace(f"These are no names of rows for “{table}”.")
    lock(plan)
    known = set(TableRow.objects.filter(plan=plan, table=table, uid__in=uids).values_list("uid", flat=True))
    new = [uid for uid in dict.fromkeys(uids) if uid not in known]
    if not new:
        return
    start = _position(plan, table, after, len(new))
    TableRow.objects.bulk_create(
        (TableRow(plan=plan, table=table, uid=uid, position=start + number) for number, uid in enumerate(new)),
        batch_size=500,
    )
    if len(new) == 1:
        _tell(Kind.ROW_ADDED, plan, by, table, new[0], noun=plan.edition.tables[table].row_noun)
    else:
        _tell(Kind.ROWS_ADDED, plan, by, table, count=len(new))


def _position(plan: Plan, table: str, after: str, room: int) -> int:
    """The place after that row, with room made for that many."""
    rows = TableRow.objects.filter(plan=plan, table=table)
    if not after:
        last = rows.aggregate(last=Max("position"))["last"]
        return 0 if last is None else last + 1
    position = _row(plan, table, after).position
    rows.filter(position__gt=position).update(position=F("position") + room)
    return position + 1


@transaction.atomic
def remove_row(*, plan: Plan, by: User, table: str, uid: str) -> None:
    """Takes a row out of the plan; its answers stay in the history. Doing it twice changes nothing."""
    _must_change(plan, table)
    lock(plan)
    row = _row(plan, table, uid)
    if row.removed_at:
        return
    name = _name(plan, table, uid)
    row.removed_by, row.removed_at = by, timezone.now()
    row.save(update_fields=["removed_by", "removed_at"])
    _tell(Kind.ROW_REMOVED, plan, by, table, uid, row=name)


@transaction.atomic
def restore_row(*, plan: Plan, by: User, table: str, uid: str) -> None:
    """Puts a row that was removed back where it was, with what it said. Doing it twice changes nothing."""
    _must_change(plan, table)
    lock(plan)
    row = _row(plan, table, uid)
    if not row.removed_at:
        return
    row.removed_by = row.removed_at = None
    row.save(update_fields=["removed_by", "removed_at"])
    _tell(Kind.ROW_RESTORED, plan, by, table, uid, row=_name(plan, table, uid))


@transaction.atomic
def move_row(*, plan: Plan, by: User, table: str, uid: str, direction: Direction) -> None:
    """Swaps a row with its neighbour; at the end of the table it stays."""
    _must_change(plan, table)
    lock(plan)
    rows = _standing(plan, table)
    here = _index(rows, table, uid)
    there = here + (1 if direction == "down" else -1)
    if 0 <= there < len(rows):
        _move(plan, by, rows, here, there, direction)


@transaction.atomic
def put_row(*, plan: Plan, by: User, table: str, uid: str, after: str) -> None:
    """Moves a row behind that one, or to the top. Doing it twice changes nothing."""
    _must_change(plan, table)
    lock(plan)
    rows = _standing(plan, table)
    here = _index(rows, table, uid)
    there = _index(rows, table, after) + 1 if after else 0
    there -= there > here
    if there != here:
        _move(plan, by, rows, here, there, "down" if there > here else "up")


def _standing(plan: Plan, table: str) -> list[TableRow]:
    return list(TableRow.objects.filter(plan=plan, table=table, removed_at=None).order_by("position", "id"))


def _index(rows: Sequence[TableRow], table: str, uid: str) -> int:
    here = next((index for index, row in enumerate(rows) if row.uid == uid), None)
    if here is None:
        raise UnknownPlace(f"There is no row “{uid}” in “{table}”.")
    return here


def _move(plan: Plan, by: User, rows: list[TableRow], here: int, there: int, direction: Direction) -> None:
    row = rows.pop(here)
    rows.insert(there, row)
    for position, one in enumerate(rows):
        one.position = position
    TableRow.objects.bulk_update(rows, ["position"], batch_size=500)
    _tell(Kind.ROW_MOVED, plan, by, row.table, row.uid, row=_name(plan, row.table, row.uid), direction=direction)


def _must_change(plan: Plan, table: str) -> None:
    if table not in plan.edition.tables:
        raise UnknownPlace(f"This plan’s forms have no table “{table}”.")
    if plan.edition.tables[table].fixed:
        raise UnknownPlace(f"The rows of “{named(plan.edition_id, [table])}” are always the same.")


def _row(plan: Plan, table: str, uid: str) -> TableRow:
    row = TableRow.objects.filter(plan=plan, table=table, uid=uid).first()
    if row is None:
        raise UnknownPlace(f"There is no row “{uid}” in “{table}”.")
    return row


def _name(plan: Plan, table: str, uid: str) -> str:
    """What the row is called; reads that row alone."""
    places = {f"{table}/{uid}/{key}": key for key in plan.edition.row_fields[table]}
    values = {places[place]: one.value for place, one in stored(plan, places).items()}
    return row_name(plan.edition, table, values)


def _tell(kind: Kind, plan: Plan, by: User, table: str, uid: str = "", **data: Any) -> None:
    what = plan.edition.tables[table].title or named(plan.edition_id, [table])
    record(kind, by=by, plan=plan.ref, place=f"{table}/{uid}".rstrip("/"), what=what, **data)
