"""The editions of the official forms, one folder each. Nothing outside a folder names an edition or a year."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from bcf.definition.parts import Edition


@cache
def edition(edition_id: str) -> Edition:
    """The edition of that folder name. Raises KeyError with the names there are."""
    if edition_id not in names():
        raise KeyError(f"There is no edition “{edition_id}”. There is: {', '.join(names())}.")
    found: Edition = import_module(f"{__name__}.{edition_id}").EDITION
    return found


@cache
def names() -> tuple[str, ...]:
    folder = Path(__file__).parent
    return tuple(sorted(path.parent.name for path in folder.glob("*/__init__.py")))
