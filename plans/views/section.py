"""One section or sheet a page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bcf.definition.parts import Section
from plans import actions
from plans.addresses import anchor
from plans.asked import inline_tables
from plans.blocks import Page
from plans.forms import Sent
from plans.models import Plan
from plans.titles import headline

from .conflict import show_conflicts
from .find import SignedIn
from .finding import SectionAt, next_address, section_at
from .repeated import show_rows
from .saving import opened, save_page, settle_rows


@login_required
@require_http_methods(["GET", "POST"])
def section(request: SignedIn, ref: str, key: str) -> HttpResponse:
    """A section to fill in; for one that repeats, its rows."""
    found = section_at(request, ref, key)
    if found.section.each:
        return show_rows(request, found)
    if request.method == "GET":
        return _show(request, found, opened(found.plan, lambda asking: asking.section(found.section)))
    return _save(request, found)


def _save(request: SignedIn, found: SectionAt) -> HttpResponse:
    plan, _, part = found
    here = reverse("section", args=[plan.ref, part.key])
    posted = settle_rows(request, plan, inline_tables(plan.edition, part))
    outcome = save_page(request, plan, lambda asking: asking.section(part, posted.data), posted)
    if outcome.conflicts:
        return show_conflicts(request, plan, outcome, action=here, back=here)
    added = _add_row(request, plan, part, posted.data)
    if not outcome.complete:
        return _show(request, found, outcome.page, saved=outcome.saved)
    if changed := added or str(posted.data.get("remove_row", "")).partition("/")[0]:
        return redirect(f"{here}#{anchor(changed)}")
    messages.success(request, f"{part.number} {headline(part.title)}: saved.".strip())
    return redirect(reverse("plan", args=[plan.ref]) if posted.data.get("then") == "later"
                    else next_address(request, plan, part))  # fmt: skip


def _add_row(request: SignedIn, plan: Plan, part: Section, data: Sent) -> str:
    """Adds the blank row that "Add another" without a script asks for; gives its place."""
    table = str(data.get("add_row", ""))
    if table not in {one.key for one in inline_tables(plan.edition, part)}:
        return ""
    return f"{table}/{actions.add_row(plan=plan, by=request.user, table=table)}"


def _show(request: SignedIn, found: SectionAt, page: Page, saved: int = -1) -> HttpResponse:
    """The page of a section; `saved` is how many answers were saved beside those that could not be read."""
    grows = any(not table.fixed for table in found.section.tables())
    context = {
        "plan": found.plan,
        "document": found.document,
        "section": found.section,
        "form": page.form,
        "blocks": list(page.section(found.section)),
        "suggestions": page.suggestions(found.section.items),
        "wide": found.document.format == "excel",
        # a sheet on which somebody types or will, so that a script may save it cell by cell
        "live": found.document.format == "excel" and (grows or bool(page.form.asked)),
        "grows": grows,
        "saved": saved,
    }
    return render(request, "plans/section.html", context)
