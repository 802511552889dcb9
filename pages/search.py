"""Search: one box over everything kept, in both languages at once; without a question, the newest."""

import streamlit as st

from kb.types import SearchMode
from kb.ui import filters, found, frame, items, mappanel, words
from kb.ui.prose import plain

PAGE_LENGTH = 20

library = frame.begin("Search")
stats = library.stats()
st.title("Search", anchor=False)
if not stats.items:
    st.markdown("Everything you save is found here, by its words and by its meaning. Nothing is saved yet.")
    st.page_link("pages/add.py", label="Add something", icon=":material/add:")
    st.stop()


def from_the_start() -> None:
    """Another question begins at its best results."""
    st.session_state["part"], st.session_state["shown"] = 1, PAGE_LENGTH


query = st.text_input(
    "Search everywhere",
    placeholder="Search everywhere, in Russian or English; ids and links too",
    label_visibility="collapsed",
    icon=":material/search:",
    type="search",
    live="300ms",
    key="q",
    bind="query-params",
    on_change=from_the_start,
)
chosen, mode = filters.bar(library, stats, from_the_start)
query = (query or "").strip()
stances = items.stances(library)
total = library.count(chosen)
heading = " · ".join(part for part in (words.count(total, "item"), filters.said(chosen)) if part)

if query and mode is not SearchMode.WORDS and stats.pending_vectors:
    waiting = words.count(stats.pending_vectors, "passage")
    st.markdown(f":gray[:material/hourglass_top: {waiting} can be found by their words only, so far.]")
if not total:
    st.markdown("No item passes these filters together. Take one away, or clear them.")
elif query:
    shown = st.session_state.setdefault("shown", PAGE_LENGTH)
    with st.spinner("Searching …"):
        hits = library.search(query, chosen, mode, limit=shown + 1)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":gray[{plain(found.outcome(len(hits), shown, heading, mode))}]")
        if hits:
            where = {mappanel.FIND: query}
            st.page_link("pages/map.py", label="On the map", icon=":material/map:", query_params=where)
    found.hits(library, hits[:shown], stances)
    if len(hits) > shown and st.button("Show more", key="show-more", width="stretch"):
        st.session_state["shown"] = shown + PAGE_LENGTH
        st.rerun()
else:
    st.markdown(f":gray[{plain(heading)}, newest first]")
    pages = -(-total // PAGE_LENGTH)
    listing = st.container()
    part = st.pagination(pages, key="part", bind="query-params") if pages > 1 else 1
    with listing:
        for item in library.items(chosen, limit=PAGE_LENGTH, offset=(part - 1) * PAGE_LENGTH):
            with items.row(item, "found", stance=stances.get(item.id), note=found.opening(item)):
                found.buttons(library, item, "found")
