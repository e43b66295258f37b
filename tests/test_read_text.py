"""Filled-in forms as plain text: made-up plans printed from the edition and damaged as real ones are."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcf.definition import richtext, spelling
from bcf.definition.content import Content
from bcf.definition.parts import Edition
from bcf.editions import edition
from bcf.pack.found import Found, Unusable
from bcf.pack.read_text import read_text

from .filled_form import Damage, Printer, made_up, sample
from .filled_form import differences as differences_of

EDITION: Edition = edition("july_2014")
PLAN: Content = made_up(EDITION)

DAMAGES = {
    "none": Damage(),
    "letters lost here and there": Damage(letters=15),
    "many letters lost": Damage(letters=8, seed=3),
    "numbers lost": Damage(numbers="lost"),
    "numbers written otherwise": Damage(numbers="dotted"),
    "prompts joined to their answers": Damage(prompts="joined"),
    "prompts of several paragraphs made one": Damage(prompts="merged"),
    "prompts over two paragraphs": Damage(prompts="split"),
    "prompts and answers in boxes": Damage(prompts="boxed"),
    "one annex heading for all, points deleted": Damage(annex_title_once=True, bullets_deleted=True),
    "labels and values on one line": Damage(boxes_as_lines=True),
    "columns renamed and added": Damage(
        risk_columns=(
            "There is a risk that:", "Risk likelihood? 1-5", "Potential impact 1-5",
            "Overall risk factor (likelihood *potential impact)", "Mitigating Actions", "Risk Owner & Timescale",
        )
    ),
    "a list of contents before it": Damage(contents=True),
    "much of this at once": Damage(letters=14, numbers="lost", prompts="merged", annex_title_once=True, contents=True),
}  # fmt: skip


def text_of(damage: Damage, plan: Content = PLAN) -> bytes:
    return Printer(EDITION, plan, damage).print().text()


def sample_found(**changed: str) -> Found:
    """The sample form (see `sample`) with some of its words changed."""
    return read_text(EDITION, sample(**changed).encode())


def problem_at(found: Found, place: str) -> str:
    return " ".join(problem.message for problem in found.problems if problem.place == place)


def left_after(found: Found, place: str) -> list[str]:
    return [richtext.plain(one.html) for one in found.unplaced if one.after == place]


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_plan_comes_through_whatever_happened_to_its_form(damage: Damage) -> None:
    found = read_text(EDITION, text_of(damage))
    assert not differences_of(EDITION, PLAN, found.content)
    assert found.characters_in == found.characters_placed + found.characters_unplaced


@pytest.mark.parametrize("seed", range(6))
def test_other_plans_and_other_lost_letters(seed: int) -> None:
    plan = made_up(EDITION, schemes=seed + 1, risks=3 * seed + 1, providers=seed % 3 + 1)
    found = read_text(EDITION, text_of(Damage(letters=12 + seed, seed=seed), plan))
    assert not differences_of(EDITION, plan, found.content)


@settings(max_examples=40)
@given(st.data())
def test_no_character_is_lost_whatever_lines_are_there(data: st.DataObject) -> None:
    """Lines dropped, doubled and moved about: what is in is placed or left, letter for letter."""
    lines = text_of(Damage()).decode().splitlines()
    picked = data.draw(st.lists(st.integers(0, len(lines) - 1), min_size=100, max_size=300))
    ordered = data.draw(st.booleans())
    text = "\n".join(lines[number] for number in (sorted(picked) if ordered else picked))
    try:
        found = read_text(EDITION, text.encode())
    except Unusable:
        return
    assert found.characters_in == found.characters_placed + found.characters_unplaced
    assert found.content == Content.from_canonical(found.content.canonical())
    for place, value in found.content.places():
        kind = EDITION.field_at(place).kind
        assert kind.parse(value) == value


def test_local_words_stay_with_what_they_follow() -> None:
    """A chapter of one's own after an answer is not told from the answer; before any prompt it is left."""
    found = read_text(EDITION, b"Dear reader, a letter\n\n" + text_of(Damage(local_chapters=True)))
    assert found.unplaced[0].html == "<p>Dear reader, a letter</p>"
    assert found.unplaced[0].after == ""
    assert "Local chapter after vision_for_services" in found.content.get("vision_changes")
    assert "Local chapter after plan_details" in left_after(found, "related_documents/r2")


def test_lines_become_lists_tables_and_paragraphs() -> None:
    answer = (
        "First line\nsecond line\n\n• one\n\n• two\no under two\n- three\n\n1. alpha\n2. beta\n\nA\tB\n1\t• x • y\n\n"
        "2. not a list\n4- nor this"
    )
    assert sample_found(vision=answer).content.get("vision") == (
        "<p>First line</p><p>second line</p><ul><li><p>one</p></li><li><p>two</p><ul><li><p>under two</p></li></ul>"
        "</li><li><p>three</p></li></ul><ol><li><p>alpha</p></li><li><p>beta</p></li></ol><table><tbody><tr><td><p>A</p></td>"
        "<td><p>B</p></td></tr><tr><td><p>1</p></td><td><ul><li><p>x</p></li><li><p>y</p></li></ul></td></tr></tbody>"
        "</table><p>2. not a list</p><p>4- nor this</p>"
    )


def test_points_marked_with_a_tab_are_lists_and_no_tables() -> None:
    assert sample_found(vision="•\tone\n•\ttwo\n\n1.\talpha\n2.\tbeta\n\tindented").content.get("vision") == (
        "<ul><li><p>one</p></li><li><p>two</p></li></ul><ol><li><p>alpha</p></li><li><p>beta</p></li></ol>"
        "<p>indented</p>"
    )


def test_a_prompt_repeated_by_its_author_is_part_of_the_answer() -> None:
    found = sample_found(
        overview="What is the model of care and support?\nCare.\nWhich patient cohorts are being targeted?\nAll."
    )
    assert richtext.plain(found.content.value("schemes/r1/overview")).splitlines() == [
        "What is the model of care and support?", "Care.", "Which patient cohorts are being targeted?", "All.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "value", "note"),
    [
        ("£12.772M", "12772000", ""),
        ("£2,210,000 (although not pooled yet)", "2210000", "(although not pooled yet)"),
        ("£0.00", "0", ""),
        ("to be agreed", "", "to be agreed"),
        ("£20.987", "", "£20.987"),
        ("", "", ""),
    ],
)
def test_amounts_and_the_words_beside_them(said: str, value: str, note: str) -> None:
    found = sample_found(agreed=said)
    assert (found.content.get("agreed_year_1"), found.content.get("agreed_year_1_note")) == (value, note)
    assert bool(problem_at(found, "agreed_year_1")) == bool(note and not value)


@pytest.mark.parametrize(
    ("said", "value", "note"),
    [
        ("19 th September 2014", "2014-09-19", ""),
        ("19/09/14", "2014-09-19", ""),
        ("3 September 2014, by chair's action", "2014-09-03", ", by chair's action"),
        ("Agreed by the chair on 15 September 2014", "2014-09-15", "Agreed by the chair on 15 September 2014"),
        ("First on 29 January 2014, then on 26 March 2014", "", "First on 29 January 2014, then on 26 March 2014"),
        ("31 February 2014", "", "31 February 2014"),
    ],
)
def test_dates_and_the_words_beside_them(said: str, value: str, note: str) -> None:
    found = sample_found(date_agreed=said)
    assert (found.content.get("date_agreed"), found.content.get("date_agreed_note")) == (value, note)
    assert bool(problem_at(found, "date_agreed")) == (not value)


def test_ratings_with_reasons() -> None:
    found = sample_found(likelihood="4 – it happened before", impact="3   £500k falls on the CCG", factor="12")
    (risk,) = found.content.rows("risks")
    assert (risk.get("likelihood"), risk.get("likelihood_reason")) == ("4", "– it happened before")
    assert (risk.get("impact"), risk.get("impact_reason")) == ("3", "£500k falls on the CCG")
    assert not problem_at(found, "risks/r1/factor")


def test_what_is_no_rating_is_kept_as_its_reason() -> None:
    found = sample_found(likelihood="High", impact="6", factor="")
    (risk,) = found.content.rows("risks")
    assert (risk.get("likelihood"), risk.get("likelihood_reason")) == ("", "High")
    assert "Enter a number, 1 to 5" in problem_at(found, "risks/r1/likelihood")
    assert "6 is too large" in problem_at(found, "risks/r1/impact")


def test_a_stated_figure_that_does_not_follow_is_told_and_kept() -> None:
    found = sample_found(likelihood="3", impact="3", factor="12")
    assert "the file says “12”, 9 is worked out" in problem_at(found, "risks/r1/factor")
    assert left_after(found, "risks/r1/factor") == ["12"]


@pytest.mark.parametrize("said", ["(567)", "-567", "−567", "-2%", "-2.0%", "-567 (-2%)", "-2% (-567)"])
def test_changes_may_be_counts_or_percentages(said: str) -> None:
    found = sample_found(change=said)
    assert not problem_at(found, "providers/r1/change_year_2")
    assert not left_after(found, "providers/r1/change_year_2")


@pytest.mark.parametrize("said", ["(600)", "-3%", "567", "fewer", "-2% (-600)"])
def test_changes_that_do_not_follow_are_told_and_kept(said: str) -> None:
    found = sample_found(change=said)
    assert f"the file says “{said}”, -567 is worked out" in problem_at(found, "providers/r1/change_year_2")
    assert left_after(found, "providers/r1/change_year_2") == [said]


def test_admissions_prevented_in_brackets_are_prevented() -> None:
    found = sample_found(prevented="(356) over and above")
    (row,) = found.content.rows("providers")
    assert (row.get("prevented_year_2"), row.get("prevented_year_2_note")) == ("356", "over and above")


def test_a_hospital_that_does_not_agree_yet() -> None:
    found = sample_found(agreement="Not Yet, see below")
    (row,) = found.content.rows("providers")
    assert (row.get("agrees"), row.get("agreement")) == ("Not yet", "<p>Not Yet, see below</p>")


def test_annexes_find_their_schemes() -> None:
    """By reference, by name; one that is not listed is added, one listed without an annex stays."""
    found = sample_found(annexes="1|People first|A\n1b|Another name|B\n|Homes|C\n9|Unlisted|D")
    rows = {row.get("ref"): row for row in found.content.rows("schemes")}
    assert list(rows) == ["1", "1b.", "3c", "4", "9"]
    assert [row.get("strategic_objective") for row in rows.values()] == [
        "<p>A</p>",
        "<p>B</p>",
        "<p>C</p>",
        "",
        "<p>D</p>",
    ]
    assert [row.get("annex_name") for row in rows.values()] == ["", "Another name", "", "", ""]
    assert rows["9"].get("name") == "Unlisted"
    assert "has an annex but is not in “List of planned BCF schemes”" in problem_at(found, "schemes/r5")


def test_schemes_listed_without_a_table() -> None:
    listed = "001 People first\n1b. People second\n3c - Homes"
    found = sample_found(schemes=listed)
    assert [(row.get("ref"), row.get("name")) for row in found.content.rows("schemes")][:3] == [
        ("001", "People first"), ("1b.", "People second"), ("3c", "Homes"),
    ]  # fmt: skip


def test_rows_go_on_over_a_page_and_headings_come_again() -> None:
    more = (
        "\n\n\t\t\t\tmore of the action\nThere is a risk that:\tHow likely is the risk to materialise?"
        "\tPotential impact\tOverall risk factor\tMitigating Actions\nSecond risk\t2\t2\t4\tAct"
    )
    found = sample_found(mitigation=f"Act now{more}")
    assert [row.get("mitigation") for row in found.content.rows("risks")] == [
        "<p>Act now</p><p>more of the action</p>", "<p>Act</p>",
    ]  # fmt: skip
    assert not left_after(found, "risks/r1")


def test_sections_of_which_nothing_is_there_are_named() -> None:
    found = sample_found()
    assert problem_at(found, "engagement") == "Nothing of “ENGAGEMENT” was found in the file."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_people_save_in(encoding: str) -> None:
    found = read_text(EDITION, sample(vision="It’s £5 – “yes”").replace("\n", "\r\n").encode(encoding))
    assert found.content.get("vision") == "<p>It’s £5 – “yes”</p>"


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"", "This file is empty"), (b" \n\n", "This file is empty"), (b"%PDF-1.4 ...", "This is a PDF"),
        (b"PK\x03\x04 ...", "This is a Word document"), (b"{\\rtf1 ...", "This is a rich text file"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99, "old Office format"),
        (b"GIF89a\x00\x01" * 9, "not a text file"),
        (b"A letter about something else.", "None of the form's questions were found"),
        (b"x" * 27_000_000, "25 MB or less"), (b"word " * 700_000, "far more than a plan"),
    ],
    ids=["empty", "blank", "pdf", "zip", "rtf", "doc", "picture", "letter", "huge", "long"],
)  # fmt: skip
def test_what_is_not_the_form_is_refused_with_what_to_do(data: bytes, wrong: str) -> None:
    with pytest.raises(Unusable, match=wrong) as refused:
        read_text(EDITION, data)
    assert "xpected" in str(refused.value)


def test_a_plan_on_another_form_is_named() -> None:
    other = EDITION.other_forms[0]
    with pytest.raises(Unusable, match="This plan is on another form: the first template"):
        read_text(EDITION, "\nSome words\n".join(other.wordings).encode())


def test_a_part_of_the_form_is_read() -> None:
    found = read_text(EDITION, text_of(Damage()).split(b"3) CASE FOR CHANGE")[0])
    assert found.content.get("vision") == PLAN.get("vision")
    assert problem_at(found, "alignment")


def test_a_long_plan_is_read_in_two_seconds_of_work() -> None:
    long = replace(
        PLAN,
        answers={
            k: v + f"<p>{'word of it ' * 500}</p>" * 2 if v.startswith("<p>") else v for k, v in PLAN.answers.items()
        },
    )
    data = text_of(Damage(), long)
    assert len(data) > 240_000
    before = time.process_time()
    found = read_text(EDITION, data)
    assert time.process_time() - before < 2
    assert spelling.fold(richtext.plain(found.content.get("vision"))) == spelling.fold(
        richtext.plain(long.get("vision"))
    )
