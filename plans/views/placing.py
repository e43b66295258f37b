"""The passages of uploaded files that answer no prompt: put where they belong, or left out."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bcf.access import Permission, plan_for
from plans import actions
from plans.content import content_of
from plans.findings import first_words_of
from plans.import_forms import Groups, PlaceForm, text_places
from plans.models import Plan, Unplaced
from plans.places import named

from .find import SignedIn

_ON_A_PAGE = 20


@login_required
def placing(request: SignedIn, ref: str) -> HttpResponse:
    plan = plan_for(request.user, ref, Permission.IMPORT)
    groups = text_places(plan.edition, content_of(plan))
    failed = _act(request, plan, groups) if request.method == "POST" else None
    if request.method == "POST" and failed is None:
        return redirect(request.get_full_path())
    waiting = Paginator(plan.unplaced.filter(settled_at=None).select_related("upload"), _ON_A_PAGE)
    page = waiting.get_page(request.GET.get("page"))
    forms = [_form(passage, groups, failed) for passage in page]
    left_out = [(one, first_words_of(one.html)) for one in plan.unplaced.filter(place="").exclude(settled_at=None)]
    context = {"plan": plan, "forms": forms, "page": page, "left_out": left_out}
    return render(request, "plans/importing/placing.html", context)


def _form(passage: Unplaced, groups: Groups, failed: PlaceForm | None) -> PlaceForm:
    if failed and failed.passage.pk == passage.pk:
        return failed
    return PlaceForm(passage=passage, groups=groups)


def _act(request: SignedIn, plan: Plan, groups: Groups) -> PlaceForm | None:
    """Does what the pressed button says; gives the form back where it could not."""
    act, _, number = request.POST.get("act", "").partition(" ")
    passage = get_object_or_404(
        Unplaced.objects.select_related("plan"), plan=plan, pk=number if number.isdigit() else 0
    )
    if act == "leave":
        actions.set_aside(unplaced=passage, by=request.user)
        messages.success(request, "The passage is left out. It is kept below, and you can bring it back.")
    elif act == "back":
        actions.bring_back(unplaced=passage, by=request.user)
        messages.success(request, "The passage is back among those to place.")
    else:
        return _place(request, plan, PlaceForm(request.POST, passage=passage, groups=groups))
    return None


def _place(request: SignedIn, plan: Plan, form: PlaceForm) -> PlaceForm | None:
    if not form.is_valid():
        return form
    place = form.cleaned_data["place"]
    try:
        actions.place_text(unplaced=form.passage, by=request.user, place=place)
    except actions.CannotPlace as error:
        form.add_error("place", error.message)
        return form
    messages.success(request, f"The passage is at the end of “{named(plan.edition_id, [place])}”.")
    return None
