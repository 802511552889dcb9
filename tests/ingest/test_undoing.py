"""A whole import goes back: what it added, changed and joined; what the person did since stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kb.clock import now
from kb.errors import JomoError, NotFound
from kb.ingest.save import ingest
from kb.library import Library
from kb.store import feeds, imports, jobs
from kb.types import (
    Action,
    Annotation,
    Document,
    Fate,
    Feed,
    Kind,
    Reference,
    State,
    Subscription,
    Verdict,
    Zone,
)

PAGE = Document(
    "url:https://site.example/tides",
    Kind.ARTICLE,
    "Tides explained",
    "Water rises and falls.",
    url="https://site.example/tides",
    tags=("sea",),
    annotations=(Annotation("rises and falls"),),
    saved_at="2024-03-01T10:00:00+00:00",
)
PAPER = Document("doi:10.1000/tides", Kind.PAPER, "On tides", "The moon pulls at the sea.")
NOTE = Document("note:boat", Kind.NOTE, "A boat", "Buy a boat.", references=(Reference("u", "url:u"),))
FILE = Document(
    f"file:{'a' * 64}", Kind.ARTICLE, "A harbour", "Ships lie here.", aliases=("path:/x/harbour.md",)
)
JOINING = replace(PAPER, text="", aliases=("https://site.example/tides",))
"""Tells that the page and the paper are one work."""
RICHER = replace(
    PAGE,
    text="Water rises and falls twice a day, with the moon.",
    tags=("sea", "moon"),
    annotations=(Annotation("twice a day", "Check this", source="Elsewhere"),),
    references=(Reference("https://doi.org/10.1000/tides", "doi:10.1000/tides"),),
    state=State.READ,
    saved_at="2020-01-01T00:00:00+00:00",
    meta={"program": "Elsewhere", "folder": "Sea"},
)
IMPORTS: dict[str, Sequence[Document]] = {
    "new items": [NOTE, replace(NOTE, key="note:2", title="Another")],
    "an item that is known better": [RICHER],
    "nothing new": [PAGE, PAPER],
    "more of a highlight": [replace(PAGE, annotations=(Annotation("rises and falls", "Why?\n\n#tide"),))],
    "what joins two items": [JOINING],
    "new items that become one": [
        replace(PAGE, key="url:https://site.example/waves", url="https://site.example/waves"),
        replace(PAPER, key="doi:10.1000/waves"),
        replace(PAPER, key="doi:10.1000/waves", aliases=("https://site.example/waves",)),
    ],
    "a new item that joins one": [
        replace(PAPER, key="doi:10.1000/new", text="Both of them.", aliases=("https://site.example/tides",))
    ],
    "another file of a work": [
        replace(PAPER, text="In other words.", aliases=(f"file:{'b' * 64}", "path:/x/tides.pdf"))
    ],
    "a file where another lay": [replace(FILE, key=f"file:{'c' * 64}", title="Another", text="Not ships.")],
    "all of it": [RICHER, NOTE, JOINING, replace(NOTE, key="note:3", aliases=("path:/x/harbour.md",))],
}


@pytest.fixture
def kept(library: Library) -> Library:
    ingest(library.store, [PAGE, PAPER, FILE])
    library.items.tag([PAGE.key], "mine")
    library.notes.add(PAPER.key, "Ask about the moon")
    library.triage.move([PAPER.key], Zone.MUST_HAVE)
    library.areas.set("Sea", examples=[PAPER.key])
    return library


def bring(library: Library, documents: Sequence[Document | Subscription], days_ago: int = 0) -> int:
    at = (datetime.fromisoformat(now()) - timedelta(days=days_ago)).isoformat(timespec="seconds")
    with library.store.write() as db:
        step = imports.begin(db, ["a file"], at)
    ingest(library.store, documents, step=step)
    return step


def state(library: Library) -> object:
    """All that is kept, but for when it was last written."""
    db = library.store.read()
    rows = {
        table: [tuple(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]
        for table in ("aliases", "refs", "annotations", "area_examples", "words")
    }
    cells = [dict(row) for row in db.execute("SELECT * FROM items ORDER BY id")]
    passages = db.execute("SELECT item_id, position, text FROM chunks ORDER BY item_id, position")
    return (
        [{name: cell for name, cell in row.items() if name != "updated_at"} for row in cells],
        rows,
        [tuple(row) for row in passages],
    )


@pytest.mark.parametrize("name", IMPORTS)
def test_an_import_goes_back_to_what_was_before_and_can_be_done_again(kept: Library, name: str) -> None:
    before = state(kept)
    step = bring(kept, IMPORTS[name])
    after = len(kept.items.select())
    assert (state(kept) == before) == (name == "nothing new")
    assert [one.id for one in kept.history.steps(1)] == [step]
    kept.history.undo(step)
    assert state(kept) == before
    assert all(check.ok for check in kept.upkeep.doctor() if check.name in ("database", "words"))
    bring(kept, IMPORTS[name])
    assert len(kept.items.select()) == after


@pytest.mark.parametrize("first", IMPORTS)
@pytest.mark.parametrize("second", ("an item that is known better", "what joins two items", "all of it"))
@pytest.mark.parametrize("in_order", (True, False))
def test_two_imports_go_back_in_either_order(kept: Library, first: str, second: str, in_order: bool) -> None:
    before = state(kept)
    steps = [bring(kept, IMPORTS[first]), bring(kept, IMPORTS[second])]
    for step in steps if in_order else reversed(steps):
        kept.history.undo(step)
    assert state(kept) == before


DEEDS: dict[str, Callable[[Library, str], object]] = {
    "filed": lambda library, key: library.triage.move([key], Zone.MUST_HAVE),
    "marked": lambda library, key: library.items.set_state([key], State.READING),
    "judged": lambda library, key: library.reviews.judge([key], Verdict.DIRECT),
    "tagged": lambda library, key: library.items.tag([key], "boats"),
    "noted": lambda library, key: library.notes.add(key, "Which one?"),
    "put off": lambda library, key: library.triage.snooze([key], "2999-01-02"),
    "an example": lambda library, key: library.areas.set("Boats", examples=[key]),
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("brought", (NOTE, RICHER))
def test_what_the_person_acted_on_stays_as_it_is(kept: Library, deed: str, brought: Document) -> None:
    step = bring(kept, [brought, replace(NOTE, key="note:other")])
    DEEDS[deed](kept, brought.key)
    acted = kept.items.get(brought.key)
    [move] = kept.history.undo(step)
    assert move.after == "1 removed, 1 kept because you did something with them since"
    stays = kept.items.get(brought.key)
    assert (stays.item, stays.text, stays.annotations) == (acted.item, acted.text, acted.annotations)


def test_looking_at_an_item_and_a_deed_taken_back_hold_nothing(kept: Library) -> None:
    before = state(kept)
    step = bring(kept, [NOTE])
    kept.items.mark_opened(NOTE.key)
    DEEDS["filed"](kept, NOTE.key)
    kept.history.undo()
    kept.history.undo(step)
    assert state(kept) == before


def test_joined_items_that_the_person_filed_stay_joined(kept: Library) -> None:
    step = bring(kept, [JOINING, NOTE])
    kept.triage.move([PAPER.key], Zone.NICE_TO_HAVE)
    kept.history.undo(step)
    assert kept.items.get(PAGE.key).item == kept.items.get(PAPER.key).item
    assert kept.items.get(PAPER.key).item.zone is Zone.NICE_TO_HAVE
    assert len(kept.items.split(PAPER.key)) == 2


def test_an_item_that_a_later_import_brought_too_stays_and_says_so(kept: Library) -> None:
    step = bring(kept, [NOTE, replace(NOTE, key="note:other")])
    bring(kept, [NOTE])
    [move] = kept.history.undo(step)
    assert move.after == "1 removed, 1 kept because a later import brought them too"
    assert kept.items.get(NOTE.key)


def test_an_import_is_a_step_of_the_one_history(kept: Library) -> None:
    filed = kept.history.last()
    step = bring(kept, [NOTE, RICHER, PAPER])
    [last] = kept.history.steps(1)
    assert (last.id, last.action) == (step, Action.IMPORTED)
    [told] = kept.history.changes(last)
    assert (told.key, told.after) == ("a file", "1 added, 1 updated, 1 unchanged")
    kept.history.undo()
    assert kept.history.last() == filed


def test_an_import_that_brought_nothing_is_no_step(kept: Library) -> None:
    last = kept.history.last()
    bring(kept, [])
    assert kept.history.last() == last


def test_an_import_that_still_runs_goes_on(kept: Library) -> None:
    step = bring(kept, [NOTE])
    with kept.store.write() as db:
        number = jobs.enqueue(db, jobs.IMPORT, {"specs": ["x"]}, now(), step)
        jobs.start(db, number, now())
        jobs.enqueue(db, jobs.COMPLETE, {"specs": ["y"]}, now(), step)
    with pytest.raises(JomoError, match="still running; stop it"):
        kept.history.undo(step)
    kept.work.stop()
    kept.history.undo(step)
    assert kept.work.count_stopped() == 0 and kept.work.jobs() == []
    assert jobs.payload(kept.store.read(), number) == {"specs": ["x"]}


def test_what_was_done_between_two_imports_stays_when_both_go_back(kept: Library) -> None:
    first = bring(kept, [NOTE])
    DEEDS["filed"](kept, NOTE.key)
    second = bring(kept, [replace(NOTE, text="Buy a larger boat.")])
    kept.history.undo(first)
    kept.history.undo(second)
    stays = kept.items.get(NOTE.key)
    assert (stays.item.zone, stays.text) == (Zone.MUST_HAVE, NOTE.text)


def test_an_item_that_took_in_another_without_a_step_stays(kept: Library) -> None:
    other = replace(PAPER, key="doi:10.1000/waves")
    step = bring(kept, [other])
    page = replace(PAGE, key="url:https://site.example/waves", url=None)
    ingest(kept.store, [page, replace(other, aliases=("https://site.example/waves",))])
    kept.history.undo(step)
    assert kept.items.get(page.key).item == kept.items.get(other.key).item


def test_an_item_that_a_feed_told_of_since_stays(kept: Library) -> None:
    step = bring(kept, [PAGE, replace(PAGE, key="url:https://site.example/new", url=None)])
    with kept.store.write() as db:
        feed = feeds.put(db, Feed("https://site.example/feed", "A feed", due_at=now()))
        db.execute(
            "INSERT INTO feed_entries (feed_id, guid, fate, item_id, first_seen_at)"
            " SELECT ?, key, 'known', id, ? FROM items",
            (feed.id, now()),
        )
    [move] = kept.history.undo(step)
    assert move.after == "1 kept because a later import brought them too"
    assert kept.items.get("url:https://site.example/new")


BLOG = Subscription("https://site.example/feed", "A blog", ("Sea",))
OTHER = Subscription("https://other.example/feed", "Another")


def sources(library: Library) -> list[str]:
    return [state.feed.url for state in library.feeds.states()]


def test_feeds_of_a_list_are_sources_no_more(library: Library) -> None:
    mine = Subscription("https://mine.example/feed", "Mine")
    ingest(library.store, [mine])
    step = bring(library, [BLOG, OTHER, mine])
    assert len(sources(library)) == 3
    [told] = library.history.changes(library.history.steps(1)[0])
    assert told.after == "2 made sources"
    [move] = library.history.undo()
    assert move.after == "2 no sources any more"
    assert sources(library) == [mine.url]
    assert library.store.read().execute("SELECT count(*) FROM feeds").fetchone()[0] == 1
    with pytest.raises(NotFound, match=f"no step {step}"):
        library.history.undo(step)


def used_by_asking(library: Library) -> None:
    with library.store.write() as db:
        [feed] = feeds.every(db)
        db.execute(
            "INSERT INTO feed_entries (feed_id, guid, fate, first_seen_at) VALUES (?, 'one', ?, ?)",
            (feed.id, Fate.SHOWN, now()),
        )


@pytest.mark.parametrize("use", [used_by_asking, lambda library: library.feeds.add(BLOG.url, budget=3)])
def test_a_source_that_was_used_since_stays(library: Library, use: Callable[[Library], object]) -> None:
    bring(library, [BLOG])
    use(library)
    [move] = library.history.undo()
    assert move.after.startswith("1 stay sources because they brought something")
    assert sources(library) == [BLOG.url]


def test_a_source_that_two_lists_name_goes_with_the_second(library: Library) -> None:
    first, second = bring(library, [BLOG]), bring(library, [BLOG, OTHER])
    [move] = library.history.undo(first)
    assert move.after == "1 stay sources because a later import named them too"
    assert len(sources(library)) == 2
    library.history.undo(second)
    assert sources(library) == []


def test_a_source_that_was_removed_before_is_so_again(library: Library) -> None:
    bring(library, [BLOG])
    used_by_asking(library)
    library.feeds.remove(BLOG.url)
    step = bring(library, [BLOG])
    assert sources(library) == [BLOG.url]
    library.feeds.remove(BLOG.url)
    assert library.history.undo(step)[0].after == "nothing to change"


def test_what_was_before_an_old_import_is_forgotten_and_told_so(library: Library) -> None:
    old = bring(library, [PAGE, BLOG], imports.KEPT_DAYS + 1)
    recent = bring(library, [PAPER], imports.KEPT_DAYS - 1)
    assert [step.id for step in library.history.steps(5)] == [recent, old]
    newest = bring(library, [NOTE])
    assert [step.id for step in library.history.steps(5)] == [newest, recent]
    with pytest.raises(NotFound, match=f"Import {old} is not taken back: it is more than 90 days old"):
        library.history.undo(old)
    library.history.undo(recent)
    assert {item.key for item in library.items.select()} == {PAGE.key, NOTE.key}


def test_what_a_later_import_holds_is_forgotten_with_that(library: Library) -> None:
    old = bring(library, [PAGE], imports.KEPT_DAYS + 1)
    recent = bring(library, [PAGE], imports.KEPT_DAYS - 1)
    library.history.undo(old)
    bring(library, [NOTE])
    library.history.undo(recent)
    assert [item.key for item in library.items.select()] == [NOTE.key]
