"""What the commands share: finding a plan and a person, and answering as JSON or in lines."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bcf.models import User
from plans.models import Plan

OPERATOR = "operator"


class SpeakingCommand(BaseCommand):
    """A command with --json: `answer` prints one JSON object, or its lines for people."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="answer with one JSON object")

    def answer(self, options: Mapping[str, Any], plain: Mapping[str, Any], *lines: str) -> None:
        self.stdout.write(json.dumps(plain, ensure_ascii=False) if options["json"] else "\n".join(lines))


def the_plan(ref: str) -> Plan:
    plan = Plan.objects.filter(ref=ref).first()
    if plan is None:
        raise CommandError(f"There is no plan “{ref}”.")
    return plan


def the_person(username: str) -> User:
    """The user of that name; without one, the operator: an account that nobody can sign in to."""
    if username:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user “{username}”.")
        return user
    operator = User.objects.filter(username=OPERATOR).first()
    return operator or User.objects.create_user(OPERATOR, full_name="The operator")
