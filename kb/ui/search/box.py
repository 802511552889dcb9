"""The box that leads to the Search page, for any other page."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _


def box(place: str) -> None:
    """One line to search everything; Enter goes to the Search page with the query in its address."""
    with st.form(f"{place}-search", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        query = st.text_input(
            _("Search everywhere"),
            placeholder=_("Search in Russian or English"),
            label_visibility="collapsed",
            icon=":material/search:",
            key=f"{place}-query",
        )
        asked = st.form_submit_button(_("Search"))
    if asked and query:
        st.switch_page("pages/search.py", query_params={"q": query})
