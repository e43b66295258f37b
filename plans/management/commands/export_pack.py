"""manage.py export_pack REF --to DIR [--json]"""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from plans.actions import latest_version
from plans.content import content_of
from plans.management.speaking import SpeakingCommand, the_plan
from plans.models import Plan, SealedVersion
from plans.packs import content_and_stamp, key_of, made_of, stored_files


class Command(SpeakingCommand):
    help = "Writes the official files of a plan as it stands: the sealed version while nothing has changed since."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("ref")
        parser.add_argument("--to", type=Path, required=True, help="the folder; made where it is missing")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = the_plan(options["ref"])
        content, stamp = content_and_stamp(plan, _sealed_as_it_stands(plan))
        files = stored_files(plan, key_of(content, stamp)) or made_of(plan, content, stamp)
        _write(options["to"], files)
        self.answer(
            options,
            {
                "plan": plan.ref,
                "version": stamp.version,
                "draft": stamp.draft,
                "digest": content.digest(),
                "files": [
                    {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                    for name, data in files.items()
                ],
            },
            stamp.line,
            *(f"{options['to'] / name}: {len(data):,} bytes" for name, data in files.items()),
        )


def _sealed_as_it_stands(plan: Plan) -> SealedVersion | None:
    version = latest_version(plan)
    return version if version and version.digest == content_of(plan).digest() else None


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        raise CommandError(f"{folder} cannot be written to: {error.strerror}.") from error
