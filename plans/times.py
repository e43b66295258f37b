"""Times as people say them, in UK time."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def when(at: datetime) -> str:
    """ "3 September at 2:05pm" with the year between."""
    local = timezone.localtime(at)
    return f"{local.day} {local:%B %Y} at {local.hour % 12 or 12}:{local.minute:02}{'am' if local.hour < 12 else 'pm'}"
