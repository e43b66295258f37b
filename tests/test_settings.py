"""Settings from the environment: production starts only when it has been told everything it needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bcf.environment import kept_secret, listed

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "BCF_ENV": "production",
    "SECRET_KEY": "only-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "plans.example.org",
    "DATABASE_URL": "sqlite:////tmp/never-opened.sqlite3",
    "MEDIA_ROOT": "/tmp/never-written",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
    )


def test_production_is_clean_by_djangos_deployment_checks() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "MEDIA_ROOT"])
def test_production_says_which_setting_is_missing(name: str) -> None:
    done = manage("check", **{**PRODUCTION, name: ""})
    assert done.returncode == 1
    assert done.stderr.startswith(f"BCF Planner cannot start in production: set {name} to ")
    assert "Traceback" not in done.stderr


def test_an_unknown_environment_is_refused() -> None:
    done = manage("check", BCF_ENV="prod")
    assert done.returncode == 1
    assert "set it to local, test or production" in done.stderr


def test_debug_cannot_be_switched_on_in_production() -> None:
    done = manage(
        "shell", "-v0", "-c", "from django.conf import settings; print(settings.DEBUG)", **PRODUCTION, BCF_DEBUG="1"
    )
    assert done.stdout.strip() == "False"


def test_the_local_secret_is_made_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret-key"
    secret = kept_secret(path)
    assert len(secret) > 50
    assert kept_secret(path) == secret
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_list_ignores_spaces_and_empty_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", " a.example , ,b.example,")
    assert listed("ALLOWED_HOSTS") == ["a.example", "b.example"]
