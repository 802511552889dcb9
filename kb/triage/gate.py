"""The gate: must-have is read first, the other reading lists wait.

An item that is put off, parked or handed over stays unread in its list and keeps the gate closed: none of
these is a way through it. What opens it without reading is moving items down to another list, and the gate
says when that was so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kb.types import READING_ZONES, Gate, Zone


def gate(
    counts_unread: Mapping[Zone, int],
    put_off: Iterable[str] = (),
    elsewhere: Iterable[int] = (),
    moved_down: Iterable[int] = (),
    limit: int = 0,
) -> Gate:
    """The gate for the given number of unread items per zone; a zone not named holds none. `put_off` are the
    days on which unread must-have items come back, `elsewhere` the ids of those that are parked or with
    somebody, `moved_down` of those that left must-have unread today; must-have is meant to hold `limit` of
    them, any number where that is 0.

    :raises ValueError: a count is negative.
    """
    counts = {zone: counts_unread.get(zone, 0) for zone in Zone}
    if min(counts.values()) < 0:
        raise ValueError("the number of unread items cannot be negative")
    unread = counts[Zone.MUST_HAVE]
    return Gate(
        closed=unread > 0,
        must_have_unread=unread,
        counts=MappingProxyType(counts),
        put_off=tuple(sorted(put_off)),
        elsewhere=tuple(elsewhere),
        moved_down=tuple(moved_down),
        limit=limit,
    )


def closed_zones(gate: Gate) -> tuple[Zone, ...]:
    """The reading lists the gate holds shut. The inbox and must-have itself are never among them."""
    if not gate.closed:
        return ()
    return tuple(zone for zone in READING_ZONES if zone is not Zone.MUST_HAVE)
