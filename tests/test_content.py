"""Content, its digest, the comparison and the merge, on contents that nobody thought of."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bcf.definition.changes import diff, merge
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
def test_merging_a_side_with_itself_gives_that_side(base: Content, a: Content) -> None:
    merged, conflicts = merge(base, a, a)
    assert same(merged, a)
    assert not conflicts


@given(contents, contents)
def test_what_one_side_alone_changed_survives(base: Content, a: Content) -> None:
    for merged, conflicts in (merge(base, base, a), merge(base, a, base)):
        assert same(merged, a)
        assert not conflicts


@given(contents, contents, contents)
def test_conflicts_are_reported_and_theirs_stands(base: Content, theirs: Content, mine: Content) -> None:
    merged, conflicts = merge(base, theirs, mine)
    told = {conflict.place: conflict for conflict in conflicts}
    for key in {*base.answers, *theirs.answers, *mine.answers}:
        was, they, me = base.get(key), theirs.get(key), mine.get(key)
        if they != was and me not in (was, they):
            assert told[key].mine == me
            assert merged.get(key) == they
        else:
            assert key not in told


@given(contents, contents, contents)
def test_no_filled_text_of_either_side_vanishes_untold(base: Content, theirs: Content, mine: Content) -> None:
    merged, conflicts = merge(base, theirs, mine)
    told = " ".join(conflict.theirs + conflict.mine for conflict in conflicts)
    kept = dict(merged.places())
    for side in (theirs, mine):
        for place, value in side.places():
            if base.value(place) != value:
                assert kept.get(place) == value or value in told
