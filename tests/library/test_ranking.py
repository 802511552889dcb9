"""What waits, best first: by picks, by stances, and a sample of the rest."""

from __future__ import annotations

from kb.ingest.save import ingest
from kb.library import Library
from kb.store import feeds
from kb.triage.choosing import Order
from kb.types import Document, Fate, Feed, FeedEntry, Kind, LeftOut, Stance, Zone

WORDS = ("attention retrieval index", "weather football minister", "cats laughing friday")


def notes(start: int, number: int) -> list[Document]:
    """Notes on three subjects by turns."""
    return [Document(f"file:{n}", Kind.NOTE, f"{WORDS[n % 3]} {n}") for n in range(start, start + number)]


def test_what_is_like_picks_comes_first_and_a_stance_alone_tells_too(library: Library) -> None:
    ingest(library.store, notes(0, 90))
    inbox = library.lists.to_triage(order=Order.NEWEST)
    assert library.lists.to_triage(order=Order.BEST) == inbox
    for n in range(45):
        library.triage.move([f"file:{n}"], Zone.MUST_HAVE if n % 3 == 0 else Zone.PUT_AND_FORGET)
    ranked = library.lists.to_triage(order=Order.BEST)
    found = library.items.by_ids(ranked)
    assert {item.title.split()[0] for item in found[:15]} == {"attention"}
    assert sorted(ranked) == sorted(library.lists.to_triage())
    held = library.ranking.held()
    assert held and held.picks == 15 and held.part < 0.4
    assert held.first(45) <= 16


def test_a_sample_of_the_rest_is_the_same_all_day_and_leaves_the_first_out(library: Library) -> None:
    ingest(library.store, notes(0, 150))
    for n in range(60):
        library.triage.move([f"file:{n}"], Zone.NICE_TO_HAVE if n % 3 == 1 else Zone.NO_NEED)
    drawn = library.lists.to_triage(order=Order.LOT)
    assert len(drawn) == 10 and drawn == library.lists.to_triage(order=Order.LOT)
    held = library.ranking.held()
    assert held
    assert not set(drawn) & set(library.lists.to_triage(order=Order.BEST)[: held.first(90)])


def test_the_order_stays_while_cards_are_filed_and_follows_what_is_new(library: Library) -> None:
    ingest(library.store, notes(0, 60))
    for n in range(30):
        library.triage.move([f"file:{n}"], Zone.MUST_HAVE if n % 3 == 2 else Zone.NO_NEED)
    before = library.lists.to_triage(order=Order.BEST)
    [first] = library.items.by_ids(before[:1])
    library.triage.move([first.key], Zone.PUT_AND_FORGET)
    assert library.lists.to_triage(order=Order.BEST) == before[1:]
    ingest(library.store, notes(60, 3))
    assert len(library.lists.to_triage(order=Order.BEST)) == len(before) + 2


def test_members_of_areas_that_are_followed_come_before_those_of_ignored_ones(library: Library) -> None:
    ingest(library.store, notes(0, 30))
    library.work.embed()
    library.areas.set("Cats", stance=Stance.IGNORED, examples=["file:2", "file:5", "file:8"])
    library.areas.set("Retrieval", stance=Stance.TRACKED, examples=["file:0", "file:3", "file:6"])
    ranked = [item.title for item in library.items.by_ids(library.lists.to_triage(order=Order.BEST))]
    assert ranked[0].startswith("attention") and ranked[-1].startswith("cats")


def test_what_a_budget_leaves_out_is_ranked_by_picks_too(library: Library) -> None:
    """Items that wait, and entries that were never saved."""
    ingest(library.store, notes(0, 60))
    waiting = [LeftOut(f"file:{n}", "channel", "", None, "2025-01-01") for n in range(30, 60)]
    assert library.ranking.of_left_out(waiting) == waiting
    for n in range(30):
        library.triage.move([f"file:{n}"], Zone.MUST_HAVE if n % 3 == 0 else Zone.PUT_AND_FORGET)
    with library.store.write() as db:
        feeds.put(db, Feed("https://example.org/feed", "Example"))
        told = [Document("post:1", Kind.POST, "Index", "Retrieval by attention"), *notes(1, 1)]
        [feed] = feeds.every(db)
        entries = [FeedEntry(one.key, one) for one in told]
        feeds.record(db, feed.id, entries, Fate.OVERFLOW, "2025-01-02")
    found = library.ranking.of_left_out([*library.sources._left_out(None, "", "9999"), *waiting])
    assert found[0].ref.startswith("entry:") or "attention" in library.items.get(found[0].ref).item.title
    places = {one.title or one.ref: place for place, one in enumerate(found)}
    assert places["Index"] < 11 < places[f"{WORDS[1]} 1"]
