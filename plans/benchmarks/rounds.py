"""Fresh processes in interleaved rounds, so that a busy minute of the machine falls on every figure alike."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from time import perf_counter
from typing import Any

from django.conf import settings

from .folder import OWN_WORD
from .grown import Size

LIBREOFFICE = "libreoffice"


@dataclass(frozen=True, slots=True)
class Measure:
    """One run. `seconds`: the work alone; `process`: the whole process, its start included; `mb`: peak memory."""

    seconds: float
    process: float
    mb: float


class Failed(RuntimeError):
    """A process that was to be measured did not do its work."""


class Bench:
    """A folder with everything measured in it, a database of its own included unless one is named."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self._folder = folder
        self._office = shutil.which("soffice") or shutil.which("libreoffice")
        self._environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "bcf.settings",
            "BCF_ENV": "local",
            "BCF_VAR": str(folder),
            "DATABASE_URL": database or f"sqlite:///{folder / 'bench.sqlite3'}",
            "MEDIA_ROOT": str(folder / "media"),
        }

    def prepare(self, size: Size) -> dict[str, int]:
        plan: dict[str, int] = json.loads(self._ours("prepare", json.dumps(asdict(size)))[0])
        if self._office:
            # the first run of a profile also makes it
            self.measure(LIBREOFFICE)
        return plan

    def can(self, name: str) -> bool:
        return name != LIBREOFFICE or bool(self._office)

    def measure(self, name: str) -> Measure:
        if name == LIBREOFFICE:
            return self._convert()
        said, process = self._ours(name)
        return Measure(**json.loads(said), process=process)

    def _ours(self, *arguments: str) -> tuple[str, float]:
        command = [sys.executable, "-m", "plans.benchmarks.one", str(self._folder), *arguments]
        said, process, _ = _run(command, self._environment)
        return said, process

    def _convert(self) -> Measure:
        """LibreOffice makes a PDF of the Word file: a whole process, since that is how it is used."""
        out = self._folder / "office"
        profile = (self._folder / "profile").as_uri()
        command = [str(self._office), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        _, process, mb = _run([*command, "--outdir", str(out), str(self._folder / OWN_WORD)], self._environment)
        made = out / OWN_WORD.replace(".docx", ".pdf")
        if not made.exists():
            raise Failed("LibreOffice made no PDF of the Word file.")
        made.unlink()
        return Measure(process, process, mb)


@contextmanager
def bench(database: str = "") -> Iterator[Bench]:
    with TemporaryDirectory(prefix="bcf-bench-") as folder:
        yield Bench(Path(folder), database)


def rounds(on: Bench, names: Sequence[str], count: int, tell: Callable[[str], Any]) -> dict[str, list[Measure]]:
    """Name -> one measure a round; names that this machine cannot measure are left out."""
    found: dict[str, list[Measure]] = defaultdict(list)
    for number in range(1, count + 1):
        tell(f"Round {number} of {count}")
        for name in names:
            if on.can(name):
                found[name].append(on.measure(name))
    return dict(found)


def _run(command: Sequence[str], environment: dict[str, str]) -> tuple[str, float, float]:
    """Output, seconds and MB of a process. The memory is that of its largest descendant."""
    with TemporaryFile("w+") as said, TemporaryFile("w+") as complaint:
        begun = perf_counter()
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=said, stderr=complaint)
        # unlike the usual wait, this says what the process used
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        complaint.seek(0)
        if process.returncode:
            raise Failed(f"{' '.join(command[:4])}: {complaint.read().strip()[-2000:]}")
        return said.read(), seconds, usage.ru_maxrss / 1024
