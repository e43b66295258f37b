"""Rows of tables: added, removed, moved."""

from __future__ import annotations

import secrets
from typing import Any, Literal

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from bcf.events import Kind, record
from bcf.models import User
from plans.content import content_of
from plans.models import Plan, TableRow
from plans.places import named, row_name

from .errors import UnknownPlace
from .writing import lock

Direction = Literal["up", "down"]


@transaction.atomic
def add_row(*, plan: Plan, by: User, table: str, after: str = "") -> str:
    """Adds a blank row, after that row or at the end; gives its uid. Raises UnknownPlace."""
    _must_change(plan, table)
    lock(plan)
    uid = secrets.token_hex(5)
    TableRow.objects.create(plan=plan, table=table, uid=uid, position=_position(plan, table, after))
    noun = plan.edition.tables[table].row_noun
    _tell(Kind.ROW_ADDED, plan, by, table, uid, noun=noun)
    return uid


def _position(plan: Plan, table: str, after: str) -> int:
    """The place after that row, made free."""
    rows = TableRow.objects.filter(plan=plan, table=table)
    if not after:
        last = rows.aggregate(last=Max("position"))["last"]
        return 0 if last is None else last + 1
    position = _row(plan, table, after).position
    rows.filter(position__gt=position).update(position=F("position") + 1)
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
def move_row(*, plan: Plan, by: User, table: str, uid: str, direction: Direction) -> None:
    """Swaps a row with its neighbour; at the end of the table it stays."""
    _must_change(plan, table)
    lock(plan)
    rows = list(TableRow.objects.filter(plan=plan, table=table, removed_at=None).order_by("position", "id"))
    here = next((index for index, row in enumerate(rows) if row.uid == uid), None)
    if here is None:
        raise UnknownPlace(f"There is no row “{uid}” in “{table}”.")
    there = here + (1 if direction == "down" else -1)
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows):
        row.position = position
    TableRow.objects.bulk_update(rows, ["position"], batch_size=500)
    _tell(Kind.ROW_MOVED, plan, by, table, uid, row=_name(plan, table, uid), direction=direction)


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
    row = content_of(plan).row(table, uid)
    return row_name(plan.edition, table, row.values if row else {})


def _tell(kind: Kind, plan: Plan, by: User, table: str, uid: str, **data: Any) -> None:
    what = plan.edition.tables[table].title or named(plan.edition_id, [table])
    record(kind, by=by, plan=plan.ref, place=f"{table}/{uid}", what=what, **data)
