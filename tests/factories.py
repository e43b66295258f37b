"""Makes people, organisations and plans for tests, through the same actions as the pages."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from bcf.access import Role
from bcf.models import Organisation, User
from plans.actions import Typed, add_person, add_row, begin, save
from plans.content import stored
from plans.models import Plan

from .small_edition import ID

PASSWORD = "correct horse battery staple"
SOUTHEND = "E06000033"
_numbers = itertools.count(1)


def person(full_name: str = "", username: str = "", job_title: str = "", password: str = "") -> User:
    """A user; without a password nobody can sign in as them, but `client.force_login` can."""
    number = next(_numbers)
    username = username or f"person{number}"
    return User.objects.create_user(
        username,
        f"{username}@example.org",
        password or None,
        full_name=full_name or f"Person {number}",
        job_title=job_title,
    )


def organisation(name: str, kind: str = "ccg", code: str = "") -> Organisation:
    found, _ = Organisation.objects.get_or_create(kind=kind, code=code or f"T{next(_numbers)}", defaults={"name": name})
    return found


def plan(by: User | None = None, edition: str = ID, hwb_code: str = SOUTHEND) -> Plan:
    """A plan just begun: on the made-up edition, unless told otherwise."""
    return begin(by=by or person(), edition=edition, hwb_code=hwb_code)


def part(plan: Plan, role: Role, user: User | None = None, organisation: Organisation | None = None) -> User:
    """Someone who takes part in the plan in that role."""
    user = user or person()
    add_person(plan=plan, by=plan.begun_by, person=user, role=role, organisation=organisation)
    return user


def say(plan: Plan, values: Mapping[str, str], by: User | None = None) -> None:
    """Saves values at places over whatever is there."""
    current = stored(plan, values)
    typed = {place: Typed(value, current[place].version if place in current else 0) for place, value in values.items()}
    save(plan=plan, by=by or plan.begun_by, typed=typed)


def row(plan: Plan, table: str, values: Mapping[str, str] | None = None) -> str:
    """Adds a row with those values; gives its uid."""
    uid = add_row(plan=plan, by=plan.begun_by, table=table)
    say(plan, {f"{table}/{uid}/{key}": value for key, value in (values or {}).items()})
    return uid
