"""Diary: what happened, what it did to you, beside how full the inbox was."""

import streamlit as st

from kb.catalogue import _
from kb.ui.diary import entries, form
from kb.ui.shell import frame, humanize

library = frame.begin("Diary")
found = library.diary.entries()

st.title(_("Diary"), anchor=False)
with st.container(width=840):
    st.markdown(
        _(
            "What happened, the thought that came, what you felt and did. Yours alone: no search finds it, no"
            " export or report holds it."
        )
    )
    form.form(library)
    if found:
        entries.chart(library, found)
        entries.listed(library, found, humanize.now())
    else:
        some = _("Once there are some entries, a chart shows them beside the size of your inbox.")
        st.markdown(f":gray[{some}]")
