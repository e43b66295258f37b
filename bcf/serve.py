"""`make run`: the whole site on this machine, ready to try, in one command.

Migrates, loads the national data, and the demonstration into a database that has nobody yet, collects the static files
where they have changed, then keeps two processes: the web server, and the worker for tasks.
"""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from types import FrameType
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

from bcf.environment import SettingMissing

HOST = "127.0.0.1"
START_SECONDS = 30
# a request that builds on a whole plan; an upload of the largest size
REQUEST_SECONDS = 120


def prepare() -> list[dict[str, Any]]:
    """Makes the database and the static files ready; the demonstration's people who can sign in."""
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_reference", stdout=StringIO())
    people = demonstration(settings.VAR_DIR / "demonstration.json")
    collect(settings.BASE_DIR, settings.STATIC_ROOT)
    return people


def demonstration(kept: Path) -> list[dict[str, Any]]:
    """Loads the demonstration where nobody has an account yet; its people, in later runs from `kept`."""
    from bcf.models import User

    if not User.objects.exists():
        print("Loading the demonstration.", flush=True)
        answer = StringIO()
        call_command("seed_demo", "--json", stdout=answer)
        kept.write_text(answer.getvalue(), encoding="utf-8")
    if not kept.exists():
        return []
    people: list[dict[str, Any]] = json.loads(kept.read_text(encoding="utf-8"))["people"]
    known = set(User.objects.values_list("username", flat=True))
    return [person for person in people if person["username"] in known]


def collect(root: Path, to: Path) -> None:
    """Runs collectstatic where a static file, or a package that brings some, has changed since the last time."""
    stamp = to / ".collected"
    now = fingerprint(root)
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(now, encoding="ascii")


def fingerprint(root: Path) -> str:
    """What the static files are made from: our own by size and time, packages by the lock files."""
    digest = hashlib.sha256()
    for name in ("uv.lock", "package-lock.json", "bcf/assets.py", "bcf/settings.py"):
        digest.update((root / name).read_bytes())
    for path in sorted((root / "static").rglob("*")):
        status = path.stat()
        digest.update(f"{path.relative_to(root)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """A process in a session of its own: Ctrl-C reaches this launcher alone, which then stops each once."""
    return subprocess.Popen([sys.executable, *arguments], start_new_session=True)


def start_web(port: int) -> subprocess.Popen[bytes]:
    """Sync workers: with threads, pages took three times as long."""
    return start(
        *("-m", "gunicorn", "bcf.wsgi", "--bind", f"{HOST}:{port}", "--no-control-socket"),
        *("--workers", os.environ.get("WEB_CONCURRENCY", "2"), "--timeout", str(REQUEST_SECONDS)),
        *("--log-level", "warning"),
    )


def start_worker() -> subprocess.Popen[bytes]:
    return start("manage.py", "db_worker", "--queue-name=*", "--no-startup-delay", "--verbosity=0")


def is_answering(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def wait_until_answering(web: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_answering(port):
        if web.poll() is not None or time.monotonic() > deadline:
            sys.exit("The web server did not start: what it said is above.")
        time.sleep(0.05)


def introduction(port: int, people: list[dict[str, Any]]) -> Iterator[str]:
    yield f"\nBCF Planner is at http://{HOST}:{port}/"
    if people:
        yield "\nDemonstration sign-ins (username, password, role):\n"
        widths = [max(len(person[part]) for person in people) for part in ("username", "password")]
        for person in people:
            yield f"  {person['username']:{widths[0]}}  {person['password']:{widths[1]}}  {person['role']}"
    yield "\nPress Ctrl-C to stop."


def stop(signum: int, frame: FrameType | None) -> None:
    sys.exit(0)


def serve(port: int, people: list[dict[str, Any]]) -> None:
    """Keeps the web server and the worker going until told to stop; a worker that dies is started again."""
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    processes = {"web": start_web(port), "worker": start_worker()}
    try:
        wait_until_answering(processes["web"], port)
        print("\n".join(introduction(port, people)), flush=True)
        while processes["web"].poll() is None:
            if processes["worker"].poll() is not None:
                processes["worker"] = start_worker()
            time.sleep(1)
        sys.exit("The web server stopped by itself: what it said is above.")
    finally:
        for process in processes.values():
            process.terminate()
        for process in processes.values():
            process.wait()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bcf.settings")
    port = int(os.environ.get("PORT") or 8000)
    if is_answering(port):
        sys.exit(f"Something else is using port {port}. Choose another: make run PORT={port + 1}")
    try:
        django.setup()
    except SettingMissing as missing:
        sys.exit(str(missing))
    if settings.PRODUCTION:
        sys.exit("make run is for trying things out. In production run gunicorn bcf.wsgi and manage.py db_worker.")
    serve(port, prepare())


if __name__ == "__main__":
    main()
