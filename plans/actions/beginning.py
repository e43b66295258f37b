"""Beginning a plan, with what the national data already says; and who takes part in it."""

from __future__ import annotations

import secrets
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from bcf.access import Role
from bcf.definition.content import Content
from bcf.editions import edition as edition_of
from bcf.events import Kind, record
from bcf.models import Organisation, User
from bcf.national_figures import national_of
from bcf.reference import Area, area
from plans.content import blank
from plans.models import Participation, Plan

from .writing import write_content

# No vowels and nothing that looks like something else: refs are read out on the telephone.
_LETTERS = "23456789bcdfghjkmnpqrstvwxz"


def begin(*, by: User, edition: str, hwb_code: str, prefilled: bool = True) -> Plan:
    """A new plan, its lead author the one who began it, saying already what the national data say of the area.

    `prefilled` False leaves its answers blank, for a file that is about to fill them: it only notes the national
    figures. Raises KeyError for an unknown edition or area.
    """
    where, start = area(hwb_code), blank(edition_of(edition).id)
    return begin_with(by=by, where=where, said=_said(start, where, prefilled))


@transaction.atomic
def begin_with(*, by: User, where: Area, said: Content) -> Plan:
    """A new plan of the content's edition that says `said` from the start."""
    now = timezone.now()
    plan = Plan(edition_id=said.edition, hwb_code=where.code, area=where.name, begun_by=by, begun_at=now)
    plan.ref = f"{slugify(where.name)[:50]}-{_code(4)}"
    plan.save()
    record(Kind.PLAN_BEGUN, by=by, plan=plan.ref, at=now, area=where.name)
    add_person(plan=plan, by=by, person=by, role=Role.LEAD)
    write_content(plan, by, now, blank(said.edition), said)
    return plan


@transaction.atomic
def add_person(
    *, plan: Plan, by: User, person: User, role: Role, organisation: Organisation | None = None
) -> Participation:
    """Gives a person a role in the plan; the same role twice changes only whom they act for."""
    part, _ = Participation.objects.update_or_create(
        plan=plan, user=person, role=role, defaults={"organisation": organisation}
    )
    record(Kind.PERSON_ADDED, by=by, plan=plan.ref, person=person.get_full_name(), role=role.label)
    return part


def recognised(said: Content, hwb_code: str) -> Content:
    """What a file says, with the rows of the area's organisations known as those of the national figures."""
    known = _prefill_of(said.edition)
    content: Content = known.recognised(area(hwb_code), said) if known else said
    return content


def _said(start: Content, where: Area, prefilled: bool) -> Content:
    """What the edition makes of the area."""
    known = _prefill_of(start.edition)
    if not known:
        return start
    national = national_of(where)
    content: Content = known.prefill(where, national) if prefilled else known.marked(where, national)
    return content


def _prefill_of(edition: str) -> Any:
    """The edition's prefill.py, where it has one."""
    name = f"bcf.editions.{edition}.prefill"
    return import_module(name) if find_spec(name) else None


def _code(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
