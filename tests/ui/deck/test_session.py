"""A sitting takes what was pressed: in order, once each, on the card it was pressed on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.errors import LibraryBusy
from kb.library import Library
from kb.settings import Settings
from kb.types import Item, State, Verdict, Zone
from kb.ui.deck import rounds
from kb.ui.deck.session import (
    AGAIN,
    NO_REASON,
    NOTED,
    OPEN,
    RENEW,
    SKIP,
    UNDO,
    WRITE,
    Press,
    Sitting,
    Table,
    Taken,
    decisions,
)
from kb.ui.reflection import judging
from kb.ui.triage import session
from kb.ui.triage.choosing import Chosen
from kb.ui.triage.session import LENGTH

TABLE = session.table(Zone.INBOX)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(Settings(home=tmp_path / "home"))
    opened.work.stop()
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(LENGTH + 5):
        (notes / f"n{number}.md").write_text(f"# Note {number}\n\nText number {number}.\n")
    opened.intake.add([str(notes)])
    yield opened
    opened.close()


class Hands:
    """A person at a deck: presses that are like no other, heard by a sitting."""

    def __init__(self, library: Library, table: Table = TABLE) -> None:
        self.library, self.table = library, table
        self.sitting, self.taken = Sitting(), Taken()
        self._numbers = count()

    def on(self, item: Item | None, do: str) -> Press:
        return Press(f"p{next(self._numbers)}", do, item.id if item else 0)

    def press(self, *presses: Press) -> None:
        self.sitting.take(self.library, self.table, presses, self.taken)

    def waiting(self) -> list[Item]:
        return self.sitting.deal(
            session.of_round(self.library, self.sitting, list(session.pile(self.library, Chosen())))
        )

    def zones(self, *items: Item) -> list[Zone]:
        return [item.zone for item in self.library.items.by_ids([item.id for item in items])]


def test_a_round_is_bounded_and_another_follows(library: Library) -> None:
    hands = Hands(library)
    for _ in range(LENGTH):
        hands.press(hands.on(hands.waiting()[0], Zone.PUT_AND_FORGET))
    assert hands.waiting() == []
    end = rounds.end(session.words_of(Zone.INBOX), session.counted(hands.sitting), skipped=0, more=5)
    assert end.lines[0] == "Filed in this round: 20 put-and-forget."
    assert end.choice and end.choice[0] == RENEW
    hands.press(hands.on(None, RENEW))
    assert len(hands.waiting()) == 5


def test_what_arrives_again_is_done_once(library: Library) -> None:
    hands = Hands(library)
    a, b, c = hands.waiting()[:3]
    first = [hands.on(a, Zone.MUST_HAVE), hands.on(a, UNDO), hands.on(a, Zone.NO_NEED)]
    hands.press(*first)
    hands.press(*first, hands.on(b, Zone.MUST_HAVE))
    assert hands.zones(a, b) == [Zone.NO_NEED, Zone.MUST_HAVE]
    assert hands.sitting.answered[:3] == tuple(press.id for press in first)
    # The page is loaded again: another sitting, which hears the last ones once more.
    hands.sitting = Sitting()
    hands.press(*first, hands.on(c, Zone.NO_NEED))
    assert hands.zones(a, b, c) == [Zone.NO_NEED, Zone.MUST_HAVE, Zone.NO_NEED]
    assert hands.sitting.refused == []


def test_a_card_decided_elsewhere_is_left_alone_and_said(library: Library) -> None:
    hands = Hands(library)
    a, b = hands.waiting()[:2]
    library.triage.move([a.key], Zone.NO_NEED)
    library.triage.move([b.key], Zone.MUST_HAVE)
    hands.press(hands.on(a, Zone.MUST_HAVE), hands.on(b, Zone.MUST_HAVE))
    assert hands.zones(a, b) == [Zone.NO_NEED, Zone.MUST_HAVE]
    assert hands.sitting.refused == [
        f"{a.title}: left alone, it was decided meanwhile: no-need-but-interesting."
    ]
    hands.press(hands.on(None, NOTED))
    assert hands.sitting.refused == []


def test_an_item_that_is_gone_is_said(library: Library) -> None:
    hands = Hands(library)
    hands.press(Press("p", Zone.MUST_HAVE, 10_000))
    assert "no longer here" in hands.sitting.refused[0]


def test_where_the_library_refuses_nothing_behind_is_done_either(library: Library) -> None:
    def locked(library: Library, item: Item, value: str, note: str) -> None:
        raise LibraryBusy("Another process writes; try again")

    hands = Hands(library, replace(TABLE, decide=locked))
    a, b = hands.waiting()[:2]
    hands.press(hands.on(a, Zone.MUST_HAVE), hands.on(b, SKIP))
    assert hands.sitting.refused == ["Another process writes; try again (2 not done)"]
    assert hands.waiting()[:2] == [a, b]


def test_undo_brings_cards_back_first_even_if_they_are_old(library: Library) -> None:
    hands = Hands(library)
    newest = hands.waiting()[0]
    *_, older, oldest = library.triage.queue()
    library.triage.move([oldest.key], Zone.NO_NEED)
    library.triage.move([older.key], Zone.NO_NEED)
    assert list(decisions(library, TABLE)) == [older.id, oldest.id]
    hands.press(hands.on(older, UNDO), hands.on(oldest, UNDO))
    assert [item.id for item in hands.waiting()[:3]] == [oldest.id, older.id, newest.id]
    assert hands.sitting.decided == {}


def test_undo_takes_the_very_decision_back_and_leaves_other_steps_alone(library: Library) -> None:
    hands = Hands(library)
    a, b, c = hands.waiting()[:3]
    hands.press(hands.on(a, Zone.MUST_HAVE), hands.on(c, Zone.NO_NEED))
    library.items.set_state([a.key, b.key], State.READ)
    assert list(decisions(library, TABLE)) == [c.id, a.id]
    hands.press(hands.on(a, UNDO))
    assert hands.zones(a, c) == [Zone.INBOX, Zone.NO_NEED]
    assert library.items.get(a.key).item.state is State.READ
    library.triage.move([c.key], Zone.PUT_AND_FORGET)
    assert decisions(library, TABLE) == {}
    hands.press(hands.on(c, UNDO))
    assert hands.zones(c) == [Zone.PUT_AND_FORGET]
    assert hands.sitting.refused == [f"{c.title}: not taken back, other steps came after it."]


def test_items_filed_together_elsewhere_are_no_decision_here(library: Library) -> None:
    hands = Hands(library)
    a, b, c = hands.waiting()[:3]
    hands.press(hands.on(a, Zone.MUST_HAVE))
    library.triage.move([b.key, c.key], Zone.NO_NEED)
    assert list(decisions(library, TABLE)) == [a.id]


def test_what_arrives_meanwhile_comes_behind_what_the_browser_holds(library: Library, tmp_path: Path) -> None:
    hands = Hands(library)
    shown = hands.waiting()
    for number in range(3):
        (tmp_path / f"late{number}.md").write_text(f"# Late {number}\n\nJust in.\n")
        library.intake.add([str(tmp_path / f"late{number}.md")])
    hands.press(hands.on(shown[0], Zone.NO_NEED), hands.on(shown[1], SKIP), hands.on(shown[2], UNDO))
    assert hands.waiting() == [shown[2], *shown[3:]]
    hands.press(hands.on(None, RENEW))
    assert [item.title for item in hands.waiting()[:3]] == ["Late 2", "Late 1", "Late 0"]


def test_skipped_cards_come_back_on_request(library: Library) -> None:
    hands = Hands(library)
    cards = hands.waiting()
    hands.press(*[hands.on(card, SKIP) for card in cards])
    assert hands.waiting() == []
    assert rounds.end(session.words_of(Zone.INBOX), (), skipped=LENGTH, more=25).choice == (
        AGAIN,
        "Go through them",
    )
    hands.press(hands.on(None, AGAIN), hands.on(cards[1], OPEN))
    assert hands.waiting() == cards
    assert hands.sitting.opened == cards[1].id


def test_what_is_put_off_parked_or_handed_over_leaves_the_round_and_undo_brings_it_back(
    library: Library,
) -> None:
    hands = Hands(library)
    a, b, c, d = hands.waiting()[:4]
    hands.press(hands.on(a, f"{session.LATER}2999-01-02"), hands.on(b, session.DELEGATE))
    assert hands.sitting.asked == (session.DELEGATE, b.id)
    library.delegations.give([b.key], "A. B.")
    library.waiting.park([c.key], "Boats")
    assert hands.waiting()[0] == d
    assert library.triage.snoozed() == {a.id: "2999-01-02"} and hands.zones(a, b, c) == [Zone.INBOX] * 3
    hands.press(hands.on(b, Zone.MUST_HAVE), hands.on(a, Zone.MUST_HAVE))
    assert hands.sitting.refused == [
        f"{b.title}: left alone, it was decided meanwhile: it waits elsewhere.",
        f"{a.title}: left alone, it was decided meanwhile: put off until 2 January 2999.",
    ]
    assert list(decisions(library, TABLE)) == [c.id, b.id, a.id]
    hands.press(hands.on(c, UNDO), hands.on(b, UNDO), hands.on(a, UNDO))
    assert hands.waiting()[:4] == [a, b, c, d]


def test_a_note_is_kept_and_decides_nothing(library: Library) -> None:
    hands = Hands(library)
    a, b = hands.waiting()[:2]
    hands.press(hands.on(a, Zone.NO_NEED), replace(hands.on(b, WRITE), note="Ask C. about it"))
    assert [note.note for _, note in library.notes.of_item(b.key)] == ["Ask C. about it"]
    assert hands.waiting()[0] == b and list(decisions(library, TABLE)) == [a.id]


def test_a_reason_is_none_any_more_at_one_press_and_decides_nothing(library: Library) -> None:
    hands = Hands(library)
    a, b = hands.waiting()[:2]
    hands.press(hands.on(a, Zone.NO_NEED), hands.on(b, f"{NO_REASON}source:Example Weekly"))
    assert library.forecast.no_reasons() == ["source:Example Weekly"]
    assert hands.waiting()[0] == b and list(decisions(library, TABLE)) == [a.id]
    library.history.undo()
    assert library.forecast.no_reasons() == []


def test_thinning_keeps_moves_or_puts_off_and_goes_back(library: Library) -> None:
    keys = [item.key for item in library.triage.queue()[:4]]
    library.triage.move(keys, Zone.MUST_HAVE)
    thinning = Chosen(Zone.MUST_HAVE)
    hands = Hands(library, session.table(Zone.MUST_HAVE))
    cards = library.items.by_ids(list(session.pile(library, thinning)))
    a, b, c, d = cards
    hands.press(
        hands.on(a, Zone.MUST_HAVE), hands.on(b, Zone.NICE_TO_HAVE), hands.on(c, f"{session.LATER}2999-01-02")
    )
    assert list(session.pile(library, thinning)) == [d.id]
    assert hands.zones(a, b, c) == [Zone.MUST_HAVE, Zone.NICE_TO_HAVE, Zone.MUST_HAVE]
    assert list(decisions(library, hands.table)) == [c.id, b.id, a.id]
    assert decisions(library, TABLE) == {}
    hands.press(hands.on(c, UNDO), hands.on(b, UNDO), hands.on(a, UNDO))
    assert library.items.by_ids(list(session.pile(library, thinning))) == cards


def test_verdicts_are_taken_the_same_way(library: Library) -> None:
    hands = Hands(library, judging.table())
    a, b = library.items.select()[:2]
    hands.press(hands.on(a, Verdict.DIRECT), hands.on(b, Verdict.NONE), hands.on(b, UNDO))
    assert [item.verdict for item in library.items.by_ids([a.id, b.id])] == [Verdict.DIRECT, None]
    assert list(decisions(library, judging.table())) == [a.id]
    assert decisions(library, TABLE) == {}


@pytest.mark.parametrize(
    ("skipped", "more", "said"),
    [
        (1, 0, "Пропущена 1 карточка."),
        (2, 0, "Пропущены 2 карточки."),
        (5, 0, "Пропущено 5 карточек."),
        (0, 1, "На один раз достаточно. Ещё 1 карточка может подождать."),
        (0, 2, "На один раз достаточно. Ещё 2 карточки могут подождать."),
        (0, 5, "На один раз достаточно. Ещё 5 карточек могут подождать."),
    ],
)
def test_cards_are_counted_in_russian(skipped: int, more: int, said: str) -> None:
    with speaking(RUSSIAN):
        assert rounds.end(session.words_of(Zone.INBOX), (), skipped=skipped, more=more).lines == [said]


def test_what_was_decided_meanwhile_is_said_in_russian(library: Library) -> None:
    hands = Hands(library)
    first = hands.waiting()[0]
    library.triage.move([first.key], Zone.MUST_HAVE)
    with speaking(RUSSIAN):
        hands.press(hands.on(first, Zone.NO_NEED))
    assert hands.sitting.refused == [f"{first.title}: без изменений, решение уже принято: must-have."]
