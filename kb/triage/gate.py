"""The gate: must-have is read first, the other reading lists wait."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kb.types import READING_ZONES, Gate, Zone


def gate(counts_unread: Mapping[Zone, int]) -> Gate:
    """The gate for the given number of unread items per zone; a zone not named holds none.

    :raises ValueError: a count is negative.
    """
    counts = {zone: counts_unread.get(zone, 0) for zone in Zone}
    if min(counts.values()) < 0:
        raise ValueError("the number of unread items cannot be negative")
    unread = counts[Zone.MUST_HAVE]
    return Gate(closed=unread > 0, must_have_unread=unread, counts=MappingProxyType(counts))


def closed_zones(gate: Gate) -> tuple[Zone, ...]:
    """The reading lists the gate holds shut. The inbox and must-have itself are never among them."""
    if not gate.closed:
        return ()
    return tuple(zone for zone in READING_ZONES if zone is not Zone.MUST_HAVE)
