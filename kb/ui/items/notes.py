"""The person's own notes and highlights of an item: beside its text, never in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from kb.catalogue import _, p_
from kb.library import Library
from kb.types import Annotation, Item
from kb.ui.items import note_field, own_words, rows
from kb.ui.shell import humanize, notices
from kb.ui.shell.escape import plain, safe_markdown

Rows = Sequence[tuple[int, Item, Annotation]]
"""Notes with their numbers and their items, as the library gives them."""


def draw(library: Library, item: Item) -> None:
    """What the person wrote and marked, and a field for more."""
    own_words.follow()
    with st.container(key="own-notes"):
        _all(library, item)


def _all(library: Library, item: Item) -> None:
    st.header(_("Your notes"), anchor=False)
    writing = note_field.being_written(item)
    own = [row for row in reversed(library.notes.of_item(item.key)) if row[0] != writing]
    leads_to = library.notes.leads_to(one for _, one in own)
    # In a place of their own: with another one, the field would move and lose what is being written.
    with st.container():
        for number, one in own:
            _note(library, number, one, leads_to)
    note_field.draw(library, item)


def linking(library: Library, rows_of: Rows) -> None:
    """The notes on other items that link to one."""
    leads_to = library.notes.leads_to(one for _, _, one in rows_of)
    st.markdown(f"**{_('In your notes on others')}**")
    for number, of, one in rows_of:
        with st.container(key=f"linking-note-{number}", gap="xsmall"):
            rows.title(of, f"linking-{number}")
            marked(one, leads_to, with_day=True)


def _note(library: Library, number: int, one: Annotation, leads_to: Mapping[str, Item]) -> None:
    with st.container(key=f"own-note-{number}", gap="xsmall"):
        words(one, leads_to)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            standing(one)
            if one.quote:
                st.button(
                    p_("where it stands", "Show"),
                    key=f"note-at-{number}",
                    type="tertiary",
                    help=_("Where it stands"),
                    on_click=_ask_for_page,
                    args=(one.place,),
                )
            st.button(
                _("Take off"),
                key=f"note-off-{number}",
                type="tertiary",
                on_click=notices.act,
                args=(library, lambda: library.notes.take_off(number), _("Note taken off")),
            )


def _ask_for_page(place: str) -> None:
    """Asks the original for the page of a place. In a text the browser goes there by itself."""
    if place.startswith(humanize.PAGE):
        st.query_params["page"] = place.removeprefix(humanize.PAGE)


def marked(one: Annotation, leads_to: Mapping[str, Item], *, with_day: bool) -> None:
    """A note or highlight as it stands in a list of many, with or without the day it was made on. `leads_to`
    are the items that links of notes lead to, by what these name."""
    words(one, leads_to)
    standing(one, with_day=with_day)


def words(one: Annotation, leads_to: Mapping[str, Item]) -> None:
    """The words that were marked, as a quote, and those that were written."""
    if one.quote:
        st.markdown("\n".join(f"> {line}" for line in safe_markdown(one.quote).splitlines()))
    if one.note:
        st.markdown(own_words.markdown(one.note, leads_to), anchors=False)


def standing(one: Annotation, *, with_day: bool = True) -> None:
    """Where it stands in its work, when it was made, and in which program; nothing where nothing is known."""
    told = (
        humanize.day(one.made_at) if with_day else "",
        plain(humanize.place(one.place)),
        plain(one.source),
    )
    if any(told):
        st.markdown(f":small[:gray[{' · '.join(filter(None, told))}]]")
