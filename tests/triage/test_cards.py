"""Cards of a round are made together, as each would be alone, and again only when something changed."""

from __future__ import annotations

import pytest

from kb.clock import today
from kb.ingest.save import ingest
from kb.library import Library
from kb.triage.cards import Stamp
from kb.types import Document, Filters, Kind, Stance, State, Zone

SUBJECTS = ("attention kernels", "robot grasping", "protein folding")


@pytest.fixture
def filled(library: Library) -> Library:
    """A library where one subject was filed into each of three zones, the first was read, and some wait."""
    documents = [
        Document(
            f"arxiv:2501.{n:05}", Kind.PAPER, f"On {SUBJECTS[n % 3]} {n}", summary=f"{SUBJECTS[n % 3]} {n}."
        )
        for n in range(36)
    ]
    ingest(library.store, documents)
    library.work.embed()
    for n, document in enumerate(documents[:27]):
        library.triage.move([document.key], (Zone.MUST_HAVE, Zone.NICE_TO_HAVE, Zone.PUT_AND_FORGET)[n % 3])
    library.items.set_state([document.key for document in documents[0:9:3]], State.READ)
    return library


def test_together_they_say_what_each_says_alone(filled: Library) -> None:
    waiting = filled.triage.queue()
    together = filled.triage.cards(waiting)
    assert [card.item for card in together] == waiting
    for card in together:
        filled.triage.cards([])  # forgets what was made
        [alone] = filled.triage.cards([card.item])
        assert alone.suggestion and card.suggestion and alone.novelty.nearest
        assert alone.suggestion.zone is card.suggestion.zone
        assert alone.suggestion.probability == pytest.approx(card.suggestion.probability, abs=1e-4)
        near, nearest = alone.novelty.nearest, card.novelty.nearest
        assert [one.item for one in near] == [one.item for one in nearest]
        assert [one.likeness for one in near] == pytest.approx([one.likeness for one in nearest], abs=1e-4)
        assert alone.summary == card.summary
        assert (alone.novelty.sentence, alone.novelty.terms) == (card.novelty.sentence, card.novelty.terms)
        assert all(one.item.state is State.READ and one.read_on == today() for one in nearest)


def test_an_item_that_was_read_is_not_its_own_nearest(filled: Library) -> None:
    [read] = filled.items.select(Filters(states=(State.READ,)), limit=1)
    [card] = filled.triage.cards([read])
    assert card.novelty.nearest and read not in [one.item for one in card.novelty.nearest]


def test_a_card_is_kept_until_its_area_or_its_text_changes(filled: Library) -> None:
    [item, *_] = filled.triage.queue()
    [made] = filled.triage.cards([item])
    assert filled.triage.cards([item])[0] is made
    filled.areas.set("Mine", stance=Stance.TRACKED, reason="work", examples=[item.key])
    [anew] = filled.triage.cards([item])
    assert anew.suggestion != made.suggestion
    # What is new in it does not depend on what is suggested.
    assert anew.novelty is made.novelty
    ingest(filled.store, [Document(item.key, Kind.PAPER, item.title, summary="Something else entirely.")])
    [item] = filled.items.by_ids([item.id])
    assert filled.triage.cards([item])[0].summary == "Something else entirely."


@pytest.mark.parametrize(("read", "serves"), [(40, True), (42, True), (43, False), (39, False)])
def test_what_cards_are_measured_against_serves_for_a_few_more_read_items(read: int, serves: bool) -> None:
    made = Stamp("7", 40)
    assert made.covers(Stamp("7", read)) is serves
    assert not made.covers(Stamp("8", read))


def test_nothing_is_suggested_before_anything_was_filed_unless_an_area_says_so(library: Library) -> None:
    documents = [
        Document(f"arxiv:2501.{n:05}", Kind.PAPER, f"On {SUBJECTS[n % 3]} {n}", summary=f"{SUBJECTS[n % 3]}.")
        for n in range(12)
    ]
    ingest(library.store, documents)
    library.work.embed()
    assert library.triage.suggestions() == {}
    area = library.areas.set(
        "Attention", stance=Stance.TRACKED, examples=[documents[n].key for n in (0, 3, 6)]
    )
    assert library.triage.suggestions().keys() >= set(area.members)


@pytest.mark.parametrize(
    ("summary", "text", "said"),
    [
        ("The summary.", "The text is longer.", "The summary."),
        ("", "# A heading\n\nThe text says it.", "The text says it."),
        ("", "", ""),
    ],
)
def test_what_is_asked_about_says_what_it_is_about(
    library: Library, summary: str, text: str, said: str
) -> None:
    ingest(library.store, [Document("note:1", Kind.NOTE, "A note", text, summary)])
    [item] = library.items.select()
    assert said in library.triage.brief(item) and bool(said) is bool(library.triage.brief(item))
