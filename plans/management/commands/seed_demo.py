"""manage.py seed_demo [--json]"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction

from bcf.models import Membership, Organisation, User
from plans import actions
from plans.demonstration import AREA, demonstration
from plans.demonstration.people import PEOPLE, Body, Person
from plans.management.speaking import SpeakingCommand
from plans.models import Plan


class Command(SpeakingCommand):
    help = "Loads the demonstration area with its plan and people. Run again, it changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demonstration’s passwords are known to everyone, so it is not for production.")
        plan = Plan.objects.filter(hwb_code=AREA.code).order_by("pk").first() or seed()
        people = [
            {"username": person.username, "password": person.password, "role": person.role_name} for person in PEOPLE
        ]
        self.answer(
            options,
            {"plan": plan.ref, "people": people},
            f"The plan of {plan.area} is {plan.ref}.",
            *(f"{one['username']:16} {one['password']:28} {one['role']}" for one in people),
        )


@transaction.atomic
def seed() -> Plan:
    """The people, then the plan begun by its lead author and saying everything at once."""
    accounts = {person.username: _account(person) for person in PEOPLE}
    lead = accounts[PEOPLE[0].username]
    plan = actions.begin_with(by=lead, where=AREA, said=demonstration())
    for person in PEOPLE:
        if person.role:
            body = _organisation(person.body) if person.body else None
            actions.add_person(
                plan=plan, by=lead, person=accounts[person.username], role=person.role, organisation=body
            )
    return plan


def _account(person: Person) -> User:
    user = User.objects.create_user(
        person.username, f"{person.username}@example.org", person.password, full_name=person.name
    )
    if person.body:
        Membership.objects.create(user=user, organisation=_organisation(person.body))
    return user


def _organisation(body: Body) -> Organisation:
    found, _ = Organisation.objects.get_or_create(kind=body.kind, code=body.code, defaults={"name": body.name})
    return found
