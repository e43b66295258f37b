"""What the computed cells of a page would be with what is typed in it now. Nothing is saved."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from bcf.definition.content import Content, Row
from bcf.definition.figures import Figures
from bcf.definition.kinds import Unreadable
from bcf.definition.parts import Edition
from metrics.panels import panel
from metrics.tables import shown, total
from plans.content import content_of, row_key
from plans.forms import Sent, remove_name
from plans.places import spot

from .find import SignedIn
from .finding import section_at

Cells = dict[str, dict[str, dict[str, str]]]


@login_required
@require_POST
def figures(request: SignedIn, ref: str, key: str) -> JsonResponse:
    """{place: shown} for each place sent as `figure`; "table//column" is the total of a column.

    Beside them, "panels": {name: HTML} for the names sent as `panel` (see metrics.panels).
    """
    plan = section_at(request, ref, key).plan
    content = _overlaid(plan.edition, content_of(plan), request.POST)
    figured = Figures(plan.edition, content)
    told: dict[str, object] = {place: _shown(plan.edition, figured, place) for place in request.POST.getlist("figure")}
    if names := request.POST.getlist("panel"):
        told["panels"] = {name: panel(figured, name) for name in names}
    return JsonResponse(told)


def _overlaid(edition: Edition, content: Content, sent: Sent) -> Content:
    """The content as it would be; what cannot be read counts as blank."""
    answers: dict[str, str] = {}
    cells: Cells = {}
    for place in sent:
        value = _value(edition, place, sent[place])
        key = row_key(place)
        if value is None:
            continue
        if key is None:
            answers[place] = value
        else:
            cells.setdefault(key[0], {}).setdefault(key[1], {})[place.rpartition("/")[2]] = value
    content = content.with_answers(answers)
    for table, typed in cells.items():
        content = content.with_rows(table, _rows(content, table, typed, sent))
    return content


def _value(edition: Edition, place: str, typed: str | list[object]) -> str | None:
    """The value that was typed there; None where nothing is typed."""
    found = spot(edition.id, place)
    if not found or not found.field or not found.field.typed:
        return None
    try:
        return found.field.kind.parse(str(typed))
    except Unreadable:
        return ""


def _rows(content: Content, table: str, typed: dict[str, dict[str, str]], sent: Sent) -> tuple[Row, ...]:
    old = {row.uid: dict(row.values) for row in content.rows(table)}
    uids = [uid for uid in dict.fromkeys([*old, *typed]) if remove_name(table, uid) not in sent]
    return tuple(Row(uid, {**old.get(uid, {}), **typed.get(uid, {})}) for uid in uids)


def _shown(edition: Edition, figured: Figures, place: str) -> str:
    found = spot(edition.id, place)
    if not found or not found.field:
        return ""
    table, _, rest = place.partition("//")
    return total(figured, table, found.field) if rest else shown(figured, found.field, place)
