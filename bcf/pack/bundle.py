"""The pack: every official file of one version, and a manifest that says what each is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import count
from mimetypes import guess_type
from typing import Any

from bcf.definition.content import Content
from bcf.definition.parts import Document, Edition

from .files import zip_of
from .pdf import pdf
from .stamp import Stamp
from .word import word
from .xlsx import xlsx

__all__ = ["bundle", "manifest", "zip_of"]

_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
}
MANIFEST = "manifest.json"


def bundle(
    edition: Edition, content: Content, stamp: Stamp, attachments: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """File name -> bytes: each form as Word or Excel and as PDF, "attachments/NAME", the manifest last.

    `attachments`: by name, or by the value that names them in the content ("DIGEST/NAME"); two of one name are
    told apart by a number.
    Raises OSError where the native libraries of the PDF maker are missing.
    """
    files = {name: data for form in edition.documents for name, data in _official(edition, form, content, stamp)}
    files |= _attached(attachments or {})
    told = json.dumps(manifest(edition, stamp, files), indent=2, ensure_ascii=False) + "\n"
    return {**files, MANIFEST: told.encode()}


def _official(edition: Edition, form: Document, content: Content, stamp: Stamp) -> Iterator[tuple[str, bytes]]:
    name = form.key.replace("_", "-")
    if form.format == "excel":
        yield f"{name}.xlsx", xlsx(edition, content, stamp)
    else:
        yield f"{name}.docx", word(edition, content, stamp, form.key)
    yield f"{name}.pdf", pdf(edition, content, stamp, form.key)


def _attached(attachments: Mapping[str, bytes]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for key, data in sorted(attachments.items()):
        stem, dot, extension = _safe(key.rpartition("/")[2]).rpartition(".")
        names = (f"attachments/{stem}{f' ({n})' if n > 1 else ''}{dot}{extension}" for n in count(1))
        found[next(name for name in names if name not in found)] = data
    return found


def _safe(name: str) -> str:
    """A name that stays in its folder wherever the pack is opened."""
    kept = "".join("-" if character in '/\\:*?"<>|' or ord(character) < 32 else character for character in name)
    return kept.strip(" .") or "file"


def manifest(edition: Edition, stamp: Stamp, files: Mapping[str, bytes]) -> dict[str, Any]:
    """What the files are and whose, as JSON types. `digest` is that of the sealed content, "" for a working copy."""
    return {
        "edition": edition.id,
        "plan": stamp.plan,
        "area": stamp.area,
        "version": stamp.version,
        "digest": stamp.digest,
        "draft": stamp.draft,
        "signatures": [
            {"table": signed.table, "row": signed.uid, **dict(signed.values)} for signed in stamp.signatures
        ],
        "files": [
            {"name": name, "bytes": len(data), "sha256": sha256(data).hexdigest(), "media_type": media_type(name)}
            for name, data in files.items()
        ],
    }


def media_type(name: str) -> str:
    extension = name[name.rfind(".") :].lower() if "." in name else ""
    return _TYPES.get(extension) or guess_type(name)[0] or "application/octet-stream"
