"""What goes into a pack: the content, its stamp, its attachments; and the making of the files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from bcf.access import sign_off_blocks
from bcf.definition.content import Content
from bcf.pack.stamp import Signed, Stamp

from .content import content_of
from .models import AttachedFile, PackBuild, Plan, SealedVersion


def content_and_stamp(plan: Plan, version: SealedVersion | None) -> tuple[Content, Stamp]:
    """What a pack of the version, or of the working copy, says; a draft until every block is signed."""
    if version is None:
        return content_of(plan), Stamp(plan.ref, plan.area)
    signed = _signatures(version)
    given = {(one.table, one.uid) for one in signed}
    wanted = {(block.sign_off.table, block.row.uid) for block in sign_off_blocks(version)}
    draft = not wanted or not wanted <= given
    return version.content, Stamp(plan.ref, plan.area, version.number, version.digest, draft, signed)


def _signatures(version: SealedVersion) -> tuple[Signed, ...]:
    columns = {one.table: one for one in version.plan.edition.sign_offs}
    return tuple(
        Signed(
            one.table,
            one.uid,
            {
                column: value
                for column, value in (
                    (columns[one.table].name, one.name),
                    (columns[one.table].position, one.position),
                    (columns[one.table].date, one.date.isoformat() if one.date else ""),
                )
                if column
            },
        )
        for one in version.signatures.order_by("table", "uid")
        if one.signed
    )


def key_of(content: Content, stamp: Stamp) -> str:
    """Names all that goes into the files: the same key, the same files."""
    stamped = json.dumps(asdict(stamp), sort_keys=True)
    return hashlib.sha256(content.canonical() + stamped.encode()).hexdigest()


def stamp_from_plain(plain: dict[str, Any]) -> Stamp:
    return Stamp(**{**plain, "signatures": tuple(Signed(**one) for one in plain["signatures"])})


def files_of(build: PackBuild) -> dict[str, bytes]:
    """Makes the files of a build: name -> bytes, the zip of all last. Takes seconds; never inside a transaction."""
    content = Content.from_canonical(bytes(build.canonical))
    return made_of(build.plan, content, stamp_from_plain(build.stamp))


def made_of(plan: Plan, content: Content, stamp: Stamp) -> dict[str, bytes]:
    """The files that say this. The libraries that make them are loaded here, not with every page."""
    from bcf.pack.bundle import bundle, zip_of

    files = bundle(plan.edition, content, stamp, attachments(plan, content))
    return {**files, "pack.zip": zip_of(files)}


def stored_files(plan: Plan, key: str) -> dict[str, bytes] | None:
    """The files of that key if they have been made: what was sent stays the same to the byte."""
    build = PackBuild.objects.filter(plan=plan, key=key, state=PackBuild.State.READY).first()
    return {file.name: bytes(file.data) for file in build.files.all()} if build else None


def attachments(plan: Plan, content: Content) -> dict[str, bytes]:
    """The attached files that the content names: value -> bytes."""
    named = {value for _, value in content.places()}
    found = {}
    for attached in AttachedFile.objects.filter(plan=plan):
        if attached.value in named:
            with attached.data.open() as file:
                found[attached.value] = file.read()
    return found
