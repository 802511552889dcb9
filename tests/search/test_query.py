"""The language of the search box."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.query import PieceKind, as_words, merge, parse, replaced, rewritten, to_query
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
        ('source:"Варим ML",arxiv x', "x", Filters(sources=("Варим ML", "arXiv"))),
        ('author:Ли,"Chen, L.",Йорк x', "x", Filters(authors=("Ли", "Chen, L.", "Йорк"))),
        ("ZONE:Must-Have, kv", "kv", Filters(zones=(Zone.MUST_HAVE,))),
        (
            "-since:2025 -read-since:2025-06-01 x",
            "x",
            Filters(without=Filters(since="2025", read_since="2025-06-01")),
        ),
        ("since:2025-06-30T18:00 x", "x", Filters(since="2025-06-30T18:00")),
        ("author:Иванов", "", Filters(authors=("Иванов",))),
        ("since:2025-06 until:2025", "", Filters(since="2025-06", until="2025")),
        ("saved-since:2025-06 kv saved-until:2025", "kv", Filters(saved_since="2025-06", saved_until="2025")),
        (
            "filed:must filed-from:inbox filed-since:2025-06",
            "",
            Filters(filed=(Zone.MUST_HAVE,), filed_from=(Zone.INBOX,), filed_since="2025-06"),
        ),
        ("read-since:2025-06-01", "", Filters(read_since="2025-06-01")),
        ("stance:tracked state:unread verdict:direct lang:ru", "", None),
        ("-zone:put kv", "kv", Filters(without=Filters(zones=(Zone.PUT_AND_FORGET,)))),
        ("zone: since: x", "x", Filters()),
        ("https://arxiv.org/abs/2510.26692", "https://arxiv.org/abs/2510.26692", Filters()),
        ("BERT:x state-of-the-art C++ GPT-4", "BERT:x state-of-the-art C++ GPT-4", Filters()),
        (
            "arxiv:2510.26692 doi:10.1/x std::move a: b",
            "arxiv:2510.26692 doi:10.1/x std::move a: b",
            Filters(),
        ),
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


def test_quotes_and_dashes_of_a_pasted_text_ask_for_nothing() -> None:
    told = "Авторы называют это «ленивым вниманием» и пишут –почти всерьёз– что оно " + "очень " * 20
    question = parse(f"lang:ru {told}", KNOWN)
    assert (question.phrases, question.without, question.filters) == ((), (), Filters(languages=("ru",)))
    assert "ленивым вниманием" in question.text and "почти" in question.text
    assert parse("«ленивым вниманием» –почти").phrases == ("ленивым вниманием",)


def test_a_phrase_still_being_typed_binds_nothing() -> None:
    assert parse('"linear att').phrases == ()
    assert parse('"linear att').text == "linear att"


@pytest.mark.parametrize(
    "typed", ["zone:somewhere x", "since:2025-13 x", "since:soon x", "since:20250630 x", "until:٢٠٢٥ x"]
)
def test_what_cannot_be_followed_is_said_and_the_rest_goes_on(typed: str) -> None:
    question = parse(typed)
    assert question.text == "x" and question.filters == Filters()
    [note] = question.notes
    assert typed.split()[0] in note


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("year:2024 x", "There is no filter year: it was looked for as words; filters are zone, state"),
        ('title:"a b" x', "There is no filter title:"),
        ("-well-read:ё x", "There is no filter well-read:"),
        ("zome:inbox x", "There is no filter zome: it was looked for as words; zone: is one"),
        ("autor:Tri x", "author: is one"),
    ],
)
def test_a_filter_there_is_none_of_is_said(typed: str, told: str) -> None:
    question = parse(typed)
    assert question.filters == Filters()
    [note] = question.notes
    assert told in note


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


def test_the_narrower_of_two_days_counts_and_the_wider_where_they_are_refused() -> None:
    year, month = Filters(since="2025", until="2025"), Filters(since="2025-06", until="2025-06")
    assert merge(year, month) == merge(month, year) == month
    assert merge(Filters(without=year), Filters(without=month)) == Filters(without=year)


def pieces(typed: str) -> list[tuple[str, PieceKind, str, bool]]:
    question = parse(typed, KNOWN)
    return [
        (question.typed[piece.start : piece.end], piece.kind, piece.text, piece.minus)
        for piece in question.pieces
    ]


def test_pieces_say_where_they_stand_and_what_they_mean() -> None:
    words, phrase, named = PieceKind.WORDS, PieceKind.PHRASE, PieceKind.FILTER
    assert pieces('  kv -«два слова»\tsource:"Варим ML",arXiv -zone:put "a b"c -x title:"d e" "op en ') == [
        ("kv", words, "kv", False),
        ("-«два слова»", phrase, "два слова", True),
        ('source:"Варим ML",arXiv', named, "", False),
        ("-zone:put", named, "", True),
        ('"a b"', phrase, "a b", False),
        ("c", words, "c", False),
        ("-x", words, "x", True),
        ('title:"d e"', words, 'title:"d e"', False),
        ('"op en ', words, "op en", False),
    ]


def test_pieces_stand_in_the_normalized_text() -> None:
    typed = unicodedata.normalize("NFD", "\u200bчай -ёж author:Йорк")
    assert [piece[0] for piece in pieces(typed)] == ["чай", "-ёж", "author:Йорк"]


@pytest.mark.parametrize(
    ("typed", "closed"),
    [('"a b', False), ('"a b"', True), ('kv "', False), ('source:"Варим', False), ('source:a,"b', False),
     ('-"a', False), ("a”b", True), ('title:"a', False), ("", True)],
)  # fmt: skip
def test_it_is_known_whether_a_quote_is_still_open(typed: str, closed: bool) -> None:
    assert all(piece.closed for piece in parse(typed).pieces) is closed


TYPED = st.lists(
    st.sampled_from(
        [*'"“”«»-−:, ', "\n", "kv", "кэш", "zone:", "must", "nice", "-zone:put", "since:", "2025", "tag:",
         "x y", '"two words"', "title:", "author:Ли", "e\u0301"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(TYPED)
def test_pieces_cover_whatever_is_typed(typed: str) -> None:
    question = parse(typed, KNOWN)
    end = 0
    for piece in question.pieces:
        assert end <= piece.start < piece.end
        assert not question.typed[end : piece.start].strip()
        end = piece.end
    assert not question.typed[end:].strip()
    assert rewritten(question, lambda piece: None) == question.typed


@given(TYPED)
def test_words_of_a_phrase_restrict_nothing(typed: str) -> None:
    question = parse(as_words(typed))
    assert (question.filters, question.phrases, question.without) == (Filters(), (), ())
    assert re.findall(r"\w+", question.text) == re.findall(r"\w+", parse(typed).typed)


def test_misspelt_words_are_replaced_where_they_stand() -> None:
    assert replaced("Attnetion в трансфомерах?", {"attnetion": "attention"}) == "attention в трансфомерах?"
