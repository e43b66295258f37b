"""What every exported file says about itself: the area, the version, whether it is a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bcf.definition.content import Content


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature: who signed for a sign-off block, and the values to print in it (column key -> value)."""

    table: str
    uid: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stamp:
    """`area`: the board's area. `version`: 0 for the working copy. `draft`: True until every signature is there."""

    plan: str
    area: str
    version: int = 0
    digest: str = ""
    draft: bool = True
    signatures: tuple[Signed, ...] = field(default=())

    @property
    def line(self) -> str:
        """For headers and footers: "Southend-on-Sea, version 3, DRAFT"."""
        version = f"version {self.version}" if self.version else "working copy"
        return f"{self.area}, {version}" + (", DRAFT" if self.draft else "")

    def apply(self, content: Content) -> Content:
        """The content with the signatures printed in their blocks."""
        for signed in self.signatures:
            rows = tuple(
                type(row)(row.uid, {**row.values, **signed.values}) if row.uid == signed.uid else row
                for row in content.rows(signed.table)
            )
            content = content.with_rows(signed.table, rows)
        return content
