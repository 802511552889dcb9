"""What is offered of a selection, in a text and in a PDF alike: to highlight it, or to note what one thinks
of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from kb.catalogue import _
from kb.library import Library
from kb.types import Item
from kb.ui.items import proposing
from kb.ui.shell import notices, words

_HERE = Path(__file__).parent
HTML = """
<div class="jomo-offer" role="group" data-say-label="selected" hidden>
  <button type="button" data-do="mark" data-say="mark"></button>
  <button type="button" data-do="note" data-say="note"></button>
  <div class="jo-note">
    <textarea rows="3" data-say-label="thoughts" data-say-hint="hint"></textarea>
    <button type="button" data-do="keep" data-say="keep"></button>
    <button type="button" data-do="away" data-say="away"></button>
  </div>
</div>
"""
"""Stands in the host of a component, which is placed and says `words_of_offer()`."""
CSS = proposing.CSS + (_HERE / "offering.css").read_text(encoding="utf-8")
"""How it looks."""
JS = "\n".join((words.JS, proposing.JS, (_HERE / "offering.js").read_text(encoding="utf-8")))
"""`putWords(host, words)` and `makeOffer(host, reader)`, for the script of a component."""
_HEARD = "selections-heard"
_REMEMBERED = 50
"""Selections that are told to be heard: what one marks within some seconds are few."""


def words_of_offer() -> dict[str, str]:
    """What is said in it."""
    return {
        "selected": _("What is selected"),
        "mark": _("Highlight"),
        "note": _("Note"),
        "thoughts": _("Your note"),
        "hint": _("What you think of it"),
        "keep": _("Keep"),
        "away": _("Leave it"),
    }


def keep(library: Library, item: Item, messages: Iterable[Mapping[str, Any]]) -> None:
    """Keeps what the person selected, each message once, however often it is told: the words (`quote`), the
    page or section they stand in (`place`) and what they think of them (`note`, empty for a highlight)."""
    before = heard()
    for message in messages:
        if message["id"] in before:
            continue
        st.session_state[_HEARD] = [*heard(), message["id"]][-_REMEMBERED:]
        quote, place, note = (str(message[name]) for name in ("quote", "place", "note"))
        kept = partial(library.notes.add, item.key, note, quote=quote, place=place)
        notices.act(library, kept, _("Note kept") if note else _("Highlighted"))


def heard() -> list[str]:
    """Which messages were heard, for the browser, which tells the others again."""
    found: list[str] = st.session_state.get(_HEARD, [])
    return found
