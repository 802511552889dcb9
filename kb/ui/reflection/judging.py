"""Judging: one item at a time, three keys, in an order that leaves a fair sample wherever one stops."""

from __future__ import annotations

from collections.abc import Sequence

from kb.library import Library
from kb.text.excerpts import shortened
from kb.types import Action, Item, Stance, Verdict
from kb.ui.deck import component, rounds
from kb.ui.deck.session import SKIP, Choice, Table, steps_of
from kb.ui.items import rows
from kb.ui.shell import humanize, theme

_SUMMARY_LENGTH = 700
"""Characters: a whole short abstract, for a judgement is from memory and the text only helps it."""
TABLE = Table(
    undecided="",
    choices=tuple(
        Choice(str(digit), verdict, theme.VERDICTS[verdict].label, theme.VERDICTS[verdict].name)
        for digit, verdict in enumerate(Verdict, start=1)
    ),
    value=lambda _library, item: item.verdict or "",
    decide=lambda library, item, verdict: library.reviews.judge([item.key], Verdict(verdict)),
    decided_by=steps_of(Action.JUDGED, ""),
    said="Judged",
)
_WORDS = rounds.Words(
    question="Did it help you?",
    skip=Choice("L", SKIP, "Later", ""),
    skipped="Put off to later",
    nothing="No verdict was given just now.",
    noun="item",
    done="Every item of this period has its verdict. The figures are as sure as they can be.",
)


def draw(library: Library, period: str, pile: Sequence[Item]) -> None:
    """Draws what is to be judged of a period, in the order of `pile`."""
    sitting, stances = component.sitting(f"judging {period}"), rows.stances(library)
    hand = rounds.hand(library, TABLE, sitting, pile)
    component.draw(
        library,
        "judging",
        TABLE,
        _WORDS,
        sitting,
        hand,
        card=lambda item: _card(item, stances.get(item.id)),
        note=lambda left: "· Stop whenever you like: what is judged is a fair sample.",
        end=rounds.end(_WORDS, (), skipped=len(pile)),
    )


def _card(item: Item, stance: Stance | None) -> component.Card:
    return component.Card(
        id=item.id,
        title=item.title or "Untitled",
        facts=rows.facts(item, humanize.now(), stance),
        summary=shortened(item.summary, _SUMMARY_LENGTH) if item.summary else "",
    )
