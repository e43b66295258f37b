"""manage.py check_plan REF [--json]"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from plans.checklist import problems_of
from plans.management.speaking import SpeakingCommand, the_plan
from plans.uploads import problem_as_plain


class Command(SpeakingCommand):
    help = "Lists every problem of a plan, with its place, severity and message."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("ref")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = the_plan(options["ref"])
        problems = problems_of(plan)
        self.answer(
            options,
            {"plan": plan.ref, "problems": [problem_as_plain(problem) for problem in problems]},
            *(f"{one.severity:8} {one.rule:4} {one.place or 'the plan'}: {one.message}" for one in problems),
            f"Problems: {len(problems)}.",
        )
