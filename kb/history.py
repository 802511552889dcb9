"""Taking steps back. Nothing is erased: an undo is an event of its own.

Steps are taken back in any order, but for those that something later changed again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from kb.catalogue import _, n_, p_, percent
from kb.clock import now
from kb.store import (
    aliases,
    areas,
    audits,
    delegations,
    diary,
    events,
    feeds,
    imports,
    items,
    notes,
    parked,
    reviews,
    role,
    searches,
    subscribed,
    tags,
)
from kb.text.excerpts import shortened
from kb.text.tags import taken_back
from kb.text.wikilinks import readable
from kb.types import Action, Area, Ask, Depth, Event, Move, SavedSearch, Stance, Step
from kb.types.imports import outcomes
from kb.types.items import CHANGED
from kb.types.naming import step_label

_TOLD = 80
"""Characters of a note that a line about taking it back shows: by judgement."""
_REGISTER = (*events.OF_AREAS, *events.OF_ROLE)


def in_the_way(step: Step, standing: Sequence[Step]) -> Step | None:
    """Of the steps that stand, the last one first, the first that came after `step` and changed the same
    thing: it goes back before it."""
    return next((later for later in standing if later.id > step.id and meet(step, later)), None)


def meet(one: Step, other: Step) -> bool:
    """Whether two steps changed the same thing. All areas and all that the role asks for are one thing, since
    they name one another; so is the map. Merging and parting change all there is of both items."""
    return any(_same(a, b) for a in one.events for b in other.events)


def _same(one: Event, other: Event) -> bool:
    if Action.IMPORTED in (one.action, other.action):
        # What anything did since to an item of an import stays when the import goes back.
        return False
    if one.action in _REGISTER:
        return other.action in _REGISTER
    if one.action is Action.MAP_CHANGED:
        return other.action is Action.MAP_CHANGED
    if one.action in events.OF_DIARY:
        return other.action in events.OF_DIARY and one.subject == other.subject
    if one.action in events.OF_SEARCHES:
        return other.action in events.OF_SEARCHES and one.subject == other.subject
    if one.item_id != other.item_id or (one.item_id is None and one.subject != other.subject):
        return False
    if one.action is other.action is Action.ANNOTATED:
        return bool({one.before, one.after} & {other.before, other.after} - {""})
    if one.action is other.action is Action.HELD_APART:
        return one.after == other.after
    if one.action in events.OF_RETELLINGS and other.action in events.OF_RETELLINGS:
        return one.after == other.after
    if one.action in events.OF_PARKED:
        return other.action in events.OF_PARKED
    if one.action in events.OF_DELEGATIONS and other.action in events.OF_DELEGATIONS:
        return _read(one.after, "id") == _read(other.after, "id")
    return one.action is other.action or not {Action.SPLIT, Action.MERGED}.isdisjoint(
        (one.action, other.action)
    )


def changes(db: sqlite3.Connection, step: Step) -> list[Move]:
    """What a step changed, from what to what."""
    keys = {
        item.id: item.key
        for item in items.by_ids(db, [event.item_id for event in step.events if event.item_id is not None])
    }
    if step.action is Action.IMPORTED:
        return [Move(step.events[0].subject, "", _brought(db, step.id))]
    return [_change(event, keys.get(event.item_id or 0, event.subject)) for event in step.events]


def _brought(db: sqlite3.Connection, import_: int) -> str:
    """What an import brought, in a line: what there was none of is left out."""
    counts, sources = imports.counts(db, import_), subscribed.count(db, import_)
    added, updated, unchanged = (counts[name] for name in ("added", "updated", "unchanged"))
    every = (
        *outcomes(added, updated, unchanged),
        (sources, n_("{count} made sources", "{count} made sources", sources)),
    )
    return ", ".join(said for number, said in every if number)


def _change(event: Event, key: str) -> Move:
    if kind := CHANGED.get(event.action):
        before, after = (kept.partition("@")[0] for kept in (event.before, event.after))
        return Move(key, kind(before) if before else "", kind(after) if after else "")
    if event.action is Action.FORKS_SET:
        return Move(_("filing by itself"), *(_threshold(kept) for kept in (event.before, event.after)))
    if event.action is Action.MAP_CHANGED:
        return Move(_("map"), _("as before"), step_label(event.subject))
    if event.action in events.OF_DIARY:
        if event.action is Action.DIARY_WRITTEN:
            return Move(_("Diary"), "", p_("an entry", "written"))
        return Move(_("Diary"), p_("an entry", "written"), p_("an entry", "taken out"))
    if event.action is Action.SPLIT:
        return Move(key, event.after, _("an item of its own"))
    if event.action is Action.MERGED:
        return Move(event.after, _("an item of its own"), key)
    if event.action is Action.HELD_APART:
        return Move(key, _("maybe {key}", key=event.after), _("not {key}", key=event.after))
    if event.action in events.OF_RETELLINGS:
        told = _("retelling, with {key}", key=event.after)
        if event.action is Action.RETELLS_NOT:
            told = _("no retelling, with {key}", key=event.after)
        return Move(key, p_("a retelling", "undecided"), told)
    if event.action in events.OF_CRITERIA:
        text = _read(event.after, "text")
        accepted = event.action is Action.CRITERION_ACCEPTED
        now = _("accepted: {text}", text=text) if accepted else _("dismissed: {text}", text=text)
        return Move(event.subject, p_("a criterion", "proposed"), now)
    if event.action in events.OF_AREAS:
        name = _read(event.before, "name") or event.subject
        return Move(name, *(_value(Stance, kept, "stance") for kept in (event.before, event.after)))
    if event.action is Action.TAGGED:
        return Move(key, ", ".join(tags.read(event.before)), ", ".join(tags.read(event.after)))
    if event.action in events.OF_ROLE:
        return Move(event.subject, *(_value(Depth, kept, "depth") for kept in (event.before, event.after)))
    if event.action in events.OF_SEARCHES:
        return Move(event.subject, _read(event.before, "query"), _read(event.after, "query"))
    if event.action is Action.ANNOTATED:
        return Move(key, _words(event.before), _words(event.after))
    if event.action in events.OF_DELEGATIONS:
        with_them = _("with {person}", person=_read(event.after, "person"))
        return Move(key, "", with_them) if not event.before else Move(key, with_them, p_("an item", "back"))
    if event.action in events.OF_PARKED:
        before, after = (parked.told(parked.read(kept)) for kept in (event.before, event.after))
        return Move(key, before, after)
    if event.action is Action.WATCHED:
        return Move(event.note, _parked(event.before), _parked(event.after))
    return Move(key, event.before.partition("@")[0], event.after.partition("@")[0])


def _threshold(kept: str) -> str:
    """From which probability on things are filed by themselves, if any are."""
    if kept == audits.OFF:
        return p_("filing by itself", "off")
    return _("from {share} on", share=percent(float(kept)))


def _parked(since: str) -> str:
    """What an area's being watched since a moment, or not, means."""
    return _("new items wait") if since else _("new items come")


def _words(kept: str) -> str:
    """What an annotation says, in a line."""
    one = notes.read(kept)
    return shortened(readable(one.note) or one.quote, _TOLD) if one else ""


def undo(db: sqlite3.Connection, step: Step) -> list[Move]:
    """Takes back a step that left all it was before in its events; returns what went from where to where."""
    made = changes(db, step)
    back = [_revert(db, event, move) for event, move in reversed(list(zip(step.events, made, strict=True)))]
    events.take_back(db, step.events, now())
    return back


def _revert(db: sqlite3.Connection, event: Event, made: Move) -> Move:
    if event.action in events.OF_ROLE:
        _restore_ask(db, event)
    elif event.action in events.OF_AREAS:
        _restore_area(db, event)
    elif event.action in events.OF_SEARCHES:
        _restore_search(db, event)
    elif event.action in events.OF_DIARY:
        number = int(event.subject.removeprefix(diary.SUBJECT))
        diary.show(db, number, shown=event.action is Action.DIARY_REMOVED)
    elif event.action is Action.BUDGET_SET:
        feed = feeds.find(db, event.subject)
        # What the person set by hand since then stays.
        if feed is not None and feed.budget == int(event.after):
            feeds.set_budget(db, event.subject, int(event.before))
    elif event.action is Action.WATCHED:
        parked.set_watched(db, int(event.subject), event.before or None)
    elif event.action is Action.JUDGED and event.item_id is None:
        verdict, _, at = event.before.partition("@")
        entry = int(event.subject.partition(":")[2])
        reviews.set_verdict(db, entry, verdict, at, events.earlier_note(db, event, verdict, at))
    elif event.item_id is not None:
        if event.action is Action.TAGGED:
            return _retag(db, event.item_id, event)
        _restore_item(db, event.item_id, event)
    return Move(made.key, made.after, made.before)


def _restore_item(db: sqlite3.Connection, item_id: int, event: Event) -> None:
    if event.action is Action.MOVED:
        items.set_zone(db, item_id, event.before)
    elif event.action is Action.STATE:
        items.set_state(db, item_id, event.before)
    elif event.action is Action.JUDGED:
        verdict, _, at = event.before.partition("@")
        items.set_verdict(db, item_id, verdict, at, events.earlier_note(db, event, verdict, at))
    elif event.action in events.OF_DELEGATIONS:
        delegations.put(db, item_id, event.before, event.after)
    elif event.action in events.OF_PARKED:
        parked.put(db, item_id, parked.read(event.before))
    elif event.action is Action.ANNOTATED:
        notes.exchange(db, item_id, before=notes.read(event.after), after=notes.read(event.before))


def _retag(db: sqlite3.Connection, item_id: int, event: Event) -> Move:
    [item] = items.by_ids(db, [item_id])
    back = taken_back(item.tags, tags.read(event.before), tags.read(event.after))
    tags.put(db, {item_id: back})
    return Move(item.key, ", ".join(item.tags), ", ".join(back))


def area_snapshot(area: Area | None) -> str:
    """An area as an event keeps it; an empty string stands for no area."""
    if area is None:
        return ""
    return json.dumps(
        {
            "id": area.id,
            "name": area.name,
            "stance": area.stance,
            "criterion": area.criterion,
            "reason": area.reason,
            "since": area.since,
            "review_on": area.review_on,
            "examples": area.examples,
            "counter_examples": area.counter_examples,
            "parent": area.parent,
            "asks": area.asks,
        },
        ensure_ascii=False,
    )


def settled_by(step: Step) -> str | None:
    """The key of the one item that a step said to belong to an area, or not to, where nothing had been said
    of it before; None for every other step."""
    *others, event = step.events
    if others or event.action is not Action.AREA_SET or not (event.before and event.after):
        return None
    before, after = json.loads(event.before), json.loads(event.after)
    added: set[str] = set()
    for said in ("examples", "counter_examples"):
        earlier, later = set(before.pop(said, ())), set(after.pop(said, ()))
        if earlier - later:
            return None
        added |= later - earlier
    return added.pop() if before == after and len(added) == 1 else None


def _restore_area(db: sqlite3.Connection, step: Event) -> None:
    if not step.before:
        areas.remove(db, _read(step.after, "name"))
        return
    kept = json.loads(step.before)
    area = Area(
        # Steps of earlier versions know their area by its name alone.
        id=kept.get("id", 0),
        name=kept["name"],
        stance=Stance(kept["stance"]),
        criterion=kept["criterion"],
        reason=kept["reason"],
        since=kept["since"],
        review_on=kept["review_on"],
        examples=tuple(kept["examples"]),
        counter_examples=tuple(kept.get("counter_examples", ())),
        parent=kept.get("parent"),
    )
    area_id = areas.put(
        db, area, aliases.resolve(db, area.examples), aliases.resolve(db, area.counter_examples)
    )
    if step.action is Action.AREA_REMOVED:
        areas.serve(db, area_id, kept.get("asks", ()))


def ask_snapshot(ask: Ask | None, place: int | None) -> str:
    """Something the role asks for as an event keeps it; an empty string stands for nothing."""
    if ask is None:
        return ""
    kept = {"text": ask.text, "depth": ask.depth, "areas": ask.areas, "place": place}
    return json.dumps(kept, ensure_ascii=False)


def _restore_ask(db: sqlite3.Connection, step: Event) -> None:
    if not step.before:
        role.remove(db, step.subject)
        return
    kept = json.loads(step.before)
    role.put(db, Ask(kept["text"], Depth(kept["depth"]), tuple(kept["areas"])), kept["place"])


def search_snapshot(search: SavedSearch | None) -> str:
    """A saved search as an event keeps it; an empty string stands for none."""
    if search is None:
        return ""
    return json.dumps({"query": search.query, "seen_at": search.seen_at}, ensure_ascii=False)


def _restore_search(db: sqlite3.Connection, step: Event) -> None:
    if not step.before:
        searches.remove(db, step.subject)
        return
    kept = json.loads(step.before)
    searches.put(db, SavedSearch(step.subject, kept["query"], kept["seen_at"], new=0))


def _value(kind: type[Stance] | type[Depth], snapshot: str, field: str) -> str:
    kept = _read(snapshot, field)
    return kind(kept) if kept else ""


def _read(snapshot: str, field: str) -> str:
    return str(json.loads(snapshot)[field]) if snapshot else ""
