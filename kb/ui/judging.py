"""Judging: one item at a time, three keys, in an order that leaves a fair sample wherever one stops."""

from __future__ import annotations

from collections.abc import Sequence

from kb.library import Library
from kb.types import Action, Item, Stance, Verdict
from kb.ui import deck, items, theme, words
from kb.ui.found import around
from kb.ui.sitting import AGAIN, DEALT, SKIP, Choice, Sitting, Table, steps_of

_SUMMARY_LENGTH = 700
TABLE = Table(
    undecided="",
    choices=tuple(
        Choice(str(digit), verdict, theme.VERDICTS[verdict].label, theme.VERDICTS[verdict].name)
        for digit, verdict in enumerate(Verdict, start=1)
    ),
    value=lambda _library, item: item.verdict or "",
    decide=lambda library, item, verdict: library.judge([item.key], Verdict(verdict)),
    decided_by=steps_of(Action.JUDGED, ""),
    said="Judged",
)
_WORDS = deck.Words(
    question="Did it help you?",
    skip=Choice("L", SKIP, "Later", ""),
    skipped="Put off to later",
    nothing="No verdict was given just now.",
)


def draw(library: Library, period: str, pile: Sequence[Item]) -> None:
    """Draws what is to be judged of a period, in the order of `pile`."""
    sitting = deck.sitting(f"judging {period}")
    waiting = sitting.deal(pile)
    dealt, back = waiting[:DEALT], deck.back(library, TABLE)
    stances = items.stances(library)
    shown = [*dealt, *library.items_by_id(back)]
    hand = deck.Hand(
        dealt=[item.id for item in dealt],
        back=back,
        cards=[_card(item, stances.get(item.id)) for item in shown],
        left=len(waiting),
        total=len(sitting.decided) + len(pile),
        note=lambda left: "· Stop whenever you like: what is judged is a fair sample.",
        end=_end(sitting, pile),
    )
    deck.draw(library, "judging", TABLE, sitting, hand, _WORDS)


def _card(item: Item, stance: Stance | None) -> deck.Card:
    return deck.Card(
        id=item.id,
        title=item.title or "Untitled",
        facts=items.facts(item, words.now(), stance),
        summary=around(item.summary, (), _SUMMARY_LENGTH) if item.summary else "",
    )


def _end(sitting: Sitting, pile: Sequence[Item]) -> deck.End:
    if pile:
        return deck.End([f"{words.count(len(pile), 'item')} put off to later."], (AGAIN, "Go through them"))
    return deck.End(["Every item of this period has its verdict. The figures are as sure as they can be."])
