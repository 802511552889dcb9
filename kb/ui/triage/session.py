"""Triage: the inbox as a deck, one round at a time."""

from __future__ import annotations

from kb.library import Library
from kb.types import READING_ZONES, Action, Filters, Item, TriageCard, Zone
from kb.ui.deck import component, rounds
from kb.ui.deck.session import SKIP, Choice, Sitting, Table, steps_of
from kb.ui.items import rows
from kb.ui.shell import humanize, theme

LENGTH = 20
"""The most cards of one round: an inbox may be long, a sitting is not."""
INBOX = Filters(zones=(Zone.INBOX,))
TABLE = Table(
    undecided=Zone.INBOX,
    choices=tuple(
        Choice(str(digit), zone, theme.ZONES[zone].label, theme.ZONES[zone].name)
        for digit, zone in enumerate(READING_ZONES, start=1)
    ),
    value=lambda _library, item: item.zone,
    decide=lambda library, item, zone, _note: library.triage.move([item.key], Zone(zone)),
    decided_by=steps_of(Action.MOVED, Zone.INBOX),
    said="Filed in",
)
WORDS = rounds.Words(
    question="",
    skip=Choice("S", SKIP, "Skip", ""),
    skipped="Skipped",
    nothing="Nothing filed from the inbox just now.",
    noun="card",
    done="The inbox is empty. Nothing is waiting for you here.",
)


def draw(library: Library) -> bool:
    """Draws the round; returns whether a card is left in it."""
    sitting = component.sitting("triage")
    pile = of_round(library, sitting)
    hand = rounds.hand(library, TABLE, sitting, pile)
    made = {card.item.id: card for card in library.triage.cards([*hand.dealt, *hand.back])}
    component.draw(
        library,
        "triage",
        TABLE,
        WORDS,
        sitting,
        hand,
        card=lambda item: _card(made[item.id]),
        note=lambda left: f"· {humanize.duration(humanize.triage_seconds(left))} left",
        end=rounds.end(WORDS, filed(sitting), skipped=len(pile), more=library.items.count(INBOX)),
    )
    return bool(hand.left)


def of_round(library: Library, sitting: Sitting) -> list[Item]:
    """The cards of this round that are not filed yet, skipped ones among them, in the order they come up."""
    newest = library.items.select(INBOX, limit=LENGTH, order="saved")
    return rounds.pile(library, sitting, newest, lambda item: item.zone is Zone.INBOX, LENGTH)


def _card(made: TriageCard) -> component.Card:
    """The card of triage: what is needed to file an item, and no more."""
    item, chosen = made.item, made.suggestion
    beside: list[tuple[str, str, tuple[int, str] | None]] = []
    if chosen:
        suggested = f"Suggested: {theme.ZONES[chosen.zone].label} {chosen.probability:.2f}"
        fork = "too close to call, yours to choose; " if chosen.fork else ""
        beside.append((suggested, f"{fork}{chosen.reason}", None))
    if made.nearest_read:
        nearest, similarity = made.nearest_read
        alike = f"Nearest you read, {similarity * 100:.0f} % alike"
        beside.append((alike, nearest.title or "Untitled", (nearest.id, nearest.key)))
    if made.new_terms:
        beside.append(("New here", ", ".join(made.new_terms), None))
    return component.Card(
        id=item.id,
        title=item.title or "Untitled",
        facts=rows.facts(item, humanize.now()),
        summary=made.summary or "Only the address is known so far.",
        remark="For triage only: it does not count as read." if made.summary else "",
        beside=beside,
        sure=chosen.zone if chosen and not chosen.fork else "",
    )


def filed(sitting: Sitting) -> list[str]:
    """What was filed in this round, in a line, if anything was."""
    counts = [
        f"{count:,} {theme.ZONES[zone].label}"
        for zone in READING_ZONES
        if (count := sum(value == zone for value in sitting.decided.values()))
    ]
    return [f"Filed in this round: {', '.join(counts)}."] if counts else []
