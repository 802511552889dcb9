"""What counts as a decision, for each target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kb.catalogue import p_
from kb.forecast.history import Decision
from kb.store.decisions import Filing, Reading
from kb.types import READING_ZONES, State, Verdict, Zone
from kb.types.forecast import Target

OUTCOMES: Mapping[Target, tuple[str, ...]] = {
    Target.ZONE: tuple(READING_ZONES),
    Target.READ: ("left", "read"),
    Target.USE: ("no use", "used"),
}
"""What can become of an item, by target."""


def outcome_label(outcome: str) -> str:
    """An outcome as a person would say it."""
    said = {
        "left": p_("what became of an item", "left"),
        "read": p_("what became of an item", "read"),
        "no use": p_("what became of an item", "no use"),
        "used": p_("what became of an item", "used"),
    }
    return said.get(outcome) or Zone(outcome).label


def of_zones(filed: Sequence[Filing]) -> list[Decision]:
    """Filings as decisions."""
    steps = Counter(one.step for one in filed)
    return [
        Decision(
            one.item_id,
            one.at,
            READING_ZONES.index(Zone(one.zone)),
            step=one.step if steps[one.step] > 1 else None,
        )
        for one in filed
    ]


def of_reading(readings: Iterable[Reading]) -> list[Decision]:
    """What was read, and what was not: dropped, or still unread. What is being read just now is left out.

    All stand where they were saved: what is left has no other moment, and with the rest placed at its reading
    the order alone would tell one from the other.
    """
    return [
        Decision(one.item_id, one.saved_at, int(one.state == State.READ), dated=False)
        for one in readings
        if one.state != State.READING
    ]


def of_use(verdicts: Mapping[int, tuple[str, str]], first_uses: Mapping[int, str]) -> list[Decision]:
    """What was of use by the person's verdict, or by a trace where they gave none; `first_uses` are the
    moments of the first traces, by item id."""
    judged = [
        Decision(item_id, at, int(verdict != Verdict.NONE)) for item_id, (verdict, at) in verdicts.items()
    ]
    traced = [Decision(item_id, at, 1) for item_id, at in first_uses.items() if item_id not in verdicts]
    return judged + traced
