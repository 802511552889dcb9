"""`library.triage`: what waits, what it probably is, filing it, and the gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from kb.clock import today, tomorrow
from kb.library.forecast import Forecasts
from kb.library.keys import item_ids
from kb.library.vectors import Vectors
from kb.settings import Settings
from kb.store import Store, chunks, events, items
from kb.triage import cards, filing, newness
from kb.triage.cards import CardContext
from kb.triage.summary import three_sentences
from kb.types import Filters, Gate, Item, Move, NearRead, Origin, State, Suggestion, TriageCard, Zone


class Triage:
    """The inbox and the four zones."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        vectors: Vectors,
        forecast: Forecasts,
        held: Callable[[], set[int]],
    ) -> None:
        self._settings = settings
        self._store = store
        self._held = held
        self._forecast = forecast
        self._vectors = vectors
        self._ground: CardContext | None = None
        self._cards: Mapping[int, tuple[object, TriageCard]] = MappingProxyType({})

    def queue(self) -> list[Item]:
        """The inbox, what was saved last first."""
        return items.select(self._store.read(), Filters(zones=(Zone.INBOX,)), order="saved")

    def cards(self, waiting: Sequence[Item]) -> list[TriageCard]:
        """What is shown of items while they are being filed, in their order. A card is made once while its
        item and what it is measured against stay: what is suggested changes a little with each filing."""
        context = self._measured()
        suggested = self._forecast.suggestions(waiting, wait=False)
        state = {item.id: (context, replace(item, zone=Zone.INBOX)) for item in waiting}
        kept = {i: made for i, (as_of, made) in self._cards.items() if i in state and as_of == state[i]}
        lacking = [item for item in waiting if item.id not in kept]
        for card in cards.cards(self._store, context, *self._space, lacking) if lacking else ():
            kept[card.item.id] = card
        for i, card in kept.items():
            if card.suggestion != suggested.get(i):
                kept[i] = replace(card, suggestion=suggested.get(i))
        self._cards = {i: (state[i], kept[i]) for i in kept}
        return [kept[item.id] for item in waiting]

    def brief(self, item: Item) -> str:
        """What an item is about: its summary, else three sentences of its text; empty where there is none."""
        if item.summary or (found := items.find_document(self._store.read(), item.id)) is None:
            return item.summary
        return three_sentences(found.text, item.language, title=item.title)

    def read_alike(self, item: Item, limit: int) -> tuple[list[NearRead], list[NearRead]]:
        """What was read of the same: items that tell the same in other words, and others that are most like
        this one, none of which may be so by chance."""
        context, (fingerprint, dimension) = self._measured(), self._space
        db = self._store.read()
        vectors = chunks.item_vectors(db, fingerprint, dimension, [item.id]).vectors
        own = vectors[0] if len(vectors) else None
        nearest, told = newness.seen_before(db, context.read, item, own, limit)
        telling = {one.item.id for one in told}
        alike = (one for one in nearest if one.likeness >= newness.STILL_ALIKE)
        return list(told[:limit]), [one for one in alike if one.item.id not in telling]

    def suggestions(self, zone: Zone = Zone.INBOX) -> dict[int, Suggestion]:
        """Suggested zones by item id; none for what could go anywhere."""
        waiting = items.select(self._store.read(), Filters(zones=(zone,)))
        return self._forecast.suggestions(waiting)

    def _measured(self) -> CardContext:
        """What cards are measured against; made anew once reading or vectors have changed it."""
        if self._ground is None or not self._ground.stamp.covers(cards.stamp(self._store)):
            self._ground = cards.card_context(self._store, *self._space)
        return self._ground

    @property
    def _space(self) -> tuple[str, int]:
        return self._vectors.space.fingerprint, self._vectors.space.dimension

    # -- deciding ---------------------------------------------------------------------------------

    def move(self, keys: Sequence[str], zone: Zone, origin: Origin = Origin.ME) -> list[Move]:
        """Files items into a zone.

        :raises NotFound: no item answers to one of the keys.
        """
        return filing.move(self._store, item_ids(self._store, keys), zone, origin)

    def accept(self, suggested: Mapping[int, Suggestion]) -> None:
        """Files items, by id, as was suggested: all of them or none, for others would be suggested after a
        part. Each is a step of its own; those that could go either way stay."""
        with self._store.write():
            for item_id, suggestion in suggested.items():
                if not suggestion.fork:
                    filing.move(self._store, [item_id], suggestion.zone, Origin.SUGGESTION)

    def snooze(self, keys: Sequence[str], until: str | None = None) -> list[Move]:
        """Puts items off until a day (tomorrow where none is given); zone and state stay. Until then Today
        leaves them out.

        :raises NotFound: no item answers to one of the keys.
        :raises JomoError: it is no day, or one that is over.
        """
        return filing.snooze(self._store, item_ids(self._store, keys), until or tomorrow())

    def snoozed(self) -> dict[int, str]:
        """Items put off beyond today, by id, and the day each comes back."""
        return filing.snoozed(self._store)

    def came_back(self, days: int) -> list[tuple[Item, str]]:
        """Items that were put off until a day of the last so many, are unread still and lie where they lay,
        with that day; the last come first."""
        db, on = self._store.read(), today()
        since = (date.fromisoformat(on) - timedelta(days=days - 1)).isoformat()
        back = events.came_back(db, since, on)
        return [(item, back[item.id]) for item in items.by_ids(db, list(back)) if item.state is State.UNREAD]

    # -- the gate ---------------------------------------------------------------------------------

    def gate(self) -> Gate:
        """Whether must-have holds unread items, and how many each zone holds."""
        return filing.gate_status(self._store, self._settings.must_have_limit, self._held())

    def open_gate(self, zone: Zone, reason: str = "") -> None:
        """Opens a zone for today although must-have is not read."""
        filing.open_gate(self._store, zone, reason)

    def opened_today(self) -> set[Zone]:
        """Zones whose gate was opened early today."""
        return filing.opened_today(self._store)
