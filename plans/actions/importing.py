"""Bringing a filled-in form into a plan: read it, look at what it would change, take that, undo it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bcf.definition.changes import Edit, applied, edits
from bcf.definition.content import Content
from bcf.definition.references import bare
from bcf.editions import edition as edition_of
from bcf.events import Kind, record
from bcf.models import User
from bcf.pack.found import Facts, Found
from bcf.reference import area as area_of
from plans.content import content_of, stored
from plans.copies import Origin, check_area, origin
from plans.incoming import Incoming, incoming, of_workbook, overlaid, said
from plans.models import Intake, Plan, Unplaced, Upload
from plans.uploads import found_as_plain, found_from_plain, is_workbook, read_file

from .beginning import begin, recognised
from .writing import keep_lost, lock, write_content


@dataclass(frozen=True, slots=True)
class Choice:
    """Which text of a conflict is to stand, and what stood in the plan when it was chosen (`Edit.seen`)."""

    take: bool
    seen: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """`intake`: what was taken and left; None where nothing was. `waiting`: conflicts that nobody has settled."""

    plan: Plan
    intake: Intake | None = None
    waiting: tuple[Edit, ...] = ()


def read_upload(
    *, by: User, name: str, data: bytes, edition: str = "", hwb_code: str = "", plan: Plan | None = None
) -> Upload:
    """Reads a file for a plan, or for a new one of that edition and area. Changes no plan.

    Raises Unusable with what is wrong, what is expected and what to do; so for a workbook of another area.
    """
    edition, hwb_code = (plan.edition_id, plan.hwb_code) if plan else (edition, hwb_code)
    found, made_from = _read(edition, hwb_code, plan, name, data)
    base = made_from.content or (content_of(plan) if plan else None)
    with transaction.atomic():
        upload = Upload.objects.create(
            plan=plan,
            edition_id=edition,
            hwb_code=hwb_code,
            name=name[-200:],
            sha256=hashlib.sha256(data).hexdigest(),
            found=found_as_plain(found),
            base=base.plain() if base else None,
            workbook=is_workbook(name, data),
            copy=made_from.copy,
            version=made_from.version,
            read_by=by,
            read_at=timezone.now(),
        )
        record(Kind.FILE_READ, by=by, plan=plan.ref if plan else "", file=upload.name)
    return upload


def _read(edition: str, hwb_code: str, plan: Plan | None, name: str, data: bytes) -> tuple[Found, Origin]:
    """The file as it was read, and what it was made from if that was this plan."""
    origins = [Origin()]

    def made_from(facts: Facts) -> Content | None:
        check_area(facts, plan.area if plan else area_of(hwb_code).name)
        if plan and facts.plan == plan.ref:
            origins.append(origin(plan.ref, facts))
        return origins[-1].content

    form = edition_of(edition)
    found = read_file(form, name, data, made_from)
    if origins[-1].content:
        found = replace(found, content=of_workbook(form, found.content))
    return found, origins[-1]


@transaction.atomic
def adopt(
    *, upload: Upload, by: User, take: Collection[str] | None = None, settle: Mapping[str, Choice] | None = None
) -> Adopted:
    """Makes the plan say what the file says, edit by edit; makes the plan, where there is none.

    `take`: keys of the edits wanted, all of them if None. `settle`: key of a conflict -> which text is to stand. A
    conflict without a choice waits, and so does one where the plan says something else than when it was chosen.
    Adopting twice changes nothing.
    """
    # The row alone is locked, so that two presses make one plan: a joined one would be read as it was before the wait.
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.base is None:
        return Adopted(upload.plan or _new_plan(upload, by))
    assert upload.plan is not None
    plan = upload.plan
    lock(plan)
    at, now, coming = timezone.now(), bare(plan.edition, content_of(plan)), incoming(upload)
    open_edits = coming.edits(now)
    taken = [edit for edit in open_edits if _is_taken(edit, take, settle or {})]
    wanted = {edit.key for edit in taken}
    others = {edit.key: edit for edit in open_edits if edit.key not in wanted}
    left = {key: edit.seen for key, edit in others.items() if _is_left(coming, edit, settle or {})}
    intake = None
    if taken or left.items() - coming.left.items():
        after = applied(now, coming.mine, taken)
        write_content(plan, by, at, now, after)
        _keep_lost(plan, by, at, [others[key] for key in left if coming.waits(others[key])])
        intake = _tell(coming, by, at, now, after, taken, left)
    if not upload.adopted_at:
        _keep_passages(upload, by, at)
    return Adopted(plan, intake, tuple(edit for key, edit in others.items() if key not in left))


def _new_plan(upload: Upload, by: User) -> Plan:
    """A plan that says what the file says."""
    plan = begin(by=by, edition=upload.edition_id, hwb_code=upload.hwb_code, prefilled=False)
    at = timezone.now()
    now = content_of(plan)
    said = recognised(overlaid(now, found_from_plain(upload.found).content), upload.hwb_code)
    write_content(plan, by, at, now, said)
    upload.plan = plan
    _keep_passages(upload, by, at)
    record(Kind.FILE_ADOPTED, by=by, plan=plan.ref, at=at, file=upload.name, sha256=upload.sha256)
    return plan


def _is_taken(edit: Edit, take: Collection[str] | None, settle: Mapping[str, Choice]) -> bool:
    choice = settle.get(edit.key)
    if edit.conflict:
        return bool(choice and choice.take and choice.seen == edit.seen)
    return take is None or edit.key in take or bool(choice and choice.take)


def _is_left(coming: Incoming, edit: Edit, settle: Mapping[str, Choice]) -> bool:
    """Whether it was looked at and not taken; a conflict, once the plan's text is chosen."""
    choice = settle.get(edit.key)
    return not coming.waits(edit) or (choice is not None and not choice.take and choice.seen == edit.seen)


def _keep_lost(plan: Plan, by: User, at: datetime, lost: Iterable[Edit]) -> None:
    """Keeps the file's texts that were not chosen in the history."""
    texts = {edit.place: edit.mine for edit in lost if edit.kind == "changed"}
    current = stored(plan, texts)
    keep_lost(plan, by, at, [(place, current[place].version, texts[place]) for place in texts if place in current])


def _tell(
    coming: Incoming, by: User, at: datetime, now: Content, after: Content, taken: list[Edit], left: dict[str, str]
) -> Intake:
    upload, touched = coming.upload, {edit.place.partition("/")[0] for edit in taken}
    intake = Intake.objects.create(
        upload=upload,
        by=by,
        at=at,
        before=_touched(now, touched).plain(),
        after=_touched(after, touched).plain(),
        taken=[edit.key for edit in taken],
        left=left,
    )
    if taken and upload.plan:
        what = said(coming.edition, intake.taken)
        record(Kind.FILE_TAKEN, by=by, plan=upload.plan.ref, at=at, what=what, file=upload.name, sha256=upload.sha256)
    return intake


def _touched(content: Content, keys: Collection[str]) -> Content:
    return replace(
        content,
        answers={key: value for key, value in content.answers.items() if key in keys},
        tables={table: rows for table, rows in content.tables.items() if table in keys},
    )


def _keep_passages(upload: Upload, by: User, at: datetime) -> None:
    """The passages that answer no prompt wait to be placed; what could not be read of our workbook is told instead."""
    if not (upload.workbook and upload.base):
        Unplaced.objects.bulk_create(
            Unplaced(plan=upload.plan, upload=upload, html=one.html, after=one.after, position=position)
            for position, one in enumerate(found_from_plain(upload.found).unplaced)
        )
    upload.adopted_by, upload.adopted_at = by, at
    upload.save(update_fields=["plan", "adopted_by", "adopted_at"])


@transaction.atomic
def undo(*, intake: Intake, by: User) -> Intake:
    """Puts back what a file changed, where that still stands; what was changed again stays and is named.

    Rows that came go, and those that went come back. Undoing twice changes nothing.
    """
    upload = Upload.objects.select_for_update().get(pk=intake.upload_id)
    assert upload.plan is not None
    plan = upload.plan
    lock(plan)
    intake = Intake.objects.get(pk=intake.pk)
    if intake.undone_at:
        return intake
    at, now = timezone.now(), bare(plan.edition, content_of(plan))
    before = Content.from_plain(intake.before)
    back = edits(Content.from_plain(intake.after), now, before)
    write_content(plan, by, at, now, applied(now, before, [edit for edit in back if not edit.conflict]))
    intake.stayed = [edit.key for edit in back if edit.conflict]
    intake.undone_by, intake.undone_at = by, at
    intake.save(update_fields=["stayed", "undone_by", "undone_at"])
    record(Kind.FILE_UNDONE, by=by, plan=plan.ref, at=at, what=said(plan.edition, intake.taken), file=upload.name)
    return intake
