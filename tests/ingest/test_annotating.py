"""The person's own notes and highlights: kept apart, found, exported, undone, never doubled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kb.errors import JomoError, NotFound
from kb.exporting import Format
from kb.ingest.save import ingest
from kb.library import Library
from kb.store import notes
from kb.types import Annotation, Document, Kind, SearchMode
from tests.conftest import Command

MARK = Annotation(
    "attention is a kernel", "Compare with our cache", "p. 4", "2026-03-01T10:00:00+00:00", "Reader"
)
PAPER = Document("arxiv:2501.00001", Kind.PAPER, "On attention", summary="Words.", annotations=(MARK,))


@pytest.fixture
def filled(library: Library) -> Library:
    ingest(library.store, [PAPER])
    return library


def kept(library: Library) -> list[tuple[str, str]]:
    return [(one.quote, one.note) for one in library.items.get(PAPER.key).annotations]


def found(library: Library, query: str) -> bool:
    return bool(library.search.hits(query, mode=SearchMode.WORDS))


def test_what_an_import_brings_is_kept_apart_from_the_text_and_found(filled: Library) -> None:
    [(number, one)] = filled.notes.of_item(PAPER.key)
    assert (one, number) == (MARK, 1)
    assert filled.items.get(PAPER.key).text == ""
    assert found(filled, "kernel") and found(filled, '"our cache"')
    filled.work.embed()
    assert filled.search.hits("compare with our cache", mode=SearchMode.MEANING)[0].item.key == PAPER.key


def test_reading_it_again_doubles_nothing_and_brings_what_is_new(filled: Library) -> None:
    assert ingest(filled.store, [PAPER]).unchanged == 1
    more = Annotation("a second passage")
    again = replace(PAPER, annotations=(replace(MARK, made_at=None), more), summary="Words.")
    assert ingest(filled.store, [again]).updated == 1
    assert kept(filled) == [(MARK.quote, MARK.note), (more.quote, "")]
    assert ingest(filled.store, [replace(PAPER, annotations=())]).unchanged == 1
    assert len(kept(filled)) == 2


def test_a_note_of_one_s_own_is_a_step(filled: Library) -> None:
    number = filled.notes.add("2501.00001", "Об этом **подумать**")
    assert found(filled, "подумать")
    assert filled.notes.of_item(PAPER.key)[0][0] == number
    filled.history.undo()
    assert not found(filled, "подумать") and kept(filled) == [(MARK.quote, MARK.note)]
    filled.notes.add("2501.00001", "Об этом **подумать**")
    assert found(filled, "подумать")


def test_what_was_taken_off_stays_off_until_it_is_undone(filled: Library) -> None:
    [(number, _)] = filled.notes.of_item(PAPER.key)
    filled.notes.take_off(number)
    assert kept(filled) == [] and not found(filled, "kernel")
    ingest(filled.store, [PAPER, replace(PAPER, annotations=(MARK, Annotation("another")))])
    assert kept(filled) == [("another", "")]
    with pytest.raises(NotFound, match="no note 1"):
        filled.notes.take_off(number)
    filled.history.undo()
    assert (MARK.quote, MARK.note) in kept(filled) and found(filled, "kernel")


@pytest.mark.parametrize("text", ["", " \n ", MARK.note])
def test_empty_and_double_notes_are_refused(filled: Library, text: str) -> None:
    quote = MARK.quote if text == MARK.note else ""
    with pytest.raises(JomoError):
        filled.notes.add(PAPER.key, text, quote=quote, place=MARK.place if quote else "")
    assert len(kept(filled)) == 1


def test_merging_joins_them_and_parting_gives_each_its_own(filled: Library) -> None:
    own, shared = Annotation("", "of the file"), replace(MARK, source="")
    pdf = Document(
        "file:1",
        Kind.PAPER,
        "On attention",
        text="Body",
        aliases=("doi:10.1234/5",),
        annotations=(own, shared),
    )
    ingest(filled.store, [pdf])
    ingest(filled.store, [replace(PAPER, aliases=("doi:10.1234/5",))])
    assert set(kept(filled)) == {(MARK.quote, MARK.note), ("", "of the file")}
    first, second = filled.items.split(PAPER.key)
    sets = [{(one.quote, one.note) for one in filled.items.get(i.key).annotations} for i in (first, second)]
    assert sets == [{(MARK.quote, MARK.note)}, {("", "of the file"), (MARK.quote, MARK.note)}]


MORE = replace(MARK, note=f"{MARK.note}\n\n#cache")
SECOND = Annotation("a second passage")


@pytest.mark.parametrize("doubled", [False, True], ids=["once", "doubled by an earlier version"])
def test_a_highlight_of_which_more_is_known_stays_one_in_its_place(library: Library, doubled: bool) -> None:
    older, newer = (replace(PAPER, annotations=(one, SECOND)) for one in (MARK, MORE))
    [item] = ingest(library.store, [older]).touched
    if doubled:
        with library.store.write() as db:
            notes.add(db, [(item.id, MORE)])
    assert ingest(library.store, [newer]).updated == 1
    assert {one for _, one in library.notes.of_item(PAPER.key)} == {MORE, SECOND}
    assert doubled or kept(library) == [(MORE.quote, MORE.note), (SECOND.quote, "")]
    assert found(library, "kernel") and ingest(library.store, [newer, older]).unchanged == 2
    assert len(kept(library)) == 2


def test_what_was_taken_off_leaves_another_reading_of_it_alone(library: Library) -> None:
    [item] = ingest(library.store, [PAPER]).touched
    with library.store.write() as db:
        notes.add(db, [(item.id, MORE)])
    library.notes.take_off(next(n for n, one in library.notes.of_item(PAPER.key) if one == MORE))
    assert ingest(library.store, [replace(PAPER, annotations=(MORE,))]).unchanged == 1
    assert kept(library) == [(MARK.quote, MARK.note)]


@pytest.mark.parametrize(("first", "second"), [(MARK, MORE), (MORE, MARK)])
def test_two_items_with_one_highlight_are_what_they_were_when_parted(
    library: Library, first: Annotation, second: Annotation
) -> None:
    talk = Document("url:https://talks.example/1", Kind.VIDEO, "A talk", annotations=(second,))
    ingest(library.store, [replace(PAPER, annotations=(first,)), talk])
    library.duplicates.merge(PAPER.key, talk.key)
    assert kept(library) == [(MORE.quote, MORE.note)]
    parted = library.items.split(PAPER.key)
    assert [library.items.get(one.key).annotations for one in parted] == [(first,), (second,)]


def test_they_are_exported(filled: Library) -> None:
    assert '"quote": "attention is a kernel"' in filled.items.exported([PAPER.key], Format.JSONL)


def test_commands_write_list_and_take_off(kb_on: Callable[[Path], Command], tmp_path: Path) -> None:
    kb = kb_on(tmp_path / "home")
    kb("add", "2501.00001", "--no-embed")
    [one] = kb(
        "note", "2501.00001", "Try it", "--quote", "linear attention", "--place", "p. 2", "--json"
    ).json
    assert (one["kind"], one["quote"], one["text"], one["place"]) == (
        "highlight",
        "linear attention",
        "Try it",
        "p. 2",
    )
    assert [row["id"] for row in kb("notes", "--json").json] == [one["id"]]
    assert kb("notes", "--since", "2999", "--json").json == []
    assert kb("show", "2501.00001", "--json").json["annotations"][0]["note"] == "Try it"
    kb("note", str(one["id"]), "--remove")
    assert kb("notes", "--json").json == []
