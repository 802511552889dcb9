"""Search: one box over everything kept, in both languages at once; without a question, the newest."""

import streamlit as st

from kb.types import SearchMode
from kb.ui import (
    address,
    alike,
    choosing,
    filters,
    found,
    frame,
    hints,
    items,
    keeping,
    keys,
    restrict,
    warming,
    words,
)
from kb.ui.prose import plain

library = frame.begin("Search")
stats = library.stats()
st.title("Search", anchor=False)
if not stats.items:
    st.markdown("Everything you save is found here, by its words and by its meaning. Nothing is saved yet.")
    st.page_link("pages/add.py", label="Add something", icon=":material/add:")
    st.stop()
warming.begin(library, stats)
address.come_back()

st.text_input(
    "Search everywhere",
    placeholder="Search everywhere, in Russian or English; ids and links too",
    label_visibility="collapsed",
    icon=":material/search:",
    type="search",
    live="300ms",
    key=address.BOX,
    bind="query-params",
    on_change=address.from_the_start,
)
everything = filters.everything(library)
known = {name: list(counts) for name, counts in everything.items()}
asked = address.asked()
with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters"):
    choices = st.container(horizontal=True, gap="small", width="content", key="filter-choices")
    mode = filters.mode(address.first_part)

like, text = alike.wanted(library)
shown = address.shown()
seen_at = keeping.opened(library, stats)
worded = bool(restrict.bare(asked.typed, known))
limit = shown + 1 if worded or like or text else address.part() * address.PAGE_LENGTH
with st.spinner("Searching …", show_time=False):
    if like or text:
        answer = alike.answer(library, like, text, asked.chosen, limit)
    else:
        answer = found.answer(library, asked, mode, limit, stats)
parts = restrict.parts(asked, answer.found.filters, known)
with choices:
    filters.bar(answer.found.filters, answer.found.facets, known)
filters.in_force(parts)

if like or text:
    alike.heading(like, text)
elif not asked.typed and not parts:
    keeping.listed(library, stats, here=True)
    hints.offer(library, everything)
keeping.heading(seen_at)
hints.beside(asked.typed, answer.found, known)
if answer.note and worded:
    st.markdown(f":small[:gray[:material/hourglass_top: {plain(answer.note)}]]")

hits = answer.found.hits[:shown]
total = sum(answer.found.facets.get("state", {}).values())
with st.container(horizontal=True, vertical_alignment="center", gap="small", key="outcome"):
    if worded or like or text:
        ranked = library.count(answer.found.filters) if answer.mode is not SearchMode.WORDS else None
        st.markdown(f":gray[{found.outcome(len(answer.found.hits), shown, ranked)}]")
    else:
        st.markdown(f":gray[{words.count(total, 'item')}, newest first]")
    found.tools(library, asked, hits, alike=bool(like or text))
    alike.paste()
if hits:
    keys.told()

stances = items.stances(library)
if not hits and not like and not text:
    hints.nothing_found(library, asked, answer.found, parts, answer.mode, known)
elif not hits:
    st.markdown("Nothing is like this here, or its meaning is still to be understood.")
elif worded or like or text:
    found.hits(library, hits, stances, fresh_since=seen_at)
    if len(answer.found.hits) > shown:
        st.button("Show more", key="show-more", width="stretch", on_click=address.show_more)
else:
    pages = -(-total // address.PAGE_LENGTH)
    listing = st.container()
    part = st.pagination(pages, key=address.PART, bind="query-params") if pages > 1 else 1
    hits = answer.found.hits[(part - 1) * address.PAGE_LENGTH : part * address.PAGE_LENGTH]
    with listing:
        found.hits(library, hits, stances, fresh_since=seen_at)
keys.listen(library, found.PLACE)
address.remember()
choosing.bar(library, known["tag"])
