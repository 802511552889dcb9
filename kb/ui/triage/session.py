"""Triage: the inbox as a deck, one round at a time; and a reading list, to thin what was filed in haste."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kb.catalogue import _, n_, noted, number, p_, short_day
from kb.clock import today
from kb.library import Library
from kb.triage.putting_off import Later
from kb.types import READING_ZONES, Action, Filed, Filters, Item, Step, TriageCard, Zone
from kb.types.summaries import WrittenSummary
from kb.ui.deck import component, rounds
from kb.ui.deck.session import NO_REASON, SKIP, Choice, Sitting, Table
from kb.ui.items import rows
from kb.ui.shell import humanize, theme
from kb.ui.triage import newness
from kb.ui.triage.choosing import Chosen
from kb.ui.waiting import returned, surveys
from kb.ui.waiting.delegate import delegate
from kb.ui.waiting.park import park

LENGTH = 20
"""The most cards of one round: an inbox may be long, a sitting is not."""
UNDECIDED, ASIDE = "undecided", "aside"
"""What is decided about a card that waits, and about one that waits elsewhere: parked, or with somebody."""
DELEGATE, PARK, LATER = "delegate", "park", "later:"
"""Further values: to hand over, to park, to put off until the day that follows."""
_PUT_OFF = {
    Later.TOMORROW: noted("Put off until tomorrow"),
    Later.NEXT_WEEK: noted("Put off until next week"),
    Later.NEXT_MONTH: noted("Put off until next month"),
}
_OF_WAITING = (Action.SNOOZED, Action.DELEGATED, Action.PARKED)


def table(zone: Zone) -> Table:
    """What is decided about the cards of a list: where they go, or, but for the inbox, that they stay."""
    return Table(
        undecided=UNDECIDED,
        choices=tuple(_choice(digit, one, zone) for digit, one in enumerate(READING_ZONES, start=1)),
        value=lambda library, item: _value(library, item, zone),
        decide=lambda library, item, value, _note: _decide(library, item, value),
        decided_by=lambda library, step: _decided_by(library, step, zone),
        said=_("Filed in"),
        others=(
            Choice("D", DELEGATE, _("Hand over"), said=_("Handing over")),
            Choice("P", PARK, p_("a key of the deck", "Park"), said=_("Parking")),
            Choice("Z", "when", _("Not now"), then=_days()),
        ),
        dialogs=frozenset((DELEGATE, PARK)),
        write=lambda library, item, note: library.notes.add(item.key, note),
        told=_told,
        mute=lambda library, trait: library.forecast.set_reason([trait]),
    )


def _skipped(cards: int) -> str:
    return n_("{count} card skipped.", "{count} cards skipped.", cards)


def _more(cards: int) -> str:
    return n_("{count} card more can wait.", "{count} cards more can wait.", cards)


def words_of(zone: Zone) -> rounds.Words:
    """What the deck of a list says around its cards."""
    inbox = rounds.Words(
        question="",
        skip=Choice("S", SKIP, _("Skip")),
        skipped=_("Skipped"),
        nothing=_("Nothing filed from the inbox just now."),
        done=_("The inbox is empty. Nothing is waiting for you here."),
        left=_skipped,
        more=_more,
    )
    if zone is Zone.INBOX:
        return inbox
    return replace(
        inbox,
        nothing=_("Nothing was decided here just now."),
        done=_("Nothing here asks for a second look."),
    )


def pile(library: Library, chosen: Chosen) -> Mapping[int, Filed | None]:
    """Ids of all to go through, in the order it comes up; of a list to thin, when each came there."""
    if chosen.zone is Zone.INBOX:
        return dict.fromkeys(library.lists.to_triage(chosen.filters, chosen.order))
    return {one.item_id: one for one in library.lists.to_thin(chosen.zone, chosen.filters)}


def draw(library: Library, chosen: Chosen, waiting: Mapping[int, Filed | None]) -> bool:
    """Draws the round of a pile, what is `waiting`; returns whether a card is left in it."""
    name = "triage" if chosen.zone is Zone.INBOX else f"thin {chosen.zone}"
    words = words_of(chosen.zone)
    if chosen.filters != Filters():
        words = replace(words, done=_("Nothing of what you chose is waiting. Choose shows the rest."))
    sitting, decided = component.sitting(f"{name} {chosen}"), table(chosen.zone)
    _count_what_was_asked(library, decided, sitting)
    cards = of_round(library, sitting, list(waiting))
    hand = rounds.hand(library, decided, sitting, cards)
    made = {card.item.id: card for card in library.triage.cards([*hand.dealt, *hand.back])}
    written = library.summaries.of_items(list(made))
    signs = surveys.beside(library, [card.item for card in made.values()])
    gists = returned.beside(library, made)
    component.draw(
        library,
        name,
        decided,
        words,
        sitting,
        hand,
        card=lambda item: _card(
            made[item.id],
            waiting.get(item.id),
            [one[item.id] for one in (gists, signs) if item.id in one],
            written.get(item.id),
        ),
        note=lambda left: _("· {time} left", time=humanize.duration(humanize.triage_seconds(left))),
        end=rounds.end(words, counted(sitting), skipped=len(cards), more=len(waiting) - len(cards)),
    )
    _ask(library, sitting)
    return bool(hand.left)


def of_round(library: Library, sitting: Sitting, pile: Sequence[int]) -> list[Item]:
    """The cards of this round that are not decided yet, skipped ones among them, in the order of the pile,
    behind those that were dealt."""
    waiting, begun = set(pile), len(sitting.dealt) + len(sitting.skipped)
    fresh = library.items.by_ids(pile[: LENGTH + begun])
    return rounds.pile(library, sitting, fresh, lambda item: item.id in waiting, LENGTH)


def counted(sitting: Sitting) -> list[str]:
    """What was decided in this round, in a line, if anything was."""
    values = list(sitting.decided.values())
    told = [
        # For translators: how many cards went to a list, as `4 must-have`.
        _("{count} {zone}", count=number(values.count(zone)), zone=theme.ZONES[zone].label)
        for zone in READING_ZONES
        if zone in values
    ]
    if later := sum(value.startswith(LATER) for value in values):
        told.append(n_("{count} put off", "{count} put off", later))
    if aside := values.count(ASIDE):
        told.append(n_("{count} handed over or parked", "{count} handed over or parked", aside))
    return [_("Filed in this round: {list}.", list=", ".join(told))] if told else []


# -- deciding -------------------------------------------------------------------------------------


def _choice(digit: int, zone: Zone, here: Zone) -> Choice:
    look = theme.ZONES[zone]
    if zone is here:
        keep, kept = _("keep in {zone}", zone=look.label), _("Kept in {zone}", zone=look.label)
        return Choice(str(digit), zone, keep, look.name, said=kept)
    return Choice(str(digit), zone, look.label, look.name)


def _days() -> tuple[Choice, ...]:
    on = date.fromisoformat(today())
    days = tuple(
        Choice(str(digit), f"{LATER}{later.day(on)}", _day(later, on), said=_(_PUT_OFF[later]))
        for digit, later in enumerate(Later, start=1)
    )
    return (
        *days,
        Choice(str(len(days) + 1), LATER, _("on a day"), said=_("Put off until"), asks=True),
        Choice("P", PARK, _("when a survey comes"), said=_("Parking")),
    )


def _day(later: Later, on: date) -> str:
    return f"{later.label}, {short_day(later.day(on))}"


def _value(library: Library, item: Item, zone: Zone) -> str:
    if item.zone is not zone:
        return item.zone
    if until := library.triage.snoozed().get(item.id):
        return f"{LATER}{until}"
    if item.id in library.waiting.held():
        return ASIDE
    return zone if zone is not Zone.INBOX and item.id in library.lists.kept() else UNDECIDED


def _decide(library: Library, item: Item, value: str) -> object:
    if value.startswith(LATER):
        return library.triage.snooze([item.key], value.removeprefix(LATER))
    if value == item.zone:
        return library.lists.keep([item.key])
    return library.triage.move([item.key], Zone(value))


def _decided_by(library: Library, step: Step, zone: Zone) -> int | None:
    *others, event = step.events
    if others or event.item_id is None:
        return None
    if event.action in (Action.MOVED, Action.KEPT):
        return event.item_id if event.before == zone else None
    if event.action in _OF_WAITING:
        there = [item.id for item in library.items.by_ids([event.item_id]) if item.zone is zone]
        return there[0] if there else None
    return None


def _told(value: str) -> str:
    if value.startswith(LATER):
        return _("put off until {day}", day=humanize.day(value.removeprefix(LATER)))
    if value == ASIDE:
        return _("it waits elsewhere")
    return theme.ZONES[Zone(value)].label if value in list(Zone) else value


# -- asking ---------------------------------------------------------------------------------------


def _ask(library: Library, sitting: Sitting) -> None:
    """Opens what a key asked for over the page, once."""
    if sitting.asked is None:
        return
    (value, item_id), sitting.asked = sitting.asked, None
    for item in library.items.by_ids([item_id]):
        if value == DELEGATE:
            # The card has just shown what it is about.
            delegate(library, [item], seen=True)
        else:
            park(library, [item])


def _count_what_was_asked(library: Library, decided: Table, sitting: Sitting) -> None:
    """What a dialog decided counts in the round: it was asked about the card in front."""
    for item in library.items.by_ids(sitting.dealt[:1]):
        if decided.value(library, item) == ASIDE:
            sitting.decided[item.id] = ASIDE


# -- the card -------------------------------------------------------------------------------------


def _nothing_more(item: Item) -> str:
    return _("All it says stands in its title.") if item.minutes else _("Only the address is known so far.")


def _card(
    made: TriageCard,
    filed: Filed | None,
    waited: Sequence[tuple[str, str]],
    written: WrittenSummary | None,
) -> component.Card:
    """The card of triage: what is needed to file an item, and no more."""
    item, chosen = made.item, None if filed else made.suggestion
    beside: list[tuple[str, str, tuple[int, str] | None]] = []
    if filed:
        haste = _("in haste: unseen, with others at once, or at a glance")
        when = _("Filed here {ago}", ago=humanize.ago(filed.at, humanize.now()))
        beside.append((when, haste if filed.in_haste else _("unread since"), None))
    if chosen:
        suggested = _(
            "Suggested: {zone} {probability}",
            zone=theme.ZONES[chosen.zone].label,
            probability=number(chosen.probability, 2),
        )
        fork = _("too close to call, yours to choose; {reason}", reason=chosen.reason)
        beside.append((suggested, fork if chosen.fork else chosen.reason, None))
    beside.extend((*one, None) for one in waited)
    beside.extend(newness.beside(made.novelty, item.title, made.summary))
    if written:
        beside.append((_("In the words of {model}", model=written.model), written.text, None))
    return component.Card(
        id=item.id,
        title=item.title or _("Untitled"),
        facts=rows.facts(item, humanize.now()),
        summary=made.summary or _nothing_more(item),
        remark=_("For triage only: it does not count as read.") if made.summary else "",
        beside=beside,
        sure=chosen.zone if chosen and not chosen.fork else "",
        reasons=[
            (_("No reason: {trait}", trait=one.value), f"{NO_REASON}{one.trait}")
            for one in (chosen.because if chosen else ())
            if one.trait
        ],
    )
