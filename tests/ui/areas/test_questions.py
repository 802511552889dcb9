"""A round about an area: it is learnt from, taken back, and asked about in the order that was begun."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from kb.history import settled_by
from kb.ingest.planning import Options
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.types import Document, Item, Kind, State
from kb.ui.areas.questions import LENGTH, NO, YES, Round, of_round, table
from kb.ui.deck.session import AGAIN, RENEW, SKIP, UNDO, Press, Taken, decisions
from tests.conftest import StemEncoder

NAME = "Machines and their sounds"
WORDS = "drones hovering rotors bells ringing towers yeast rising dough maps rivers borders".split()


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of notes of words in all sorts of mixtures, and of an area that is unsure of many of them."""
    mixtures = [[WORDS[(n * k + k * k) % len(WORDS)] for k in range(1, 6)] for n in range(200)]
    documents = [
        Document(key(n), Kind.NOTE, f"Note {n}", summary=f"{' '.join(mixed)} detail{n}")
        for n, mixed in enumerate(mixtures)
    ]
    library = Library(Settings(home=tmp_path_factory.mktemp("learnt"), network=False), encoder=StemEncoder())
    ingest(library.store, documents, Options())
    library.work.embed()
    library.areas.set(NAME, criterion=" ".join(WORDS[:6]), examples=[key(n) for n in (0, 8, 12, 20, 24, 32)])
    library.close()
    return library.home / "jomo.sqlite"


@pytest.fixture
def asking(learnt: Path, settings: Settings) -> Iterator[Library]:
    settings.home.mkdir()
    shutil.copy(learnt, settings.home)
    library = Library(settings, keep_index=True, encoder=StemEncoder())
    yield library
    library.close()


def key(number: int) -> str:
    return f"note:{number}"


class Person:
    """Somebody in a round, whose presses are like no other."""

    def __init__(self, library: Library) -> None:
        self.library, self.table = library, table(NAME)
        self.round, self.taken = Round(library.areas.get(NAME).id, frozenset()), Taken()
        self._numbers = count()

    def press(self, *pressed: tuple[Item | None, str]) -> None:
        presses = [Press(f"p{next(self._numbers)}", do, item.id if item else 0) for item, do in pressed]
        self.round.sitting.take(self.library, self.table, presses, self.taken)

    def waiting(self) -> list[Item]:
        return self.round.sitting.deal(of_round(self.library, self.library.areas.get(NAME), self.round))

    def values(self, *asked: Item) -> list[str]:
        return [self.table.value(self.library, item) for item in asked]


def test_a_burst_answers_what_was_asked_in_the_order_that_was_begun(asking: Library) -> None:
    person = Person(asking)
    shown = person.waiting()
    assert [item.id for item in shown] == [each.item_id for each in asking.areas.borderline(NAME, LENGTH)]
    person.press((shown[0], YES), (shown[1], NO), (shown[2], SKIP))
    # The area learnt and is in doubt of others by now: they wait for another round.
    assert person.waiting() == shown[3:]
    person.press(*[(item, YES if place % 2 else NO) for place, item in enumerate(shown[3:], start=3)])
    assert person.waiting() == []
    assert person.values(*shown) == [YES, NO, "", *[YES if place % 2 else NO for place in range(3, LENGTH)]]
    person.press((None, AGAIN))
    assert person.waiting() == [shown[2]]
    person.press((shown[2], NO), (None, RENEW))
    asked = {item.id for item in person.waiting()}
    assert asked and not asked & {item.id for item in shown}
    assert person.round.sitting.refused == []


def test_answers_are_taken_back_one_by_one(asking: Library) -> None:
    before = asking.areas.get(NAME)
    person = Person(asking)
    a, b, c = person.waiting()[:3]
    person.press((a, YES), (b, NO), (b, UNDO), (b, YES), (c, NO))
    assert list(decisions(asking, person.table)) == [c.id, b.id, a.id]
    person.press((c, UNDO), (b, UNDO))
    assert person.values(a, b, c) == [YES, "", ""]
    assert person.waiting()[:2] == [b, c]
    person.press((a, UNDO))
    assert asking.areas.get(NAME) == before
    assert person.round.sitting.refused == []


def test_only_an_answer_to_this_area_is_taken_back(asking: Library) -> None:
    person = Person(asking)
    a, b = person.waiting()[:2]
    person.press((a, YES))
    asking.areas.set("Another", examples=[b.key])
    assert decisions(asking, person.table) == {}
    person.press((a, UNDO))
    assert person.values(a) == [YES]
    assert person.round.sitting.refused == [f"{a.title}: not taken back, other steps came after it."]
    assert decisions(asking, table("Another")) == {}


def test_an_item_answered_elsewhere_is_left_alone(asking: Library) -> None:
    person = Person(asking)
    a, b = person.waiting()[:2]
    asking.areas.settle(NAME, [a.key], belongs=False)
    person.press((a, YES), (b, YES))
    assert person.values(a, b) == [NO, YES]
    assert person.round.sitting.refused == [f"{a.title}: left alone, it was decided meanwhile: No."]


def test_what_a_step_says_of_one_item_alone_is_an_answer(asking: Library) -> None:
    def last() -> str | None:
        step = asking.history.last()
        assert step is not None
        return settled_by(step)

    assert last() is None  # the area was made
    asking.areas.settle(NAME, [key(3)], belongs=True)
    assert last() == key(3)
    asking.areas.settle(NAME, [key(4)], belongs=False)
    assert last() == key(4)
    asking.areas.settle(NAME, [key(3)], belongs=False)
    assert last() is None  # said otherwise before
    asking.areas.settle(NAME, [key(5), key(6)], belongs=True)
    assert last() is None
    asking.areas.set(NAME, examples=[*asking.areas.get(NAME).examples, key(7)], reason="Why not")
    assert last() is None  # more than that was changed
    asking.items.set_state([key(7)], State.READ)
    assert last() is None
    asking.areas.remove(NAME)
    assert last() is None
