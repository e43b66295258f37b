"""The plans of one person, and beginning a new one."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from bcf.access import Permission, Role, plans_for
from bcf.editions import edition, names
from bcf.models import User
from bcf.reference import areas
from plans import actions
from plans.deadline import days_left, moment
from plans.models import Answer, Participation, Plan, SealedVersion, Sending

from .find import SignedIn


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan with what its line of the list says."""

    plan: Plan
    href: str
    state: str
    colour: str
    left: str
    deadline: str
    roles: str


@login_required
@require_GET
def plans(request: SignedIn) -> HttpResponse:
    """The plans that this person takes part in."""
    roles: dict[int, list[Role]] = {}
    for plan_id, role in Participation.objects.filter(user=request.user).values_list("plan_id", "role"):
        roles.setdefault(plan_id, []).append(Role(role))
    listed = [_listed(plan, roles[plan.pk]) for plan in _with_state(plans_for(request.user))]
    context = {"plans": listed, "may_start": may_start(request.user)}
    return render(request, "plans/plans.html", context)


def _with_state(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    saved = Answer.objects.filter(plan=OuterRef("pk")).order_by().values("plan")
    return plans.annotate(
        saved_at=saved.annotate(last=Max("saved_at")).values("last"),
        sealed_once=Exists(SealedVersion.objects.filter(plan=OuterRef("pk"))),
        sent_once=Exists(Sending.objects.filter(version__plan=OuterRef("pk"))),
    ).order_by("area", "begun_at")


def _listed(plan: Plan, roles: list[Role]) -> Listed:
    state, colour = "Being written", "blue"
    if getattr(plan, "sealed_once", False):
        state, colour = "Waiting for signatures", "yellow"
    if getattr(plan, "sent_once", False):
        state, colour = "Sent", "green"
    deadline = plan.edition.dates.deadline
    labels = ", ".join(role.label for role in roles)
    return Listed(plan, _first_page(plan, roles), state, colour, days_left(deadline), moment(deadline), labels)


def _first_page(plan: Plan, roles: list[Role]) -> str:
    """Where a person's work on the plan begins; "" while there is nothing for them yet."""
    rights = frozenset[Permission]().union(*(role.permissions for role in roles))
    if Permission.READ in rights:
        return reverse("plan", args=[plan.ref])
    if Permission.COMMENT in rights:
        return reverse("commentary", args=[plan.ref])
    return reverse("sign_off", args=[plan.ref]) if getattr(plan, "sent_once", False) else ""


def may_start(user: User) -> bool:
    """Whether this person may begin a plan: not those who only comment on, sign, read or assure plans of others."""
    roles = [Role(role) for role in Participation.objects.filter(user=user).values_list("role", flat=True)]
    return not roles or any(Permission.WRITE in role.permissions for role in roles)


class StartForm(forms.Form):
    """Which area, and which issue of the forms."""

    area = forms.ChoiceField(
        label="Health and Wellbeing Board",
        help_text="The area that the plan is for.",
        error_messages={"required": "Choose a Health and Wellbeing Board.",
                        "invalid_choice": "Choose a Health and Wellbeing Board from the list."},
    )  # fmt: skip
    edition = forms.ChoiceField(
        label="Forms",
        help_text="The issue of the official forms that the plan is written on.",
        error_messages={"required": "Choose the forms.", "invalid_choice": "Choose forms from the list."},
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data, label_suffix="", use_required_attribute=False)  # type: ignore[arg-type]
        boards = [(area.code, area.name) for area in areas().values()]
        self.fields["area"].choices = [("", "Choose a board"), *boards]  # type: ignore[attr-defined]
        editions = [(name, edition(name).title) for name in names()]
        self.fields["edition"].choices = editions  # type: ignore[attr-defined]


@login_required
@require_http_methods(["GET", "POST"])
def start_plan(request: SignedIn) -> HttpResponse:
    """Begins a plan for an area."""
    if not may_start(request.user):
        raise PermissionDenied("You take part in plans of others. Ask a commissioner of your area to start a plan.")
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        begun = actions.begin(by=request.user, edition=form.cleaned_data["edition"], hwb_code=form.cleaned_data["area"])
        messages.success(request, f"The plan for {begun.area} is started. You are its lead author.")
        return redirect("plan", begun.ref)
    return render(request, "plans/start_plan.html", {"form": form})
