"""Diary: what happened, what it did to you, beside how full the inbox was."""

import streamlit as st

from kb.ui.diary import entries, form
from kb.ui.shell import frame, humanize

library = frame.begin("Diary")
found = library.diary.entries()

st.title("Diary", anchor=False)
with st.container(width=840):
    st.markdown(
        "What happened, the thought that came, what you felt and did. Yours alone: no search finds it,"
        " no export or report holds it."
    )
    form.form(library)
    if found:
        entries.chart(library, found)
        entries.listed(library, found, humanize.now())
    else:
        st.markdown(":gray[Once there are some entries, a chart shows them beside the size of your inbox.]")
