"""The writes that the actions share. Each must run inside the action's transaction, after `lock`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection

from bcf.definition.content import Content
from bcf.definition.references import bare
from bcf.models import User
from plans.content import Held, Stored, places_of, row_key, stored
from plans.models import Answer, AnswerVersion, Plan, TableRow

_CHUNK = 500
_LOCK = f"UPDATE {Plan._meta.db_table} SET revision = revision + 1 WHERE id = %s"


def lock(plan: Plan) -> None:
    """Makes writers of this plan wait for one another, on SQLite and PostgreSQL alike."""
    # Every save does this; the models would take ten times as long to spell it.
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [plan.pk])


def write(
    plan: Plan, by: User, at: datetime, values: Mapping[str, str], current: Mapping[str, Held | Stored]
) -> dict[str, int]:
    """Puts new values at their places, each as the next version of it, and into the history.

    `current` is how those places are stored now; `values` as they are stored (see
    `bcf.definition.references.bare`). Gives the new version of each place.
    """
    versions = {place: current[place].version + 1 if place in current else 1 for place in values}
    who = {"plan": plan, "saved_by": by, "saved_at": at}
    Answer.objects.bulk_create(
        (Answer(place=place, value=value, version=versions[place], **who) for place, value in values.items()),
        batch_size=_CHUNK,
        update_conflicts=True,
        unique_fields=["plan", "place"],
        update_fields=["value", "version", "saved_by", "saved_at"],
    )
    _remember(plan, by, at, ((place, versions[place], value, True) for place, value in values.items()))
    return versions


def keep_lost(plan: Plan, by: User, at: datetime, lost: Iterable[tuple[str, int, str]]) -> None:
    """Keeps texts that lost a conflict: (place, the version each was typed over, text)."""
    _remember(plan, by, at, ((place, version, value, False) for place, version, value in lost))


def _remember(plan: Plan, by: User, at: datetime, texts: Iterable[tuple[str, int, str, bool]]) -> None:
    AnswerVersion.objects.bulk_create(
        (
            AnswerVersion(plan=plan, place=place, version=version, value=value, kept=kept, by=by, at=at)
            for place, version, value, kept in texts
        ),
        batch_size=_CHUNK,
    )


def write_content(plan: Plan, by: User, at: datetime, before: Content, after: Content) -> list[str]:
    """Makes the plan say `after`, where it says `before` now. Gives the places whose value changed."""
    after = bare(plan.edition, after)
    for table in sorted({*before.tables, *after.tables}):
        _write_rows(plan, by, at, table, before, after)
    current = stored(plan)
    wanted = places_of(after)
    changed = {
        place: value for place, value in wanted.items() if value != (current[place].value if place in current else "")
    }
    cleared = {
        place: "" for place, one in current.items() if one.value and place not in wanted and _has_room(after, place)
    }
    write(plan, by, at, {**changed, **cleared}, current)
    return [*changed, *cleared]


def _write_rows(plan: Plan, by: User, at: datetime, table: str, before: Content, after: Content) -> None:
    """Adds, removes and orders the rows of one table; a row that was removed before comes back by its uid."""
    old = [row.uid for row in before.rows(table)]
    new = [row.uid for row in after.rows(table)]
    if old == new:
        return
    gone = TableRow.objects.filter(plan=plan, table=table, removed_at=None).exclude(uid__in=new)
    gone.update(removed_by=by, removed_at=at)
    TableRow.objects.bulk_create(
        (TableRow(plan=plan, table=table, uid=uid, position=position) for position, uid in enumerate(new)),
        batch_size=_CHUNK,
        update_conflicts=True,
        unique_fields=["plan", "table", "uid"],
        update_fields=["position", "removed_by", "removed_at"],
    )


def _has_room(content: Content, place: str) -> bool:
    """Whether the content could hold a value there: any answer, and the cells of its rows."""
    key = row_key(place)
    return key is None or content.row(*key) is not None
