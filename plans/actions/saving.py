"""Saving answers: compare and swap on each answer's version. Nothing typed is ever dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bcf.access import Permission, may
from bcf.definition.references import bare_value, may_hold, without_references
from bcf.events import Kind, record
from bcf.models import User
from plans.content import Held, Stored, held, known_rows, row_key, stored
from plans.models import AnswerVersion, Plan, TableRow
from plans.places import named, spot

from .errors import UnknownPlace
from .writing import keep_lost, lock, write


@dataclass(frozen=True, slots=True)
class Typed:
    """A canonical value, and the version of the answer it was typed over (0 where there was none)."""

    value: str
    version: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Someone else changed this place first. Their text stands; `mine` is kept in the history.

    `version` is what to give with the next save of this place. `row_removed`: the row itself is gone.
    """

    place: str
    theirs: str
    mine: str
    their_name: str
    their_time: datetime
    version: int
    row_removed: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """`saved`: the places that changed. `versions`: of every typed place, for the next save."""

    saved: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    versions: Mapping[str, int]
    at: datetime


@transaction.atomic
def save(*, plan: Plan, by: User, typed: Mapping[str, Typed]) -> Saved:
    """Saves what one person typed, whole pages at a time, in a constant number of queries.

    A place whose text is as it stands, or as the person found it, is left alone. Raises UnknownPlace.
    """
    _must_be_asked(plan, typed)
    lock(plan)
    at = timezone.now()
    current = held(plan, typed)
    typed = _as_stored(plan, by, typed, current)
    removed = _removed_rows(plan, typed)
    changed = {place: one for place, one in typed.items() if one.value != _value(current, place)}
    touched = _without_untouched(plan, changed, current)
    losers = {place for place, one in touched.items() if _lost(place, one, current, removed)}
    theirs = stored(plan, losers) if losers else {}
    conflicts = [
        _conflict(place, one, theirs.get(place), removed.get(row_key(place) or ("", "")))
        for place, one in touched.items()
        if place in losers
    ]
    values = {place: one.value for place, one in touched.items() if place not in losers}
    versions = {place: one.version for place, one in current.items()}
    if values:
        versions |= write(plan, by, at, values, current)
        _tell(Kind.ANSWERS_SAVED, plan, by, at, list(values))
    if conflicts:
        keep_lost(plan, by, at, ((lost.place, typed[lost.place].version, lost.mine) for lost in conflicts))
        _tell(Kind.ANSWERS_COLLIDED, plan, by, at, sorted(losers))
    given = {place: versions.get(place, 0) for place in typed}
    return Saved(tuple(values), tuple(conflicts), given, at)


def _as_stored(plan: Plan, by: User, typed: Mapping[str, Typed], current: Mapping[str, Held]) -> Mapping[str, Typed]:
    """What was typed, with references to figures as they are stored; from people who may read those figures only."""
    holding = {place: one for place, one in typed.items() if may_hold(plan.edition, place, one.value)}
    reads = not holding or may(by, Permission.READ, plan).allowed

    def value(place: str, text: str) -> str:
        kept = text if reads else without_references(text, _value(current, place))
        return bare_value(plan.edition, place, kept)

    return {**typed, **{place: replace(one, value=value(place, one.value)) for place, one in holding.items()}}


def _must_be_asked(plan: Plan, places: Iterable[str]) -> None:
    for place in places:
        found = spot(plan.edition_id, place)
        if not found or not found.field or not found.field.typed:
            raise UnknownPlace(f"This plan’s forms do not ask for “{place}”.")


def _removed_rows(plan: Plan, places: Iterable[str]) -> dict[tuple[str, str], TableRow]:
    """The removed ones among the rows of these places. Raises UnknownPlace for a row that never was."""
    keys = {key for key in map(row_key, places) if key}
    if not keys:
        return {}
    tables, uids = ({key[part] for key in keys} for part in (0, 1))
    known = known_rows(plan, tables, uids)
    for table, uid in keys - known.keys():
        raise UnknownPlace(f"There is no row “{uid}” in “{table}”.")
    if not any(known.values()):
        return {}
    removed = TableRow.objects.filter(plan=plan, table__in=tables, uid__in=uids, removed_at__isnull=False)
    removed = removed.select_related("removed_by")
    return {(row.table, row.uid): row for row in removed}


def _value(current: Mapping[str, Held], place: str) -> str:
    return current[place].value if place in current else ""


def _version(current: Mapping[str, Held], place: str) -> int:
    return current[place].version if place in current else 0


def _without_untouched(plan: Plan, changed: Mapping[str, Typed], current: Mapping[str, Held]) -> dict[str, Typed]:
    """Leaves out what differs only since others changed it after this person opened the page."""
    stale = {place for place, one in changed.items() if one.version != _version(current, place)}
    if not stale:
        return dict(changed)
    history = AnswerVersion.objects.filter(plan=plan, place__in=stale, kept=True)
    seen = {(place, version): value for place, version, value in history.values_list("place", "version", "value")}
    return {
        place: one
        for place, one in changed.items()
        if place not in stale or one.value != seen.get((place, one.version), "" if not one.version else None)
    }


def _lost(place: str, one: Typed, current: Mapping[str, Held], removed: Mapping[tuple[str, str], TableRow]) -> bool:
    return one.version != _version(current, place) or (row_key(place) or ("", "")) in removed


def _conflict(place: str, mine: Typed, theirs: Stored | None, row: TableRow | None) -> Conflict:
    version = theirs.version if theirs else 0
    if row and row.removed_by and row.removed_at:
        name, time = row.removed_by.get_full_name(), row.removed_at
        return Conflict(place, "", mine.value, name, time, version, row_removed=True)
    if theirs is None:
        raise UnknownPlace(f"“{place}” has no version {mine.version}.")
    return Conflict(place, theirs.value, mine.value, theirs.saved_by, theirs.saved_at, version)


def _tell(kind: Kind, plan: Plan, by: User, at: datetime, places: list[str]) -> None:
    what = named(plan.edition_id, places)
    place = places[0] if len(places) == 1 else ""
    record(kind, by=by, plan=plan.ref, place=place, at=at, what=what, places=places)
