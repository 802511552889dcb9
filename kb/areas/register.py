"""The register of areas: taking a stance on paper, and who belongs where."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kb.areas.membership import THRESHOLD, membership
from kb.clock import now, today
from kb.history import area_snapshot
from kb.meaning import Space
from kb.store import Store, areas, events, items
from kb.topics.heads import read_heads
from kb.types import Action, Area, Origin, Stance

EncodeQuery = Callable[[str], NDArray[np.float32]]


def set_area(
    store: Store,
    name: str,
    stance: Stance | None,
    criterion: str | None,
    reason: str | None,
    example_ids: Sequence[int] | None,
    review_on: str | None,
) -> None:
    """Makes an area, or changes what is given of it. A changed stance counts from today."""
    with store.write() as db:
        before = areas.get(db, name)
        old = before or Area(0, name, Stance.UNDECIDED, "", "", today(), None, ())
        after = replace(
            old,
            stance=stance or old.stance,
            criterion=old.criterion if criterion is None else criterion,
            reason=old.reason if reason is None else reason,
            since=today() if stance and stance is not old.stance else old.since,
            review_on=review_on or old.review_on,
        )
        kept = items.resolve(db, old.examples) if example_ids is None else list(example_ids)
        areas.put(db, after, kept)
        saved = areas.get(db, name)
        if area_snapshot(saved) != area_snapshot(before):
            events.record(
                db,
                [
                    events.NewEvent(
                        now(),
                        Origin.ME,
                        Action.AREA_SET,
                        subject=name,
                        before=area_snapshot(before),
                        after=area_snapshot(saved),
                    )
                ],
            )


def remove(store: Store, area: Area) -> None:
    """Takes an area off the register; its items stay as they are."""
    with store.write() as db:
        areas.remove(db, area.name)
        snapshot = area_snapshot(area)
        events.record(
            db, [events.NewEvent(now(), Origin.ME, Action.AREA_REMOVED, subject=area.name, before=snapshot)]
        )


def refresh(
    store: Store, space: Space, encode_query: EncodeQuery, names: Collection[str] | None = None
) -> None:
    """Finds the members of areas (of all, or of those named) anew from criterion and examples. Where
    nothing has a vector yet, the examples are the members."""
    db = store.read()
    wanted = [area for area in areas.every(db) if names is None or area.name in names]
    if not wanted:
        return
    heads = read_heads(store, space)
    found: dict[int, dict[int, float]] = {}
    for area in wanted:
        example_ids = items.resolve(db, area.examples)
        probabilities = dict.fromkeys(example_ids, 1.0)
        if len(heads.item_ids) and (area.criterion or example_ids):
            likely = membership(
                heads.comparable(encode_query(area.criterion)) if area.criterion else None,
                heads.vectors[np.isin(heads.item_ids, example_ids)],
                heads.vectors[:0],
                heads.vectors,
            )
            inside = likely >= THRESHOLD
            pairs = zip(heads.item_ids[inside].tolist(), likely[inside].tolist(), strict=True)
            probabilities = {**dict(pairs), **probabilities}
        found[area.id] = probabilities
    with store.write() as writing:
        for area_id, members in found.items():
            areas.put_members(writing, area_id, members)
