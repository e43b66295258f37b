"""A colleague with LibreOffice Calc: opens a workbook, types into its cells, saves it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

_TYPING = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing" script:language="StarBasic">
Sub Main(workbook As String, typed As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = &quot;Hidden&quot;
  hidden(0).Value = True
  calc = StarDesktop.loadComponentFromURL(ConvertToURL(workbook), &quot;_blank&quot;, 0, hidden())
  Open typed For Input As #1
  Do While Not EOF(1)
    Dim told As String
    Line Input #1, told
    parts = Split(told, Chr(9))
    calc.Sheets.getByName(parts(0)).getCellRangeByName(parts(1)).setFormula(parts(2))
  Loop
  Close #1
  calc.calculateAll()
  Dim kept(0) As New com.sun.star.beans.PropertyValue
  kept(0).Name = &quot;FilterName&quot;
  kept(0).Value = &quot;Calc MS Excel 2007 XML&quot;
  calc.storeToURL(calc.URL, kept())
  calc.close(True)
  StarDesktop.terminate()
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
                 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Typing"/>
</library:library>
"""


def type_into(workbook: Path, cells: Mapping[tuple[str, str], str], folder: Path) -> None:
    """Types into cells, (tab, address) -> words without tabs or line ends, recalculates, and saves in place."""
    profile = folder / "office"
    _run(profile, "--terminate_after_init")
    scripts = profile / "user" / "basic" / "Standard"
    scripts.mkdir(parents=True, exist_ok=True)
    (scripts / "script.xlb").write_text(_LIBRARY)
    (scripts / "Typing.xba").write_text(_TYPING)
    typed = folder / "typed.txt"
    typed.write_text("".join(f"{tab}\t{cell}\t{words}\n" for (tab, cell), words in cells.items()))
    before = workbook.read_bytes()
    _run(profile, "--norestore", f'macro:///Standard.Typing.Main("{workbook}","{typed}")')
    assert workbook.read_bytes() != before, "LibreOffice saved nothing"


def _run(profile: Path, *arguments: str) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice (soffice) is not installed here")
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
