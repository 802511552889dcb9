"""Reviews: the items of a period with what became of them, and the verdicts given."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence

from kb.catalogue import _
from kb.clock import as_stored, by, now, today
from kb.errors import JomoError
from kb.reflection.likely import first_use, likely
from kb.reflection.sampling import audited, draw
from kb.reflection.traces import Kept, library_traces, strongest_first
from kb.store import Store, areas, deeds, delegations, drift, events, items, notes, parked
from kb.store import reviews as rows
from kb.types import Action, Filters, Item, Origin, State, Verdict, Zone
from kb.types.evidence import Trace
from kb.types.reviews import KNOWN, OVERFLOW, JudgedItem, Review, Sample
from kb.types.stances import stance_by_item


def traces(db: sqlite3.Connection, among: Sequence[Item]) -> dict[int, tuple[Trace, ...]]:
    """The traces of use that the library itself keeps of items, by id."""
    ids = [item.id for item in among]
    kept = Kept(
        annotations=[(of, one) for _, of, one in notes.numbered(db, ids)],
        openings=deeds.openings(db, ids),
        finishings=deeds.finishings(db, ids),
        citings=deeds.citings(db, ids),
        filed_at=deeds.filed_first(db, ids),
        delegations=delegations.of_items(db, ids),
        settlings=parked.settlings(db, ids),
    )
    return library_traces(among, kept)


def review(db: sqlite3.Connection, since: str, until: str, written: Mapping[int, Sequence[Trace]]) -> Review:
    """The items of a period between two days (both inclusive), what feeds left out in it too. `written` are
    traces in the person's own writing, by item id."""
    saved = items.select(db, Filters(saved_since=since, saved_until=until), order="saved")
    sample = rows.sample(db, since, until)
    drawn = {} if sample is None else sample.drawn
    found = [*_saved(db, saved, written, drawn), *_left_out(db, since, until, drawn)]
    return Review(since, until, tuple(found), sample)


def _saved(
    db: sqlite3.Connection,
    saved: Sequence[Item],
    written: Mapping[int, Sequence[Trace]],
    drawn: Mapping[int, tuple[str, float]],
) -> list[JudgedItem]:
    """Each with the zone it lay in before its use was known."""
    filed, in_areas, members = events.zone_history(db), areas.by_item(db), drift.memberships(db)
    judged_at, confirmed, kept = items.verdict_times(db), rows.confirmed(db), traces(db, saved)
    stances, suggested, put_off = stance_by_item(members.values()), rows.accepted(db), rows.put_off(db)
    early, handed, present = _let_in(db, filed), delegations.names_by_item(db), now()
    found = []
    for item in saved:
        signs = strongest_first((*written.get(item.id, ()), *kept.get(item.id, ())))
        used_at = first_use(signs)
        found.append(
            JudgedItem(
                item_id=item.id,
                key=item.key,
                title=item.title,
                zone_at_decision=_decided(
                    item.zone, filed.get(item.id, ()), used_at or judged_at.get(item.id) or present
                ),
                zone_now=item.zone,
                state=item.state,
                source=item.source,
                areas=tuple(in_areas.get(item.id, ())),
                saved_at=item.saved_at,
                verdict=item.verdict,
                used_at=used_at,
                kind=item.kind,
                stance=stances.get(item.id),
                minutes=0 if item.stub else item.minutes,
                sure=item.id in confirmed,
                suggested=suggested.get(item.id),
                snoozed=item.id in put_off,
                let_in=item.id in early,
                handed_to=handed.get(item.id, ()),
                traces=signs,
                likely=likely(signs, item.state),
                stratum=drawn.get(item.id, ("", 0.0))[0],
            )
        )
    return found


def _decided(lies_in: Zone, filed: Sequence[tuple[str, str]], known_at: str) -> Zone:
    """The zone an item had been filed into when its use became known, or into which it was filed first after
    that."""
    zones = [(at, Zone(zone)) for at, zone in filed if zone != Zone.INBOX]
    before = [zone for at, zone in zones if by(at, known_at)]
    if before:
        return before[-1]
    return zones[0][1] if zones else lies_in


def _let_in(db: sqlite3.Connection, filed: Mapping[int, Sequence[tuple[str, str]]]) -> set[int]:
    """Items begun or read on a day on which the gate of their list was opened early."""
    gates = rows.gates_opened(db)
    days = {on for on, _ in gates}
    found = set()
    for item_id, on in drift.readings(db) if gates else ():
        if on in days:
            zones = [zone for at, zone in filed.get(item_id, ()) if by(at, on)]
            if zones and (on, zones[-1]) in gates:
                found.add(item_id)
    return found


def _left_out(
    db: sqlite3.Connection, since: str, until: str, drawn: Mapping[int, tuple[str, float]]
) -> list[JudgedItem]:
    return [
        JudgedItem(
            item_id=-one.entry_id,
            key=f"{OVERFLOW}:{one.entry_id}",
            title=one.document.title,
            zone_at_decision=Zone.INBOX,
            zone_now=Zone.INBOX,
            state=State.UNREAD,
            source=one.source,
            areas=(),
            saved_at=one.told_at,
            verdict=one.verdict,
            kind=one.document.kind,
            stratum=drawn.get(-one.entry_id, ("", 0.0))[0],
        )
        for one in rows.left_out(db, since, until)
    ]


def shown(db: sqlite3.Connection, ids: Sequence[int]) -> list[Item]:
    """What is asked about, as items to draw, in the order asked for: items by their ids, entries of the
    overflow by their numbers below zero. What is gone is left out."""
    found = {item.id: item for item in items.by_ids(db, [one for one in ids if one > 0])}
    entries = [-one for one in ids if one < 0]
    for one in rows.left_out(db, ids=entries) if entries else ():
        found[-one.entry_id] = Item(
            id=-one.entry_id,
            key=f"{OVERFLOW}:{one.entry_id}",
            kind=one.document.kind,
            title=one.document.title,
            summary=one.document.summary or one.document.text,
            url=one.document.url,
            source=one.source,
            authors=one.document.authors,
            tags=one.document.tags,
            language="",
            published=one.document.published,
            saved_at=one.told_at,
            zone=Zone.INBOX,
            state=State.UNREAD,
            verdict=one.verdict,
            minutes=0,
            stub=True,
        )
    return [found[one] for one in ids if one in found]


def judge(
    store: Store,
    verdicts: Mapping[int, tuple[Verdict, str]],
    at: str | None = None,
    origin: Origin = Origin.ME,
) -> None:
    """Gives each of these, items or entries of the overflow, its verdict and note, all as one step. `at` is a
    time as people give it.

    :raises JomoError: `at` is no time, or none that has come.
    """
    moment = as_stored(at) if at else now()
    if not by(moment, today()):
        raise JomoError(_("{day} is yet to come; a verdict is given at the latest today", day=at))
    with store.write() as db:
        steps = []
        for one, (verdict, note) in verdicts.items():
            judged = items if one > 0 else rows
            before = judged.verdict_of(db, abs(one))
            judged.set_verdict(db, abs(one), verdict, moment, note)
            item_id, subject = (one, "") if one > 0 else (None, f"{OVERFLOW}:{-one}")
            steps.append(
                events.NewEvent(moment, origin, Action.JUDGED, item_id, subject, before, verdict, note)
            )
        events.record(db, steps)


def known(looked_at: Review) -> set[int]:
    """What is no part of a sample, drawn or to be drawn, for it was judged before: by id."""
    sampled = looked_at.sample is not None
    return {
        item.item_id
        for item in looked_at.items
        if (item.stratum == KNOWN if sampled else item.verdict is not None)
    }


def draw_sample(store: Store, looked_at: Review, size: int) -> Sample:
    """Draws a sample of what is open in a review, or enlarges the one there is, and keeps it. What was judged
    before the first drawing stands for itself; of what feeds left out as much is asked about as ever."""
    known_ids = known(looked_at)
    among = [item for item in looked_at.items if item.asked and item.item_id not in known_ids]
    already = [item for item in among if item.stratum]
    seed = looked_at.sample.seed if looked_at.sample else _seed(looked_at)
    sizes = Counter(item.list_name for item in among)
    drawn = dict.fromkeys(known_ids, (KNOWN, 1.0))
    lists = draw([item for item in among if not item.overflow], size, seed, already)
    if left_out := [item for item in audited(among) if item.overflow]:
        lists[OVERFLOW] = left_out
    for name, members in lists.items():
        drawn |= {item.item_id: (name, sizes[name] / len(members)) for item in members}
    sample = Sample(seed, now(), drawn)
    with store.write() as db:
        rows.put_sample(db, looked_at.since, looked_at.until, sample)
    return sample


def _seed(looked_at: Review) -> int:
    """The same for the same period, so that a sample that was forgotten is drawn as it was."""
    return int(looked_at.since.replace("-", "") + looked_at.until.replace("-", ""))
