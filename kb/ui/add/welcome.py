"""The first visit: what Jomo is, and the one next step."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _
from kb.library import Library
from kb.ui.add import form
from kb.ui.shell import progress


def draw(library: Library) -> None:
    """The page of an empty library."""
    st.title(_("Welcome to Jomo"), anchor=False)
    with st.container(width=720):
        st.markdown(
            _(
                "Jomo is a calm place for everything you save about machine learning. It tells you what"
                " deserves your time now, keeps the rest findable, lets you ignore fields on purpose, and"
                " shows at the end of the year what really helped."
            )
        )
        here = _("It runs on this machine only. Nothing is sent anywhere unless you ask for it.")
        st.markdown(f":gray[{here}]")
        st.header(_("Bring in something of yours"), anchor=False)
        form.form(library, "first")
        progress.panel(library)
        st.header(_("Or look around first"), anchor=False)
        form.offer_sample(library)
