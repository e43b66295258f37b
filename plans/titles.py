"""Official titles as headings of a page, where words in capitals are hard to read."""

from __future__ import annotations

# Shorter words in capitals are abbreviations.
_LONG = 5


def headline(title: str) -> str:
    """ "PLAN DETAILS" as "Plan details"; "ANNEX 1 – Scheme" as "Annex 1 – Scheme"."""
    if title.isupper():
        return title.capitalize()
    return " ".join(word.capitalize() if word.isupper() and len(word) >= _LONG else word for word in title.split(" "))
