"""LibreOffice as the colleague who changes workbooks: each change is a few lines of its Basic."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Change"/></library:library>"""
LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library"
 xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard"
 xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/></library:libraries>"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Change" script:language="StarBasic"
>{}</script:module>"""
OPENING = """Function Sheet(doc, name)
 Dim found As Object
 found = doc.Sheets.getByName(name)
 found.unprotect("")
 Sheet = found
End Function
Sub KeepOne(doc)
 Dim number As Integer
 For number = doc.Sheets.Count - 1 To 1 Step -1
  doc.Sheets.removeByName(doc.Sheets.getByIndex(number).Name)
 Next number
End Sub
Function Arg(name, value)
 Dim one As New com.sun.star.beans.PropertyValue
 one.Name = name
 one.Value = value
 Arg = one
End Function
"""
EXCEL = "Calc MS Excel 2007 XML"


def type_into(workbook: Path, cells: Mapping[tuple[str, str], str], folder: Path) -> None:
    """Types into cells, (tab, address) -> words in one line, and saves in place. Skips without LibreOffice."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice (soffice) is not installed here")
    lines = (
        f'doc.Sheets.getByName({_quoted(tab)}).getCellRangeByName("{cell}").setFormula({_quoted(words)})'
        for (tab, cell), words in cells.items()
    )
    typed = change(workbook.read_bytes(), folder, {workbook.name: "\n ".join(lines)}, {})
    workbook.write_bytes(typed[workbook.name])


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def change(base: bytes, folder: Path, changes: Mapping[str, str], filters: Mapping[str, str]) -> dict[str, bytes]:
    """`changes`: file name -> Basic that changes `doc`. `filters`: file name -> the format, if it is another."""
    profile, out = folder / "profile", folder / "out"
    basic = profile / "user" / "basic" / "Standard"
    out.mkdir()
    soffice = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    # its first start fills the profile, and would put its own library in the place of ours
    (folder / "base.xlsx").write_bytes(base)
    first = [*soffice, "--convert-to", "pdf", "--outdir", folder, folder / "base.xlsx"]
    subprocess.run(first, check=True, capture_output=True, timeout=180)
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "script.xlb").write_text(LIBRARY)
    (basic.parent / "script.xlc").write_text(LIBRARIES)
    subs = [_sub(number, folder, name, code, filters) for number, (name, code) in enumerate(changes.items())]
    calls = "\n".join(f" Change{number}" for number in range(len(subs)))
    source = OPENING + "\n".join(subs) + f"\nSub Main\n{calls}\nEnd Sub\n"
    escaped = source.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    (basic / "Change.xba").write_text(MODULE.format(escaped))
    subprocess.run([*soffice, "macro:///Standard.Change.Main"], check=True, capture_output=True, timeout=180)
    return {name: (out / name).read_bytes() for name in changes}


def _sub(number: int, folder: Path, name: str, code: str, filters: Mapping[str, str]) -> str:
    return f"""Sub Change{number}
 Dim doc As Object
 Dim s As Object
 On Error Goto Failed
 doc = StarDesktop.loadComponentFromURL("{(folder / "base.xlsx").as_uri()}", "_blank", 0, Array(Arg("Hidden", True)))
 {code.strip()}
 doc.storeToURL("{(folder / "out" / name).as_uri()}", Array(Arg("FilterName", "{filters.get(name, EXCEL)}")))
 doc.close(True)
 Exit Sub
Failed:
 Open ConvertFromURL("{(folder / "out" / name).as_uri()}.error") For Output As #1
 Print #1, Error$ & " in line " & Erl
 Close #1
End Sub"""
