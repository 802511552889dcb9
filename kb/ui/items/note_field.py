"""A field for a note that is kept as it is written, with what it will look like below it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.catalogue import _
from kb.errors import JomoError
from kb.library import Library
from kb.types import Annotation, Item
from kb.ui.items import own_words, proposing
from kb.ui.shell import troubles, words
from kb.ui.shell.escape import plain

_HTML = """
<div class="jomo-note">
  <textarea rows="3" data-say-label="note" data-say-hint="hint"></textarea>
  <p><span role="status"></span><button type="button" data-say="done" hidden></button></p>
</div>
"""
_CSS = """
.jomo-note textarea { display: block; box-sizing: border-box; width: 100%; padding: 0.5rem 0.75rem;
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
  background: var(--st-secondary-background-color); color: var(--st-text-color); font: inherit;
  field-sizing: content; min-height: 5rem; max-height: 40vh; resize: vertical }
.jomo-note { font: 1rem/1.5 var(--st-font); color: var(--st-text-color) }
.jomo-note p { display: flex; gap: 0.75rem; min-height: 1.75rem; margin: 0.3rem 0 0; align-items: center;
  font-size: 0.875rem; color: light-dark(#5b6670, #9aa5ae) }
.jomo-note button { border: 0; background: none; font: inherit; color: var(--st-link-color); cursor: pointer }
.jomo-note [hidden] { display: none }
"""
_field = st.components.v2.component(
    "jomo_note",
    html=_HTML,
    css=_CSS + proposing.CSS,
    js="\n".join(
        (words.JS, proposing.JS, Path(__file__).with_name("note_field.js").read_text(encoding="utf-8"))
    ),
    isolate_styles=False,
)
_NUMBERS = "notes-being-written"


def being_written(item: Item) -> int | None:
    """The number of the note that is being written to an item; None where none is."""
    number: int | None = st.session_state.setdefault(_NUMBERS, {}).get(item.id)
    return number


@st.fragment
def draw(library: Library, item: Item) -> None:
    """The field. What is typed is kept a moment later; *Done* puts the note to the others."""
    key = f"note-field-{item.id}"
    failed = f"note-failed-{item.id}"

    def told(name: str) -> bool:
        # Where another page was asked for at the same moment, the component is forgotten already.
        text = str(st.session_state[key].get(name) or "").strip() if key in st.session_state else ""
        if not text:
            return False
        st.session_state.pop(failed, None)
        try:
            st.session_state[_NUMBERS][item.id] = _keep(library, item, text)
        except JomoError as error:
            st.session_state[failed] = troubles.said(error)
        return True

    def typed() -> None:
        told("typed")

    def done() -> None:
        if told("done"):
            st.session_state[_NUMBERS].pop(item.id, None)
            st.session_state[f"{key}-done"] = True

    number = being_written(item)
    kept = next((one.note for of, one in library.notes.of_item(item.key) if of == number), "")
    data = {
        "item": item.id,
        "kept": kept,
        "failed": st.session_state.get(failed, ""),
        "proposals": proposing.offered(),
        "words": {
            "note": _("A note"),
            "hint": _("What you want to remember of it"),
            "done": _("Done"),
            "kept": _("Kept"),
            "keeping": _("Keeping …"),
        },
    }
    _field(key=key, data=data, on_typed_change=typed, on_done_change=done)
    if kept:
        leads_to = library.notes.leads_to([Annotation(note=kept)])
        st.markdown(own_words.markdown(kept, leads_to), anchors=False)
    if reason := st.session_state.get(failed):
        st.markdown(f":small[:orange[{plain(reason)}]]")
    if st.session_state.pop(f"{key}-done", False):
        st.rerun()


def _keep(library: Library, item: Item, text: str) -> int:
    number = being_written(item)
    known = {of for of, _ in library.notes.of_item(item.key)}
    if number in known:
        return library.notes.change(number, text)
    return library.notes.add(item.key, text)
