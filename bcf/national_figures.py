"""National data in the database: loaded from files, and looked up for an area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from .definition.spelling import decimal_text
from .models import NationalFigure, Organisation
from .reference import LISTS, Area, List
from .reference.national import FILES, File, Held, National, read, shipped

_BATCH = 2000
_COLUMNS = ("measure", "code", "period", "value", "source", "dated")


@dataclass(frozen=True, slots=True)
class Changed:
    """One figure or name that was changed: what it is of, and its texts."""

    what: str
    before: str
    after: str


@dataclass(slots=True)
class Loaded:
    """What loading a file did."""

    file: str
    added: int = 0
    changed: list[Changed] = field(default_factory=list)
    removed: int = 0
    unchanged: int = 0


def national_of(area: Area) -> National:
    """What is held of the area and of its CCGs: as loaded, or where nothing of them was, as shipped. One query."""
    ccgs = sorted({ccg.code for ccg in (*area.ccgs, *area.overlapping)})
    codes = [area.code, *ccgs, *(f"{ccg}/{area.code}" for ccg in ccgs)]
    held = [Held(*columns) for columns in NationalFigure.objects.filter(code__in=codes).values_list(*_COLUMNS)]
    return National(held) if held else shipped()


@transaction.atomic
def load(folder: Path) -> list[Loaded]:
    """Makes the database hold what the folder's files say, and tells what that changed.

    Raises BadFile, and has changed nothing then. Organisations are never removed, since people belong to them.
    """
    names = [(one, one.read(folder)) for one in LISTS]
    figures = [(file, read(file, folder)) for file in FILES]
    return [
        *(_load_names(one, organisations) for one, organisations in names),
        *(_load_figures(file, held) for file, held in figures),
    ]


def _load_names(listed: List, names: Mapping[tuple[str, str], str]) -> Loaded:
    """`names`: (kind, code) -> name."""
    loaded = Loaded(listed.name)
    kinds = {kind for kind, _ in names}
    stored = Organisation.objects.filter(kind__in=kinds).values_list("kind", "code", "name")
    before = {(kind, code): name for kind, code, name in stored}
    written = []
    for (kind, code), name in names.items():
        old = before.get((kind, code))
        if old == name:
            loaded.unchanged += 1
            continue
        if old is None:
            loaded.added += 1
        else:
            loaded.changed.append(Changed(f"{kind} {code}", old, name))
        written.append(Organisation(kind=kind, code=code, name=name))
    Organisation.objects.bulk_create(
        written, batch_size=_BATCH, update_conflicts=True, unique_fields=["kind", "code"], update_fields=["name"]
    )
    return loaded


def _load_figures(file: File, figures: Sequence[Held]) -> Loaded:
    loaded = Loaded(file.name)
    stored = NationalFigure.objects.filter(file=file.name).values_list(*_COLUMNS)
    before = {one.key: one for one in (Held(*columns) for columns in stored.iterator())}
    written = []
    for one in figures:
        old = before.pop(one.key, None)
        if old == one:
            loaded.unchanged += 1
            continue
        if old is None:
            loaded.added += 1
        else:
            loaded.changed.append(Changed(", ".join(one.key), *_difference(old, one)))
        written.append(NationalFigure(file=file.name, **{name: getattr(one, name) for name in _COLUMNS}))
    NationalFigure.objects.bulk_create(
        written,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["code", "measure", "period"],
        update_fields=["file", "value", "source", "dated"],
    )
    _remove(file, before)
    loaded.removed = len(before)
    return loaded


def _difference(old: Held, new: Held) -> tuple[str, str]:
    """The figures; where they are equal, what is said about them."""
    if old.value != new.value:
        return decimal_text(Decimal(old.value)), decimal_text(new.value)
    return f"{old.source}, {old.dated}", f"{new.source}, {new.dated}"


def _remove(file: File, gone: Mapping[tuple[str, str, str], Held]) -> None:
    stored = NationalFigure.objects.filter(file=file.name).values_list("pk", "measure", "code", "period")
    keys = [pk for pk, *key in stored if tuple(key) in gone] if gone else []
    for start in range(0, len(keys), _BATCH):
        NationalFigure.objects.filter(pk__in=keys[start : start + _BATCH]).delete()
