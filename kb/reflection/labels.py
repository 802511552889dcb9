"""What figures tell items apart by, in the person's words. The figures themselves keep English labels, which
programs read."""

from __future__ import annotations

from kb.catalogue import _, n_, p_
from kb.types import Kind, Stance, State, Zone
from kb.types.reviews import OVERFLOW

NO_AREA = "no area"
NO_SOURCE = "unknown source"
LONG = (10, 30)
"""Minutes that part short readings from middling and long ones: a break, a sitting. By judgement."""
BEGUN, SHORT, MIDDLING, OVER = (
    "begun",
    f"read, up to {LONG[0]} minutes",
    f"read, up to {LONG[1]} minutes",
    f"read, over {LONG[1]} minutes",
)
"""How far one went into what is not unread, by what programs read."""
STANCES = {
    Stance.TRACKED: "tracked",
    Stance.IGNORED: "ignored on purpose",
    Stance.UNDECIDED: "undecided",
}


def shown(section: str, label: str) -> str:
    """A label of a section of the figures (`zone`, `stance`, `depth` …) in the person's words: names of
    areas, sources and people stay."""
    match section:
        case "zone" | "before":
            return list_label(label)
        case "source" if label == NO_SOURCE:
            return _("unknown source")
        case "area" | "stance" if label == NO_AREA:
            return _("no area")
        case "stance":
            return next(stance.label for stance, said in STANCES.items() if said == label)
        case "kind":
            return Kind(label).label
        case "depth":
            return _depth(label)
        case _other:
            return label


def list_label(name: str) -> str:
    """A list that items lay in: a zone, or what feeds brought beyond their budgets."""
    return p_("a list", "overflow") if name == OVERFLOW else Zone(name).label


def _depth(label: str) -> str:
    short, long = LONG
    told = {
        BEGUN: p_("how far one read", "begun"),
        SHORT: n_("read, up to {count} minute", "read, up to {count} minutes", short),
        MIDDLING: n_("read, up to {count} minute", "read, up to {count} minutes", long),
        OVER: n_("read, over {count} minute", "read, over {count} minutes", long),
    }
    return told[label] if label in told else State(label).label
