"""Someone else saved the same answer first: both texts side by side, and one to make of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from bcf.definition.kinds import Attachment
from plans.actions import Conflict
from plans.blocks import Question
from plans.differences import combined, marked
from plans.form_fields import Asked
from plans.forms import NEW, PageForm
from plans.models import Plan

from .find import SignedIn
from .saving import Outcome


@dataclass(frozen=True, slots=True)
class Both:
    """One answer in both texts, and the question with a text to make of them."""

    conflict: Conflict
    called: str
    theirs: SafeString
    mine: SafeString
    question: Question

    @property
    def is_file(self) -> bool:
        return isinstance(self.question.field.kind, Attachment)


@dataclass(frozen=True, slots=True)
class Gone:
    """A row that someone removed while it was filled in: its answers, ready to be added again."""

    table: str
    uid: str
    conflict: Conflict
    questions: tuple[Question, ...]


def show_conflicts(
    request: SignedIn, plan: Plan, outcome: Outcome, *, action: str, add_again: str = "", back: str
) -> HttpResponse:
    """The page that settles conflicts. It is sent to `action`; to `add_again` if the page's own row has gone."""
    form = outcome.page.form
    kept = {one.place: one for one in outcome.conflicts if not one.row_removed}
    lost = _gone(outcome)
    unread = {place: _asked(form, place) for place in form.errors if place not in kept}
    renamed = {place: f"{NEW}{number}" for number, (_, places) in enumerate(lost, 1) for place in places}
    settled = PageForm(
        [
            *(_combined(form, one) for one in kept.values()),
            *(replace(_asked(form, place), place=_moved(place, uid), version=0) for place, uid in renamed.items()),
            *(one for place, one in unread.items() if place not in renamed),
        ]
    )
    context = {
        "plan": plan,
        "form": settled,
        "both": [_both(form, settled, one) for one in kept.values()],
        "gone": [_row(settled, one, places, renamed[places[0]]) for one, places in lost],
        "unread": [(_question(settled, place), form.errors[place]) for place in unread if place not in renamed],
        "action": add_again if lost and add_again else action,
        "back": back,
        "saved": outcome.saved,
    }
    return render(request, "plans/conflict.html", context)


def _asked(form: PageForm, place: str) -> Asked:
    """The input with what was typed into it."""
    asked = replace(form.asked[place], compact=False, version=form.versions[place])
    if place in form.cleaned_data:
        return replace(asked, value=form.cleaned_data[place])
    return replace(asked, typed=form.text(place))


def _combined(form: PageForm, conflict: Conflict) -> Asked:
    asked = _asked(form, conflict.place)
    text = combined(asked.field.kind, conflict.theirs, conflict.mine)
    return replace(asked, value=text, version=conflict.version)


def _both(form: PageForm, settled: PageForm, conflict: Conflict) -> Both:
    asked = _asked(form, conflict.place)
    kind = asked.field.kind
    theirs = marked(kind, conflict.theirs, conflict.mine)
    mine = marked(kind, conflict.mine, conflict.theirs)
    return Both(conflict, asked.called, theirs, mine, _question(settled, conflict.place))


def _question(settled: PageForm, place: str) -> Question:
    return Question(settled.asked[place].field, place, settled[place])


def _gone(outcome: Outcome) -> list[tuple[Conflict, list[str]]]:
    """For each row that has gone: one of its conflicts, and every place of it that was sent."""
    found: dict[str, Conflict] = {}
    for conflict in outcome.conflicts:
        if conflict.row_removed:
            found.setdefault(conflict.place.rpartition("/")[0], conflict)
    return [(conflict, list(_sent_of(outcome.page.form, row))) for row, conflict in found.items()]


def _sent_of(form: PageForm, row: str) -> Iterator[str]:
    return (place for place in form.asked if place.startswith(f"{row}/") and form.sent(place))


def _moved(place: str, uid: str) -> str:
    table, _, rest = place.partition("/")
    return f"{table}/{uid}/{rest.partition('/')[2]}"


def _row(settled: PageForm, conflict: Conflict, places: list[str], uid: str) -> Gone:
    questions = tuple(_question(settled, _moved(place, uid)) for place in places)
    return Gone(conflict.place.partition("/")[0], uid, conflict, questions)
