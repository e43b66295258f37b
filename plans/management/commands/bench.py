"""manage.py bench [--quick] [--rounds N] [--json]"""

from __future__ import annotations

import os
import platform
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from plans.benchmarks.grown import SMALL, WHOLE
from plans.benchmarks.results import JOBS, results, table
from plans.benchmarks.rounds import Failed, bench, rounds
from plans.management.speaking import SpeakingCommand


class Command(SpeakingCommand):
    help = "Measures seconds and memory on a big plan, beside LibreOffice and XlsxWriter. Touches no plan of yours."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--quick", action="store_true", help="one round on a small plan, to see that it works")
        parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (default 5)")

    def handle(self, *args: Any, **options: Any) -> None:
        count = 1 if options["quick"] else max(options["rounds"], 1)
        try:
            with bench() as on:
                plan = on.prepare(SMALL if options["quick"] else WHOLE)
                found = results(rounds(on, JOBS, count, self.stderr.write))
        except Failed as error:
            raise CommandError(str(error)) from error
        self.answer(
            options,
            {"plan": plan, "machine": _machine(), "rounds": count, "figures": [one.plain() for one in found]},
            f"A plan of {plan['characters']:,} characters, {plan['schemes']} schemes and {plan['expenditure']} rows of "
            f"expenditure; {count} rounds, each figure in a fresh process; {os.cpu_count()} cores.",
            "",
            *table(found),
        )


def _machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version()}
