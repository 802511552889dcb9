"""Notes and highlights by day or by area, each below its item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain, groupby, islice

import streamlit as st

from kb.catalogue import _, n_
from kb.clock import today
from kb.exporting import marks
from kb.library import Library
from kb.types import Annotation, Item
from kb.types.notes import NoteGroup, NotesBy
from kb.ui.items import own_words, rows
from kb.ui.items.notes import marked
from kb.ui.shell import humanize, trail
from kb.ui.shell.escape import plain

_AT_ONCE = 30
"""Notes of some three screens."""
_SHOWN, _SHOWN_OF = "notes-shown", "notes-shown-of"


def draw(library: Library) -> None:
    """The box, the two ways of putting notes together, what is found, and taking it out."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        words = st.text_input(
            _("Find in your notes"),
            key="notes-words",
            placeholder=_("Words in your notes"),
            icon=":material/search:",
            label_visibility="collapsed",
        ).strip()
        by = st.segmented_control(
            _("Put together by"),
            list(NotesBy),
            format_func=lambda one: NotesBy(one).label,
            default=NotesBy.DAY,
            required=True,
            key="notes-by",
            label_visibility="collapsed",
        )
    found = library.notes.select(words=words)
    if not found:
        st.markdown(f":gray[{_('Nothing you noted or marked has {words}.', words=plain(words))}]")
        return
    groups = library.notes.grouped(found, by)
    _heading(library, found, groups, by)
    own_words.follow()
    _groups(library, groups, by, shown=_shown((words, by)))


def none_yet() -> None:
    """What to do where there is nothing to list."""
    st.markdown(
        _(
            "Nothing noted or marked yet. Below the text of each item is a field for what you think of it;"
            " highlights and notes from Kindle, Readwise, Zotero and others come with their exports."
        )
    )
    with st.container(horizontal=True):
        st.page_link("pages/search.py", label=_("Open an item"), icon=":material/search:")
        st.page_link("pages/add.py", label=_("Add an export"), icon=":material/add:")


def _heading(
    library: Library, found: Sequence[tuple[int, Item, Annotation]], groups: Sequence[NoteGroup], by: NotesBy
) -> None:
    count, items = len(found), len({item.id for _, item, _ in found})
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        notes = n_("{count} note or highlight", "{count} notes and highlights", count)
        told = n_("{notes} on {count} item", "{notes} on {count} items", items, notes=notes)
        st.markdown(f":gray[{told}]", width="content")
        st.download_button(
            _("Take out as Markdown"),
            partial(_file, library, groups, by),
            file_name=f"notes-{today()}.md",
            mime="text/markdown",
            key="notes-download",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
        )


def _file(library: Library, groups: Sequence[NoteGroup], by: NotesBy) -> bytes:
    leads_to = library.notes.leads_to(one for group in groups for _, _, one in group.rows)
    return marks.listed(groups, by.otherwise, leads_to).encode()


def _shown(of: tuple[str, NotesBy]) -> int:
    """How many notes are shown; from the beginning again where others are asked for."""
    if st.session_state.get(_SHOWN_OF) != of:
        st.session_state[_SHOWN_OF], st.session_state[_SHOWN] = of, _AT_ONCE
    shown: int = st.session_state[_SHOWN]
    return shown


def _groups(library: Library, groups: Sequence[NoteGroup], by: NotesBy, shown: int) -> None:
    left = shown
    leads_to = library.notes.leads_to(
        one for _, _, one in islice(chain.from_iterable(group.rows for group in groups), shown)
    )
    for group in groups:
        if left <= 0:
            break
        name = humanize.day(group.name) if by is NotesBy.DAY else plain(group.name)
        st.header(name or by.otherwise, anchor=False)
        with st.container(gap="medium"):
            for _, of_item in groupby(islice(group.rows, left), key=lambda row: row[1].id):
                _of_item(list(of_item), f"{group.name}-", leads_to, with_day=by is not NotesBy.DAY)
        left -= len(group.rows)
    hidden = sum(len(group.rows) for group in groups) - shown
    if hidden > 0:
        st.button(
            n_("Show more of {count}", "Show more of {count}", hidden), key="notes-more", on_click=_show_more
        )


def _of_item(
    together: Sequence[tuple[int, Item, Annotation]],
    group: str,
    leads_to: Mapping[str, Item],
    *,
    with_day: bool,
) -> None:
    number, item, _ = together[0]
    trail.note("notes", item.key)
    with st.container(key=f"notes-of-{group}{number}", gap="xsmall"):
        rows.title(item, f"notes-{group}{number}")
        for _, _, one in together:
            marked(one, leads_to, with_day=with_day)


def _show_more() -> None:
    st.session_state[_SHOWN] += _AT_ONCE
