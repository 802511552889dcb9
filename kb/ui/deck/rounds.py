"""One round of a sitting: which cards come up, how far the person is, and what there is to say at its end.
Nothing of Streamlit here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kb.catalogue import _
from kb.library import Library
from kb.types import Item
from kb.ui.deck.session import AGAIN, DEALT, RENEW, Choice, Sitting, Table, decisions


@dataclass(frozen=True, slots=True)
class Words:
    """What a deck says: over its buttons, for its key of putting off, when there is nothing to take back, of
    what was put off, and when nothing is left at all. `left` tells how many were put
    off, `more` how many wait beyond a round."""

    question: str
    skip: Choice
    skipped: str
    nothing: str
    done: str
    left: Callable[[int], str]
    more: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Hand:
    """The state of a sitting to draw: the items `dealt` in their order and those Undo brings `back`, the last
    decided first, how many are `left` and how many there are in all."""

    dealt: Sequence[Item]
    back: Sequence[Item]
    left: int
    total: int


@dataclass(frozen=True, slots=True)
class End:
    """What there is to say when no card is left, and what can be done then as (AGAIN or RENEW, label)."""

    lines: Sequence[str]
    choice: tuple[str, str] | None = None


def pile(
    library: Library, sitting: Sitting, fresh: Iterable[Item], waits: Callable[[Item], bool], length: int
) -> list[Item]:
    """The cards of a round that wait to be decided, skipped ones among them: those it was begun with, then
    `fresh` ones, `length` of them together with what was decided."""
    begun = library.items.by_ids([*sitting.dealt, *sitting.skipped])
    ordered = {item.id: item for item in (*begun, *fresh) if waits(item)}
    return list(ordered.values())[: max(0, length - len(sitting.decided))]


def hand(library: Library, table: Table, sitting: Sitting, cards: Sequence[Item]) -> Hand:
    """Deals the cards of a round."""
    waiting = sitting.deal(cards)
    back = table.find(library, list(decisions(library, table))[:DEALT])
    return Hand(waiting[:DEALT], back, len(waiting), len(sitting.decided) + len(cards))


def end(words: Words, lines: Sequence[str], *, skipped: int, more: int = 0) -> End:
    """What there is to say after `lines` when no card is left: that some were put off, or that `more` wait
    beyond this round, or that this was all."""
    if skipped:
        return End([*lines, words.left(skipped)], (AGAIN, _("Go through them")))
    if more:
        told = f"{_('Enough for one sitting.')} {words.more(more)}"
        return End([*lines, told], (RENEW, _("Another round")))
    return End([*lines, words.done])
