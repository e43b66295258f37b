"""Does an edition hold together? Each check yields a sentence for what does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from string import Formatter

from bcf.definition.charts import Chart, Largest, Outcome, Says
from bcf.definition.content import Content, Row
from bcf.definition.figures import Figures
from bcf.definition.formulas import Cell, Formula, Here, Total
from bcf.definition.kinds import Choice, RichText
from bcf.definition.parts import Echo, Edition, Field, Table
from bcf.definition.references import field_of

_KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_YEAR = re.compile(r"\d{4}")


def faults(edition: Edition, roles: Collection[str]) -> list[str]:
    """Everything amiss in the edition; nothing when it is sound. `roles` are those that may sign."""
    found = [
        *_keys(edition),
        *_guidance(edition),
        *_formulas(edition),
        *_pictures(edition),
        *_references(edition),
        *_given(edition),
        *_rules(edition),
        *_everyday(edition),
        *_sign_offs(edition, roles),
    ]
    # Formulas that name what is not there cannot be tried.
    return found or list(_computes(edition))


def every_field(edition: Edition) -> Iterator[tuple[str, Field]]:
    """("", field) for answers, (table, field) for columns and for the fields of sections that repeat."""
    for _, section in edition.sections():
        yield from ((section.each, field) for field in section.fields())
        for table in section.tables():
            yield from ((table.key, column) for column in table.columns)


def _keys(edition: Edition) -> Iterator[str]:
    """Keys are unique, spelled alike, and free of years."""
    places = [f"{table}.{field.key}" if table else field.key for table, field in every_field(edition)]
    parts = [document.key for document in edition.documents]
    parts += [section.key for _, section in edition.sections()]
    tables = [table.key for _, section in edition.sections() for table in section.tables()]
    top = [place for place in places if "." not in place] + tables
    for keys in (places, parts, top):
        yield from (f"the key “{key}” is used {count} times" for key, count in Counter(keys).items() if count > 1)
    for key in dict.fromkeys([*places, *parts, *tables]):
        if not all(_KEY.fullmatch(part) for part in key.split(".")):
            yield f"the key “{key}” is not small letters, digits and underlines"
        if _YEAR.search(key):
            yield f"the key “{key}” names a year"


def _guidance(edition: Edition) -> Iterator[str]:
    """Each prompt has guidance, and each guidance its prompt."""
    all_names = {f"{table}.{field.key}" if table else field.key: field for table, field in every_field(edition)}
    for name, field in all_names.items():
        prompt = field.official and (field.wording or isinstance(field.kind, RichText))
        if prompt and not edition.guidance.get(name, "").strip():
            yield f"there is no guidance/{name}.md"
    yield from (f"guidance/{name}.md is for nothing" for name in edition.guidance if name not in all_names)


def _formulas(edition: Edition) -> Iterator[str]:
    """Each formula names cells, tables and columns that are there."""
    for table, field in every_field(edition):
        for part in field.formula.walk() if field.formula else ():
            for name in _missing(edition, table, part):
                yield f"the formula of “{field.key}” names “{name}”, which is not there"


def _pictures(edition: Edition) -> Iterator[str]:
    """Each picture and sentence reads cells that are there, and names figures that it has."""
    items = (item for _, section in edition.sections() for item in section.items)
    for item in items:
        if not isinstance(item, Chart | Outcome | Table):
            continue
        for part in (part for formula in _formulas_of(item) for part in formula.walk()):
            for name in _missing(edition, "", part):
                yield f"“{item.key}” names “{name}”, which is not there"
        for said in _sentences_of(item):
            for name in sorted(_names_said(said)):
                yield f"a sentence of “{item.key}” names “{name}”, which it does not have"
        if isinstance(item, Outcome) and item.about and item.about not in edition.fields:
            yield f"“{item.key}” is about “{item.about}”, which is not there"
        if isinstance(item, Chart) and any(len(one.figures) != len(item.categories) for one in item.series):
            yield f"“{item.key}” does not have a figure for each category"


def _formulas_of(item: Chart | Outcome | Table) -> Iterator[Formula]:
    if isinstance(item, Chart):
        yield from (formula for series in item.series for formula in series.figures)
    if isinstance(item, Table) and item.against:
        yield from item.against.formulas()
    yield from (formula for said in _sentences_of(item) if isinstance(said, Says) for formula in said.formulas())


def _sentences_of(item: Chart | Outcome | Table) -> tuple[Says | Largest, ...]:
    if isinstance(item, Table):
        return item.against.says if item.against else ()
    return item.says


def _names_said(said: Says | Largest) -> set[str]:
    """The names in a sentence's braces that stand for nothing."""
    if isinstance(said, Largest):
        return set(_braces(said.words)) - {"category", "size", "share", "total"}
    texts = " ".join((said.below, said.level, said.above, said.unknown))
    return set(_braces(texts)) - {"size", *(one.name for one in said.named)}


def _missing(edition: Edition, table: str, part: object) -> Iterator[str]:
    if isinstance(part, Cell) and part.key not in edition.fields:
        yield part.key
    elif isinstance(part, Here) and part.column not in edition.row_fields.get(table, {}):
        yield f"{table}/{part.column}"
    elif isinstance(part, Total):
        columns = edition.row_fields.get(part.table, {})
        yield from (f"{part.table}/{name}" for name in (part.column, *part.where) if name not in columns)


def _references(edition: Edition) -> Iterator[str]:
    """Fields, titles, totals and echoes name fields that are there."""
    for table, field in every_field(edition):
        beside = edition.row_fields[table] if table else edition.fields
        for name in (field.within, field.note_to, field.default_from, *field.explains):
            if name and name not in beside:
                yield f"“{field.key}” refers to “{name}”, which is not there"
        if field.wanted_when and not _may_say(beside, *field.wanted_when):
            yield f"“{field.key}” is wanted when “{field.wanted_when[0]}” says what it cannot say"
        if field.suggest and not _offers(edition, field.suggest):
            yield f"“{field.key}” suggests values of “{field.suggest}”, which is not there"
    for key, found in edition.tables.items():
        for name in (*found.totals, *found.breakdowns, *_names_in(found)):
            if name not in edition.row_fields[key]:
                yield f"the table “{key}” refers to “{name}”, which is not there"
    for _, section in edition.sections():
        for item in section.items:
            if isinstance(item, Echo) and item.key not in edition.row_fields.get(section.each, {}):
                yield f"“{section.key}” shows “{item.key}” again, which is not there"


def _given(edition: Edition) -> Iterator[str]:
    """What the system fills in is neither asked for nor computed, and stands in rows that nobody adds."""
    for table, field in every_field(edition):
        if field.given and (field.required or field.formula):
            yield f"“{field.key}” is given, and also {'required' if field.required else 'computed'}"
        if field.given and not (table and edition.tables[table].fixed):
            yield f"“{field.key}” is given, but does not stand in a table with fixed rows"


def _may_say(beside: Mapping[str, Field], column: str, value: str) -> bool:
    """Whether that column is a choice with that option."""
    kind = beside[column].kind if column in beside else None
    return isinstance(kind, Choice) and value in kind.options


def _offers(edition: Edition, name: str) -> bool:
    table, _, column = name.partition("/")
    return column in edition.row_fields.get(table, {}) if column else name in edition.fields


def _names_in(table: Table) -> Iterator[str]:
    return _braces(table.row_title)


def _braces(pattern: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(pattern) if name)


def _rules(edition: Edition) -> Iterator[str]:
    """Each rule says what must hold, and reads answers and tables that are there."""
    for rule in edition.rules:
        if not rule.sentence:
            yield f"the rule {rule.code} does not say what must hold"
        for key in rule.keys:
            if key not in edition.fields and key not in edition.tables:
                yield f"the rule {rule.code} reads “{key}”, which is not there"


def _everyday(edition: Edition) -> Iterator[str]:
    """Each everyday name is of a figure that is there."""
    for one in edition.everyday:
        for place in one.places.values():
            if field_of(edition, place) is None:
                yield f"the everyday name “{one.names[0]}” is of “{place}”, which is no figure"


def _sign_offs(edition: Edition, roles: Collection[str]) -> Iterator[str]:
    """Each sign-off names a table, its columns, and a role that people can have."""
    for one in edition.sign_offs:
        columns = edition.row_fields.get(one.table, {})
        for name in (one.organisation, one.name, one.position, one.date):
            if name and name not in columns:
                yield f"the sign-off “{one.table}” refers to “{name}”, which is not there"
        if one.role not in roles:
            yield f"the sign-off “{one.table}” is for the role “{one.role}”, which nobody has"


def _computes(edition: Edition) -> Iterator[str]:
    """Every formula gives something on a plan of blanks, so that none leads back to itself."""
    rows = {table: (Row("blank"),) for table in edition.tables}
    figures = Figures(edition, replace(Content(edition.id), tables=rows))
    for table, field in every_field(edition):
        place = f"{table}/blank/{field.key}" if table else field.key
        try:
            figures.text(place)
        except RecursionError:
            yield f"the formula of “{field.key}” leads back to itself"
