"""What an importer found, as JSON and back; and which importer reads which file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from bcf.definition.content import Content
from bcf.definition.parts import Edition
from bcf.definition.problems import Problem, Severity
from bcf.pack.found import Facts, Found, SheetProblem, Unplaced

MadeFrom = Callable[[Facts], Content | None]

_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods")


def read_file(edition: Edition, name: str, data: bytes, made_from: MadeFrom) -> Found:
    """Reads a filled-in form: Word, Excel, or plain text of a PDF. Raises Unusable.

    `made_from` finds the content that a workbook of ours was made from; what it cannot say then stays as it was there.
    """
    if is_workbook(name, data):
        from bcf.pack.read_xlsx import read_xlsx

        return read_xlsx(edition, data, made_from=made_from)
    if _is_text(data):
        from bcf.pack.read_text import read_text

        return read_text(edition, data)
    from bcf.pack.read_word import read_word

    return read_word(edition, data)


def is_workbook(name: str, data: bytes) -> bool:
    """Whether it is an Excel workbook; a Word form never has a part of that name.

    What neither Word's nor Excel's reader can open is taken for what its name says, so that the right one says why.
    """
    if data.startswith(b"PK"):
        return b"xl/workbook" in data or name.lower().endswith(".ods")
    return not _is_text(data) and name.lower().endswith(_SHEETS)


def _is_text(data: bytes) -> bool:
    """Plain text has no zero bytes, or begins as UTF-16 does; other files people send have a mark or a zero early."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return bool(data) and b"\0" not in data[:4096] and not data.startswith((b"PK", b"%PDF"))


def found_as_plain(found: Found) -> dict[str, Any]:
    """The Found as JSON types."""
    return {
        "content": found.content.plain(),
        "problems": [problem_as_plain(problem) for problem in found.problems],
        "unplaced": [{"html": one.html, "after": one.after} for one in found.unplaced],
        "characters_in": found.characters_in,
        "characters_placed": found.characters_placed,
        "characters_unplaced": found.characters_unplaced,
        "facts": asdict(found.facts) if found.facts else None,
    }


def found_from_plain(plain: dict[str, Any]) -> Found:
    return Found(
        content=Content.from_plain(plain["content"]),
        problems=tuple(problem_from_plain(problem) for problem in plain["problems"]),
        unplaced=tuple(Unplaced(one["html"], one["after"]) for one in plain["unplaced"]),
        characters_in=plain["characters_in"],
        characters_placed=plain["characters_placed"],
        characters_unplaced=plain["characters_unplaced"],
        facts=Facts(**plain["facts"]) if plain.get("facts") else None,
    )


def problem_as_plain(problem: Problem) -> dict[str, str]:
    return {**asdict(problem), "severity": problem.severity.value}


def problem_from_plain(plain: dict[str, Any]) -> Problem:
    made = SheetProblem if "tab" in plain else Problem
    return made(**{**plain, "severity": Severity(plain["severity"])})
