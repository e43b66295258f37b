"""Runs the tests on both databases: `python -m tests.both [pytest's arguments]`.

PostgreSQL comes first, with the tests that use a database and no browser; then SQLite, with every
test, so that the last line counts the whole suite. Either failing fails the run, and its line is last.
"""

import os
import subprocess
import sys

from tests.postgres import server

# PYTEST_XDIST_AUTO_NUM_WORKERS says otherwise
WORKERS = ["-n", "auto"]


def run(title: str, arguments: list[str], **environment: str) -> tuple[int, str]:
    """Pytest's exit code and its last line; what it prints is passed on as it comes."""
    print(f"\n===== {title} =====", flush=True)
    colour = "--color=yes" if sys.stdout.isatty() else "--color=no"
    last = ""
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", colour, *WORKERS, *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line.strip() or last
    return process.returncode, last


def main(arguments: list[str]) -> int:
    with server() as url:
        first, its_line = run(
            "PostgreSQL: the tests that use a database", ["--database-tests", *arguments], TEST_DATABASE_URL=url
        )
    second, _ = run("SQLite: every test", arguments, TEST_DATABASE_URL="")
    if first and not second:
        print(f"SQLite passed, but PostgreSQL did not; its own last line was:\n{its_line}")
    return second or first


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
