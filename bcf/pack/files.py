"""Zip files whose bytes depend on their contents alone."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# the earliest time that a zip file can hold
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """A zip file of the files by name, in their order; the same input gives the same bytes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = ZipInfo(name, _LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def fixed_zip(data: bytes) -> bytes:
    """The same zip file without the times at which its entries were made."""
    with ZipFile(BytesIO(data)) as archive:
        return zip_of({name: archive.read(name) for name in archive.namelist()})
