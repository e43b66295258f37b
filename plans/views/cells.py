"""Cells of a sheet, saved row by row while it is filled in. A script sends them; the page's own button saves too."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from bcf.access import Permission, writing
from bcf.definition.kinds import Unreadable
from bcf.definition.parts import Field, Section
from bcf.models import User
from plans import actions
from plans.actions import Conflict, Typed, UnknownPlace
from plans.form_fields import as_typed
from plans.models import Plan
from plans.places import spot
from plans.times import when

from .find import SignedIn
from .finding import section_at

View = Callable[[SignedIn, str, str], JsonResponse]
SIGNED_OUT = "You are signed out. Sign in again in another tab, then come back: what you typed is still on this page."
NOT_SENT = "This is not what the page of a sheet sends."


def _told(view: View) -> Callable[[HttpRequest, str, str], JsonResponse]:
    """Says in JSON why nothing was saved, where a page would lead elsewhere and lose what was typed."""

    @wraps(view)
    def answer(request: HttpRequest, ref: str, key: str) -> JsonResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"message": SIGNED_OUT}, status=401)
        try:
            return view(request, ref, key)  # type: ignore[arg-type]
        except PermissionDenied as error:
            return JsonResponse({"message": str(error)}, status=403)
        except (Http404, UnknownPlace) as error:
            return JsonResponse({"message": str(error.args[0])}, status=404)
        except BadRequest as error:
            return JsonResponse({"message": str(error)}, status=400)

    return answer


@require_POST
@_told
def cells(request: SignedIn, ref: str, key: str) -> JsonResponse:
    """Rows are added, put back, moved and removed, then cells saved. Sent twice, it does the same once.

    Takes JSON, each part of which may be missing:
        {"add": [{"table", "uids", "after"}], "restore": ["table/uid"], "move": [{"row": "table/uid", "after"}],
         "remove": ["table/uid"], "cells": {place: {"typed", "version"}}}
    The uids of new rows are made up by the page, ten hexadecimal digits, so that a row sent again is not added again.

    Gives {"at", "versions": {place: version}, "shown": {place: how its control spells what was saved},
    "errors": {place: sentence}, "conflicts": {place: {"theirs", "by", "when", "version", "gone"}}}; where
    nothing could be done {"message"} with 400, 401, 403 or 404.
    """
    plan, document, section = section_at(request, ref, key)
    sent = _read(request)
    _settle_rows(plan, section, request.user, sent)
    fields = {place: _field(plan, writing(document, section), place) for place in sent.get("cells", {})}
    typed, errors = _typed(sent.get("cells", {}), fields)
    saved = actions.save(plan=plan, by=request.user, typed=typed)
    kept = typed.keys() - {conflict.place for conflict in saved.conflicts}
    return JsonResponse(
        {
            "at": f"{timezone.localtime(saved.at):%H:%M}",
            "versions": {place: saved.versions[place] for place in kept},
            "shown": {place: as_typed(fields[place].kind, typed[place].value) for place in kept},
            "errors": errors,
            "conflicts": {one.place: _told_conflict(one, fields[one.place]) for one in saved.conflicts},
        }
    )


def _read(request: SignedIn) -> Mapping[str, Any]:
    try:
        sent = json.loads(request.body)
    except ValueError as error:
        raise BadRequest(NOT_SENT) from error
    if not isinstance(sent, dict) or not isinstance(sent.get("cells", {}), dict):
        raise BadRequest(NOT_SENT)
    return sent


def _settle_rows(plan: Plan, section: Section, by: User, sent: Mapping[str, Any]) -> None:
    try:
        for new in sent.get("add", ()):
            table = _table(section, new["table"])
            actions.add_rows(plan=plan, by=by, table=table, uids=new["uids"], after=new["after"])
        for table, uid in _rows(section, sent.get("restore", ())):
            actions.restore_row(plan=plan, by=by, table=table, uid=uid)
        for moved in sent.get("move", ()):
            for table, uid in _rows(section, [moved["row"]]):
                actions.put_row(plan=plan, by=by, table=table, uid=uid, after=moved["after"])
        for table, uid in _rows(section, sent.get("remove", ())):
            actions.remove_row(plan=plan, by=by, table=table, uid=uid)
    except (KeyError, TypeError, AttributeError) as error:
        raise BadRequest(NOT_SENT) from error


def _rows(section: Section, rows: Iterable[str]) -> list[tuple[str, str]]:
    parts = (row.partition("/") for row in rows)
    return [(_table(section, table), uid) for table, _, uid in parts]


def _table(section: Section, key: str) -> str:
    """The table, if its rows are lines of this page that people add and remove."""
    if not any(table.key == key and table.layout == "rows" and not table.fixed for table in section.tables()):
        raise UnknownPlace(f"This page has no table “{key}” to add to.")
    return key


def _field(plan: Plan, right: Permission, place: str) -> Field:
    """What is asked there: by this page, or by another one that needs the same right; pages show each other's."""
    found = spot(plan.edition_id, place)
    if not found or not found.field or not found.field.typed or writing(found.document, found.section) != right:
        raise UnknownPlace(f"This page does not ask for “{place}”.")
    return found.field


def _typed(cells: Mapping[str, Any], fields: Mapping[str, Field]) -> tuple[dict[str, Typed], dict[str, str]]:
    """What can be read, and why the rest cannot."""
    typed, errors = {}, {}
    for place, field in fields.items():
        try:
            typed[place] = Typed(field.kind.parse(str(cells[place]["typed"])), int(cells[place]["version"]))
        except Unreadable as error:
            errors[place] = str(error)
        except (KeyError, TypeError, ValueError) as error:
            raise BadRequest(NOT_SENT) from error
    return typed, errors


def _told_conflict(conflict: Conflict, field: Field) -> dict[str, object]:
    return {
        "theirs": as_typed(field.kind, conflict.theirs),
        "by": conflict.their_name,
        "when": when(conflict.their_time),
        "version": conflict.version,
        "gone": conflict.row_removed,
    }
