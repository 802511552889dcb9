"""Colours, icons and labels of everything that carries meaning.

`config.toml` gives Streamlit's named colours our values in light and dark, so text marks name a colour
and follow the theme by themselves; charts take the values below.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from kb.types import Kind, Stance, State, Verdict, Zone


@dataclass(frozen=True, slots=True)
class Look:
    """How one value is shown: a word, an icon and a colour that say the same.

    `name` is Streamlit's colour name, `light` and `dark` the values behind it.
    """

    value: Zone | Stance | Verdict | State
    icon: str
    name: str
    light: str
    dark: str

    @property
    def label(self) -> str:
        """The word, in the language of the moment."""
        return self.value.label

    @property
    def mark(self) -> str:
        """The coloured icon and the word, as Markdown."""
        return f":{self.name}[{self.icon}] {self.label}"

    @property
    def badge(self) -> str:
        """The mark on a quiet background, as Markdown. The word stays ink: colour is only in the icon."""
        return f":gray-badge[:{self.name}[{self.icon}] {self.label}]"

    def colour(self, dark: bool) -> str:
        """Its colour in a theme, as `#RRGGBB`."""
        return self.dark if dark else self.light


@dataclass(frozen=True, slots=True)
class Surface:
    """The colours of page and ink."""

    page: str
    raised: str
    line: str
    ink: str
    soft_ink: str
    accent: str


LIGHT = Surface("#FAF9F6", "#FFFFFF", "#E4E1DA", "#1F2A33", "#5B6670", "#1F6F6B")
DARK = Surface("#15181B", "#1D2125", "#2E343A", "#E8E6E1", "#9AA5AE", "#5CB8B2")

# The icons of the four zones carry the digit of the key that files there.
ZONES = {
    Zone.INBOX: Look(Zone.INBOX, ":material/inbox:", "gray", "#5B6670", "#9AA5AE"),
    Zone.MUST_HAVE: Look(Zone.MUST_HAVE, ":material/counter_1:", "orange", "#B4532A", "#E08457"),
    Zone.NICE_TO_HAVE: Look(Zone.NICE_TO_HAVE, ":material/counter_2:", "yellow", "#A8730F", "#E3B341"),
    Zone.NO_NEED: Look(Zone.NO_NEED, ":material/counter_3:", "blue", "#5A7FB5", "#8FB0DE"),
    Zone.PUT_AND_FORGET: Look(Zone.PUT_AND_FORGET, ":material/counter_4:", "violet", "#8A8578", "#8F8A7E"),
}
STANCES = {
    Stance.TRACKED: Look(Stance.TRACKED, ":material/visibility:", "green", "#1F6F6B", "#5CB8B2"),
    Stance.IGNORED: Look(Stance.IGNORED, ":material/visibility_off:", "violet", "#8A8578", "#8F8A7E"),
    Stance.UNDECIDED: Look(Stance.UNDECIDED, ":material/contrast:", "gray", "#C9C4B8", "#4A5057"),
}
VERDICTS = {
    Verdict.DIRECT: Look(Verdict.DIRECT, ":material/check_circle:", "green", "#1F6F6B", "#5CB8B2"),
    Verdict.INDIRECT: Look(Verdict.INDIRECT, ":material/check:", "green", "#7FB3AE", "#3F7F7B"),
    Verdict.NONE: Look(Verdict.NONE, ":material/remove:", "gray", "#C9C4B8", "#4A5057"),
}
STATES = {
    State.UNREAD: Look(State.UNREAD, ":material/radio_button_unchecked:", "gray", "#5B6670", "#9AA5AE"),
    State.READING: Look(State.READING, ":material/auto_stories:", "green", "#1F6F6B", "#5CB8B2"),
    State.READ: Look(State.READ, ":material/done_all:", "green", "#1F6F6B", "#5CB8B2"),
    State.DROPPED: Look(State.DROPPED, ":material/block:", "gray", "#5B6670", "#9AA5AE"),
}
KIND_ICONS = {
    Kind.PAPER: ":material/description:",
    Kind.POST: ":material/chat_bubble:",
    Kind.ARTICLE: ":material/article:",
    Kind.NOTE: ":material/edit_note:",
    Kind.CHAT: ":material/forum:",
    Kind.BOOK: ":material/menu_book:",
    Kind.VIDEO: ":material/play_circle:",
    Kind.REPO: ":material/code:",
}


def is_dark() -> bool:
    """Whether the person's page is drawn in dark colours now."""
    return st.context.theme.type == "dark"


def surface() -> Surface:
    """The colours of page and ink in the theme that is drawn now."""
    return DARK if is_dark() else LIGHT
