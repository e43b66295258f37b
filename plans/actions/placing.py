"""The passages of a file that answer no prompt: put into an answer, set aside, brought back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from bcf.definition import richtext
from bcf.definition.kinds import LongText, RichText
from bcf.definition.references import bare_value
from bcf.events import Kind, record
from bcf.models import User
from plans.content import row_key, stored
from plans.models import Plan, TableRow, Unplaced
from plans.places import named, spot

from .errors import CannotPlace
from .writing import lock, write


@transaction.atomic
def place_text(*, unplaced: Unplaced, by: User, place: str) -> None:
    """Puts a passage at the end of an answer. Raises CannotPlace where text cannot go; twice changes nothing."""
    plan = unplaced.plan
    lock(plan)
    unplaced.refresh_from_db()
    if unplaced.settled_at:
        return
    at, current = timezone.now(), stored(plan, [place])
    before = current[place].value if place in current else ""
    after = bare_value(plan.edition, place, _appended(plan, place, before, unplaced.html))
    write(plan, by, at, {place: after}, current)
    _settle(unplaced, by, place)
    record(Kind.TEXT_PLACED, by=by, plan=plan.ref, place=place, at=at, what=named(plan.edition_id, [place]))


@transaction.atomic
def set_aside(*, unplaced: Unplaced, by: User) -> None:
    """Leaves a passage out of the plan; it stays with the upload."""
    lock(unplaced.plan)
    unplaced.refresh_from_db()
    if unplaced.settled_at:
        return
    _settle(unplaced, by, "")
    record(Kind.TEXT_SET_ASIDE, by=by, plan=unplaced.plan.ref)


@transaction.atomic
def bring_back(*, unplaced: Unplaced, by: User) -> None:
    """Puts a passage that was set aside among those that need placing again; one that was placed stays placed."""
    lock(unplaced.plan)
    unplaced.refresh_from_db()
    if unplaced.place or not unplaced.settled_at:
        return
    unplaced.settled_by = unplaced.settled_at = None
    unplaced.save(update_fields=["settled_by", "settled_at"])
    record(Kind.TEXT_BROUGHT_BACK, by=by, plan=unplaced.plan.ref)


def _settle(unplaced: Unplaced, by: User, place: str) -> None:
    unplaced.place, unplaced.settled_by, unplaced.settled_at = place, by, timezone.now()
    unplaced.save(update_fields=["place", "settled_by", "settled_at"])


def _appended(plan: Plan, place: str, before: str, html: str) -> str:
    found = spot(plan.edition_id, place)
    if not found or not found.field or not _row_is_there(plan, place):
        raise CannotPlace("Choose one of the plan’s answers to put this passage in.")
    if isinstance(found.field.kind, RichText):
        return richtext.clean(before + html)
    if isinstance(found.field.kind, LongText):
        return "\n".join(part for part in (before, richtext.plain(html)) if part)
    raise CannotPlace(f"“{found.field.called}” does not hold text. Copy what you need from the passage by hand.")


def _row_is_there(plan: Plan, place: str) -> bool:
    key = row_key(place)
    if key is None:
        return True
    return TableRow.objects.filter(plan=plan, table=key[0], uid=key[1], removed_at=None).exists()
