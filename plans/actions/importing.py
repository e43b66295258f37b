"""Bringing a filled-in form into a plan: read it, look at what was found, adopt it, place what is left."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from bcf.definition import richtext
from bcf.definition.changes import Conflict, merge
from bcf.definition.content import Content, Row
from bcf.definition.kinds import LongText, RichText
from bcf.definition.references import bare, bare_value, filler
from bcf.definition.spelling import fold
from bcf.editions import edition as edition_of
from bcf.events import Kind, record
from bcf.models import User
from plans.content import content_of, row_key, stored
from plans.models import Plan, TableRow, Unplaced, Upload
from plans.places import named, row_title, spot
from plans.uploads import found_as_plain, found_from_plain, read_file

from .beginning import begin
from .errors import CannotPlace
from .writing import keep_lost, lock, write, write_content


@dataclass(frozen=True, slots=True)
class Adopted:
    """`conflicts`: places that colleagues changed since the file was read. Theirs stand; the file's are kept."""

    plan: Plan
    conflicts: tuple[Conflict, ...] = ()


def read_upload(
    *, by: User, name: str, data: bytes, edition: str = "", hwb_code: str = "", plan: Plan | None = None
) -> Upload:
    """Reads a file for a plan, or for a new one of that edition and area. Changes no plan.

    Raises Unusable with what is wrong, what is expected and what to do.
    """
    edition, hwb_code = (plan.edition_id, plan.hwb_code) if plan else (edition, hwb_code)
    found = read_file(edition_of(edition), data)
    with transaction.atomic():
        upload = Upload.objects.create(
            plan=plan,
            edition_id=edition,
            hwb_code=hwb_code,
            name=name[-200:],
            sha256=hashlib.sha256(data).hexdigest(),
            found=found_as_plain(found),
            base=content_of(plan).plain() if plan else None,
            read_by=by,
            read_at=timezone.now(),
        )
        record(Kind.FILE_READ, by=by, plan=plan.ref if plan else "", file=upload.name)
    return upload


@transaction.atomic
def adopt(*, upload: Upload, by: User, leave: Collection[str] = ()) -> Adopted:
    """Makes the plan say what the file says; where the file is blank, the plan stays as it is.

    A table that the file fills is taken as the file has it. `leave`: answers and tables of the file that are not
    wanted. Adopting twice changes nothing.
    """
    # The row alone is locked, so that two presses make one plan: a joined one would be read as it was before the wait.
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.adopted_at and upload.plan:
        return Adopted(upload.plan)
    plan = upload.plan or _new_plan(upload, by)
    lock(plan)
    at, now = timezone.now(), content_of(plan)
    found = found_from_plain(upload.found)
    base = Content.from_plain(upload.base) if upload.base else now
    # a figure that moved since the file was made is nobody's change of the narrative that shows it
    sides = (base, now, overlaid(base, wanted(found.content, leave)))
    merged, conflicts = merge(*(bare(plan.edition, side) for side in sides))
    write_content(plan, by, at, now, merged)
    current = stored(plan, [one.place for one in conflicts])
    lost = [(one.place, current[one.place].version, one.mine) for one in conflicts if one.place in current]
    keep_lost(plan, by, at, lost)
    Unplaced.objects.bulk_create(
        Unplaced(plan=plan, upload=upload, html=one.html, after=one.after, position=position)
        for position, one in enumerate(found.unplaced)
    )
    upload.plan, upload.adopted_by, upload.adopted_at = plan, by, at
    upload.save(update_fields=["plan", "adopted_by", "adopted_at"])
    record(Kind.FILE_ADOPTED, by=by, plan=plan.ref, at=at, file=upload.name, sha256=upload.sha256)
    fill = filler(plan.edition, now)
    return Adopted(
        plan,
        tuple(replace(one, theirs=fill(one.place, one.theirs), mine=fill(one.place, one.mine)) for one in conflicts),
    )


def _new_plan(upload: Upload, by: User) -> Plan:
    return begin(by=by, edition=upload.edition_id, hwb_code=upload.hwb_code, prefilled=False)


def wanted(found: Content, leave: Collection[str]) -> Content:
    """What the file says less those answers and tables."""
    return replace(
        found,
        answers={key: value for key, value in found.answers.items() if key not in leave},
        tables={table: rows for table, rows in found.tables.items() if table not in leave},
    )


def overlaid(base: Content, found: Content) -> Content:
    """What the plan would say: the file's answers and tables over what is there, blanks left as they are."""
    content = base.with_answers({key: value for key, value in found.answers.items() if value})
    for table, rows in found.tables.items():
        if rows:
            merged = _typed_over if edition_of(base.edition).tables[table].fixed else _known
            content = content.with_rows(table, tuple(merged(base, table, rows)))
    return content


def _typed_over(base: Content, table: str, rows: tuple[Row, ...]) -> Iterator[Row]:
    """A fixed table's rows as they are, with what was typed into the file's; where there are none, that alone."""
    fields = edition_of(base.edition).row_fields[table]
    typed = {
        row.uid: Row(row.uid, {key: text for key, text in row.values.items() if fields[key].typed}) for row in rows
    }
    known = base.rows(table)
    return (_over(row, typed.get(row.uid, row)) for row in known) if known else iter(typed.values())


def _known(base: Content, table: str, rows: tuple[Row, ...]) -> Iterator[Row]:
    """The file's rows, each as the plan's row of the same title where there is one: the file may know no uids.

    Such a row keeps what the file is silent about. Another one never takes the uid of a row that it is not.
    """
    old = {row.uid: row for row in base.rows(table)}
    titles = {row.uid: _title(base, table, row) for row in old.values()}
    same = {row.uid for row in rows if titles.get(row.uid) == _title(base, table, row)}
    titled = {title: uid for uid, title in titles.items() if title and uid not in same}
    taken = set(old)
    for row in rows:
        uid = row.uid if row.uid in same else titled.pop(_title(base, table, row), None)
        if uid:
            yield _over(old[uid], row)
        else:
            yield replace(row, uid=_free(row.uid, taken))


def _over(old: Row, new: Row) -> Row:
    return replace(old, values={**old.values, **{key: value for key, value in new.values.items() if value}})


def _free(uid: str, taken: set[str]) -> str:
    while uid in taken:
        uid += "x"
    taken.add(uid)
    return uid


def _title(base: Content, table: str, row: Row) -> str:
    return fold(row_title(edition_of(base.edition), table, row.values))


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
