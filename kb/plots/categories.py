"""What the map is coloured by: an item's category, a dozen of them at most, and the colour of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType

from kb.catalogue import ENGLISH, _, p_, speaking
from kb.catalogue import month as full_month
from kb.plots.palette import LIGHT, NO_AREA, NOT_JUDGED, Palette, between, category_colour
from kb.types import Item, Stance, State, Verdict, Zone
from kb.types.terms import language_name

OTHER, EARLIER = "other", "earlier"
"""The category of what is not among the commonest, or not among the latest where they have an order."""
_NO_SOURCE, _UNKNOWN = "no source", "unknown"
ORDERED = "year"
"""The colour mode whose categories have an order."""
_MOST = 12
"""As many as there are colours for categories in `kb.plots.palette`."""
_MONTH = re.compile(r"\d{4}(-(?:0[1-9]|1[0-2]))?")
_NO_MONTH = "1970-01"


@cache
def _language(code: str) -> str:
    with speaking(ENGLISH):
        return language_name(code) or _UNKNOWN


_VALUES: Mapping[str, Callable[[Item, Stance | None], str]] = MappingProxyType(
    {
        "zone": lambda item, stance: str(item.zone),
        "stance": lambda item, stance: str(stance or NO_AREA),
        "state": lambda item, stance: str(item.state),
        "source": lambda item, stance: item.source or _NO_SOURCE,
        ORDERED: lambda item, stance: month(item)[:4],
        "language": lambda item, stance: _language(item.language),
        "verdict": lambda item, stance: str(item.verdict or NOT_JUDGED),
    }
)
COLOURS = tuple(_VALUES)
"""What the map can be coloured by."""


def category(colour: str, item: Item, stance: Stance | None) -> str:
    """What an item is coloured by (one of `COLOURS`), in the words of the domain, English ones."""
    return _VALUES[colour](item, stance)


def shown(colour: str, value: str) -> str:
    """A category of a colour in the person's words."""
    common = {
        OTHER: p_("a category of the map", "other"),
        EARLIER: p_("a category of the map", "earlier"),
        NO_AREA: _("in no area"),
        NOT_JUDGED: _("not judged"),
        _NO_SOURCE: _("no source"),
        _UNKNOWN: p_("a category of the map", "unknown"),
    }
    return common[value] if value in common else _WORDS.get(colour, str)(value)


def coloured_by(colour: str) -> str:
    """What the map is coloured by, in the person's words: `by zone`."""
    return {
        "zone": _("by zone"),
        "stance": _("by stance"),
        "state": _("by state"),
        "source": _("by source"),
        ORDERED: _("by year"),
        "language": _("by language"),
        "verdict": _("by verdict"),
    }[colour]


def _stance(value: str) -> str:
    return {
        Stance.TRACKED: p_("a category of the map", "tracked"),
        Stance.IGNORED: p_("a category of the map", "ignored"),
        Stance.UNDECIDED: p_("a category of the map", "undecided"),
    }[Stance(value)]


def _verdict(value: str) -> str:
    return {
        Verdict.DIRECT: p_("a category of the map", "direct"),
        Verdict.INDIRECT: p_("a category of the map", "indirect"),
        Verdict.NONE: p_("a category of the map", "none"),
    }[Verdict(value)]


_WORDS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "zone": lambda value: Zone(value).label,
        "stance": _stance,
        "state": lambda value: State(value).label,
        # Names of languages stand in the catalogue, codes of others do not.
        "language": lambda value: _(value),
        "verdict": _verdict,
    }
)


def month(item: Item) -> str:
    """The month an item is shown in, `2025-03`: that of publication, of saving where it was never published.
    Where only a year is known, its January."""
    for moment in (item.published, item.saved_on):
        if moment and (known := _MONTH.match(moment)):
            return known[0] if known[1] else f"{known[0]}-01"
    return _NO_MONTH


def month_name(name: str) -> str:
    """`2026-03` as `March 2026`."""
    return full_month(date.fromisoformat(f"{name}-01"))


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
