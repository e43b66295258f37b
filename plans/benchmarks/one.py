"""python -m plans.benchmarks.one FOLDER NAME: one job in this process; says what it took as one line of JSON.

NAME "prepare" (with a size as JSON) fills the folder instead.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

# what is over too soon to be timed once
TIMES = {"save_row": 50, "bare_save": 50}


def main(folder: Path, name: str, *size: str) -> dict[str, Any]:
    if name == "prepare":
        import django

        django.setup()
        from .grown import Size
        from .prepared import prepare

        return prepare(folder, Size(**json.loads(size[0])))
    from .jobs import FILE_JOBS
    from .site_jobs import SITE_JOBS

    work = next(job for job in (*FILE_JOBS, *SITE_JOBS) if job.__name__ == name)(folder)
    times = TIMES.get(name, 1)
    begun = perf_counter()
    for _ in range(times):
        work()
    return {"seconds": (perf_counter() - begun) / times, "mb": peak_mb()}


def peak_mb() -> float:
    """The most memory that this process has held. Linux's own count leaves out what its parent held before it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), *sys.argv[2:])))
