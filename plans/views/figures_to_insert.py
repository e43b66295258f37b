"""The figures of a plan that narrative may show, for the dialog of the editor."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_GET

from bcf.access import Permission, plan_for
from bcf.definition.figure_names import Named, figures_of
from bcf.definition.figures import Figures
from bcf.definition.kinds import Money
from bcf.definition.parts import Section
from bcf.definition.references import field_of, shown
from bcf.definition.richtext_figures import UNITS, UNKNOWN, Reference
from plans.content import content_of
from plans.titles import headline

from .find import SignedIn


@login_required
@require_GET
def figures_to_insert(request: SignedIn, ref: str) -> JsonResponse:
    """{"groups": [{"title", "figures": [{"place", "name", "also", "shown": {unit: text}}]}]}, as they are now."""
    plan = plan_for(request.user, ref, Permission.READ)
    content = content_of(plan)
    figures = Figures(plan.edition, content)
    groups = [
        {"title": _title(section), "figures": [_figure(figures, one) for one in named]}
        for section, named in figures_of(plan.edition, content)
    ]
    return JsonResponse({"groups": groups})


def _title(section: Section) -> str:
    return section.tab or f"{section.number} {headline(section.title)}".strip()


def _figure(figures: Figures, one: Named) -> dict[str, Any]:
    field = field_of(figures.edition, one.place)
    units = UNITS if field and isinstance(field.kind, Money) else ("",)
    texts = {unit: shown(figures, Reference(one.place, unit=unit)) or UNKNOWN for unit in units}
    return {"place": one.place, "name": one.name, "also": " ".join(one.also), "shown": texts}
