"""Triage: the inbox as a deck, one round at a time."""

from __future__ import annotations

from kb.library import Library
from kb.types import READING_ZONES, Action, Filters, Item, TriageCard, Zone
from kb.ui.deck import component
from kb.ui.deck.session import AGAIN, DEALT, RENEW, SKIP, Choice, Sitting, Table, steps_of
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
    decide=lambda library, item, zone: library.triage.move([item.key], Zone(zone)),
    decided_by=steps_of(Action.MOVED, Zone.INBOX),
    said="Filed in",
)
_WORDS = component.Words(
    question="",
    skip=Choice("S", SKIP, "Skip", ""),
    skipped="Skipped",
    nothing="Nothing filed from the inbox just now.",
)


def draw(library: Library) -> bool:
    """Draws the round; returns whether a card is left in it."""
    sitting = component.sitting("triage")
    pile = of_round(library, sitting)
    waiting = sitting.deal(pile)
    dealt, back = waiting[:DEALT], component.back(library, TABLE)
    shown = [*dealt, *library.items.by_ids(back)]
    hand = component.Hand(
        dealt=[item.id for item in dealt],
        back=back,
        cards=[_card(made) for made in library.triage.cards(shown)],
        left=len(waiting),
        total=len(sitting.decided) + len(pile),
        note=lambda left: f"· {humanize.duration(humanize.triage_seconds(left))} left",
        end=end(sitting, skipped=len(pile), inbox=library.items.count(INBOX)),
    )
    component.draw(library, "triage", TABLE, sitting, hand, _WORDS)
    return bool(waiting)


def of_round(library: Library, sitting: Sitting) -> list[Item]:
    """The cards of this round that are not filed yet, skipped ones among them, in the order they come up."""
    newest = library.items.select(INBOX, limit=LENGTH, order="saved")
    begun = library.items.by_ids([*sitting.dealt, *sitting.skipped])
    ordered = {item.id: item for item in (*begun, *newest) if item.zone is Zone.INBOX}
    return list(ordered.values())[: max(0, LENGTH - len(sitting.decided))]


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


def end(sitting: Sitting, *, skipped: int, inbox: int) -> component.End:
    """What there is to say when no card of the round is left. `inbox` counts the skipped ones too."""
    filed = [
        f"{count:,} {theme.ZONES[zone].label}"
        for zone in READING_ZONES
        if (count := sum(value == zone for value in sitting.decided.values()))
    ]
    lines = [f"Filed in this round: {', '.join(filed)}."] if filed else []
    if skipped:
        return component.End(
            [*lines, f"{humanize.count(skipped, 'card')} skipped."], (AGAIN, "Go through the skipped ones")
        )
    if inbox:
        more = f"Enough for one sitting. {humanize.count(inbox, 'card')} more can wait."
        return component.End([*lines, more], (RENEW, "Another round"))
    return component.End([*lines, "The inbox is empty. Nothing is waiting for you here."])
