"""manage.py load_reference [--from DIR] [--json]"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bcf.national_figures import Loaded, load
from bcf.reference.national import SHIPPED, BadFile

_MOST_LISTED = 20


class Command(BaseCommand):
    help = "Loads the national data: organisations and figures. Run again, it changes only what the files changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="folder", type=Path, default=SHIPPED, metavar="DIR",
                            help="the folder of the CSV files, in place of those that are shipped")  # fmt: skip
        parser.add_argument("--json", action="store_true", help="answer with one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load(options["folder"])
        except BadFile as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        if options["json"]:
            self.stdout.write(json.dumps({"files": [asdict(one) for one in loaded]}, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(line for one in loaded for line in _told(one)))


def _told(one: Loaded) -> Iterator[str]:
    counts = f"{one.added:,} added, {len(one.changed):,} changed, {one.removed:,} removed, {one.unchanged:,} unchanged"
    yield f"{one.file:36} {counts}"
    for change in one.changed[:_MOST_LISTED]:
        yield f"    {change.what}: from {change.before} to {change.after}"
    if len(one.changed) > _MOST_LISTED:
        yield f"    and {len(one.changed) - _MOST_LISTED:,} more; --json lists them all"
