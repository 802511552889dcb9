"""What the map says of the areas on it: what was decided about them."""

from __future__ import annotations

from kb.catalogue import _, noted
from kb.types import Area, Stance
from kb.ui.shell import humanize

_IN_LEGEND = {
    Stance.TRACKED: noted("tracked area"),
    Stance.IGNORED: noted("area ignored on purpose"),
    Stance.UNDECIDED: noted("undecided area"),
}
_DECIDED = {
    Stance.TRACKED: (noted("Tracked"), noted("Tracked since {day}")),
    Stance.IGNORED: (noted("Ignored on purpose"), noted("Ignored on purpose since {day}")),
    Stance.UNDECIDED: (noted("Undecided"), noted("Undecided since {day}")),
}
"""What is said of an area's stance, without and with the day since when."""


def in_legend(stance: Stance) -> str:
    """What areas of a stance are called in the legend."""
    return _(_IN_LEGEND[stance])


def said_of(area: Area) -> str:
    """An area's decision in a sentence."""
    alone, dated = _DECIDED[area.stance]
    said = _(dated, day=humanize.day(area.since)) if area.since else _(alone)
    return f"{said}: {area.reason}" if area.reason else said
