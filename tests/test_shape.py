"""The shape of the code (design, sections 3 and 8): who may import whom, how long a module may be."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("bcf", "plans", "schemes", "metrics")
MODULES = [
    path.relative_to(ROOT)
    for folder in (*APPS, "bench", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
CODE = [path for path in MODULES if path.parts[0] in APPS]
MOST_LINES = 400
YEAR = re.compile(r"20[12]\d")
# where a year is what the file is about
OF_A_YEAR = ("bcf/editions/", "bcf/reference/")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=str(path))


def module_name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    """Every name that a module imports, in full: `from plans import models` is `plans.models`."""
    package = path.parent.parts
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def strangers(path: Path, known: tuple[str, ...]) -> list[str]:
    """What a module imports of ours, or of Django, that is not among `known`."""
    watched = (*APPS, "bench", "tests", "django")
    return [name for name in imports(path) if within(name, watched) and not within(name, known)]


def modules_of(*packages: str) -> list[Path]:
    return [path for path in CODE if within(module_name(path), packages)]


def test_a_module_is_at_most_400_lines() -> None:
    lines = {str(path): len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in MODULES}
    too_long = {path: count for path, count in lines.items() if count > MOST_LINES}
    assert not too_long, "divide it by what a user would name"


def test_the_definition_knows_only_itself() -> None:
    for path in modules_of("bcf.definition"):
        assert not strangers(path, ("bcf.definition",)), path


def test_editions_know_the_definition() -> None:
    for path in modules_of("bcf.editions"):
        assert not strangers(path, ("bcf.definition", "bcf.editions", "bcf.reference")), path


def test_the_pack_is_made_without_models() -> None:
    known = ("bcf.definition", "bcf.editions", "bcf.pack", "bcf.reference", "django.template", "django.utils")
    for path in modules_of("bcf.pack"):
        assert not strangers(path, known), path


def test_schemes_and_metrics_know_the_models_of_plans_alone() -> None:
    for path in modules_of("schemes", "metrics"):
        reached = [name for name in imports(path) if within(name, ("plans",))]
        assert not [name for name in reached if not within(name, ("plans.models",))], path


def test_only_plans_content_turns_rows_into_content() -> None:
    for path in CODE:
        names = {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}
        turns = "Content" in names and names & {"Answer", "TableRow"}
        made = any(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Content"
            for node in ast.walk(tree(path))
        )
        assert str(path) == "plans/content.py" or not (turns and made), f"{path} makes Content of rows"


def docstrings(module: ast.Module) -> set[ast.AST]:
    """The nodes that document: a year in them is an example, not a branch."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(module) if isinstance(node, documented)]
    return {body[0].value for body in bodies if body and isinstance(body[0], ast.Expr)}


def years(path: Path) -> Iterator[str]:
    """The years in a module's names and values."""
    module = tree(path)
    skipped = docstrings(module)
    yield from (f"imports {name}" for name in imports(path) if YEAR.search(name))
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and node not in skipped and YEAR.search(repr(node.value)):
            yield f"line {node.lineno}: {str(node.value)[:60]!r}"
        named = getattr(node, "id", None) or getattr(node, "attr", None) or getattr(node, "name", None)
        if isinstance(named, str) and not isinstance(node, ast.alias) and YEAR.search(named):
            yield f"the name {named}"


def test_no_year_outside_editions() -> None:
    for path in CODE:
        if not path.as_posix().startswith(OF_A_YEAR):
            assert not list(years(path)), f"{path} names years, which belong in an edition"
