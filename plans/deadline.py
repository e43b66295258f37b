"""How long there is until the plan must be sent, in words."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

# Beyond this many days nobody counts them.
LONG_AGO = 60


def moment(at: datetime) -> str:
    """ "12 noon on 19 September" with its year; the minutes only where there are any."""
    local = timezone.localtime(at)
    hour = {0: "midnight", 12: "12 noon"}.get(local.hour) if local.minute == 0 else None
    minutes = f":{local.minute:02}" if local.minute else ""
    clock = hour or f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"
    return f"{clock} on {local.day} {local:%B %Y}"


def days_left(deadline: datetime, now: datetime | None = None) -> str:
    """ "12 days left", "Due today", "3 days late"; counted from day to day in UK time."""
    now = now or timezone.now()
    days = (timezone.localtime(deadline).date() - timezone.localtime(now).date()).days
    if now > deadline:
        return "Passed today" if days == 0 else f"Passed {_days(-days)} ago" if -days <= LONG_AGO else "Passed"
    return "Due today" if days == 0 else f"{_days(days)} left"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"
