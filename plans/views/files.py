"""Files to download. What is in them is never shown by the browser as a page of this site."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeVar

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from bcf.access import Permission, plan_for
from plans.models import AttachedFile, PackFile, Plan

from .find import SignedIn

Response = TypeVar("Response", bound=HttpResponseBase)


@login_required
def pack_file(request: SignedIn, ref: str, build_id: int, name: str) -> HttpResponse:
    """One file of a working copy's pack."""
    plan = plan_for(request.user, ref, Permission.EXPORT)
    return _pack_file(plan, name, build__version=None, build_id=build_id)


@login_required
def version_pack_file(request: SignedIn, ref: str, number: int, build_id: int, name: str) -> HttpResponse:
    """One file of a sealed version's pack."""
    plan = plan_for(request.user, ref, Permission.READ_SEALED)
    return _pack_file(plan, name, build__version__number=number, build_id=build_id)


def _pack_file(plan: Plan, name: str, **where: object) -> HttpResponse:
    files = PackFile.objects.select_related("build__version").defer("build__canonical", "build__version__canonical")
    file = get_object_or_404(files, build__plan=plan, name=name, **where)
    response = HttpResponse(bytes(file.data))
    return _as_download(response, _pack_name(plan, file), file.media_type, file.sha256)


def _pack_name(plan: Plan, file: PackFile) -> str:
    """The plan and the version go into the name, since these files lie side by side in people's folders."""
    version = file.build.version
    return f"{plan.ref}-{f'version-{version.number}' if version else 'draft'}-{file.name}"


@login_required
def attached_file(request: SignedIn, ref: str, sha256: str, name: str) -> HttpResponseBase:
    """A file that someone attached to the plan."""
    plan = plan_for(request.user, ref, Permission.READ)
    attached = get_object_or_404(AttachedFile, plan=plan, sha256=sha256, name=name)
    try:
        response = FileResponse(attached.data.open())
    except FileNotFoundError:
        raise Http404("This file is not stored here any more. Ask for it to be attached again.") from None
    return _as_download(response, attached.name, attached.media_type, attached.sha256)


def _as_download(response: Response, name: str, media_type: str, sha256: str) -> Response:
    response["Content-Type"] = media_type
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=safe_name(name)) or ""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["ETag"] = f'"{sha256}"'
    return response


def safe_name(name: str) -> str:
    """A name that any system can store: no folders, no control characters, no hidden or reserved ones."""
    text = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    text = "".join(character if character.isprintable() else " " for character in text)
    return re.sub(r'[<>:"|?*\s]+', " ", text).strip(" .") or "file"
