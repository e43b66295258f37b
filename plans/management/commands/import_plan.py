"""manage.py import_plan FILE --edition july_2014 --hwb E06000033 [--by USERNAME] [--json]"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from bcf.definition.content import Content
from bcf.definition.parts import Edition, Field
from bcf.editions import edition as edition_of
from bcf.pack.found import Found, Unusable
from bcf.reference import area
from plans.actions import adopt, read_upload
from plans.management.speaking import SpeakingCommand, the_person
from plans.uploads import found_from_plain, problem_as_plain


class Command(SpeakingCommand):
    help = "Makes a new plan of a filled-in form: Word, Excel, or the plain text of a PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--edition", required=True, help="the edition of the forms, such as a folder of bcf/editions"
        )
        parser.add_argument("--hwb", required=True, help="the ONS code of the board's area, such as E06000033")
        parser.add_argument("--by", default="", help="who it is for: the username of the lead author")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = _known(options["edition"], options["hwb"])
        data = _bytes_of(options["file"])
        by = the_person(options["by"])
        try:
            upload = read_upload(
                by=by, name=options["file"].name, data=data, edition=edition.id, hwb_code=options["hwb"]
            )
        except Unusable as error:
            raise CommandError(str(error)) from error
        plan = adopt(upload=upload, by=by).plan
        told = summary(edition, found_from_plain(upload.found), "excel" if upload.workbook else "word")
        self.answer(
            options,
            {"plan": plan.ref, **told},
            f"Made plan {plan.ref}.",
            f"Answers: {len(told['answered'])} found, {len(told['blank'])} blank.",
            f"Schemes: {len(told['schemes'])}. Risks: {told['risks']}. Sign-offs: {told['sign_offs']}. "
            f"Hospitals: {told['providers']}.",
            f"{told['characters_unplaced']:,} of {told['characters_in']:,} characters are not placed.",
            *(f"{problem['place']}: {problem['message']}" for problem in told["problems"]),
        )


def summary(edition: Edition, found: Found, document_format: str) -> dict[str, Any]:
    """What was found, for operators and tests."""
    content = found.content
    return {
        "answered": [field.key for field in _asked(edition, document_format) if content.get(field.key)],
        "blank": [
            field.key
            for field in _asked(edition, document_format)
            if field.official and not field.note_to and not content.get(field.key)
        ],
        "schemes": [row.get("ref") for row in content.rows("schemes")],
        "risks": len(content.rows("risks")),
        "sign_offs": _rows(content, (sign_off.table for sign_off in edition.sign_offs)),
        "providers": len(content.rows("providers")),
        "characters_in": found.characters_in,
        "characters_placed": found.characters_placed,
        "characters_unplaced": found.characters_unplaced,
        "problems": [problem_as_plain(problem) for problem in found.problems],
    }


def _asked(edition: Edition, document_format: str) -> list[Field]:
    return [
        field
        for document, section in edition.sections()
        if document.format == document_format and not section.each
        for field in section.fields()
        if field.typed
    ]


def _rows(content: Content, tables: Iterable[str]) -> int:
    return sum(len(content.rows(table)) for table in tables)


def _known(edition_id: str, hwb_code: str) -> Edition:
    try:
        area(hwb_code)
        return edition_of(edition_id)
    except KeyError as error:
        raise CommandError(str(error.args[0])) from error


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
