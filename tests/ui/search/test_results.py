"""Search results as text: excerpts around the words, marks, and what is said of a count."""

import pytest

from kb.text.excerpts import excerpt
from kb.types import Hit, Item, Kind, State, Zone
from kb.ui.search.results import note, outcome
from kb.ui.shell.escape import marked, plain

LONG = "слово " * 40 + "here stands the term in question " + "and more " * 60


def item(**more: object) -> Item:
    values: dict[str, object] = {
        "id": 1, "key": "k", "kind": Kind.NOTE, "title": "T", "summary": "", "url": None, "source": "",
        "authors": (), "tags": (), "language": "en", "published": None, "saved_at": "2025-07-01T00:00:00",
        "zone": Zone.INBOX, "state": State.UNREAD, "verdict": None, "minutes": 1, "stub": False,
    }  # fmt: skip
    return Item(**{**values, **more})  # type: ignore[arg-type]


def test_an_excerpt_holds_the_first_term_and_whole_words() -> None:
    cut = excerpt(LONG, ("term",), 320)
    assert "term in question" in cut
    assert cut.startswith("… ") and cut.endswith(" …")
    assert len(cut) < 340
    assert set(cut.strip("… ").split()) <= set(LONG.split())


@pytest.mark.parametrize("terms", [(), ("absent",)])
def test_an_excerpt_without_a_term_begins_at_the_beginning(terms: tuple[str, ...]) -> None:
    assert excerpt(LONG, terms, 320).startswith("слово слово")
    assert excerpt("short  text", terms, 320) == "short text"


def test_a_text_without_spaces_is_still_cut() -> None:
    assert len(excerpt("x" * 5_000 + "term" + "y" * 5_000, ("term",), 320)) < 400


def test_marks_are_whole_words_and_foreign_markup_stays_text() -> None:
    shown = marked("RAG is not a DRAG: [RAG](http://x.example) :red[RAG]", ("RAG",))
    assert shown.count(":yellow-background[**RAG**]") == 3
    assert "DRAG" in shown
    assert r"\](http\:" in shown and r"\:red\[" in shown


def test_longer_terms_are_marked_before_their_parts() -> None:
    assert ":yellow-background[**KV\\-cache**]" not in marked("KV-cache", ("KV", "KV-cache"))
    assert marked("KV-cache", ("KV", "KV-cache")) == ":yellow-background[**KV-cache**]"


def test_formulas_are_left_alone_and_no_terms_mark_nothing() -> None:
    text = r"the $\alpha_{k}$ of k"
    assert marked(text, ("k",)) == r"the $\alpha_{k}$ of :yellow-background[**k**]"
    assert marked(text, ()) == plain(text)


def test_a_note_says_why_unless_there_is_nothing_to_say() -> None:
    hit = Hit(item(), 1.0, "a passage", "words “passage” and meaning", ("passage",))
    assert "**passage**" in note(hit) and "Found by words" in note(hit)
    assert "Found by" not in note(Hit(item(), 0.0, "newest", ""))


def test_a_note_without_a_passage_is_empty() -> None:
    assert note(Hit(item(), 0.0, "", "")) == ""


def test_counts_promise_no_more_than_was_counted() -> None:
    assert outcome(21, 20, 168) == "The best 20 of 168 items"
    assert outcome(21, 20, None) == "The best 20"
    assert outcome(1, 20, None) == "1 item found"
