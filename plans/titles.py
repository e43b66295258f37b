"""Official titles as headings of a page, where words in capitals are hard to read."""

from __future__ import annotations

from bcf.definition.parts import Document, Section

# Shorter words in capitals are abbreviations.
_LONG = 5


def headline(title: str) -> str:
    """ "PLAN DETAILS" as "Plan details"; "ANNEX 1 – Scheme" as "Annex 1 – Scheme"."""
    if title.isupper():
        return title.capitalize()
    return " ".join(word.capitalize() if word.isupper() and len(word) >= _LONG else word for word in title.split(" "))


def section_title(document: Document, section: Section) -> str:
    """ "2 Vision for health"; a numbered sheet by its tab, as problems call it: "Tab 2. Summary"."""
    if document.format == "excel" and section.number:
        return f"Tab {section.tab}"
    return f"{section.number} {headline(section.title)}".strip()
