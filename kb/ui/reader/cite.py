"""An item as a reference to copy."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import noted
from kb.exporting import Format
from kb.library import Library
from kb.types import Item
from kb.ui.items import actions
from kb.ui.shell.dialogs import dialog

LINK = "link"
FORMS = {Format.BIBTEX: noted("BibTeX"), Format.MARKDOWN: noted("Markdown"), LINK: noted("Link")}
"""The forms of a reference, and what they are called."""


@dialog(noted("Cite"), icon=":material/format_quote:", width="medium")
def draw(library: Library, item: Item, form: str) -> None:
    """Shows a reference; that one of a bibliography was taken out is remembered as a trace of use."""
    st.markdown(f"**{actions.short_title(item)}**")
    text = (item.url or item.key) if form == LINK else library.items.exported([item.key], Format(form))
    st.code(text.strip(), language=None, wrap_lines=True)
