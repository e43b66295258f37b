"""Real plans: every file in the folder loses nothing; Southend's gives the figures that it prints.

Facts and figures only: the words of real plans stay out of this repository.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from bcf.definition import richtext, spelling
from bcf.definition.checks import Plan
from bcf.definition.content import Content
from bcf.definition.figures import Figures
from bcf.definition.kinds import Count, Date, Money, RichText
from bcf.definition.parts import Edition
from bcf.editions import edition
from bcf.pack.found import Found, Unusable
from bcf.pack.read_text import decoded, read_text
from bcf.pack.read_word import read_word
from bcf.pack.reader.wordings import wordings_of

EDITION: Edition = edition("july_2014")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# long enough that only the form says it
OFFICIAL = [text for wording in wordings_of(EDITION) for text in wording.texts if len(text) >= 40]


def read(path: Path) -> Found:
    data = path.read_bytes()
    return read_word(EDITION, data) if path.suffix == ".docx" else read_text(EDITION, data)


def words_of(path: Path) -> list[str]:
    """The paragraphs of a file, read without our readers."""
    if path.suffix == ".txt":
        return re.split(r"[\n\t]| {3,}", decoded(path.read_bytes()))
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"word/(document|header\d*|footer\d*).xml", name)]
        roots = [etree.fromstring(archive.read(name)) for name in names]
    paragraphs = (paragraph for root in roots for paragraph in root.iter(f"{WORD}p"))
    return ["".join(text.text or "" for text in paragraph.iter(f"{WORD}t")) for paragraph in paragraphs]


@pytest.fixture(scope="session")
def plans(real_plans: Path) -> dict[Path, Found]:
    """Every real plan on this form, read once."""
    found = {}
    for path in sorted([*real_plans.rglob("*.docx"), *real_plans.rglob("*.txt")]):
        try:
            found[path] = read(path)
        except Unusable:
            continue
    return found


def placed(found: Found) -> Iterator[str]:
    """The words of a plan that came as words, less figures and dates, which are spelled anew."""
    for place, value in found.content.places():
        kind = EDITION.field_at(place).kind
        if not isinstance(kind, Money | Count | Date):
            yield kind.plain(value)


def letters(texts: Iterator[str] | list[str]) -> Counter[str]:
    return Counter(letter for text in texts for letter in spelling.fold(text) if letter.isalpha())


def test_nothing_is_lost_and_nothing_invented(plans: dict[Path, Found]) -> None:
    """The letters of a file less those placed and those left are official words, and the endings of figures."""
    for path, found in plans.items():
        there = letters(words_of(path))
        kept = letters([*placed(found), *(richtext.plain(one.html) for one in found.unplaced)])
        # the choice of an option comes beside the words that say it
        kept -= letters([row.get("agrees") for row in found.content.rows("providers")])
        assert not kept - there, f"{path.name}: letters that the file does not have"
        rest = there - kept
        assert not rest - official_letters(found), f"{path.name}: letters that are neither kept nor official"


def official_letters(found: Found) -> Counter[str]:
    """All official words, annexes once a row; with the letters of numbers ("iv"), of dates and of amounts."""
    copies = {"schemes": len(found.content.rows("schemes")), "providers": len(found.content.rows("providers"))}
    count: Counter[str] = Counter()
    for wording in wordings_of(EDITION):
        blocks = 3 if wording.copies.endswith("blocks") else 1
        for _ in range(copies.get(wording.rows, blocks)):
            count += letters([wording.texts[0], wording.number])
    count += letters(["Question Response"] * copies["providers"])
    dates = ["th September", "rd September", "M"] * 5
    names = [row.get("ref") for row in found.content.rows("schemes")]
    return count + letters(dates + names)


def test_the_counts_add_up(plans: dict[Path, Found]) -> None:
    for path, found in plans.items():
        assert found.characters_in == found.characters_placed + found.characters_unplaced, path.name
        there = sum(len("".join(text.split())) for text in words_of(path))
        assert 0.75 * there < found.characters_in < there, path.name
        left = sum(len("".join(richtext.plain(one.html).split())) for one in found.unplaced)
        assert found.characters_unplaced <= left, path.name


def test_every_line_of_an_answer_is_in_the_file(plans: dict[Path, Found]) -> None:
    for path, found in plans.items():
        whole = "".join(spelling.fold(text) for text in words_of(path))
        for text in placed(found):
            for line in re.split(r"[\n\t]", text):
                words = spelling.fold(re.sub(r"^\s*(?:•|\d+\.) ", "", line))
                assert words in whole or words in ("notyet", "yes", "no"), path.name


def test_no_official_words_are_left_in_answers(plans: dict[Path, Found]) -> None:
    """Authors may repeat a short heading; a whole prompt in an answer is one that was not found."""
    for path, found in plans.items():
        for place, value in found.content.places():
            words = spelling.fold(richtext.plain(value)) if "<" in value else ""
            assert not [text for text in OFFICIAL if text in words and len(text) > 45], f"{path.name} {place}"


def test_what_is_read_is_a_content_like_any_other(plans: dict[Path, Found]) -> None:
    for found in plans.values():
        assert Content.from_canonical(found.content.canonical()) == found.content
        for place, value in found.content.places():
            assert EDITION.field_at(place).kind.parse(value) == value
        for problem in found.problems:
            if problem.place:
                EDITION.locate(problem.place)
        for rule in EDITION.rules:
            list(rule.problems(Plan(EDITION, found.content, Figures(EDITION, found.content))))


# Southend


@pytest.fixture(scope="session", params=["part-1.docx", "part-1.txt"])
def southend(request: pytest.FixtureRequest, real_plans: Path) -> Found:
    path = real_plans / "southend-2014" / request.param
    if not path.is_file():
        pytest.skip("Southend's plan is not in the folder")
    return read(path)


def column(found: Found, table: str, key: str) -> list[str]:
    return [row.get(key) for row in found.content.rows(table)]


def test_southend_s_plan_details(southend: Found) -> None:
    content = southend.content
    assert content.get("local_authorities") == "Southend Borough Council"
    assert content.get("ccgs") == "NHS Southend Clinical Commissioning Group"
    assert richtext.plain(content.get("boundary_differences")).startswith("Southend is largely")
    assert content.get("date_agreed") == "2014-09-03"
    assert content.get("date_submitted") == "2014-09-19"
    assert [content.get(f"{key}_year_{year}") for key in ("minimum", "agreed") for year in (1, 2)] == [
        "687000", "12772000", "687000", "12772000",
    ]  # fmt: skip


def test_southend_s_signers(southend: Found) -> None:
    signed = [row for key in ("ccgs", "councils", "boards") for row in southend.content.rows(f"sign_off_{key}")]
    assert [row.get("name") for row in signed] == ["Melanie Craig", "Simon Leftley", "Councillor Norman"]
    assert [row.get("date") for row in signed] == ["2014-09-19"] * 3
    assert [row.get("organisation")[:12] for row in signed] == ["NHS Southend", "Southend-on-", "Southend-on-"]
    assert [bool(row.get("position")) for row in signed] == [True, True, False]


def test_southend_answers_every_prompt(southend: Found) -> None:
    asked = {key for key, item in EDITION.fields.items() if isinstance(item.kind, RichText)}
    assert {key for key in asked if southend.content.get(key)} == asked
    assert len(southend.content.rows("related_documents")) == 9


def test_southend_s_schemes_and_their_annexes(southend: Found) -> None:
    assert column(southend, "schemes", "ref") == ["001", "002", "003a", "003b", "004", "005"]
    prompts = [item.key for item in EDITION.section("scheme_annex").fields() if isinstance(item.kind, RichText)]
    for row in southend.content.rows("schemes"):
        assert [key for key in prompts if not row.get(key)] == []
    assert column(southend, "schemes", "investment")[0].startswith("<p>The investment is £4.781M")
    assert column(southend, "schemes", "investment")[5] == "<p>£459K</p>"


def test_southend_s_risks(southend: Found) -> None:
    figures = Figures(EDITION, southend.content)
    factors = [figures.text(f"risks/{row.uid}/factor") for row in southend.content.rows("risks")]
    assert [int(factor) for factor in factors] == [12, 12, 12, 12, 9, 6, 9, 15, 8, 8, 15, 6, 9, 4, 4]
    assert all(column(southend, "risks", "mitigation"))


def test_southend_s_hospitals(southend: Found) -> None:
    figures = Figures(EDITION, southend.content)
    keys = ("outturn", "plan_year_1", "plan_year_2", "prevented_year_1", "prevented_year_2")
    for row in southend.content.rows("providers"):
        assert [row.get(key) for key in keys] == ["18645", "18399", "18111", "0", "356"]
        changes = [figures.text(f"providers/{row.uid}/change_year_{year}") for year in (1, 2)]
        assert changes == ["-246", "-288"]
        assert row.get("agrees") == "Not yet"
        assert "3.5%" in row.get("prevented_year_2_note")
    assert column(southend, "providers", "chief_executive") == ["Sally Morris", "Jacqueline Totterdell"]


def test_southend_s_file_has_nothing_wrong(southend: Found) -> None:
    assert southend.problems == ()
    assert southend.characters_unplaced < 150


def test_southend_s_two_files_say_the_same(real_plans: Path) -> None:
    """But for what only one of them has: rules under tables in the text, a row of cells twice in the other."""
    folder = real_plans / "southend-2014"
    if not folder.is_dir():
        pytest.skip("Southend's plan is not in the folder")
    first, second = read(folder / "part-1.docx").content, read(folder / "part-1.txt").content
    apart = set()
    for place, value in first.places():
        kind = EDITION.field_at(place).kind
        if spelling.fold(kind.plain(value)) != spelling.fold(kind.plain(second.value(place))):
            apart.add(place)
    assert len(apart) <= 1
    assert {place for place, _ in first.places()} == {place for place, _ in second.places()}
