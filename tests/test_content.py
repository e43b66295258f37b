"""Content, its digest, the comparison and the merge, on contents that nobody thought of."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bcf.definition.changes import applied, diff, edits
from bcf.definition.content import Content, Row

keys = st.sampled_from(["vision", "case", "notes", "budget"])
texts = st.sampled_from(["", "one", "two", "three", "£ ü \u2028 \"'\\"])
values = st.dictionaries(keys, texts, max_size=4)
uids = st.lists(st.sampled_from("abcde"), unique=True, max_size=5)


@st.composite
def rows(draw: st.DrawFn) -> tuple[Row, ...]:
    return tuple(Row(uid, draw(values)) for uid in draw(uids))


contents = st.builds(
    Content,
    st.just("small"),
    values,
    st.dictionaries(st.sampled_from(["schemes", "risks"]), rows(), max_size=2),
)


def same(a: Content, b: Content) -> bool:
    return a.canonical() == b.canonical()


@given(contents, st.randoms())
def test_the_digest_does_not_depend_on_the_order_of_entry(content: Content, random: Any) -> None:
    def shuffled(values: Any) -> dict[str, Any]:
        pairs = list(values.items())
        random.shuffle(pairs)
        return dict(pairs)

    tables = {
        table: tuple(Row(row.uid, shuffled(row.values)) for row in found)
        for table, found in shuffled(content.tables).items()
    }
    assert Content("small", shuffled(content.answers), tables).digest() == content.digest()


@given(contents)
def test_blank_and_absent_are_one(content: Content) -> None:
    padded = Content("small", {**content.answers, "more": ""}, {**content.tables, "empty": ()})
    assert padded.digest() == content.digest()


@given(contents)
def test_canonical_and_back(content: Content) -> None:
    again = Content.from_canonical(content.canonical())
    assert same(again, content)
    assert not diff(again, content)


@given(contents, contents)
def test_equal_digests_mean_no_difference(a: Content, b: Content) -> None:
    assert (a.digest() == b.digest()) == (not diff(a, b))


@given(contents, contents)
def test_diff_names_both_values(a: Content, b: Content) -> None:
    for change in diff(a, b):
        if change.kind == "changed":
            assert (a.value(change.place), b.value(change.place)) == (change.before, change.after)


@given(contents, contents)
def test_a_side_has_nothing_to_change_in_itself(base: Content, a: Content) -> None:
    assert edits(base, a, a) == []
    assert edits(base, a, base) == []


@given(contents, contents)
def test_what_one_side_alone_changed_is_taken_whole(base: Content, a: Content) -> None:
    found = edits(base, base, a)
    assert not any(edit.conflict for edit in found)
    assert same(applied(base, a, found), a)


@given(contents, contents, contents)
def test_a_value_that_both_changed_is_a_conflict(base: Content, theirs: Content, mine: Content) -> None:
    told = {edit.place: edit for edit in edits(base, theirs, mine)}
    for key in {*base.answers, *theirs.answers, *mine.answers}:
        was, they, me = base.get(key), theirs.get(key), mine.get(key)
        if me in (was, they):
            assert key not in told
        else:
            assert (told[key].theirs, told[key].mine, told[key].conflict) == (they, me, they != was)


@given(contents, contents, contents)
def test_nothing_of_theirs_changes_but_by_what_is_taken(base: Content, theirs: Content, mine: Content) -> None:
    found = edits(base, theirs, mine)
    assert same(applied(theirs, mine, []), theirs)
    quiet = [edit for edit in found if not edit.conflict]
    kept = dict(applied(theirs, mine, quiet).places())
    for place, value in theirs.places():
        if base.value(place) != value:
            assert kept.get(place) == value


@given(contents, contents, contents)
def test_taking_everything_leaves_nothing_to_take(base: Content, theirs: Content, mine: Content) -> None:
    found = edits(base, theirs, mine)
    merged = applied(theirs, mine, found)
    assert edits(base, merged, mine) == []
    for place, value in mine.places():
        if base.value(place) != value:
            assert merged.value(place) == value


@given(contents, contents, contents)
def test_each_edit_is_taken_or_left_by_itself(base: Content, theirs: Content, mine: Content) -> None:
    found = edits(base, theirs, mine)
    assert len({edit.key for edit in found}) == len(found)
    for edit in found:
        left = {one.key for one in edits(base, applied(theirs, mine, [edit]), mine)}
        assert edit.key not in left
