"""One history: the last step of whatever kind goes back, or the very one that is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kb.errors import JomoError, NotFound
from kb.ingest.merging import unite
from kb.ingest.save import ingest
from kb.library import Library
from kb.store import events, lists, maps
from kb.types import Action, Depth, Document, Kind, MapPoint, Origin, Stance, State, Topic, Verdict, Zone

WORK = Document("doi:10.1000/w", Kind.PAPER, "A study of tides", "Of water.", tags=("sea",))
PAGE = Document("url:https://site.example/tides", Kind.ARTICLE, "Its page", "A page about water.")
NOTE = Document("note:1", Kind.NOTE, "A note", "Buy a boat.")
UPPER, LOWER = (
    Topic(1, None, "Water", ("water",), 3, 0.0, 0.0, None),
    Topic(2, 1, "Tides", ("tides",), 3, 0.0, 0.0, None),
)

DONE: dict[str, Callable[[Library], object]] = {
    "filed": lambda library: library.triage.move([WORK.key, PAGE.key], Zone.MUST_HAVE),
    "marked": lambda library: library.items.set_state([WORK.key], State.READ),
    "judged": lambda library: library.reviews.judge([WORK.key], Verdict.DIRECT),
    "tagged": lambda library: library.items.tag([WORK.key], "boats"),
    "put off": lambda library: library.triage.snooze([WORK.key], "2999-01-02"),
    "kept": lambda library: library.lists.keep([WORK.key]),
    "area": lambda library: library.areas.set("Sea", examples=[WORK.key]),
    "area for an ask": lambda library: library.areas.set("Coast", serves="Know the coast"),
    "ask": lambda library: library.role.set_ask("Sail", Depth.DEPTH),
    "search saved": lambda library: library.search.save("Boats", "boat"),
    "search asks another question": lambda library: library.search.save("Ships", "a barge"),
    "search forgotten": lambda library: library.search.forget("Ships"),
    "topic pinned": lambda library: library.map.pin(LOWER.id),
    "topic renamed": lambda library: library.map.rename(LOWER.id, "Ebb and flow"),
    "parted": lambda library: library.items.split("doi:10.1000/merged"),
    "retelling confirmed": lambda library: library.retellings.confirm(NOTE.key, WORK.key),
    "merged": lambda library: library.duplicates.merge(WORK.key, PAGE.key),
}


@pytest.fixture
def kept(library: Library) -> Library:
    """Three items and two that became one, something the role asks for, a saved search, and a map."""
    one = replace(WORK, key="doi:10.1000/merged", title="Waves")
    other = replace(PAGE, key="url:https://site.example/waves", title="Page of waves")
    ingest(
        library.store, [WORK, PAGE, NOTE, one, other, replace(one, aliases=("https://site.example/waves",))]
    )
    library.role.set_ask("Know the coast")
    library.search.save("Ships", "ship")
    drawn(library, UPPER, LOWER)
    return library


def drawn(library: Library, *topics: Topic) -> None:
    with library.store.write() as db:
        maps.put_topics(db, topics)
        points = [MapPoint(item.id, float(item.id), 1.0, LOWER.id) for item in library.items.select()]
        maps.put_points(db, points[:3])


def state(library: Library) -> object:
    """All of what steps change."""
    items = {item.id: library.items.get(item.key) for item in library.items.select()}
    drawn = library.map.read()
    return (
        {
            key: (replace(one.item, tags=()), set(one.item.tags), one.text, one.references)
            for key, one in items.items()
        },
        library.triage.snoozed(),
        lists.kept(library.store.read(), "2000-01-01"),
        [replace(area, id=0, members=(), borderline=0) for area in library.areas.every()],
        [(ask.text, ask.depth, ask.areas) for ask in library.role.read().asks],
        [(one.name, one.query, one.seen_at) for one in library.search.saved()],
        (drawn.points, [replace(topic, stance=None) for topic in drawn.topics]),
    )


@pytest.mark.parametrize("name", DONE)
def test_each_step_is_one_and_goes_back_to_what_was_before(kept: Library, name: str) -> None:
    before, last = state(kept), kept.history.last()
    DONE[name](kept)
    step = kept.history.last()
    assert step is not None and step != last
    assert state(kept) != before
    assert kept.history.undo(step.id)
    assert state(kept) == before
    assert kept.history.last() == last
    with pytest.raises(NotFound, match=f"no step {step.id}"):
        kept.history.undo(step.id)


CHANGED: dict[str, tuple[Callable[[Library], object], Callable[[Library], object]]] = {
    "filed": (DONE["filed"], lambda library: library.triage.move([WORK.key], Zone.NO_NEED)),
    "marked": (DONE["marked"], lambda library: library.items.set_state([WORK.key], State.DROPPED)),
    "judged": (
        lambda library: library.reviews.judge([WORK.key, PAGE.key], Verdict.DIRECT, "of use", "2025-03-04"),
        lambda library: library.reviews.judge([WORK.key], Verdict.NONE, "never opened"),
    ),
    "judged the same for another reason": (
        lambda library: library.reviews.judge([WORK.key], Verdict.DIRECT, "of use", "2025-03-04"),
        lambda library: library.reviews.judge([WORK.key], Verdict.DIRECT, "of great use", "2025-03-04"),
    ),
    "judged before without a note": (
        lambda library: library.reviews.judge([WORK.key], Verdict.INDIRECT),
        lambda library: library.reviews.judge([WORK.key], Verdict.DIRECT, "in the talk"),
    ),
    "tagged": (DONE["tagged"], lambda library: library.items.untag([WORK.key], "sea")),
    "put off": (DONE["put off"], lambda library: library.triage.snooze([WORK.key], "2999-05-06")),
    "area": (
        lambda library: library.areas.set(
            "Sea", stance=Stance.TRACKED, criterion="Of water", reason="I sail", review_on="2999-01-02",
            examples=[WORK.key], counter_examples=[NOTE.key],
        ),
        lambda library: library.areas.set(
            "Sea", stance=Stance.IGNORED, criterion="Of ships", reason="", review_on="2998-01-02",
            rename="Ships", examples=[NOTE.key], counter_examples=[],
        ),
    ),
    "area with others inside": (
        lambda library: [
            library.areas.set("Sea"), library.areas.set("Deep sea", parent="Sea", serves="Sail"),
        ],
        lambda library: library.areas.remove("Sea"),
    ),
    "ask": (
        lambda library: library.role.set_ask("Sail", Depth.DEPTH, areas=[library.areas.set("Sea").name]),
        lambda library: library.role.set_ask("Sail", Depth.GIST, areas=[]),
    ),
    "search": (
        lambda library: library.search.mark_seen(library.search.save("Boats", "boat").name),
        lambda library: library.search.save("Boats", "a barge"),
    ),
    "note": (
        lambda library: library.notes.add(WORK.key, "Read again", quote="Of water.", place="p. 2"),
        lambda library: library.notes.take_off(library.notes.of_item(WORK.key)[0][0]),
    ),
    "note written anew": (
        lambda library: library.notes.take_off(library.notes.add(WORK.key, "Read again")),
        lambda library: library.notes.add(WORK.key, "Read again"),
    ),
    "topic": (DONE["topic renamed"], lambda library: library.map.rename(LOWER.id, "Currents")),
}  # fmt: skip
"""A decision of each kind, and another one that takes its place."""

KEPT = (
    "items aliases annotations areas area_examples role_asks role_areas saved_searches topics map_points"
    " contexts"
).split()
"""The tables that hold what the person decided, and what it was decided about."""


def rows(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """All that these tables hold, but for when an item was last written."""
    db = library.store.read()
    found = {}
    for table in KEPT:
        names = [
            row["name"] for row in db.execute(f"PRAGMA table_info({table})") if row["name"] != "updated_at"
        ]
        found[table] = sorted(map(tuple, db.execute(f"SELECT {', '.join(names)} FROM {table}")), key=repr)
    return found


@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_decision_goes_back_to_the_whole_of_the_earlier_one(kept: Library, name: str) -> None:
    decide, change = CHANGED[name]
    decide(kept)
    first, last = (rows(kept), state(kept)), kept.history.last()
    change(kept)
    assert (rows(kept), state(kept)) != first
    kept.history.undo()
    assert rows(kept) == first[0]
    assert state(kept) == first[1]
    assert kept.history.last() == last


def test_steps_of_all_kinds_go_back_in_the_order_they_were_taken(kept: Library) -> None:
    states, last = [], kept.history.last()
    for do in DONE.values():
        states.append(state(kept))
        do(kept)
    for before in reversed(states):
        kept.history.undo()
        assert state(kept) == before
    assert kept.history.last() == last


def test_the_very_step_goes_back_and_what_was_done_since_stays(kept: Library) -> None:
    steps = []
    for name in ("filed", "topic renamed", "search saved", "tagged", "area"):
        DONE[name](kept)
        steps.append(kept.history.last())
    for step in steps:
        assert step is not None
        kept.history.undo(step.id)
    item = kept.items.get(WORK.key).item
    assert (item.zone, item.tags) == (Zone.INBOX, ("sea",))
    assert kept.areas.every() == []
    assert kept.map.topic(LOWER.id).name == "Tides"


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (DONE["filed"], lambda library: library.triage.move([PAGE.key], Zone.NICE_TO_HAVE)),
        (DONE["tagged"], lambda library: library.items.untag([WORK.key], "sea")),
        (DONE["area"], lambda library: library.areas.set("Deep sea", parent="Sea")),
        (DONE["ask"], lambda library: library.areas.set("Sails", serves="Sail")),
        (DONE["search saved"], lambda library: library.search.save("Boats", "a rowing boat")),
        (DONE["topic pinned"], DONE["topic renamed"]),
        (DONE["parted"], lambda library: library.items.tag(["url:https://site.example/waves"], "page")),
        (DONE["merged"], lambda library: library.triage.move([PAGE.key], Zone.NICE_TO_HAVE)),
        (DONE["filed"], DONE["merged"]),
    ],
)
def test_what_changed_the_same_thing_later_stands_in_the_way(
    kept: Library, first: Callable[[Library], object], later: Callable[[Library], object]
) -> None:
    before = state(kept)
    first(kept)
    step = kept.history.last()
    later(kept)
    last, now = kept.history.last(), state(kept)
    assert step is not None and last is not None
    with pytest.raises(JomoError, match=f"step {last.id} .* take that one back first"):
        kept.history.undo(step.id)
    assert state(kept) == now
    kept.history.undo(last.id)
    kept.history.undo(step.id)
    assert state(kept) == before


def test_a_map_that_draws_itself_anew_swallows_no_step(kept: Library) -> None:
    kept.map.rename(LOWER.id, "Ebb and flow")
    DONE["filed"](kept)
    with kept.store.write() as db:
        maps.keep_version(db, "2026-01-01T00:00:00+00:00", "Redrawn", Origin.RULE)
    assert [step.action for step in kept.history.steps(2)] == [Action.MOVED, Action.SEARCH_SAVED]
    kept.history.undo()
    assert kept.items.get(WORK.key).item.zone is Zone.INBOX
    assert kept.map.topic(LOWER.id).name == "Ebb and flow"
    back = kept.map.undo()
    assert back is not None and back.what == "Redrawn"
    assert [move.before for move in kept.history.undo()] == ["Renamed Tides to Ebb and flow"]
    assert kept.map.topic(LOWER.id).name == "Tides"


def test_the_maps_own_undo_is_an_undo_of_the_history(kept: Library) -> None:
    last = kept.history.last()
    kept.map.pin(LOWER.id)
    kept.map.rename(LOWER.id, "Ebb and flow")
    DONE["filed"](kept)
    back = kept.map.undo()
    assert back is not None and back.what == "Renamed Tides to Ebb and flow"
    assert [step.action for step in kept.history.steps(2)] == [Action.MOVED, Action.MAP_CHANGED]
    kept.history.undo()
    assert [move.before for move in kept.history.undo()] == ["Pinned Tides"]
    assert kept.history.last() == last
    assert kept.map.versions() == [] and kept.map.undo() is None


def test_a_step_whose_map_is_no_longer_kept_is_none(kept: Library) -> None:
    last = kept.history.last()
    for turn in range(maps.KEPT_VERSIONS + 1):
        kept.map.pin(LOWER.id, pinned=turn % 2 == 0)
    assert len(kept.history.steps(100)) == maps.KEPT_VERSIONS + len(
        events.steps(kept.store.read(), actions=(Action.ASK_SET, Action.SEARCH_SAVED))
    )
    for _ in range(maps.KEPT_VERSIONS):
        kept.history.undo()
    assert kept.history.last() == last


def test_what_was_parted_and_merged_with_something_else_stays_parted(kept: Library) -> None:
    last = kept.history.last()
    _, other = kept.items.split("doi:10.1000/merged")
    with kept.store.write() as db:
        unite(db, kept.items.get(NOTE.key).item.id, other.id, "2026-01-01T00:00:00+00:00")
    assert kept.history.last() == last
    kept.items.split(NOTE.key)
    assert [move.key for move in kept.history.undo()] == [other.key]
    assert kept.history.last() == last


def test_nothing_done_is_nothing_to_take_back(library: Library) -> None:
    ingest(library.store, [WORK, NOTE])
    assert (library.history.last(), library.history.undo(), library.history.undo_move()) == (None, [], [])
    with pytest.raises(NotFound, match="`undo --list`"):
        library.history.undo(1)
