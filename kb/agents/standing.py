"""How things stand: areas and why, zones and the gate, what proved useful."""

from __future__ import annotations

from typing import Any

from kb.agents.answer import AT_ONCE, listed
from kb.agents.privacy import Privacy
from kb.agents.reading import opened
from kb.agents.records import item_record, member_record, trace_record
from kb.clock import today
from kb.errors import EncoderUnavailable
from kb.library import Library
from kb.types import TO_READ, Area, Filters, Item, Membership, State, Zone
from kb.types.evidence import Trace

_TRACES = 3
"""Traces listed of one of many items, the strongest; the rest is counted."""
_NEXT = 3
"""What must-have asks for next, as on the page Today."""


def areas(library: Library, offset: int, budget: int) -> dict[str, Any]:
    """The register: what is tracked, what is ignored on purpose, and why."""
    every = library.areas.every()
    return listed(map(_area, every[offset:]), len(every), offset, budget)


def area(library: Library, privacy: Privacy, name: str, offset: int, budget: int) -> dict[str, Any]:
    """One area with its members, the surest first.

    :raises NotFound: no area is called so.
    """
    one = library.areas.get(name)
    members = [item for item in library.items.by_ids(one.members) if privacy.shows(item)]
    shown = members[offset : offset + AT_ONCE]
    why = _why(library, one, shown)
    records = (member_record(item, why.get(item.id)) for item in shown)
    return listed(records, len(members), offset, budget, area=_area(one))


def _why(library: Library, one: Area, members: list[Item]) -> dict[int, Membership]:
    """Why items belong, by id; nothing where no model can tell."""
    if not members:
        return {}
    # Private ones may stand between them.
    first, last = (one.members.index(item.id) for item in (members[0], members[-1]))
    try:
        said = library.areas.members(one.name, first, last + 1 - first)
    except EncoderUnavailable:
        return {}
    return {each.item_id: each for each in said}


def _area(one: Area) -> dict[str, Any]:
    return {
        "name": one.name,
        "stance": one.stance,
        "criterion": one.criterion or None,
        "reason": one.reason or None,
        "since": one.since,
        "look_again": one.review_on,
        "within": one.parent,
        "members": len(one.members),
        "in_doubt": one.borderline,
    }


def standing(library: Library, privacy: Privacy) -> dict[str, Any]:
    """The morning's state: zones, gate, inbox, what waits, what sources brought this week."""
    stats, gate = library.upkeep.stats(), library.triage.gate()
    given, put_off = library.delegations.open(), library.triage.snoozed()
    unread = privacy.narrowed(Filters(zones=(Zone.MUST_HAVE,), states=TO_READ))
    aside = put_off.keys() | set(gate.elsewhere)
    must = [one for one in library.items.select(unread, order="oldest") if one.id not in aside]
    return {
        "day": today(),
        "items": stats.items,
        "zones": {zone: stats.by_zone.get(zone, 0) for zone in Zone},
        "states": {state: stats.by_state.get(state, 0) for state in State},
        "kinds": dict(stats.by_kind),
        "gate": {
            "closed": gate.closed,
            "must_have_unread": gate.must_have_unread,
            "limit": gate.limit or None,
            "next": [item_record(one) for one in must[:_NEXT]],
        },
        "inbox_to_triage": library.lists.waiting(),
        "put_off": len(put_off),
        "parked": [{"topic": one.name, "items": len(one.items)} for one in library.waiting.parked()],
        "delegated": {"open": len(given), "overdue": sum(one.overdue(today()) for one in given)},
        "areas_to_look_at_again": [
            one.name for one in library.areas.every() if one.review_on and one.review_on <= today()
        ],
        "intake_this_week": [
            {"source": one.name, "shown": one.shown, "budget": one.budget, "overflow": one.overflow}
            for one in library.sources.states()
        ],
        "waiting_for_vectors": stats.pending_vectors,
    }


def used(library: Library, privacy: Privacy, key: str, offset: int, budget: int) -> dict[str, Any]:
    """What shows that an item was used: traces in the person's own writing and in the library, the verdict.

    :raises NotFound: no item answers to the key.
    :raises JomoError: it is private.
    """
    item = opened(library, privacy, key).item
    traces = _traces(library, item)
    records = (trace_record(one, privacy) for one in traces[offset:])
    return listed(records, len(traces), offset, budget, item=item_record(item))


def _traces(library: Library, item: Item) -> list[Trace]:
    written = library.evidence.of([item.key]).get(item.id, ())
    kept = library.reviews.traces([item.key]).get(item.id, ())
    return sorted((*written, *kept), key=lambda one: (one.strength.rank, one.made_at or ""))


def used_between(
    library: Library, privacy: Privacy, since: str, until: str, offset: int, budget: int
) -> dict[str, Any]:
    """What was saved in a period and shows use, or was judged: the judged first, then by the best trace."""
    review = library.reviews.review(since, until)
    saved = [one for one in review.items if not one.overflow]
    found = sorted(
        (one for one in saved if one.traces or one.verdict),
        key=lambda one: (one.verdict is None, min((t.strength.rank for t in one.traces), default=9), one.key),
    )
    by_id = {one.id: one for one in library.items.by_ids([one.item_id for one in found])}
    shown = [one for one in found if privacy.shows(by_id[one.item_id])]
    records = (
        {
            **item_record(by_id[one.item_id]),
            "verdict": one.verdict,
            "first_used": one.used_at,
            "traces": len(one.traces),
            "strongest": [trace_record(trace, privacy) for trace in one.traces[:_TRACES]],
        }
        for one in shown[offset:]
    )
    unread = sum(one.state is State.UNREAD for one in shown if one.used_at)
    return listed(
        records, len(shown), offset, budget,
        since=since, until=until, saved=len(saved), judged=sum(one.verdict is not None for one in saved),
        used_though_unread=unread,
    )  # fmt: skip
