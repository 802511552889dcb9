"""The register of areas as cards: what is followed, what is ignored on purpose, what is still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from kb.library import Library
from kb.reflection.figures import Share
from kb.types import Area, Stance
from kb.ui import areaform, notices, theme, words
from kb.ui.prose import plain

GROUPS = {
    Stance.TRACKED: "What you follow.",
    Stance.IGNORED: "What you leave alone with a clear conscience, and why.",
    Stance.UNDECIDED: "What still waits for your word.",
}
_ALL_TIMES = ("0001-01-01", "9999-12-31")
_COLUMNS = 3


def usefulness(library: Library) -> Mapping[str, Share]:
    """How much of each area helped, over everything judged so far."""
    return {share.label: share for share in library.review(*_ALL_TIMES).by_area}


def due(area: Area, today: date) -> bool:
    """Whether the day to look again has come."""
    return area.review_on is not None and area.review_on[:10] <= today.isoformat()


def group(library: Library, stance: Stance, areas: Sequence[Area], shares: Mapping[str, Share]) -> None:
    """One group: its name, what it means, its cards with those to look at again first."""
    today = words.now().date()
    look = theme.STANCES[stance]
    st.subheader(f":{look.name}[{look.icon}] {look.label.capitalize()} ({len(areas):,})", anchor=False)
    st.markdown(f":gray[{GROUPS[stance] if areas else 'None yet.'}]")
    ordered = sorted(areas, key=lambda area: (not due(area, today), area.name.lower()))
    for start in range(0, len(ordered), _COLUMNS):
        for place, area in zip(st.columns(_COLUMNS), ordered[start : start + _COLUMNS], strict=False):
            with place:
                _card(library, area, shares.get(area.name), today)


def _card(library: Library, area: Area, share: Share | None, today: date) -> None:
    with st.container(border=True, key=f"area-{area.id}", gap="xsmall"):
        st.markdown(f"**{plain(area.name)}**")
        if due(area, today):
            st.markdown(":orange-badge[:material/event_repeat: look again]")
        if area.criterion:
            st.markdown(f":small[{plain(area.criterion)}]")
        if area.reason:
            st.markdown(f":small[:gray[Because: {plain(area.reason)}]]")
        st.markdown(f":small[:gray[{dates(area)}]]")
        if share is not None and share.judged:
            helped = words.share(share.useful, share.judged, share.low, share.high)
            st.markdown(f":small[Useful: {helped} judged]")
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.page_link(
                "pages/search.py",
                label=words.count(len(area.members), "item"),
                icon=":material/search:",
                query_params={"area": area.name},
            )
            if st.button("Edit", key=f"edit-{area.id}", type="tertiary"):
                areaform.edit(library, area)
            st.button(
                "Remove",
                key=f"remove-{area.id}",
                type="tertiary",
                on_click=notices.act,
                args=(
                    library,
                    lambda: library.remove_area(area.name),
                    f"Removed the area {plain(area.name)}. Its items stay as they are.",
                ),
            )


def dates(area: Area) -> str:
    """Since when the stance holds and when to look again, in words."""
    parts = [f"Since {words.day(area.since)}"] if area.since else []
    if area.review_on:
        parts.append(f"look again on {words.day(area.review_on)}")
    return ", ".join(parts)
