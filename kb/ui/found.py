"""A search result: the item component with the passage that matched and why it is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from kb.library import Library
from kb.types import READING_ZONES, Hit, Item, SearchMode, Stance, Zone
from kb.ui import filing, items, theme, words
from kb.ui.prose import marked, plain

_PASSAGE_LENGTH = 320
_BEFORE_THE_WORD = 90


def hits(library: Library, found: Sequence[Hit], stances: Mapping[int, Stance]) -> None:
    """Draws results in their order."""
    for hit in found:
        with items.row(hit.item, "found", stance=stances.get(hit.item.id), note=note(hit)):
            buttons(library, hit.item, "found")


def note(hit: Hit) -> str:
    """The passage with the words of the question marked, and why the item is there, as Markdown."""
    passage = f":small[{marked(around(hit.passage, hit.terms), hit.terms)}]"
    why = f":small[:gray[Found by {plain(hit.why)}]]" if hit.why else ""
    return "  \n".join(part for part in (passage, why) if part)


def opening(item: Item) -> str:
    """The first words of an item's summary, as Markdown."""
    return f":small[:gray[{plain(around(item.summary, ()))}]]" if item.summary else ""


def outcome(found: int, shown: int, searched: str, mode: SearchMode) -> str:
    """How much was found among what was `searched`, in a line.

    Meaning ranks every item, so only words alone have a true count.
    """
    if not found:
        if mode is SearchMode.WORDS:
            return "None of these words is in what you keep. Try “hybrid”, which also looks for the meaning."
        return "Nothing found. Fewer or other words may help, in either language."
    if found > shown:
        return f"The best {shown:,} of {searched}"
    return f"{words.count(found, 'item')} found among {searched}"


def around(text: str, terms: Sequence[str], size: int = _PASSAGE_LENGTH) -> str:
    """About `size` characters of a text, from shortly before the first of the terms, cut at spaces."""
    text = " ".join(text.split())
    if len(text) <= size:
        return text
    first = min((place for term in terms if (place := text.find(term)) >= 0), default=0)
    start = max(0, min(first - _BEFORE_THE_WORD, len(text) - size))
    if start:
        start = text.find(" ", start, first) + 1 or start
    end = start + size
    if end < len(text):
        end = max(text.rfind(" ", start, end), first + 1)
    return ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")


def buttons(library: Library, item: Item, place: str) -> None:
    """Open and File, for an item in any list."""
    if st.button("Open", key=f"{place}-open-{item.id}"):
        filing.open_item(item)
    zone = st.menu_button(
        "File",
        [zone for zone in READING_ZONES if zone is not item.zone],
        key=f"{place}-file-{item.id}",
        format_func=mark_of,
    )
    if zone is not None:
        filing.file_into(library, item, zone)
        st.rerun()


def mark_of(zone: Zone) -> str:
    return theme.ZONES[zone].mark
