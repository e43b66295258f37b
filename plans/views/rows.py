"""A row that has a page of its own: added, changed, moved, removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bcf.definition.content import Row
from bcf.definition.parts import Item, Table
from plans import actions
from plans.actions import UnknownPlace
from plans.addresses import anchor
from plans.asked import Asking, row_called
from plans.blocks import Page
from plans.content import Reading, read
from plans.form_fields import Asked
from plans.forms import NEW, rows_sent
from plans.places import row_name
from schemes.steps import after, steps_of

from .conflict import show_conflicts
from .find import SignedIn
from .finding import TableAt, table_at
from .repeated import show_answers
from .saving import Ask, opened, posted_by, save_page, settle_rows

FIRST = f"{NEW}1"


@login_required
@require_http_methods(["GET", "POST"])
def add_row(request: SignedIn, ref: str, table: str) -> HttpResponse:
    """A page for a new row. The row is made when something was typed into it."""
    found = table_at(request, ref, table)
    if request.method == "GET":
        return _show(request, found, FIRST, opened(found.plan, _ask(found, FIRST)))
    posted = settle_rows(request, found.plan, [found.table])
    uids = rows_sent(posted.data, table)
    if not uids:
        messages.info(request, f"No {found.table.row_noun} was added, since nothing was typed.")
        return redirect(_list(found))
    outcome = save_page(request, found.plan, _ask_all(found, uids), posted)
    if outcome.complete:
        return redirect(_after(found, uids[0]))
    return _show(request, found, uids[0], outcome.page, saved=outcome.saved)


def _items(found: TableAt) -> Sequence[Item]:
    """What the page of a row asks: its columns, or its first step."""
    if found.section.each:
        return steps_of(found.plan.edition, found.section)[0].items
    return found.table.columns


def _ask(found: TableAt, uid: str) -> Ask:
    def ask(asking: Asking) -> Iterable[Asked]:
        return asking.items(_items(found), found.table.key, uid)

    return ask


def _ask_all(found: TableAt, uids: list[str]) -> Ask:
    """Every question of these rows: a row that someone removed comes back with all that was typed."""
    fields = list(found.plan.edition.row_fields[found.table.key].values())

    def ask(asking: Asking) -> Iterable[Asked]:
        return (one for uid in uids for one in asking.items(fields, found.table.key, uid))

    return ask


@login_required
@require_http_methods(["GET", "POST"])
def row(request: SignedIn, ref: str, table: str, uid: str) -> HttpResponse:
    """One row: to fill in, or for one that is filled in by steps, all its answers."""
    found = table_at(request, ref, table)
    if found.section.each == table:
        return show_answers(request, found, uid)
    if request.method == "GET":
        reading = read(found.plan)
        _there(found, reading, uid)
        return _show(request, found, uid, opened(found.plan, _ask(found, uid), reading))
    outcome = save_page(request, found.plan, _ask(found, uid), posted_by(request))
    if outcome.conflicts:
        here, again = reverse("row", args=[ref, table, uid]), reverse("add_row", args=[ref, table])
        return show_conflicts(request, found.plan, outcome, action=here, add_again=again, back=_list(found))
    if not outcome.complete:
        return _show(request, found, uid, outcome.page, saved=outcome.saved)
    messages.success(request, f"{_name(found, _there(found, read(found.plan), uid))}: saved.")
    return redirect(_list(found))


@login_required
@require_http_methods(["GET", "POST"])
def remove_row(request: SignedIn, ref: str, table: str, uid: str) -> HttpResponse:
    """Asks before a row is taken out."""
    found = table_at(request, ref, table)
    name = _name(found, _there(found, read(found.plan), uid))
    if request.method == "POST":
        actions.remove_row(plan=found.plan, by=request.user, table=table, uid=uid)
        messages.success(request, f"{name} was removed.")
        return redirect(_list(found))
    context = {"plan": found.plan, "table": found.table, "section": found.section, "name": name, "back": _list(found)}
    return render(request, "plans/remove_row.html", context)


@login_required
@require_POST
def move_row(request: SignedIn, ref: str, table: str, uid: str) -> HttpResponse:
    found = table_at(request, ref, table)
    direction: actions.Direction = "up" if request.POST.get("direction") == "up" else "down"
    try:
        actions.move_row(plan=found.plan, by=request.user, table=table, uid=uid, direction=direction)
    except UnknownPlace as error:
        raise Http404(error.message) from error
    return redirect(f"{_list(found)}#{anchor(f'{table}/{uid}')}")


def _there(found: TableAt, reading: Reading, uid: str) -> Row:
    row = reading.content.row(found.table.key, uid)
    if not row:
        raise Http404(f"This {found.table.row_noun} is no longer in the plan.")
    return row


def _name(found: TableAt, row: Row) -> str:
    name = row_name(found.plan.edition, found.table.key, row.values)
    return name[:1].upper() + name[1:]


def _numbered(table: Table, rows: Sequence[Row], uid: str) -> str:
    """ "Risk 3"; "" for one that is not there yet."""
    return next((row_called(table, number) for number, row in enumerate(rows, 1) if row.uid == uid), "")


def _list(found: TableAt) -> str:
    """The page that lists the rows."""
    page = reverse("section", args=[found.plan.ref, found.section.key])
    return page if found.section.each else f"{page}#{anchor(found.table.key)}"


def _after(found: TableAt, uid: str) -> str:
    """Where to go when a row was added: on to its second step, or back to the list."""
    steps = steps_of(found.plan.edition, found.section) if found.section.each else ()
    if steps and (second := after(steps, steps[0])):
        return reverse("step", args=[found.plan.ref, found.table.key, uid, second.key])
    return _list(found)


def _show(request: SignedIn, found: TableAt, uid: str, page: Page, saved: int = -1) -> HttpResponse:
    table, new = found.table, uid == FIRST
    context = {
        "plan": found.plan,
        "section": found.section,
        "table": table,
        "uid": uid,
        "new": new,
        "title": _numbered(table, page.content.rows(table.key), uid),
        "form": page.form,
        "blocks": list(page.blocks(_items(found), table.key, uid)),
        "action": "" if new else reverse("row", args=[found.plan.ref, table.key, uid]),
        "back": _list(found),
        "saved": saved,
    }
    return render(request, "plans/row.html", context)
