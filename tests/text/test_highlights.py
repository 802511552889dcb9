"""A highlight to which more was written is the same one, in whichever order its readings come."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from kb.text.highlights import each_once, fullest, is_among
from kb.types import Annotation

BARE = Annotation("tides", "", "page 4", "2024-03-01T10:00:00+00:00")
TAGGED = Annotation("tides", "#sea", "page 4", "2024-03-01T10:00:00+00:00")
NOTED = Annotation("tides", "Check this", "page 4", "2024-03-01T10:00:00+00:00")
BOTH = Annotation("tides", "Check this\n\n#sea", "page 4", "2024-03-01T10:00:00+00:00")

marks = st.builds(
    Annotation,
    quote=st.sampled_from(["", "tides", "waves"]),
    note=st.lists(st.sampled_from(["a", "b", "Check this"]), max_size=3).map("\n\n".join),
    place=st.sampled_from(["", "page 4", "page 4, Tides"]),
    made_at=st.sampled_from([None, "2024-03-01T10:00:00+00:00"]),
)


def test_a_highlight_is_the_reading_that_says_all_of_the_others() -> None:
    assert fullest([BARE, NOTED, BOTH]) == [BOTH, BOTH, BOTH]
    assert each_once([BARE, NOTED, BOTH, BARE]) == (BOTH,)
    assert each_once([BARE, TAGGED]) == (TAGGED,)


def test_what_says_something_else_stays() -> None:
    others = [
        Annotation("waves", "", "page 4", BARE.made_at),
        Annotation("tides", "", "page 5", BARE.made_at),
        Annotation("tides", "", "page 4", "2024-03-02T10:00:00+00:00"),
        Annotation("tides", "Check this again", "page 4", BARE.made_at),
        Annotation("", "A note of the page", "page 4", BARE.made_at),
        Annotation("", "A note of the page\n\nthat goes on", "page 4", BARE.made_at),
    ]
    assert each_once([BOTH, *others]) == (BOTH, *others)
    # Each says what the other does not.
    assert each_once([TAGGED, BOTH]) == (TAGGED, BOTH)


def test_a_place_that_is_told_further_is_the_same_place() -> None:
    within = replace(BARE, place="page 4, Tides")
    assert each_once([NOTED, within]) == (replace(within, note="Check this"),)
    said = Annotation("", "A note", "page 4", BARE.made_at)
    assert each_once([said, replace(said, place="page 4, Tides")]) == (replace(said, place="page 4, Tides"),)
    elsewhere = replace(BARE, place="page 42, Tides")
    assert each_once([BARE, elsewhere]) == (BARE, elsewhere)
    assert is_among(within, {BARE.same_as}) and not is_among(elsewhere, {BARE.same_as})


def written(given: tuple[Annotation, ...]) -> set[tuple[str, str, str]]:
    return {one.same_as for one in given}


@given(st.lists(marks, max_size=8, unique_by=lambda one: one.same_as))
def test_the_order_of_readings_says_nothing(one_by_one: list[Annotation]) -> None:
    def read(known: tuple[Annotation, ...], one: Annotation) -> tuple[Annotation, ...]:
        return each_once((*known, one))

    at_once = each_once(one_by_one)
    assert each_once(at_once) == at_once
    assert written(reduce(read, one_by_one, ())) == written(at_once)
    assert written(reduce(read, reversed(one_by_one), ())) == written(at_once)
    for one in one_by_one:
        assert any(kept.quote == one.quote and kept.note.startswith(one.note) for kept in at_once)
