"""The language of the search box."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.query import merge, parse, replaced, to_query
from kb.types import Filters, Kind, Stance, State, Verdict, Zone

KNOWN = {
    "source": ["Варим ML", "varim_ml", "arXiv"],
    "area": ["RAG"],
    "tag": ["KV cache"],
    "lang": ["ru", "en"],
}


@pytest.mark.parametrize(
    ("typed", "text", "filters"),
    [
        ("zone:must-have attention", "attention", Filters(zones=(Zone.MUST_HAVE,))),
        ("zone:must attention", "attention", Filters(zones=(Zone.MUST_HAVE,))),
        ("kind:paper,post", "", Filters(kinds=(Kind.PAPER, Kind.POST))),
        ("kind:paper kind:post", "", Filters(kinds=(Kind.PAPER, Kind.POST))),
        ('source:"Варим ML" стек', "стек", Filters(sources=("Варим ML",))),
        ("source:варим", "", Filters(sources=("Варим ML",))),
        ("tag:kv", "", Filters(tags=("KV cache",))),
        ("author:Иванов", "", Filters(authors=("Иванов",))),
        ("since:2025-06 until:2025", "", Filters(since="2025-06", until="2025")),
        ("saved-since:2025-06 kv saved-until:2025", "kv", Filters(saved_since="2025-06", saved_until="2025")),
        (
            "filed:must filed-from:inbox filed-since:2025-06",
            "",
            Filters(filed=(Zone.MUST_HAVE,), filed_from=(Zone.INBOX,), filed_since="2025-06"),
        ),
        ("read-since:2025-06-01", "", Filters(read_since="2025-06-01")),
        ("well-read:x saved-soon:y", "well-read:x saved-soon:y", Filters()),
        ("stance:tracked state:unread verdict:direct lang:ru", "", None),
        ("-zone:put kv", "kv", Filters(without=Filters(zones=(Zone.PUT_AND_FORGET,)))),
        ("zone: since: x", "x", Filters()),
        ("https://arxiv.org/abs/2510.26692", "https://arxiv.org/abs/2510.26692", Filters()),
        ("title:x state-of-the-art C++ GPT-4", "title:x state-of-the-art C++ GPT-4", Filters()),
    ],
)
def test_filters_are_told_from_words(typed: str, text: str, filters: Filters | None) -> None:
    question = parse(typed, KNOWN)
    expected = filters or Filters(
        stances=(Stance.TRACKED,), states=(State.UNREAD,), verdicts=(Verdict.DIRECT,), languages=("ru",)
    )
    assert (question.text, question.filters, question.notes) == (text, expected, ())


def test_phrases_and_minus_words() -> None:
    question = parse('"linear attention" kernels -survey -"deep learning" «точная фраза»')
    assert question.text == "linear attention kernels точная фраза"
    assert question.phrases == ("linear attention", "точная фраза")
    assert question.without == ("survey", "deep learning")


def test_a_phrase_still_being_typed_binds_nothing() -> None:
    assert parse('"linear att').phrases == ()
    assert parse('"linear att').text == "linear att"


@pytest.mark.parametrize("typed", ["zone:somewhere x", "since:2025-13 x", "since:soon x"])
def test_what_cannot_be_followed_is_said_and_the_rest_goes_on(typed: str) -> None:
    question = parse(typed)
    assert question.text == "x" and question.filters == Filters()
    [note] = question.notes
    assert typed.split()[0] in note


def test_a_value_nothing_has_finds_nothing_and_says_so() -> None:
    question = parse("source:nowhere", KNOWN)
    assert question.filters == Filters(sources=("nowhere",))
    assert "nowhere" in question.notes[0]


VALUES = st.text(alphabet="abв ,:-1", min_size=1, max_size=8).map(str.strip).filter(bool)
FILTERS = st.builds(
    Filters,
    zones=st.lists(st.sampled_from(Zone), unique=True, max_size=2).map(tuple),
    kinds=st.lists(st.sampled_from(Kind), unique=True, max_size=2).map(tuple),
    sources=st.lists(VALUES, unique=True, max_size=2).map(tuple),
    authors=st.lists(VALUES, unique=True, max_size=1).map(tuple),
    since=st.sampled_from([None, "2025", "2025-06", "2025-06-30"]),
    saved_until=st.sampled_from([None, "2025", "2025-06-30"]),
    filed=st.sampled_from([(), (Zone.INBOX,)]),
    without=st.none() | st.builds(Filters, states=st.just((State.DROPPED,))),
)


@given(FILTERS)
def test_written_filters_are_read_back(filters: Filters) -> None:
    known = {"source": filters.sources}
    assert parse(to_query(filters), known).filters == filters


def test_a_name_with_quotes_in_it_is_found_as_written() -> None:
    name = 'LLM agents «x, y» "z"'
    assert parse(to_query(Filters(areas=(name,))), {"area": ["LLM", name]}).filters == Filters(areas=(name,))


def test_typed_and_chosen_filters_join() -> None:
    typed = Filters(
        zones=(Zone.MUST_HAVE,), since="2025-01", saved_until="2025-03", without=Filters(kinds=(Kind.CHAT,))
    )
    chosen = Filters(
        zones=(Zone.INBOX,), since="2025-06", until="2026", saved_until="2025-02",
        without=Filters(kinds=(Kind.NOTE,)),
    )  # fmt: skip
    assert merge(typed, chosen) == Filters(
        zones=(Zone.MUST_HAVE, Zone.INBOX),
        since="2025-06",
        until="2026",
        saved_until="2025-02",
        without=Filters(kinds=(Kind.CHAT, Kind.NOTE)),
    )


def test_misspelt_words_are_replaced_where_they_stand() -> None:
    assert replaced("Attnetion в трансфомерах?", {"attnetion": "attention"}) == "attention в трансфомерах?"
