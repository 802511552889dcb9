"""An answer to a search, and its results: the item component with the passage that matched and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from kb.catalogue import _, n_, number
from kb.errors import EncoderUnavailable
from kb.library import Library
from kb.search import restrictions
from kb.search.restrictions import Asked
from kb.text.excerpts import excerpt
from kb.types import Found, Hit, SearchMode, Stance, Stats
from kb.ui.items import actions, rows, selection
from kb.ui.search import saved
from kb.ui.shell import url, warmup
from kb.ui.shell.escape import marked, plain

PLACE = "found"
"""What the list of results is called on its page."""

_EXCERPT_LENGTH = 320
"""Characters: about three lines of a result on a wide screen."""
_BEFORE = 20
"""Characters before the first word that was asked for: on a phone, which shows one line of some 40, it stands
there."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, how it was searched for, and what is to be said of that."""

    found: Found
    mode: SearchMode
    note: str = ""


def answer(library: Library, asked: Asked, mode: SearchMode, limit: int, stats: Stats) -> Answer:
    """What the library answers: by words alone while meaning is still being opened or cannot be asked."""
    if mode is SearchMode.WORDS:
        return Answer(library.search.find(asked.typed, asked.chosen, mode, limit), mode)
    note = ""
    if stats.pending_vectors:
        note = n_(
            "{count} passage can be found by their words only, so far.",
            "{count} passages can be found by their words only, so far.",
            stats.pending_vectors,
        )
    if warmup.awaited(library, stats):
        note = _("By words so far; meaning joins in a moment.")
    elif stats.pending_vectors < stats.chunks:
        try:
            return Answer(library.search.find(asked.typed, asked.chosen, mode, limit), mode, note)
        except EncoderUnavailable as error:
            note = str(error)
    return Answer(
        library.search.find(asked.typed, asked.chosen, SearchMode.WORDS, limit), SearchMode.WORDS, note
    )


def hits(
    library: Library, found: Sequence[Hit], stances: Mapping[int, Stance], *, fresh_since: str = ""
) -> None:
    """Draws results in their order. Those saved after `fresh_since` are called new."""
    for hit in found:
        fresh = bool(fresh_since) and hit.item.saved_at > fresh_since
        with rows.row(
            hit.item,
            PLACE,
            stance=stances.get(hit.item.id),
            note=f":green-badge[{_('new')}] {note(hit)}" if fresh else note(hit),
            lead=partial(selection.box, hit.item),
        ):
            actions.buttons(library, hit.item, PLACE, alike=True)


def note(hit: Hit) -> str:
    """The passage with the words of the question marked, and why the item is there, as Markdown."""
    shown = marked(excerpt(hit.passage, hit.terms, _EXCERPT_LENGTH, _BEFORE), hit.terms)
    passage = f":small[{shown}]" if shown else ""
    why = f":small[:gray[{_('Found by {why}', why=plain(hit.why))}]]" if hit.why else ""
    return "  \n".join(part for part in (passage, why) if part)


def outcome(found: int, shown: int, total: int | None) -> str:
    """How much was found, in a line. `total` is how many items were ranked, where all of them were.

    Meaning ranks every item, so a number found is no more than what is shown.
    """
    if found <= shown:
        return n_("{count} item found", "{count} items found", found)
    if not total:
        return _("The best {shown}", shown=number(shown))
    return n_(
        "The best {shown} of {count} item",
        "The best {shown} of {count} items",
        total,
        shown=number(shown),
    )


def tools(library: Library, asked: Asked, hits: Sequence[Hit], *, alike: bool) -> None:
    """What can be done with a whole list of results; a question without any may be worth keeping too."""
    ids = [hit.item.id for hit in hits]
    if not set(ids) <= set(selection.chosen()):
        st.button(
            _("Choose all shown"), key="choose-all", type="tertiary", on_click=selection.choose, args=(ids,)
        )
    if hits:
        where: dict[str, str | list[str]] = {url.LIT: [hit.item.key for hit in hits]}
        if asked.typed and not alike:
            where = {url.FIND: asked.typed}
        st.page_link("pages/map.py", label=_("On the map"), icon=":material/map:", query_params=where)
    if not alike and restrictions.one_line(asked):
        saved.save(library, asked)
