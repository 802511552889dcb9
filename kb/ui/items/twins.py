"""Items that may be one work: proposed quietly, joined only when the person says so."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kb.catalogue import _, n_, noted
from kb.library import Library
from kb.types import Item
from kb.types.duplicates import Pair
from kb.ui.items import actions, rows
from kb.ui.shell import notices
from kb.ui.shell.escape import plain

_FOUND = "twins"
_SHOWN = 20
"""Pairs on the page at a time: what one sitting decides."""


def of_item(library: Library, item: Item) -> None:
    """What may be the same work as an item; nothing where there is nothing."""
    for pair in library.duplicates.of(item.key):
        told = _("May be the same as this ({reason}):", reason=plain(pair.reason))
        st.markdown(f":small[:gray[:material/join_inner: {told}]]")
        _buttons(library, pair, rows.row(pair.other(item.id), "twin"))


def listed(library: Library) -> None:
    """Looks through the whole library when asked to, and lists what may be here twice."""
    st.button(
        _("Look for works kept twice"),
        key="twins-look",
        icon=":material/join_inner:",
        type="tertiary",
        help=_("Compares titles; takes a few seconds in a large library"),
        on_click=_look,
        args=(library,),
    )
    found: list[Pair] | None = st.session_state.get(_FOUND)
    if found is None:
        return
    if not found:
        st.markdown(f":gray[{_('Nothing looks as if it were here twice.')}]")
    else:
        told = n_(
            "{count} pair. Nothing is merged unless you say so.",
            "{count} pairs. Nothing is merged unless you say so.",
            len(found),
        )
        st.markdown(f":gray[{told}]")
    for pair in found[:_SHOWN]:
        with st.container(border=True, key=f"twins-{pair.first.id}-{pair.second.id}"):
            rows.row(pair.first, f"twin-of-{pair.second.id}")
            do = rows.row(
                pair.second, f"twin-of-{pair.first.id}", note=f":small[:gray[{plain(pair.reason)}]]"
            )
            _buttons(library, pair, do)


def _look(library: Library) -> None:
    st.session_state[_FOUND] = library.duplicates.pairs()


def _buttons(library: Library, pair: Pair, place: DeltaGenerator) -> None:
    keys, name = (pair.first.key, pair.second.key), f"{pair.first.id}-{pair.second.id}"
    place.button(
        _("Merge"),
        key=f"merge-{name}",
        help=_("Makes one item of the two, with the notes, tags and history of both; it can be undone"),
        on_click=_decide,
        args=(library, pair, lambda: library.duplicates.merge(*keys), noted("Made one: {title}")),
    )
    place.button(
        _("Not the same"),
        key=f"apart-{name}",
        type="tertiary",
        help=_("They are not proposed again, and no import joins them"),
        on_click=_decide,
        args=(
            library,
            pair,
            lambda: library.duplicates.hold_apart(*keys),
            noted("Kept as two works: {title}"),
        ),
    )


def _decide(library: Library, pair: Pair, action: Callable[[], object], said: str) -> None:
    notices.act(library, action, _(said, title=actions.short_title(pair.first)))
    if _FOUND in st.session_state:
        st.session_state[_FOUND] = [
            one for one in st.session_state[_FOUND] if not _settled(library, one, pair)
        ]


def _settled(library: Library, one: Pair, pair: Pair) -> bool:
    """Whether a pair needs no further word after another was decided: it is that one, or half is gone."""
    return one == pair or len(library.items.by_ids((one.first.id, one.second.id))) < 2
