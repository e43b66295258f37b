"""What is measured on the site: a stored plan, its pages, and what is saved. Each job starts Django.

A page is asked for once before it is timed: a running site has its templates and its addresses at hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from .folder import plan_in
from .jobs import Job, Work

if TYPE_CHECKING:
    from bcf.models import User
    from plans.models import Plan

SHEET = "expenditure_plan"
TABLE = "expenditure"


def checks(folder: Path) -> Work:
    """The list of problems of a stored plan."""
    plan, _ = _stored(folder)
    from plans.checklist import problems_of

    return lambda: problems_of(plan)


def seal(folder: Path) -> Work:
    """The action: reads the plan, checks it again, writes its canonical form and digest."""
    plan, by = _stored(folder)
    from plans import actions

    return lambda: actions.seal(plan=plan, by=by, reason="Measured")


def grid_page(folder: Path) -> Work:
    """The page of the expenditure plan."""
    return _page(folder, f"{SHEET}/")


def task_list(folder: Path) -> Work:
    return _page(folder, "")


def problems(folder: Path) -> Work:
    return _page(folder, "problems/")


def _page(folder: Path, rest: str) -> Work:
    plan, by = _stored(folder)
    from .visitor import Visitor

    return _warm(partial(Visitor(by).get, f"/plans/{plan.ref}/{rest}"))


def _warm(work: Work) -> Work:
    work()
    return work


def save_row(folder: Path) -> Work:
    """One row of the expenditure plan of which two amounts were changed, as its page sends it."""
    plan, by = _stored(folder)
    from .visitor import Visitor

    visitor, address, amounts = Visitor(by), f"/plans/{plan.ref}/{SHEET}/cells/", _amounts()
    rows = plan_in(folder)[1].rows(TABLE)
    versions: dict[str, int] = {}

    def work() -> None:
        number = next(amounts)
        row = rows[number % len(rows)]
        places = [f"{TABLE}/{row.uid}/{year}" for year in ("year_1", "year_2")]
        cells = {place: {"typed": str(number), "version": versions.get(place, 1)} for place in places}
        saved = json.loads(visitor.post_json(address, {"cells": cells}))
        if saved["conflicts"] or saved["errors"]:
            raise RuntimeError(f"The row was not saved: {saved}")
        versions.update(saved["versions"])

    return _warm(work)


def typed_figures(folder: Path) -> Work:
    """What the page of the expenditure plan asks for when someone has typed an amount: its figures and its panels."""
    plan, by = _stored(folder)
    from .visitor import Visitor

    visitor, address, amounts = Visitor(by), f"/plans/{plan.ref}/{SHEET}/", _amounts()
    page = visitor.get(address).decode()
    shown = [(kind, name) for kind in ("figure", "panel") for name in re.findall(rf'data-{kind}="([^"]+)"', page)]
    place = f"{TABLE}/{plan_in(folder)[1].rows(TABLE)[0].uid}/year_1"
    return _warm(lambda: visitor.post_form(f"{address}figures/", [(place, str(next(amounts))), *shown]))


def bare_save(folder: Path) -> Work:
    """A view with nothing of ours: the same middleware, a signed-in user, one row written in a transaction."""
    plan, by = _stored(folder)
    from django.conf import settings

    from .visitor import Visitor

    settings.ROOT_URLCONF = "plans.benchmarks.bare_site"
    visitor, amounts = Visitor(by), _amounts()
    place = f"{TABLE}/{plan_in(folder)[1].rows(TABLE)[0].uid}/year_1"
    return _warm(lambda: visitor.post_json(f"/{plan.pk}/", {"place": place, "value": str(next(amounts))}))


def _amounts() -> Iterator[int]:
    """Never one that is there already."""
    return count(1_000_000)


def _stored(folder: Path) -> tuple[Plan, User]:
    """A new plan in the database, and its author."""
    import django

    django.setup()
    from bcf.models import User
    from plans.actions.beginning import begin_with
    from plans.demonstration import AREA

    by = User.objects.get(username=NAME)
    return begin_with(by=by, where=AREA, said=plan_in(folder)[1]), by


NAME = "bench"
SITE_JOBS: tuple[Job, ...] = (checks, seal, grid_page, typed_figures, task_list, problems, save_row, bare_save)
