"""Made-up content for any edition: every box of a form filled with words that say nothing about any real place."""

from __future__ import annotations

from collections.abc import Iterable

from bcf.definition.content import Content, Row
from bcf.definition.kinds import Attachment, Choice, Date, Kind, LongText, Names, RichText
from bcf.definition.parts import Edition, Field

WORDS = (
    "people neighbourhood team nurse home visit weekend carer budget hospital bed discharge plan review falls "
    "reablement pharmacy evening single assessment shared record early support winter"
).split()


def sentence(seed: int, length: int = 14) -> str:
    chosen = " ".join(WORDS[(seed * 7 + n * (seed % 5 + 3)) % len(WORDS)] for n in range(length))
    return f"{chosen.capitalize()}."


def narrative(seed: int, size: int) -> str:
    """About `size` characters of clean HTML with everything that rich text may hold."""
    parts = [
        f"<p>{sentence(seed)} <strong>{sentence(seed + 1, 4)}</strong> {sentence(seed + 2)}</p>",
        f"<h3>{sentence(seed + 3, 4)}</h3><p>Growth of CO<sub>2</sub> and 10<sup>3</sup>, <em>as said</em>, "
        f'<u>again</u>: <a href="https://example.org/?a=1&amp;b=2">the strategy</a><br>{sentence(seed + 4)}</p>',
        f"<ul><li><p>{sentence(seed + 5)}</p><ul><li><p>{sentence(seed, 5)}</p><ol><li><p>Deep &lt;one&gt;</p></li>"
        f"</ol></li></ul></li><li><p>{sentence(seed + 6)}</p><p>{sentence(seed + 7)}</p></li></ul>",
        f"<ol><li><p>{sentence(seed + 8, 6)}</p></li><li><p>{sentence(seed + 9, 6)}</p></li></ol><ol><li><p>Begin "
        "again</p></li></ol>",
        '<table><thead><tr><th><p>Measure</p></th><th colspan="2"><p>Years</p></th></tr></thead><tbody>'
        f'<tr><th rowspan="2"><p>Beds</p></th><td><p>12</p></td><td><p>{sentence(seed, 8)}</p></td></tr>'
        "<tr><td><p>14</p></td><td></td></tr></tbody></table>",
        f"<h4>{sentence(seed + 10, 3)}</h4>",
    ]
    html = "".join(parts)
    while len(html) < size:
        seed += 1
        html += f"<p>{sentence(seed, 40)}</p>"
    return html


def value(kind: Kind, seed: int, size: int) -> str:
    if isinstance(kind, RichText):
        return narrative(seed, size)
    if isinstance(kind, Date):
        return f"1914-0{seed % 9 + 1}-1{seed % 9}"
    if isinstance(kind, Choice):
        return kind.options[seed % len(kind.options)]
    if isinstance(kind, Names):
        return "North Council\nSouth & West Council"
    if isinstance(kind, LongText):
        return f"First line,  two spaces\n{sentence(seed, 5)}"
    if isinstance(kind, Attachment):
        return f"{seed:064x}/Appendix {seed}.pdf"
    if kind.numeric:
        return str(seed % 5 + 1)
    return sentence(seed, 3)[: kind.limit].strip()


def filled(edition: Edition, document: str = "part_1", size: int = 900, rows: int = 3) -> Content:
    """Every typed field of a document; `size`: characters in a narrative answer; `rows`: in each table."""
    keys = {field.key for section in edition.document(document).sections for field in section.fields()}
    answers = _values([field for key, field in edition.fields.items() if key in keys], 1, size)
    tables = {
        key: tuple(
            Row(f"{key[:4]}{number}", _values(edition.row_fields[key].values(), number * 10, size // 3))
            for number in range(rows)
        )
        for section in edition.document(document).sections
        for key in [*(table.key for table in section.tables()), *([section.each] if section.each else [])]
    }
    return Content(edition.id, answers, tables)


def _values(fields: Iterable[Field], seed: int, size: int) -> dict[str, str]:
    typed = [field for field in fields if field.typed]
    return {field.key: value(field.kind, seed + n, size) for n, field in enumerate(typed)}
