"""What the map is coloured by: an item's category, a dozen of them at most, and the colour of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from kb.plots.palette import LIGHT, NO_AREA, NOT_JUDGED, Palette, between, category_colour
from kb.types import Item, Stance
from kb.types.terms import language_name

OTHER, EARLIER = "other", "earlier"
"""The category of what is not among the commonest, or not among the latest where they have an order."""
ORDERED = "year"
"""The colour mode whose categories have an order."""
_MOST = 12
"""As many as there are colours for categories in `kb.plots.palette`."""
_MONTH = re.compile(r"\d{4}(-(?:0[1-9]|1[0-2]))?")
_NO_MONTH = "1970-01"

_VALUES: Mapping[str, Callable[[Item, Stance | None], str]] = MappingProxyType(
    {
        "zone": lambda item, stance: str(item.zone),
        "stance": lambda item, stance: str(stance or NO_AREA),
        "state": lambda item, stance: str(item.state),
        "source": lambda item, stance: item.source or "no source",
        ORDERED: lambda item, stance: month(item)[:4],
        "language": lambda item, stance: language_name(item.language) or "unknown",
        "verdict": lambda item, stance: str(item.verdict or NOT_JUDGED),
    }
)
COLOURS = tuple(_VALUES)
"""What the map can be coloured by."""


def category(colour: str, item: Item, stance: Stance | None) -> str:
    """What an item is coloured by (one of `COLOURS`), in the words of the domain."""
    return _VALUES[colour](item, stance)


def month(item: Item) -> str:
    """The month an item is shown in, `2025-03`: that of publication, of saving where it was never published.
    Where only a year is known, its January."""
    for moment in (item.published, item.saved_on):
        if moment and (known := _MONTH.match(moment)):
            return known[0] if known[1] else f"{known[0]}-01"
    return _NO_MONTH


def month_name(name: str) -> str:
    """`2026-03` as `March 2026`."""
    return f"{date.fromisoformat(name + '-01'):%B %Y}"


def folded(categories: Sequence[str], *, ordered: bool = False) -> tuple[list[str], list[str]]:
    """The category of each item, a dozen different ones at most, and these in the order of the legend."""
    counted = Counter(categories)
    if ordered:
        names = sorted(counted)
        if len(names) <= _MOST:
            return list(categories), names
        kept = names[-(_MOST - 1) :]
        return [name if name in kept else EARLIER for name in categories], [EARLIER, *kept]
    marked = {name: position for position, name in enumerate(LIGHT.marks)}
    names = sorted(counted, key=lambda name: (marked.get(name, len(marked)), -counted[name], name))
    if len(names) <= _MOST:
        return list(categories), names
    most = {name for name, _ in counted.most_common(_MOST - 1)}
    kept = [name for name in names if name in most and name != OTHER]
    return [name if name in kept else OTHER for name in categories], [*kept, OTHER]


def colour_of(names: Sequence[str], position: int, ordered: bool, colours: Palette) -> str:
    """The colour of one of the `names` of a legend."""
    if ordered:
        return between(colours.scale, position / max(len(names) - 1, 1))
    name = names[position]
    return colours.point if name == OTHER else category_colour(name, position, colours)
