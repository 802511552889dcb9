"""The desk where items are handed over and what came back is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.catalogue import _
from kb.clock import now
from kb.errors import JomoError, NotFound
from kb.store import Store, deeds, delegations, events, items, notes
from kb.text.called import called
from kb.types import Action, Item, Origin, State
from kb.types.waiting import RATINGS, Delegation, Person


def give(store: Store, item_ids: Sequence[int], to: str, due: str | None, why: str) -> list[Delegation]:
    """Hands items to a person, as one step. Those that this person has already are left out.

    :raises JomoError: nobody is named, or by more than a name.
    """
    name = _spelled(store, to)
    with store.write() as db:
        has = {
            one.item.id for one in delegations.of_items(db, item_ids) if one.is_open and one.person == name
        }
        given = [
            delegations.add(db, item, name, now(), due, why.strip())
            for item in items.by_ids(db, item_ids)
            if item.id not in has
        ]
        events.record(
            db,
            [
                events.NewEvent(
                    now(), Origin.ME, Action.DELEGATED, one.item.id, after=delegations.snapshot(one), note=why
                )
                for one in given
            ],
        )
    return given


def _spelled(store: Store, to: str) -> str:
    """A name as it was written the first time."""
    name = " ".join(to.split())
    if not name:
        raise JomoError(_("Say to whom: a name"))
    known = delegations.names(store.read())
    return next((one for one in known if one.casefold() == name.casefold()), None) or called(name)


def returned(store: Store, item_id: int, gist: str, rating: int | None, by: str | None) -> Delegation:
    """Writes down what came back of an item, as a step: from the person `by`, or from the last who got it and
    has it still. Said again, it replaces what was written.

    :raises NotFound: it was handed to nobody, or not to `by`.
    :raises JomoError: there is no such rating.
    """
    if rating is not None and rating not in RATINGS:
        raise JomoError(
            _(
                "A rating goes from {least}, nothing, to {most}, a great deal",
                least=RATINGS[0],
                most=RATINGS[-1],
            )
        )
    with store.write() as db:
        given = [
            one
            for one in delegations.of_items(db, [item_id])
            if by is None or one.person.casefold() == " ".join(by.split()).casefold()
        ]
        if not given:
            [item] = items.by_ids(db, [item_id])
            to_nobody = _("{key} was not handed to anybody; `delegate KEY --to NAME` does so", key=item.key)
            not_to = _(
                "{key} was not handed to {person}; `delegate KEY --to NAME` does so", key=item.key, person=by
            )
            raise NotFound(not_to if by else to_nobody)
        before = next((one for one in given if one.is_open), given[0])
        after = replace(before, returned_at=now(), gist=gist.strip(), rating=rating)
        kept = delegations.snapshot(before), delegations.snapshot(after)
        delegations.put(db, item_id, kept[1], kept[0])
        events.record(
            db, [events.NewEvent(now(), Origin.ME, Action.RETURNED, item_id, before=kept[0], after=kept[1])]
        )
    return after


def people(given: Sequence[Delegation]) -> list[Person]:
    """Everybody of these delegations with what they were handed, whoever was handed something last first."""
    names = dict.fromkeys(one.person for one in given)
    return [Person(name, tuple(one for one in given if one.person == name)) for name in names]


def looked_at(store: Store, given: Sequence[Item]) -> set[int]:
    """Ids of those of the items that the person has looked at: opened, begun, or written notes to."""
    db, ids = store.read(), [item.id for item in given]
    return {
        *(deed.item_id for deed in deeds.openings(db, ids)),
        *(item.id for item in given if item.state in (State.READING, State.READ)),
        *(of for _, of, _ in notes.numbered(db, ids)),
    }
