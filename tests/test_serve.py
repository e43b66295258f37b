"""`make run`'s launcher, started as a user starts it, on a database of its own."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bcf.serve import fingerprint, introduction

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def launcher(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "BCF_ENV": "local", "DATABASE_URL": "", "BCF_VAR": str(tmp_path), "PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "bcf.serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process
    # not kill: that would leave the web server and the worker behind
    process.terminate()
    process.wait(30)
    assert process.stdout
    process.stdout.close()


def children(process: subprocess.Popen[str]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(number) for number in listed.split()]


def test_one_command_serves_the_demonstration_and_stops_cleanly(launcher: subprocess.Popen[str], port: int) -> None:
    assert launcher.stdout
    said = ""
    for line in launcher.stdout:
        said += line
        if "Ctrl-C" in line:
            break
    assert f"http://127.0.0.1:{port}/" in said
    assert "Demonstration sign-ins" in said

    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/") as answer:
        assert answer.status == 200
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]

    web_and_worker = children(launcher)
    assert len(web_and_worker) == 2
    launcher.send_signal(signal.SIGTERM)
    assert launcher.wait(30) == 0
    assert not [number for number in web_and_worker if Path(f"/proc/{number}").exists()]


def test_a_taken_port_is_said_plainly(port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        done = subprocess.run(
            [sys.executable, "-m", "bcf.serve"],
            cwd=ROOT,
            env={**os.environ, "PORT": str(port)},
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert done.stderr == f"Something else is using port {port}. Choose another: make run PORT={port + 1}\n"


def test_static_files_are_collected_again_only_when_one_changes(tmp_path: Path) -> None:
    for name in ("uv.lock", "package-lock.json", "bcf/assets.py", "bcf/settings.py", "static/app.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    before = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == before
    (tmp_path / "static/app.css").write_text("changed")
    assert fingerprint(tmp_path) != before


def test_the_introduction_lines_up_the_sign_ins() -> None:
    people = [
        {"username": "author", "password": "long-one", "role": "Lead author"},
        {"username": "chair", "password": "short", "role": "Chair"},
    ]
    lines = list(introduction(8000, people))
    assert "  author  long-one  Lead author" in lines
    assert "  chair   short     Chair" in lines
