"""Reads settings from the environment, and says in a plain sentence which one is missing."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


class SettingMissing(ImproperlyConfigured):
    """A setting that this environment cannot do without; manage.py shows it without a traceback."""


def required(name: str, what: str) -> str:
    """The value of `name`; where it is not set, the sentence that says what to set."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise SettingMissing(f"BCF Planner cannot start in production: set {name} to {what}.")
    return value


def listed(name: str, default: str = "") -> list[str]:
    """The comma-separated values of `name`."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def kept_secret(path: Path) -> str:
    """The secret in the file at `path`, made on first use so that sessions outlive a restart."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        secret = secrets.token_urlsafe(64)
        file.write(secret)
    return secret
