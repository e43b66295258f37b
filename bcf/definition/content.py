"""What a plan says, as a plain value: answers and tables of rows under year-free keys.

Every value is text in the canonical form of its kind (see kinds.py): amounts as decimal strings, dates
as ISO 8601, rich text as clean HTML. A blank value and an absent one are the same thing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Values = Mapping[str, str]


def _filled(values: Values) -> dict[str, str]:
    return {key: value for key, value in values.items() if value != ""}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `uid` stays with the row for its whole life, in files too."""

    uid: str
    values: Values = field(default_factory=dict)

    def get(self, key: str) -> str:
        return self.values.get(key, "")


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a plan says. `answers`: key -> value. `tables`: key -> rows in order."""

    edition: str
    answers: Values = field(default_factory=dict)
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    # What is worked out once, since content does not change.
    _by_uid: dict[str, dict[str, Row]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _spelled: list[bytes] = field(default_factory=list, init=False, repr=False, compare=False)

    def get(self, key: str) -> str:
        return self.answers.get(key, "")

    def rows(self, table: str) -> tuple[Row, ...]:
        return self.tables.get(table, ())

    def row(self, table: str, uid: str) -> Row | None:
        if table not in self._by_uid:
            self._by_uid[table] = {row.uid: row for row in self.rows(table)}
        return self._by_uid[table].get(uid)

    def value(self, place: str) -> str:
        """The value at "key" or "table/uid/field"; "" where there is none."""
        table, _, rest = place.partition("/")
        if not rest:
            return self.get(place)
        uid, _, key = rest.partition("/")
        row = self.row(table, uid)
        return row.get(key) if row else ""

    def with_answers(self, answers: Values) -> Content:
        return replace(self, answers={**self.answers, **answers})

    def with_rows(self, table: str, rows: tuple[Row, ...]) -> Content:
        return replace(self, tables={**self.tables, table: rows})

    def places(self) -> Iterator[tuple[str, str]]:
        """Every filled place with its value."""
        for key, value in _filled(self.answers).items():
            yield key, value
        for table, rows in self.tables.items():
            for row in rows:
                for key, value in _filled(row.values).items():
                    yield f"{table}/{row.uid}/{key}", value

    def plain(self) -> dict[str, Any]:
        """The content as JSON types, blanks left out."""
        return {
            "edition": self.edition,
            "answers": _filled(self.answers),
            "tables": {
                table: [{"uid": row.uid, "values": _filled(row.values)} for row in rows]
                for table, rows in self.tables.items()
                if rows
            },
        }

    def canonical(self) -> bytes:
        """The one UTF-8 JSON spelling of this content: sorted keys, no spaces, no blanks."""
        if not self._spelled:
            text = json.dumps(self.plain(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            self._spelled.append(text.encode())
        return self._spelled[0]

    def digest(self) -> str:
        """SHA-256 of the canonical form, as 64 hexadecimal digits. This is what signatures name."""
        return hashlib.sha256(self.canonical()).hexdigest()

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Content:
        return cls(
            edition=plain["edition"],
            answers=dict(plain["answers"]),
            tables={
                table: tuple(Row(row["uid"], dict(row["values"])) for row in rows)
                for table, rows in plain["tables"].items()
            },
        )

    @classmethod
    def from_canonical(cls, canonical: bytes) -> Content:
        return cls.from_plain(json.loads(canonical))
