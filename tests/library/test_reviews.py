"""A review as pages and commands hold it: what is asked about, bulk confirmation, samples, the overflow."""

from __future__ import annotations

from collections import Counter

import pytest

from kb.errors import JomoError, NotFound
from kb.exporting import Format
from kb.library import Library
from kb.store import feeds
from kb.types import Document, Fate, Feed, FeedEntry, Filters, Item, Kind, Origin, State, Verdict, Zone
from kb.types.evidence import TraceKind

PERIOD = ("2020", "2099")


@pytest.fixture
def shelves(library: Library) -> Library:
    """Sixty papers in two lists, two still in the inbox, and seven things that a feed left out."""
    library.intake.add([f"2501.{number:05}" for number in range(1, 63)])
    keys = [item.key for item in library.items.select(order="oldest")]
    library.triage.move(keys[:10], Zone.MUST_HAVE)
    library.triage.move(keys[10:60], Zone.PUT_AND_FORGET)
    with library.store.write() as db:
        feed = feeds.put(db, Feed("https://example.org/feed", "A blog", due_at="2025-01-01"))
        entries = [
            FeedEntry(f"g{n}", Document(f"url:example.org/{n}", Kind.ARTICLE, f"Left out {n}"))
            for n in range(7)
        ]
        feeds.record(db, feed.id, entries, Fate.OVERFLOW, "2025-05-05T10:00:00+00:00")
    return library


def _items(shelves: Library) -> list[Item]:
    return [item for item in shelves.reviews.to_judge(*PERIOD) if item.id > 0]


def test_everything_decided_on_is_asked_about_and_the_inbox_is_not(shelves: Library) -> None:
    pile = shelves.reviews.to_judge(*PERIOD)
    assert len(pile) == 67 and sum(item.id < 0 for item in pile) == 7
    figures = shelves.reviews.figures(*PERIOD)
    assert (figures.waiting, figures.total, figures.overall.total) == (2, 62, 60)
    assert shelves.reviews.to_judge("2025-05-06", "2025-05-07") == []
    assert {item.title[:8] for item in shelves.reviews.to_judge("2025-05", "2025-05")} == {"Left out"}


def test_what_a_feed_left_out_is_judged_and_taken_back_like_an_item(shelves: Library) -> None:
    one, other = [item for item in shelves.reviews.to_judge(*PERIOD) if item.id < 0][:2]
    shelves.reviews.judge([one.key], Verdict.DIRECT, "missed it")
    shelves.reviews.judge([other.key], Verdict.NONE)
    [overflow] = [row for row in shelves.reviews.figures(*PERIOD).by_zone if row.label == "overflow"]
    assert (overflow.direct_keys, overflow.none_keys, overflow.total) == ((one.key,), (other.key,), 7)
    assert shelves.reviews.of_keys([one.key])[0].title == one.title
    first, second = shelves.history.steps(2)
    assert [move.key for move in shelves.history.undo(second.id)] == [one.key]
    assert [item.verdict for item in shelves.reviews.shown([one.id, other.id])] == [None, Verdict.NONE]
    shelves.history.undo(first.id)
    with pytest.raises(NotFound):
        shelves.reviews.judge(["overflow:999"], Verdict.NONE)


def test_certain_ones_are_confirmed_as_one_step_but_for_those_left_out(shelves: Library) -> None:
    keys = [item.key for item in shelves.items.select(Filters(zones=(Zone.PUT_AND_FORGET,)))][:5]
    for key in keys[:3]:
        shelves.items.exported([key], Format.BIBTEX)
    shelves.notes.add(keys[3], "a word or two")
    shelves.items.exported([keys[4]], Format.BIBTEX)
    shelves.items.set_state([keys[4]], State.DROPPED)
    review = shelves.reviews.review(*PERIOD)
    assert {item.key for item, _ in review.certain} == set(keys[:3])
    assert {item.key: item.likely.verdict for item in review.items if item.likely} == {
        **dict.fromkeys([*keys[:3], keys[4]], Verdict.DIRECT),
        keys[3]: Verdict.INDIRECT,
    }
    judged = shelves.reviews.confirm(*PERIOD, but=keys[:1])
    assert {item.key for item in judged} == set(keys[1:3])
    step = shelves.history.last()
    assert step and len(step.events) == 2 and {event.origin for event in step.events} == {Origin.SUGGESTION}
    assert {item.key for item in shelves.reviews.review(*PERIOD).items if item.sure} == set(keys[1:3])
    shelves.history.undo()
    assert len(shelves.reviews.review(*PERIOD).certain) == 3
    assert shelves.reviews.confirm(*PERIOD, but=keys) == []


def test_a_sample_is_kept_resumed_enlarged_and_forgotten(shelves: Library) -> None:
    shelves.reviews.judge([_items(shelves)[0].key], Verdict.DIRECT)
    drawn = shelves.reviews.draw(*PERIOD, 30)
    strata = Counter(stratum for stratum, _ in drawn.drawn.values())
    assert strata["must-have"] + strata["put-and-forget"] == 30 and strata.total() == 67 - 60 + 31
    assert sum(weight for _, weight in drawn.drawn.values()) == pytest.approx(67)
    pile = shelves.reviews.to_judge(*PERIOD)
    assert {item.id for item in pile} == {i for i, (stratum, _) in drawn.drawn.items() if stratum != "known"}
    for item in pile[:12]:
        shelves.reviews.judge([item.key], Verdict.NONE)
    assert [item.id for item in shelves.reviews.to_judge(*PERIOD)] == [item.id for item in pile[12:]]
    assert shelves.reviews.figures(*PERIOD).sampled
    larger = shelves.reviews.draw(*PERIOD, 40)
    assert drawn.drawn.keys() < larger.drawn.keys()
    assert len(shelves.reviews.to_judge(*PERIOD)) == 40 + 7 - 12
    assert shelves.reviews.review("2020", "2098").sample is None
    shelves.reviews.forget_sample(*PERIOD)
    assert len(shelves.reviews.to_judge(*PERIOD)) == 67 - 13
    with pytest.raises(JomoError, match="at least 5"):
        shelves.reviews.draw(*PERIOD, 3)


def test_the_widths_offered_are_those_of_what_is_left(shelves: Library) -> None:
    *_, whole = shelves.reviews.widths(shelves.reviews.review(*PERIOD))
    assert whole.size == 60 and set(whole.by_list) == {"must-have", "put-and-forget"}
    assert shelves.reviews.widths(shelves.reviews.review("2019", "2019")) == []


def test_merging_items_keeps_their_place_in_a_sample(shelves: Library) -> None:
    shelves.intake.add(["10.1000/xyz123"], zone=Zone.MUST_HAVE)
    shelves.reviews.draw(*PERIOD, 68)
    [one] = shelves.items.select(Filters(zones=(Zone.MUST_HAVE,)), limit=1, order="oldest")
    [other] = shelves.items.known(["doi:10.1000/xyz123"]).values()
    before = shelves.reviews.review(*PERIOD).sample
    shelves.duplicates.merge(one.key, other.key)
    after = shelves.reviews.review(*PERIOD).sample
    assert before and after and len(after.drawn) == len(before.drawn) - 1


def test_own_marks_show_as_evidence(shelves: Library) -> None:
    key = _items(shelves)[0].key
    shelves.notes.add(key, "held against ours")
    figures = shelves.reviews.figures(*PERIOD)
    assert figures.evidenced == 1
    [traced] = [item for item in shelves.reviews.review(*PERIOD).items if item.traces]
    assert [trace.kind for trace in traced.traces] == [TraceKind.ANNOTATED]
