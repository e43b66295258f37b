"""manage.py check_editions [--json]"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError

from bcf.access import Role
from bcf.editions import edition, names
from bcf.editions.soundness import faults
from plans.management.speaking import SpeakingCommand


class Command(SpeakingCommand):
    help = "Proves that every edition holds together: keys, guidance, formulas, rules and sign-offs."

    def handle(self, *args: Any, **options: Any) -> None:
        found = {name: faults(edition(name), roles=set(Role)) for name in names()}
        lines = [f"{name}: {fault}" for name, some in found.items() for fault in some]
        sound = f"{', '.join(found)}: nothing amiss."
        self.answer(options, {"editions": found}, *(lines or [sound]))
        if lines:
            raise CommandError(f"{len(lines)} faults." if len(lines) > 1 else "1 fault.")
