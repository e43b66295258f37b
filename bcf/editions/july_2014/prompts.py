"""How a narrative prompt of Part 1 is written down."""

from __future__ import annotations

from bcf.definition.kinds import RichText
from bcf.definition.parts import Field


def prompt(key: str, ref: str, label: str, *wording: str, titled: bool = False) -> Field:
    return Field(key, RichText(), label, wording=wording, ref=ref, titled=titled, required=True)
