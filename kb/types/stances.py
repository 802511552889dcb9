"""The one stance that counts for an item of several areas."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kb.types import Stance


def stance_by_item(areas: Iterable[tuple[Stance, Collection[int]]]) -> dict[int, Stance]:
    """The one stance an item counts for, by its id, from the stance and the members of each area: tracked
    before ignored before undecided; items of no area lack."""
    strength = list(Stance)
    found: dict[int, Stance] = {}
    for stance, members in sorted(areas, key=lambda area: strength.index(area[0])):
        for member in members:
            found.setdefault(member, stance)
    return found
