"""Tags by hand: found at once, undone as a step, and safe from later imports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.errors import JomoError, NotFound
from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Action, Document, Kind, SearchMode, Zone

FIRST = Document("arxiv:2501.00001", Kind.PAPER, "On attention", summary="Words.", tags=("cs.LG",))
SECOND = Document("arxiv:2501.00002", Kind.PAPER, "On robots", summary="More words.")
KEYS = [FIRST.key, SECOND.key]


@pytest.fixture
def filled(library: Library) -> Library:
    ingest(library.store, [FIRST, SECOND])
    return library


def tags(library: Library, key: str = FIRST.key) -> tuple[str, ...]:
    return library.items.get(key).item.tags


def found(library: Library, query: str) -> set[str]:
    return {hit.item.key for hit in library.search.hits(query, mode=SearchMode.WORDS)}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  #KV-cache ", "KV-cache"),
        ("continual \t\n learning", "continual learning"),
        ("##  внимание", "внимание"),
        ("C#", "C#"),
        ("и\u0306од\u200b", "йод"),
        ("x" * 60, "x" * 60),
    ],
)
def test_a_tag_has_one_form(filled: Library, given: str, kept: str) -> None:
    filled.items.tag([FIRST.key], given)
    assert tags(filled) == ("cs.LG", kept)


@pytest.mark.parametrize("given", ["", "  ", "#", "# #", "\u200b\x00", "x" * 61])
def test_a_tag_that_is_none_is_refused(filled: Library, given: str) -> None:
    with pytest.raises(JomoError, match=r"write it as|shorten it"):
        filled.items.tag(KEYS, given)
    assert filled.history.last() is None


def test_a_tag_is_found_at_once_and_no_longer_when_taken_off(filled: Library) -> None:
    filled.items.tag(KEYS, "сжатие кэша")
    assert found(filled, "сжатие кэша") == set(KEYS)
    assert [(move.before, move.after) for move in filled.items.untag([FIRST.key], "Сжатие Кэша")] == [
        ("cs.LG, сжатие кэша", "cs.LG")
    ]
    assert found(filled, "сжатие кэша") == {SECOND.key}


def test_a_tag_in_another_way_of_writing_is_the_same(filled: Library) -> None:
    filled.items.tag([FIRST.key], "RLHF")
    assert filled.items.tag([FIRST.key, FIRST.key], "#rlhf") == []
    assert filled.items.untag([SECOND.key], "RLHF") == []
    filled.items.untag([FIRST.key], "#Rlhf")
    assert tags(filled) == ("cs.LG",)


def test_one_step_is_one_event_an_item_and_is_undone_together(filled: Library) -> None:
    filled.items.tag(KEYS, "survey")
    [event] = [event for event in filled.items.get(FIRST.key).events if event.action is Action.TAGGED]
    assert (event.before, event.after) == ('["cs.LG"]', '["cs.LG", "survey"]')
    assert {move.key for move in filled.history.undo()} == set(KEYS)
    assert (tags(filled), tags(filled, SECOND.key)) == (("cs.LG",), ())
    assert found(filled, "survey") == set()
    assert filled.history.undo() == []


def test_undoing_a_removal_puts_the_tag_back_where_it_was(filled: Library) -> None:
    filled.items.tag([FIRST.key], "survey")
    filled.items.untag([FIRST.key], "cs.LG")
    filled.history.undo()
    assert tags(filled) == ("cs.LG", "survey")


def test_undo_leaves_what_an_import_brought_since(filled: Library) -> None:
    filled.items.tag([FIRST.key], "survey")
    ingest(filled.store, [replace(FIRST, tags=("cs.LG", "cs.CL"))])
    assert tags(filled) == ("cs.LG", "survey", "cs.CL")
    [move] = filled.history.undo()
    assert (move.before, move.after) == ("cs.LG, survey, cs.CL", "cs.LG, cs.CL")
    ingest(filled.store, [FIRST])
    assert tags(filled) == ("cs.LG", "cs.CL")


def test_another_reading_keeps_tags_by_hand_and_does_not_bring_back_what_was_taken_off(
    filled: Library,
) -> None:
    filled.items.tag([FIRST.key], "survey")
    filled.items.untag([FIRST.key], "cs.LG")
    report = ingest(filled.store, [FIRST])
    assert report.unchanged == 1
    ingest(filled.store, [replace(FIRST, summary="Other words.", tags=("cs.lg", "cs.CL"))])
    assert tags(filled) == ("survey", "cs.CL")
    filled.items.tag([FIRST.key], "cs.LG")
    ingest(filled.store, [FIRST])
    assert tags(filled) == ("survey", "cs.CL", "cs.LG")


def test_a_removal_that_was_undone_holds_no_longer(filled: Library) -> None:
    filled.items.untag([FIRST.key], "cs.LG")
    filled.history.undo()
    ingest(filled.store, [replace(FIRST, summary="Other words.")])
    assert tags(filled) == ("cs.LG",)


def test_items_that_turn_out_to_be_one_keep_the_tags_of_both(library: Library) -> None:
    by_doi = Document("doi:10.1/x", Kind.PAPER, "A paper", "Words", tags=("a",))
    by_url = Document("url:https://example.org/paper", Kind.PAPER, "A paper", "Words", tags=("b",))
    ingest(library.store, [by_doi, by_url])
    library.items.tag([by_doi.key], "mine")
    library.items.untag([by_url.key], "b")
    library.items.tag([by_url.key], "yours")
    ingest(library.store, [replace(by_doi, aliases=("https://example.org/paper",))])
    assert library.items.count() == 1
    assert tags(library, by_url.key) == ("a", "mine", "yours")
    ingest(library.store, [by_url])
    assert tags(library, by_url.key) == ("a", "mine", "yours")


def test_undoing_a_move_leaves_tags(filled: Library) -> None:
    filled.triage.move([FIRST.key], Zone.MUST_HAVE)
    filled.items.tag([FIRST.key], "survey")
    filled.history.undo_move()
    assert (filled.items.get(FIRST.key).item.zone, tags(filled)) == (Zone.INBOX, ("cs.LG", "survey"))


def test_an_unknown_item_tags_none(filled: Library) -> None:
    with pytest.raises(NotFound, match=r"2401\.00001"):
        filled.items.tag([FIRST.key, "2401.00001"], "survey")
    assert tags(filled) == ("cs.LG",)


def test_a_tag_survives_a_reindex(filled: Library) -> None:
    filled.items.tag([FIRST.key], "survey")
    filled.upkeep.reindex()
    assert found(filled, "survey") == {FIRST.key}


def test_words_are_made_before_the_transaction_begins(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kb.store import words

    inside: list[bool] = []
    made = words.entry

    def watched(document: Document) -> words.Entry:
        inside.append(filled.store.read().in_transaction)
        return made(document)

    monkeypatch.setattr(words, "entry", watched)
    keys = [item.key for item in filled.items.select()]
    filled.items.tag(keys, "seen")
    filled.items.untag(keys[:1], "seen")
    assert len(inside) == len(keys) + 1 and not any(inside)
    assert {hit.item.key for hit in filled.search.hits("seen", limit=50)} >= set(keys[1:])
