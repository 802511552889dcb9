"""What can be done with the items chosen on the map or in its table, all at once."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _, by_words, n_, p_
from kb.library import Library
from kb.types import READING_ZONES, Item, Stance
from kb.ui.areas import form
from kb.ui.items import bulk
from kb.ui.map import data, state
from kb.ui.map.data import MapContents
from kb.ui.shell import notices, theme
from kb.ui.shell.escape import plain
from kb.ui.waiting.delegate import delegate

_EXAMPLES = 30
"""The most examples an area made from chosen items begins with: the most typical ones teach what all
would."""
_AREA, _NAME, _REASON, _TAG, _WHY = (
    "map-track-area",
    "map-ignore-name",
    "map-ignore-reason",
    "map-tag",
    "map-why",
)


def bar(library: Library, contents: MapContents) -> None:
    """While something is chosen, a bar below the map with what can be done with all of it."""
    chosen = [item for number in state.chosen() if (item := contents.item_of(number))]
    if not chosen:
        st.empty()  # as in `sidebar.draw`
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="map-chosen"):
        counted = n_("{count} item chosen", "{count} items chosen", len(chosen))
        st.markdown(f"**{counted}**")
        st.button(
            _("Let go"),
            key="map-clear",
            icon=":material/close:",
            type="tertiary",
            on_click=state.choose,
            args=([],),
        )
        if st.button(_("Make an area"), key="map-make-area", type="primary"):
            form.make(library, examples=_typical(contents, chosen))
        with st.popover(p_("an area", "Track"), key="map-track", icon=":material/visibility:"):
            _track(library, contents, chosen)
        with st.popover(p_("an area", "Ignore"), key="map-ignore", icon=":material/visibility_off:"):
            _ignore(library, contents, chosen)
        zone = st.menu_button(
            p_("to file", "File"),
            READING_ZONES,
            key="map-file",
            format_func=lambda zone: theme.ZONES[zone].mark,
        )
        with st.popover(_("Tag"), key="map-tag-open"):
            _tag(library, chosen)
        if st.button(_("Hand over"), key="map-hand-over"):
            delegate(library, chosen)
    if zone is not None:
        bulk.file(library, [item.key for item in chosen], zone)
        st.rerun()


def _typical(contents: MapContents, chosen: list[Item]) -> list[str]:
    """Keys of the chosen items that stand for all: of many, those in their middle."""
    found = data.typical(contents, [item.id for item in chosen], _EXAMPLES)
    return [item.key for item in found]


def _track(library: Library, contents: MapContents, chosen: list[Item]) -> None:
    st.markdown(_("Follow what is like these, from now on."))
    name = st.selectbox(
        _("Area"),
        sorted((area.name for area in contents.areas), key=by_words),
        index=None,
        key=_AREA,
        accept_new_options=True,
        placeholder=_("A new name, or an area there is"),
    )
    reason = st.text_input(_("Why"), key=_WHY, placeholder=_("In your own words"), live="300ms")
    if st.button(
        p_("an area", "Track"), key="map-track-do", type="primary", disabled=not (name or "").strip()
    ):
        _decide(library, contents, chosen, name or "", Stance.TRACKED, reason or "")


def _ignore(library: Library, contents: MapContents, chosen: list[Item]) -> None:
    st.markdown(_("Leave what is like these alone, on purpose. They stay in the library."))
    name = st.text_input(_("Name of the area"), key=_NAME, max_chars=80, live="300ms")
    reason = st.text_input(
        _("Why you leave it alone"), key=_REASON, placeholder=_("In your own words"), live="300ms"
    )
    ready = bool((name or "").strip() and (reason or "").strip())
    if not ready:
        st.markdown(f":small[:gray[{_('A decision has a name and a reason.')}]]")
    if st.button(_("Ignore on purpose"), key="map-ignore-do", type="primary", disabled=not ready):
        _decide(library, contents, chosen, name or "", Stance.IGNORED, reason or "")


def _decide(
    library: Library, contents: MapContents, chosen: list[Item], name: str, stance: Stance, reason: str
) -> None:
    """Takes a stance to what the chosen items stand for: they become examples of the area."""
    known = contents.area(name.strip())
    examples = list(dict.fromkeys([*(known.examples if known else ()), *_typical(contents, chosen)]))
    with st.spinner(_("Finding what belongs here …")):
        notices.act(
            library,
            lambda: library.areas.set(
                name.strip(), stance=stance, reason=reason.strip() or None, examples=examples
            ),
            lambda area: n_(
                "{area}: {stance}, {count} item",
                "{area}: {stance}, {count} items",
                len(area.members),
                area=plain(area.name),
                stance=stance.label,
            ),
        )
    state.choose([])
    st.rerun()


def _tag(library: Library, chosen: list[Item]) -> None:
    tag = (st.text_input(_("Tag"), key=_TAG, max_chars=60, live="300ms") or "").strip()
    keys = [item.key for item in chosen]
    st.button(
        _("Give the tag"),
        key="map-tag-do",
        type="primary",
        disabled=not tag,
        on_click=bulk.give_tag,
        args=(library, keys, tag),
    )
