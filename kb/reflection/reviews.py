"""Reviews: verdicts given, and the items of a period with what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from kb.clock import as_stored, by, day, now
from kb.reflection.figures import judging_order, review_figures
from kb.reflection.traces import Kept, library_traces
from kb.store import Store, areas, events, items, notes
from kb.store import traces as deeds
from kb.types import Action, Filters, Item, Origin, Verdict, Zone
from kb.types.evidence import Trace
from kb.types.reviews import JudgedItem, ReviewFigures


def traces(store: Store, among: Sequence[Item]) -> dict[int, tuple[Trace, ...]]:
    """The traces of use that the library itself keeps of items, by id."""
    db, ids = store.read(), [item.id for item in among]
    kept = Kept(
        annotations=[(of, one) for _, of, one in notes.numbered(db, ids)],
        openings=deeds.openings(db, ids),
        finishings=deeds.finishings(db, ids),
        citings=deeds.citings(db, ids),
        filed_at=deeds.filed_first(db, ids),
    )
    return library_traces(among, kept)


def judge(store: Store, item_ids: Sequence[int], verdict: Verdict, note: str, at: str | None) -> list[Item]:
    """Gives items a verdict, as one step; returns them as they are now. `at` is a time as people give it.

    :raises JomoError: `at` is no time.
    """
    moment = as_stored(at) if at else now()
    with store.write() as db:
        before = {item_id: items.verdict_of(db, item_id) for item_id in item_ids}
        for item_id in item_ids:
            items.set_verdict(db, item_id, verdict, moment, note)
        events.record(
            db,
            [
                events.NewEvent(
                    moment, Origin.ME, Action.JUDGED, i, before=before[i], after=verdict, note=note
                )
                for i in item_ids
            ],
        )
        return items.by_ids(db, item_ids)


def items_saved(store: Store, since: str, until: str) -> list[JudgedItem]:
    """The items saved between two dates (both inclusive, as far as each is given: a day or a month),
    with the zone each lay in when it was judged, or lies in at the end of the period."""
    db = store.read()
    filed, in_areas = events.zone_history(db), areas.by_item(db)
    judged_at = items.verdict_times(db)
    saved = []
    for item in items.select(db, Filters(), order="saved"):
        if day(item.saved_at) < since or not by(item.saved_at, until):
            continue
        bound = judged_at.get(item.id, until)
        zones = [zone for at, zone in filed.get(item.id, ()) if by(at, bound)]
        saved.append(
            JudgedItem(
                item_id=item.id,
                key=item.key,
                title=item.title,
                zone_at_decision=Zone(zones[-1]) if zones else item.zone,
                zone_now=item.zone,
                state=item.state,
                source=item.source,
                areas=tuple(in_areas.get(item.id, ())),
                saved_at=item.saved_at,
                verdict=item.verdict,
            )
        )
    return saved


def review(store: Store, since: str, until: str) -> ReviewFigures:
    """The figures of a period."""
    stances = {area.name: area.stance for area in areas.every(store.read())}
    return review_figures(items_saved(store, since, until), stances)


def to_judge(store: Store, since: str, until: str) -> list[Item]:
    """Items of the period still without a verdict, in an order that stays fair if the person stops
    half-way: spread over the zones by lot."""
    ordered = judging_order(items_saved(store, since, until))
    return items.by_ids(store.read(), [item.item_id for item in ordered])
