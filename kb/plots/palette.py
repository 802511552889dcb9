"""The colours of both themes, by role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.catalogue import noted
from kb.types import Stance, State, Verdict, Zone

NO_AREA = noted("in no area")
NOT_JUDGED = noted("not judged")
"""Categories of what was not decided yet: drawn in the quiet colour of a point."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, by role."""

    page: str
    raised: str
    line: str
    ink: str
    soft_ink: str
    accent: str
    point: str
    marks: Mapping[str, str]
    categories: tuple[str, ...]
    scale: tuple[str, str]
    pale: frozenset[str] = frozenset({Stance.UNDECIDED, Verdict.NONE})
    """Marks too close to the page to stand on it without an edge."""


LIGHT = Palette(
    page="#FAF9F6",
    raised="#FFFFFF",
    line="#E4E1DA",
    ink="#1F2A33",
    soft_ink="#5B6670",
    accent="#1F6F6B",
    point="#8FA3A8",
    marks={
        Stance.TRACKED: "#1F6F6B",
        Stance.IGNORED: "#8A8578",
        Stance.UNDECIDED: "#C9C4B8",
        Zone.INBOX: "#5B6670",
        Zone.MUST_HAVE: "#B4532A",
        Zone.NICE_TO_HAVE: "#A8730F",
        Zone.NO_NEED: "#5A7FB5",
        Zone.PUT_AND_FORGET: "#8A8578",
        Verdict.DIRECT: "#1F6F6B",
        Verdict.INDIRECT: "#7FB3AE",
        Verdict.NONE: "#C9C4B8",
        State.UNREAD: "#A8730F",
        State.READING: "#B4532A",
        State.READ: "#1F6F6B",
        State.DROPPED: "#8A8578",
        NO_AREA: "#8FA3A8",
        NOT_JUDGED: "#8FA3A8",
    },
    categories=("#3B6EA8", "#B4532A", "#1F6F6B", "#A8730F", "#7A5A9E", "#5F7F2F", "#A6496F", "#4F8FA3",
                "#7D6B4F", "#5A6FB5", "#2F7F5F", "#8A8578"),
    scale=("#998D6F", "#0B4A46"),
)  # fmt: skip
DARK = Palette(
    page="#15181B",
    raised="#1D2125",
    line="#2E343A",
    ink="#E8E6E1",
    soft_ink="#9AA5AE",
    accent="#5CB8B2",
    point="#6F8288",
    marks={
        Stance.TRACKED: "#5CB8B2",
        Stance.IGNORED: "#8F8A7E",
        Stance.UNDECIDED: "#4A5057",
        Zone.INBOX: "#9AA5AE",
        Zone.MUST_HAVE: "#E08457",
        Zone.NICE_TO_HAVE: "#E3B341",
        Zone.NO_NEED: "#8FB0DE",
        Zone.PUT_AND_FORGET: "#8F8A7E",
        Verdict.DIRECT: "#5CB8B2",
        Verdict.INDIRECT: "#3F7F7B",
        Verdict.NONE: "#4A5057",
        State.UNREAD: "#E3B341",
        State.READING: "#E08457",
        State.READ: "#5CB8B2",
        State.DROPPED: "#8F8A7E",
        NO_AREA: "#6F8288",
        NOT_JUDGED: "#6F8288",
    },
    categories=("#7FA9DD", "#E08457", "#5CB8B2", "#E3B341", "#B79BDB", "#A3C26B", "#DE8FB2", "#86C3D6",
                "#C2AE8B", "#9AA9E6", "#74C3A0", "#8F8A7E"),
    scale=("#6B7078", "#8FE3DC"),
)  # fmt: skip


def palette(dark: bool) -> Palette:
    """The colours of the dark or of the light theme."""
    return DARK if dark else LIGHT


def category_colour(name: str, position: int, colours: Palette) -> str:
    """The colour of a category by its role, or of its position where it has none."""
    return colours.marks.get(name) or colours.categories[position % len(colours.categories)]


def between(ends: tuple[str, str], share: float) -> str:
    """The colour at a share (0 to 1) of the way between two `#rrggbb` colours."""
    one, other = ([int(end[i : i + 2], 16) for i in (1, 3, 5)] for end in ends)
    return "#" + "".join(f"{round(a + share * (b - a)):02x}" for a, b in zip(one, other, strict=True))
