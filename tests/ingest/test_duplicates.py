"""Two items that the person says are one work, or are not: a step like any other, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kb.clock import now
from kb.errors import JomoError, NotFound
from kb.ingest.save import ingest
from kb.library import Library
from kb.store import imports, maps
from kb.types import Action, Annotation, Document, Kind, MapPoint, Reference, State, Topic, Verdict, Zone
from tests.conftest import Command

TITLE = "On the drying of nets in northern harbours"
PAPER = Document(
    "doi:10.1000/nets", Kind.PAPER, TITLE, "Nets dry in the wind. It takes a day.", "Of nets.",
    authors=("Jane Doe",), tags=("sea", "nets"), source="journal", published="2024-03-01",
    references=(Reference("https://a.example/1", "url:https://a.example/1", "one"),),
    annotations=(Annotation(note="Ask Jane"), Annotation(quote="in the wind")),
    meta={"program": "Zotero", "folder": "Sea"},
)  # fmt: skip
PAGE = Document(
    "url:https://site.example/nets", Kind.ARTICLE, f"{TITLE}.", "Nets dry.", url="https://site.example/nets",
    authors=("J. Doe", "R. Roe"), tags=("web", "sea"), source="site.example", published="2023-12-01",
    references=(
        Reference("https://a.example/2", "url:https://a.example/2"),
        Reference("https://a.example/1", "url:https://a.example/1", "another label"),
    ),
    annotations=(Annotation(quote="in the wind"), Annotation(note="Seen at the harbour")),
    meta={"program": "Pocket", "folder": "Web", "favourite": "yes"},
)  # fmt: skip
LINK = replace(PAGE, text="", authors=(), references=(), stub=True, published=None, meta={})
FILE = Document("file:1", Kind.PAPER, TITLE, "Nets dry, as read from a file.", guessed=True)
OTHER = Document("url:https://site.example/ropes", Kind.ARTICLE, "Ropes", "On ropes and knots.")


def saved(library: Library, *documents: Document) -> None:
    ingest(library.store, [*documents, OTHER])
    with library.store.write() as db:
        maps.put_topics(db, [Topic(1, None, "Water", ("water",), 3, 0.0, 0.0, None)])
        maps.put_points(db, [MapPoint(item.id, float(item.id), 1.0, 1) for item in library.items.select()])


Rows = dict[str, list[dict[str, object]]]


def state(library: Library) -> tuple[Rows, list[tuple[object, ...]], list[tuple[object, ...]]]:
    """All that is kept, but for when it was last written and what is a matter of the history."""
    db = library.store.read()
    tables = (
        "items", "aliases", "refs", "annotations", "area_examples", "words", "fetches", "map_points",
        "feed_entries", "contexts",
    )  # fmt: skip
    rows = {
        table: [
            {name: cell for name, cell in dict(row).items() if name != "updated_at"}
            for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
        ]
        for table in tables
    }
    passages = db.execute("SELECT item_id, position, text FROM chunks ORDER BY item_id, position")
    owners = db.execute(
        "SELECT id, item_id FROM events WHERE action NOT IN ('merged', 'split', 'undone') ORDER BY id"
    )
    return rows, [tuple(row) for row in passages], [tuple(row) for row in owners]


@pytest.mark.parametrize("pair", [(PAPER, PAGE), (PAGE, PAPER), (LINK, PAPER), (PAPER, LINK), (FILE, PAGE)])
def test_a_merge_goes_back_to_what_was_before(library: Library, pair: tuple[Document, Document]) -> None:
    first, second = pair
    saved(library, first, second)
    library.areas.set("Sea", examples=[first.key, second.key])
    library.areas.set("Nets", examples=[second.key])
    library.triage.move([second.key], Zone.MUST_HAVE)
    library.items.set_state([second.key], State.READ)
    library.reviews.judge([second.key], Verdict.DIRECT, "used it")
    library.items.untag([first.key], "sea")
    library.notes.add(second.key, "Ask her")
    before, last = state(library), library.history.last()

    kept = library.duplicates.merge(second.key, first.key)
    assert (kept.key, kept.zone, kept.verdict) == (first.key, Zone.MUST_HAVE, Verdict.DIRECT)
    assert library.items.get(second.key).item.id == kept.id
    notes = {one.note or one.quote for one in library.items.get(kept.key).annotations}
    assert "Ask her" in notes and notes >= {one.note or one.quote for one in second.annotations}
    step = library.history.last()
    assert step is not None and step.action is Action.MERGED
    [move] = library.history.undo()
    assert (move.key, move.after) == (second.key, "an item of its own")
    assert state(library) == before
    assert library.history.last() == last
    assert library.duplicates.merge(first.key, second.key).key == first.key


def test_parted_and_taken_back_it_is_what_it_was_each_time(library: Library) -> None:
    saved(library, PAPER, PAGE)
    apart = state(library)
    library.duplicates.merge(PAPER.key, PAGE.key)
    merged = state(library)
    library.items.split(PAPER.key)
    assert state(library) == apart
    assert library.duplicates.pairs() == []
    library.history.undo()
    assert library.items.get(PAGE.key).item.key == PAPER.key
    assert library.items.get(PAPER.key).text == PAPER.text
    library.history.undo()
    assert state(library) == apart != merged
    assert len(library.duplicates.pairs()) == 1
    assert library.history.last() is None


LATER: dict[str, Callable[[Library], object]] = {
    "filed": lambda library: library.triage.move([PAGE.key], Zone.NICE_TO_HAVE),
    "tagged": lambda library: library.items.tag([PAPER.key], "wind"),
    "noted": lambda library: library.notes.add(PAPER.key, "Which wind?"),
    "merged with a third": lambda library: library.duplicates.merge(OTHER.key, PAGE.key),
}


@pytest.mark.parametrize("name", LATER)
def test_what_was_done_since_goes_back_first_and_survives_parting(library: Library, name: str) -> None:
    saved(library, PAPER, PAGE)
    before = state(library)
    library.duplicates.merge(PAPER.key, PAGE.key)
    step = library.history.last()
    assert step is not None
    LATER[name](library)
    with pytest.raises((JomoError, NotFound)):
        library.history.undo(step.id)
    library.history.undo()
    library.history.undo()
    rows, passages, _ = state(library)
    was, were, _ = before
    assert rows["items"] == was["items"] and passages == were
    assert rows["aliases"] == was["aliases"]


@pytest.mark.parametrize("again", [[PAPER], [PAGE], [PAGE, PAPER], [PAPER, PAGE, PAPER]])
def test_imports_since_break_neither_the_merge_nor_the_way_back(
    library: Library, again: list[Document]
) -> None:
    saved(library, PAPER, PAGE)
    library.duplicates.merge(PAPER.key, PAGE.key)
    ingest(library.store, again)
    assert library.items.count() == 2
    assert library.items.get(PAGE.key).item.key == PAPER.key
    ingest(library.store, [replace(PAPER, tags=("late",))])
    library.history.undo()
    assert library.items.count() == 3
    paper, page = library.items.get(PAPER.key), library.items.get(PAGE.key)
    assert (paper.text, page.text) == (PAPER.text, PAGE.text)
    assert "late" in paper.item.tags and "web" not in paper.item.tags
    assert ingest(library.store, [PAPER, PAGE]).added == 0


def test_two_works_are_never_proposed_again_nor_joined_by_an_import(library: Library) -> None:
    saved(library, PAPER, PAGE)
    [pair] = library.duplicates.of(PAGE.key)
    assert (pair.first.key, pair.second.key) == (PAPER.key, PAGE.key)
    library.duplicates.hold_apart(PAGE.key, PAPER.key)
    assert library.duplicates.pairs() == library.duplicates.of(PAPER.key) == []
    library.duplicates.hold_apart(PAPER.key, PAGE.key)
    assert len(library.history.steps(5)) == 1
    ingest(library.store, [replace(PAPER, aliases=("https://site.example/nets",))])
    assert library.items.count() == 3
    assert all(move.before.startswith("not ") for move in library.history.undo())
    assert library.duplicates.pairs() == library.duplicates.of(PAGE.key) == [pair]
    ingest(library.store, [replace(PAPER, aliases=("https://site.example/nets",))])
    assert library.items.count() == 2


@pytest.mark.parametrize(
    "other",
    [
        f"{TITLE}: what fishermen in three small villages say of it, told in their own words",
        "On the drying of nets in northern…",
        "On the drying of nets in nothern harbours",
        "On the driing of nets in northern harbours",
        "On drying of the nets, in northern harbours",
    ],
)
def test_one_item_is_told_of_the_pairs_that_the_whole_library_has(library: Library, other: str) -> None:
    saved(library, PAPER, replace(PAGE, title=other))
    [pair] = library.duplicates.pairs()
    assert library.duplicates.of(PAPER.key) == library.duplicates.of(PAGE.key) == [pair]


def test_what_was_held_apart_stays_so_when_one_is_merged_with_a_third(library: Library) -> None:
    saved(library, PAPER, PAGE)
    library.duplicates.hold_apart(PAPER.key, PAGE.key)
    library.duplicates.merge(OTHER.key, PAGE.key)
    assert library.duplicates.pairs() == []
    library.history.undo()
    assert library.duplicates.pairs() == []


def test_an_import_that_goes_back_leaves_what_was_merged(library: Library) -> None:
    with library.store.write() as db:
        step = imports.begin(db, ["a file"], now())
    ingest(library.store, [PAPER], step=step)
    ingest(library.store, [PAGE])
    kept = library.duplicates.merge(PAPER.key, PAGE.key)
    library.history.undo(step)
    assert library.items.get(PAGE.key).item == kept
    library.history.undo()
    assert library.items.get(PAGE.key).text == PAGE.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("arxiv:2401.00001", "arxiv:2401.00002"),
        ("doi:10.1000/a", "doi:10.1000/b"),
        ("post:telegram/channel/1", "post:telegram/channel/2"),
    ],
)
def test_works_of_different_names_are_not_merged_by_hand(library: Library, one: str, other: str) -> None:
    ingest(library.store, [Document(key, Kind.PAPER, TITLE, f"Text of {key}") for key in (one, other)])
    with pytest.raises(JomoError, match="two works"):
        library.duplicates.merge(one, other)
    with pytest.raises(JomoError, match="name two items"):
        library.duplicates.merge(one, one)
    assert library.items.count() == 2 and library.duplicates.pairs() == []


def test_by_command(kb_on: Callable[[Path], Command], library: Library) -> None:
    saved(library, PAPER, PAGE)
    kb = kb_on(library.home)
    [pair] = kb("duplicates", "--json").json
    assert (pair["first"]["key"], pair["second"]["key"]) == (PAPER.key, PAGE.key)
    assert pair["likeness"] == 1 and "author in common" in pair["reason"]
    assert kb("duplicates", PAGE.key, "--json").json == [pair]
    assert kb("merge", PAGE.key, PAPER.key, "--json").json["key"] == PAPER.key
    assert kb("undo", "--json").json[0]["to"] == "an item of its own"
    assert kb("duplicates", "--apart", PAGE.key, PAPER.key).status == 0
    assert kb("duplicates", "--json").json == []
    assert kb("duplicates", "--apart", PAGE.key).status == 2
