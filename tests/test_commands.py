"""The commands that operators use, and their JSON."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from bcf.models import User
from bcf.pack.found import Unusable
from plans.actions import seal
from plans.content import content_of
from plans.models import Plan
from plans.uploads import problem_as_plain

from . import factories
from .small_edition import ID
from .test_actions_adopt import FOUND

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> dict[str, Any]:
    """What the command answers with --json."""
    out = StringIO()
    call_command(*arguments, "--json", stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def say(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file to import, and a stand-in for the readers."""
    monkeypatch.setattr("plans.actions.importing.read_file", lambda *given: FOUND)
    path = tmp_path / "part-1.docx"
    path.write_bytes(b"x")
    return str(path)


def importing(file: str, *more: str) -> tuple[str, ...]:
    return ("import_plan", file, "--edition", ID, "--hwb", factories.SOUTHEND, *more)


def test_import_plan_answers_with_what_was_found(file: str) -> None:
    answer = run(*importing(file))
    plan = Plan.objects.get()
    assert answer == {
        "plan": plan.ref,
        "answered": ["vision"],
        "blank": ["ccgs", "budget", "notes", "cover_letter", "case"],
        "schemes": ["001", "002"],
        "risks": 0,
        "sign_offs": 0,
        "providers": 0,
        "characters_in": 30,
        "characters_placed": 20,
        "characters_unplaced": 10,
        "problems": [problem_as_plain(problem) for problem in FOUND.problems],
    }
    assert content_of(plan).digest() == FOUND.content.digest()
    assert not plan.begun_by.has_usable_password()


def test_import_plan_speaks_to_people_too(file: str) -> None:
    assert "Answers: 1 found, 5 blank." in say(*importing(file))


def test_import_plan_is_for_the_person_named(file: str) -> None:
    priya = factories.person("Priya Shah", "priya")
    run(*importing(file, "--by", "priya"))
    assert Plan.objects.get().begun_by == priya


def test_the_operator_is_one_account(file: str) -> None:
    run(*importing(file))
    run(*importing(file))
    assert User.objects.get().username == "operator"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("missing.docx", "--edition", ID, "--hwb", "E06000033"), "missing.docx cannot be read"),
        (("FILE", "--edition", "no_such", "--hwb", "E06000033"), "There is no edition “no_such”"),
        (("FILE", "--edition", ID, "--hwb", "E99"), "There is no Health and Wellbeing Board area “E99”"),
        (("FILE", "--edition", ID, "--hwb", "E06000033", "--by", "nobody"), "There is no user “nobody”"),
    ],
)
def test_import_plan_says_what_is_wrong(file: str, arguments: tuple[str, ...], message: str) -> None:
    given = [file if argument == "FILE" else argument for argument in arguments]
    with pytest.raises(CommandError, match=message):
        call_command("import_plan", *given)
    assert not Plan.objects.exists()


def test_a_file_that_cannot_be_used_is_not_half_imported(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object) -> None:
        raise Unusable("This file is empty.")

    monkeypatch.setattr("plans.actions.importing.read_file", refuse)
    with pytest.raises(CommandError, match="This file is empty"):
        call_command(*importing(file))
    assert not Plan.objects.exists()


def test_check_plan_lists_the_problems() -> None:
    plan = factories.plan()
    assert run("check_plan", plan.ref) == {
        "plan": plan.ref,
        "problems": [{"place": "vision", "severity": "must_fix", "message": "Write the vision.", "rule": "X06"}],
    }
    assert "vision: Write the vision." in say("check_plan", plan.ref)


def test_commands_say_when_there_is_no_such_plan(tmp_path: Path) -> None:
    for arguments in (("check_plan", "nothing"), ("export_pack", "nothing", "--to", str(tmp_path))):
        with pytest.raises(CommandError, match="There is no plan “nothing”"):
            call_command(*arguments)


@pytest.fixture
def makers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the makers of files."""
    for module in ("plans.packs", "plans.management.commands.export_pack"):
        monkeypatch.setattr(f"{module}.made_of", lambda plan, content, stamp: {"part-1.docx": stamp.line.encode()})


@pytest.mark.usefixtures("makers")
def test_export_pack_writes_the_working_copy_until_it_is_sealed(tmp_path: Path) -> None:
    plan = factories.plan()
    folder = tmp_path / "new" / "pack"
    answer = run("export_pack", plan.ref, "--to", str(folder))
    assert (answer["plan"], answer["version"], answer["draft"]) == (plan.ref, 0, True)
    assert [file["name"] for file in answer["files"]] == ["part-1.docx"]
    assert (folder / "part-1.docx").read_text() == "Southend-on-Sea, working copy, DRAFT"
    version = seal(plan=plan, by=plan.begun_by, reason="A test.")
    answer = run("export_pack", plan.ref, "--to", str(folder))
    assert (answer["version"], answer["digest"]) == (1, version.digest)
    factories.say(plan, {"vision": "<p>Later</p>"})
    assert run("export_pack", plan.ref, "--to", str(folder))["version"] == 0


@pytest.mark.usefixtures("makers")
def test_export_pack_says_when_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be written to"):
        call_command("export_pack", factories.plan().ref, "--to", str(tmp_path / "file"))


def test_check_editions_finds_nothing_amiss_in_the_official_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    from bcf import editions

    official = tuple(name for name in editions.names() if name != ID)
    monkeypatch.setattr("plans.management.commands.check_editions.names", lambda: official)
    assert run("check_editions") == {"editions": {name: [] for name in official}}


def test_check_editions_fails_on_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plans.management.commands.check_editions.names", lambda: (ID,))
    with pytest.raises(CommandError, match="faults"):
        call_command("check_editions", stdout=StringIO())
