"""Choosing several items and doing one thing with all of them. What is chosen stays so in this session, over
other searches and pages, until it is let go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from kb.catalogue import _, by_words, n_, noted
from kb.exporting import Format
from kb.library import Library
from kb.types import READING_ZONES, Item
from kb.ui.items import bulk
from kb.ui.shell import notices, theme, url
from kb.ui.shell.escape import plain

_CHOSEN, _TAG = "chosen", "chosen-tag"
_TITLES = 300
"""Characters of a title in a label that is read aloud."""
_SUFFIXES = {Format.BIBTEX: "bib", Format.MARKDOWN: "md", Format.JSONL: "jsonl", Format.CSV: "csv"}
_FORMS = {
    Format.BIBTEX: noted("BibTeX, a bibliography"),
    Format.MARKDOWN: noted("Markdown, a reading list"),
    Format.CSV: noted("CSV, a table"),
    Format.JSONL: noted("JSON lines, everything known"),
}


def chosen() -> list[int]:
    """Ids of the chosen items, in the order they were chosen."""
    ids: list[int] = st.session_state.setdefault(_CHOSEN, [])
    return ids


def box(item: Item) -> None:
    """The box that chooses an item."""
    key, is_chosen = f"choose-{item.id}", item.id in chosen()
    if st.session_state.get(key, False) != is_chosen:
        st.session_state[key] = is_chosen
    st.checkbox(
        _("Choose {title}", title=plain(item.title[:_TITLES])),
        key=key,
        label_visibility="collapsed",
        width="content",
        on_change=_turn,
        args=(item.id,),
    )


def choose(ids: Sequence[int]) -> None:
    """Chooses these too."""
    st.session_state[_CHOSEN] = list(dict.fromkeys([*chosen(), *ids]))


def _turn(item_id: int) -> None:
    others = [each for each in chosen() if each != item_id]
    st.session_state[_CHOSEN] = [*others, item_id] if st.session_state[f"choose-{item_id}"] else others


def _let_go() -> None:
    st.session_state[_CHOSEN] = []


def bar(library: Library, tags: Sequence[str], hand_over: Callable[[Library, Sequence[Item]], None]) -> None:
    """While something is chosen, a bar at the foot of the page with what can be done with all of it. `tags`
    are those in use; `hand_over` opens the dialog that hands them to somebody."""
    items = library.items.by_ids(chosen())
    st.session_state[_CHOSEN] = [item.id for item in items]
    if not items:
        return
    keys = [item.key for item in items]
    bottom = st.bottom.container(horizontal=True, gap="small", vertical_alignment="center", key="chosen-bar")
    with bottom:
        st.markdown(f"**{n_('{count} chosen', '{count} chosen', len(items))}**")
        st.button(_("Let go"), key="chosen-clear", icon=":material/close:", type="tertiary", on_click=_let_go)
        zone = st.menu_button(
            _("File"), READING_ZONES, key="chosen-file", format_func=lambda zone: theme.ZONES[zone].mark
        )
        with st.popover(_("Tag"), key="chosen-tag-open"):
            _tags(library, keys, tags)
        with st.popover(_("Export"), key="chosen-export"):
            _export(library, keys)
        handed = st.button(_("Hand over"), key="chosen-hand-over")
        st.button(
            _("More like these") if len(keys) > 1 else _("More like this"),
            key="chosen-like",
            on_click=url.look_alike,
            args=(keys,),
        )
        st.page_link("pages/map.py", label=_("On the map"), query_params={url.LIT: keys})
    if zone is not None:
        bulk.file(library, keys, zone)
        st.rerun()
    if handed:
        hand_over(library, items)


def _tags(library: Library, keys: Sequence[str], tags: Sequence[str]) -> None:
    st.selectbox(
        _("Tag"),
        sorted(tags, key=by_words),
        index=None,
        key=_TAG,
        accept_new_options=True,
        placeholder=_("A new tag, or one in use"),
        label_visibility="collapsed",
    )
    with st.container(horizontal=True):
        st.button(_("Give"), key="chosen-tag-give", type="primary", on_click=partial(_give, library, keys))
        st.button(_("Take off"), key="chosen-tag-take", on_click=partial(_take, library, keys))


def _give(library: Library, keys: Sequence[str]) -> None:
    if tag := st.session_state[_TAG]:
        bulk.give_tag(library, keys, tag)
    else:
        notices.say(_("Choose a tag first, or type a new one."))


def _take(library: Library, keys: Sequence[str]) -> None:
    if tag := st.session_state[_TAG]:
        bulk.take_tag(library, keys, tag)
    else:
        notices.say(_("Choose the tag to take off first."))


def as_file(library: Library, keys: Sequence[str], form: Format) -> bytes:
    """Items as a file to be handed out. A table begins with a byte order mark: without one Excel takes it for
    text in the system's 8-bit charset."""
    return library.items.exported(keys, form).encode("utf-8-sig" if form is Format.CSV else "utf-8")


def _export(library: Library, keys: Sequence[str]) -> None:
    for form, label in _FORMS.items():
        st.download_button(
            _(label),
            partial(as_file, library, keys, form),
            file_name=f"jomo.{_SUFFIXES[form]}",
            mime="text/plain",
            key=f"chosen-download-{form}",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
        )
