"""The site's settings for tests: the same, with everything it writes in a folder of this process."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="bcf-test-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

# Tests are told their database by a name of their own, so that they never touch a real one.
os.environ |= {
    "BCF_ENV": "test",
    "BCF_VAR": str(SCRATCH),
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", ""),
    "MEDIA_ROOT": "",
}

from bcf.settings import *  # noqa: E402, F403
from bcf.settings import DATABASES, STATIC_ROOT  # noqa: E402

STATIC_ROOT.mkdir()
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A file, not memory: threads and the live server then wait for one another as they do in earnest.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}
