"""What happened: the kinds of event, a sentence for each, and the one function that writes them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime

    from .models import Event, User


class Kind(StrEnum):
    """What can happen. Each member's sentence follows the person's name; {words} come from the event's data."""

    PLAN_BEGUN = "plan_begun"
    PERSON_ADDED = "person_added"
    ANSWERS_SAVED = "answers_saved"
    ANSWERS_COLLIDED = "answers_collided"
    ROW_ADDED = "row_added"
    ROWS_ADDED = "rows_added"
    ROW_REMOVED = "row_removed"
    ROW_RESTORED = "row_restored"
    ROW_MOVED = "row_moved"
    FILE_READ = "file_read"
    FILE_ADOPTED = "file_adopted"
    FILE_TAKEN = "file_taken"
    FILE_UNDONE = "file_undone"
    COPY_TAKEN = "copy_taken"
    TEXT_PLACED = "text_placed"
    TEXT_SET_ASIDE = "text_set_aside"
    TEXT_BROUGHT_BACK = "text_brought_back"
    FILE_ATTACHED = "file_attached"
    PACK_ASKED = "pack_asked"
    SEALED = "sealed"
    SIGNED = "signed"
    DECLINED = "declined"
    SENT = "sent"

    def sentence(self, name: str, data: Mapping[str, Any]) -> str:
        return f"{name} {_SENTENCES[self].format_map(_Words(data))}"


class _Words(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


_SENTENCES = {
    Kind.PLAN_BEGUN: "began the plan for {area}",
    Kind.PERSON_ADDED: "added {person} as {role}",
    Kind.ANSWERS_SAVED: "saved {what}",
    Kind.ANSWERS_COLLIDED: "typed into {what} while someone else changed it; both texts are kept",
    Kind.ROW_ADDED: "added a {noun} to {what}",
    Kind.ROWS_ADDED: "added {count} rows to {what}",
    Kind.ROW_REMOVED: "removed {row} from {what}",
    Kind.ROW_RESTORED: "put {row} back into {what}",
    Kind.ROW_MOVED: "moved {row} {direction} in {what}",
    Kind.FILE_READ: "uploaded {file}",
    Kind.FILE_ADOPTED: "brought {file} into the plan",
    Kind.FILE_TAKEN: "took {what} from “{file}”",
    Kind.FILE_UNDONE: "undid what was taken from “{file}”: {what}",
    Kind.COPY_TAKEN: "took a copy of {what}",
    Kind.TEXT_PLACED: "put a passage from an uploaded file into {what}",
    Kind.TEXT_SET_ASIDE: "set aside a passage from an uploaded file",
    Kind.TEXT_BROUGHT_BACK: "brought back a passage that was set aside",
    Kind.FILE_ATTACHED: "attached {file}",
    Kind.PACK_ASKED: "asked for the official files of {what}",
    Kind.SEALED: "sealed version {version} and asked for signatures",
    Kind.SIGNED: "signed version {version} for {organisation}",
    Kind.DECLINED: "declined to sign version {version} for {organisation}: {reason}",
    Kind.SENT: "sent version {version}, receipt {receipt}",
}


def record(kind: Kind, *, by: User, plan: str = "", place: str = "", at: datetime | None = None, **data: Any) -> Event:
    """Writes one event, in the transaction of what it tells of. `data` is kept as JSON and fills the sentence."""
    from .models import Event

    event = Event(
        kind=kind,
        by=by,
        by_name=by.get_full_name(),
        plan=plan,
        place=place,
        at=at or timezone.now(),
        data=data,
    )
    event.save(force_insert=True)
    return event
