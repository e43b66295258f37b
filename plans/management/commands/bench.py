"""manage.py bench [--quick] [--rounds N] [--database URL] [--json]"""

from __future__ import annotations

import os
import platform
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.management.base import CommandError

from plans.benchmarks.results import PARTS, Part, Result, results, table
from plans.benchmarks.rounds import Failed, bench, rounds
from plans.management.speaking import SpeakingCommand


class Command(SpeakingCommand):
    help = "Measures seconds and memory on a big plan, beside other programs. Touches no plan of yours."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--quick", action="store_true", help="one round on a small plan, to see that it works")
        parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (default 5)")
        parser.add_argument("--database", default="", help="URL of an empty database to fill (default: SQLite)")

    def handle(self, *args: Any, **options: Any) -> None:
        count = 1 if options["quick"] else max(options["rounds"], 1)
        try:
            parts = [self._measured(part, count, options) for part in PARTS]
        except Failed as error:
            raise CommandError(str(error)) from error
        self.answer(
            options,
            {"machine": _machine(), "rounds": count, "parts": [part.plain() for part in parts]},
            f"{count} rounds, each figure in a fresh process; {os.cpu_count()} cores.",
            *(line for part in parts for line in part.lines()),
        )

    def _measured(self, part: Part, count: int, options: dict[str, Any]) -> Measured:
        with bench(options["database"]) as on:
            plan = on.prepare(part.quick if options["quick"] else part.size)
            return Measured(part.key, plan, results(part.figures, rounds(on, part.jobs, count, self.stderr.write)))


@dataclass(frozen=True, slots=True)
class Measured:
    """A part with the size that its plan came to."""

    key: str
    plan: dict[str, int]
    found: list[Result]

    def plain(self) -> dict[str, Any]:
        return {"part": self.key, "plan": self.plan, "figures": [one.plain() for one in self.found]}

    def lines(self) -> Iterator[str]:
        yield ""
        yield (
            f"A plan of {self.plan['characters']:,} characters, {self.plan['schemes']} schemes and "
            f"{self.plan['expenditure']} rows of expenditure"
        )
        yield ""
        yield from table(self.found)


def _machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version()}
