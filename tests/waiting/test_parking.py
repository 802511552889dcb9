"""Items wait together, out of the inbox, until a survey settles them; each step goes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.errors import JomoError, NotFound
from kb.ingest.save import ingest
from kb.library import Library
from kb.store import maps
from kb.store.parked import Wait, told
from kb.types import Document, Kind, MapPoint, State, Topic, Zone

PAPERS = [
    Document("doi:10.1000/int4", Kind.PAPER, "Four bits for weights", "Rounding of weights to four bits."),
    Document("doi:10.1000/int8", Kind.PAPER, "Eight bits for activations", "Rounding of activations."),
    Document("doi:10.1000/survey", Kind.PAPER, "A survey of rounding", "All about bits."),
]
FIRST, SECOND, SURVEY = (paper.key for paper in PAPERS)


@pytest.fixture
def kept(library: Library) -> Library:
    ingest(library.store, PAPERS)
    return library


def waiting(library: Library) -> dict[str, list[str]]:
    return {one.name: [item.key for item in one.items] for one in library.waiting.parked()}


def test_parked_items_wait_together_and_out_of_the_inbox(kept: Library) -> None:
    moves = kept.waiting.park([FIRST, SECOND], "  bits and\nrounding ")
    assert [(move.key, move.after) for move in moves] == [
        (FIRST, "parked: bits and rounding"),
        (SECOND, "parked: bits and rounding"),
    ]
    assert waiting(kept) == {"bits and rounding": [SECOND, FIRST]}
    assert kept.waiting.held() == {kept.items.get(key).item.id for key in (FIRST, SECOND)}
    assert kept.waiting.park([FIRST], "bits and rounding") == []
    kept.waiting.park([FIRST], "other")
    assert waiting(kept) == {"bits and rounding": [SECOND], "other": [FIRST]}
    kept.history.undo()
    assert waiting(kept) == {"bits and rounding": [SECOND, FIRST]}
    kept.history.undo()
    assert waiting(kept) == {}
    assert not kept.waiting.held()


def test_what_is_let_out_lies_where_it_lay(kept: Library) -> None:
    kept.waiting.park([FIRST, SECOND], "bits")
    assert [move.key for move in kept.waiting.let_out([FIRST, SURVEY])] == [FIRST]
    assert waiting(kept) == {"bits": [SECOND]}
    assert kept.items.get(FIRST).item.zone is Zone.INBOX
    kept.history.undo()
    assert waiting(kept) == {"bits": [SECOND, FIRST]}


def test_a_survey_settles_what_waits_in_one_step(kept: Library) -> None:
    kept.waiting.park([FIRST, SECOND], "bits")
    kept.triage.move([SECOND], Zone.MUST_HAVE)
    moves = kept.waiting.settle(SURVEY, [FIRST, SECOND, SURVEY])
    assert {move.key: move.after for move in moves} == {
        FIRST: f"settled by {SURVEY}",
        SECOND: f"settled by {SURVEY}",
    }
    settled = [kept.items.get(key).item for key in (FIRST, SECOND)]
    assert {(item.zone, item.state) for item in settled} == {(Zone.PUT_AND_FORGET, State.UNREAD)}
    assert waiting(kept) == {}
    kept.history.undo()
    assert [kept.items.get(key).item.zone for key in (FIRST, SECOND)] == [Zone.INBOX, Zone.MUST_HAVE]
    assert waiting(kept) == {"bits": [SECOND, FIRST]}


def test_new_items_of_a_parked_area_wait_by_themselves(kept: Library) -> None:
    kept.areas.set("Bits", criterion="rounding of weights and activations", examples=[FIRST])
    moves = kept.waiting.watch("Bits")
    assert FIRST in {move.key for move in moves}
    late = Document("doi:10.1000/int2", Kind.PAPER, "Two bits", "Rounding of weights to two bits.")
    ingest(kept.store, [late])
    kept.areas.settle("Bits", [late.key], belongs=True)
    assert waiting(kept)["Bits"][0] == late.key
    kept.waiting.let_out([late.key])
    assert late.key not in waiting(kept)["Bits"]
    kept.history.undo()
    assert late.key in waiting(kept)["Bits"]
    kept.areas.set("Bits", rename="Rounding")
    assert late.key in waiting(kept)["Rounding"]
    kept.waiting.unwatch("Rounding")
    assert late.key in waiting(kept)["Rounding"]
    kept.history.undo()
    [place] = kept.waiting.parked()
    assert place.watched_since
    assert late.key in [item.key for item in place.items]
    with pytest.raises(NotFound, match="no area or topic Bits"):
        kept.waiting.watch("Bits")


def test_an_area_is_let_go_of_where_a_topic_of_its_name_waits_beside_it(kept: Library) -> None:
    kept.waiting.park([SECOND], "Bits")
    kept.areas.set("Bits", criterion="rounding of weights and activations", examples=[FIRST])
    kept.waiting.watch("Bits")
    kept.waiting.unwatch("Bits")
    assert [place.watched_since for place in kept.waiting.parked()] == [None, None]
    with pytest.raises(NotFound, match="not parked"):
        kept.waiting.unwatch("Bits")


def test_a_topic_of_the_map_becomes_an_area_that_is_parked(kept: Library) -> None:
    by_key = {item.key: item.id for item in kept.items.select()}
    topic = Topic(1, None, "Rounding", ("rounding", "bits"), 2, 0.0, 0.0)
    lower = replace(topic, id=2, parent=1, name="Rounding of weights")
    with kept.store.write() as db:
        maps.put_topics(db, [topic, lower])
        maps.put_points(db, [MapPoint(by_key[key], 0.0, 0.0, lower.id) for key in (FIRST, SECOND)])
    assert "Rounding of weights" in kept.waiting.parkable()
    kept.waiting.watch("rounding of weights")
    assert kept.areas.get("Rounding of weights").examples
    assert set(waiting(kept)["Rounding of weights"]) == {FIRST, SECOND}
    assert "Rounding of weights" not in kept.waiting.parkable()


def test_a_parked_area_that_comes_back_has_its_items(kept: Library) -> None:
    kept.areas.set("Bits", criterion="rounding", examples=[FIRST])
    kept.waiting.watch("Bits")
    kept.areas.remove("Bits")
    assert FIRST in waiting(kept)["Bits"]
    kept.history.undo()
    [place] = kept.waiting.parked()
    assert (place.area, place.watched_since is not None) == ("Bits", True)


def test_a_merge_and_its_parting_keep_waits(kept: Library) -> None:
    kept.waiting.park([SECOND], "bits")
    kept.delegations.give([SECOND], "Anna")
    page = Document("url:https://site.example/survey", Kind.ARTICLE, "Page of the survey", "All about bits.")
    ingest(kept.store, [page])
    kept.waiting.park([FIRST], "bits")
    kept.waiting.settle(page.key, [FIRST])
    kept.duplicates.merge(SURVEY, page.key)
    kept.items.split(SURVEY)
    for _ in range(3):
        kept.history.undo()
    assert set(waiting(kept)["bits"]) == {FIRST, SECOND}
    assert [one.item.key for one in kept.delegations.open()] == [SECOND]


def test_a_place_needs_a_name(kept: Library) -> None:
    with pytest.raises(JomoError, match="area, or a topic"):
        kept.waiting.park([FIRST], "  ")
    with pytest.raises(JomoError, match="at most 80 characters, this one has 81"):
        kept.waiting.park([FIRST], "b" * 81)
    with pytest.raises(NotFound, match="not parked"):
        kept.waiting.unwatch("bits")


def test_how_an_item_waits_is_said_in_the_readers_language() -> None:
    wait = Wait(1, "Округление", "2026-01-01")
    over = replace(wait, ended_at="2026-02-01")
    with speaking(RUSSIAN):
        assert [told(one) for one in (None, wait, over, replace(over, survey_id=7))] == [
            "не отложено",
            "до обзора: Округление",
            "больше не ждёт",
            "решено по обзору",
        ]
