"""Attaching files to a plan."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from math import ceil

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from bcf.events import Kind, record
from bcf.models import User
from plans.media import media_type_of
from plans.models import AttachedFile, Plan

from .errors import BadFile

LARGEST = 25 * 1024**2


def attach(*, plan: Plan, by: User, upload: UploadedFile[bytes]) -> str:
    """Keeps the file and gives the value by which an answer names it. The same file twice is kept once.

    Raises BadFile. The file is stored before the row, under its digest, so a crash leaves no row without one.
    """
    data, media_type = _checked(upload)
    sha256, name = hashlib.sha256(data).hexdigest(), _clean_name(upload.name or "")
    path = f"attached/{sha256[:2]}/{sha256}"
    _keep(path, data)
    with transaction.atomic():
        attached, new = AttachedFile.objects.get_or_create(
            plan=plan,
            sha256=sha256,
            name=name,
            defaults={
                "media_type": media_type,
                "size": len(data),
                "data": path,
                "added_by": by,
                "added_at": timezone.now(),
            },
        )
        if new:
            record(Kind.FILE_ATTACHED, by=by, plan=plan.ref, file=name, sha256=sha256)
    return attached.value


def _keep(path: str, data: bytes) -> None:
    """Stores the bytes, unless they are there whole; a crash may have left half of them."""
    if default_storage.exists(path):
        if default_storage.size(path) == len(data):
            return
        default_storage.delete(path)
    default_storage.save(path, ContentFile(data))


def _checked(upload: UploadedFile[bytes]) -> tuple[bytes, str]:
    size = upload.size or 0
    if size == 0:
        raise BadFile("This file is empty. Choose the file again, or another one.")
    if size > LARGEST:
        raise BadFile(
            f"This file is {ceil(size / 1024**2):,} MB. Choose a file of {LARGEST // 1024**2} MB or less, "
            "for example with its pictures made smaller."
        )
    data: bytes = upload.read()
    media_type = media_type_of(data)
    if media_type is None:
        raise BadFile(
            "This kind of file cannot be attached. "
            "Choose a PDF, a Word, Excel or PowerPoint document, a PNG or JPEG picture, or plain text."
        )
    return data, media_type


def _clean_name(name: str) -> str:
    """The file's name without folders, control characters or a length that no system takes."""
    text = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    text = "".join(character for character in text if character.isprintable()).strip(" .")
    return text[-150:] or "file"
