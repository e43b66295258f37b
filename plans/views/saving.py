"""Saving a page: what can be read is saved, what cannot comes back as it was typed, nothing is dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404

from bcf.definition.figures import Figures
from bcf.definition.parts import Table
from bcf.definition.references import filler
from bcf.models import User
from plans import actions
from plans.actions import BadFile, Conflict, UnknownPlace
from plans.asked import Asking
from plans.blocks import Page
from plans.content import Reading, read
from plans.form_fields import Asked
from plans.forms import (
    PageForm,
    Posted,
    added_name,
    drop_row,
    is_blank,
    is_new,
    removed,
    rename_row,
    rows_sent,
)  # fmt: skip
from plans.models import Plan

from .find import SignedIn

Ask = Callable[[Asking], Iterable[Asked]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a page that was sent: the page as it stands now, and what others had changed meanwhile."""

    page: Page
    conflicts: tuple[Conflict, ...] = ()
    saved: int = 0

    @property
    def complete(self) -> bool:
        return not self.conflicts and not self.page.form.errors


def asking(plan: Plan, reading: Reading) -> Asking:
    return Asking(plan.edition, reading.content, reading.stored)


def opened(plan: Plan, ask: Ask, reading: Reading | None = None) -> Page:
    """A page as it is stored."""
    reading = reading or read(plan)
    return _page(plan, reading, PageForm(ask(asking(plan, reading))))


def _page(plan: Plan, reading: Reading, form: PageForm) -> Page:
    return Page(plan.edition, reading.content, form, Figures(plan.edition, reading.content))


def save_page(request: SignedIn, plan: Plan, ask: Ask, posted: Posted) -> Outcome:
    """Saves what can be read of a page that was sent. Raises Http404 for a row that never was."""
    by = request.user
    form = PageForm(ask(asking(plan, read(plan))), posted.data, posted.files)
    form.is_valid()
    _attach(plan, by, form)
    try:
        saved = actions.save(plan=plan, by=by, typed=form.typed())
    except UnknownPlace as error:
        raise Http404(error.message) from error
    form.as_stored(saved.versions)
    reading = read(plan)
    return Outcome(_page(plan, reading, form), _with_figures(plan, reading, saved.conflicts), len(saved.saved))


def _with_figures(plan: Plan, reading: Reading, conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Both texts as they are read: with the present figures in them."""
    fill = filler(plan.edition, reading.content)
    return tuple(replace(one, theirs=fill(one.place, one.theirs), mine=fill(one.place, one.mine)) for one in conflicts)


def _attach(plan: Plan, by: User, form: PageForm) -> None:
    for place, value in form.readable().items():
        if isinstance(value, UploadedFile):
            try:
                form.replace_upload(place, actions.attach(plan=plan, by=by, upload=value))
            except BadFile as error:
                form.add_error(place, error.message)


def posted_by(request: SignedIn) -> Posted:
    return Posted(request.POST.copy(), request.FILES.copy())


def settle_rows(request: SignedIn, plan: Plan, tables: Sequence[Table]) -> Posted:
    """What was sent, after rows that were taken off the page are removed and new ones with words in them added."""
    posted = posted_by(request)
    try:
        for table in tables:
            _remove_rows(plan, request.user, table, posted)
            _add_rows(plan, request.user, table, posted)
    except UnknownPlace as error:
        raise Http404(error.message) from error
    return posted


def _remove_rows(plan: Plan, by: User, table: Table, posted: Posted) -> None:
    for uid in list(removed(posted.data, table.key)):
        drop_row(posted, table.key, uid)
        if not is_new(uid):
            actions.remove_row(plan=plan, by=by, table=table.key, uid=uid)


def _add_rows(plan: Plan, by: User, table: Table, posted: Posted) -> None:
    for uid in filter(is_new, rows_sent(posted.data, table.key)):
        if is_blank(posted, table.key, uid):
            drop_row(posted, table.key, uid)
        else:
            rename_row(posted, table.key, uid, actions.add_row(plan=plan, by=by, table=table.key))
    made_up = posted.data.getlist(added_name(table.key))
    for uid in made_up:
        if is_blank(posted, table.key, uid):
            drop_row(posted, table.key, uid)
    if added := [uid for uid in made_up if uid in rows_sent(posted.data, table.key)]:
        actions.add_rows(plan=plan, by=by, table=table.key, uids=added)
