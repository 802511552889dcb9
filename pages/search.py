"""Search: one box over everything kept, in both languages at once; without a question, the newest."""

import streamlit as st

from kb.catalogue import _, n_
from kb.search import restrictions
from kb.types import SearchMode
from kb.ui.items import rows, selection
from kb.ui.search import filters, going_back, hints, results, saved, shortcuts, similar
from kb.ui.shell import frame, url, warmup
from kb.ui.shell.escape import plain
from kb.ui.waiting.delegate import delegate

library = frame.begin("Search")
stats = library.upkeep.stats()
if not stats.items:
    st.title(_("Search"), anchor=False)
    st.markdown(
        _("Everything you save is found here, by its words and by its meaning. Nothing is saved yet.")
    )
    st.page_link("pages/add.py", label=_("Add something"), icon=":material/add:")
    st.stop()
warmup.begin(library, stats)

with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="search-head"):
    st.title(_("Search"), anchor=False, width="content")
    st.text_input(
        _("Search everywhere"),
        placeholder=_("Search everywhere, in Russian or English; ids and links too"),
        label_visibility="collapsed",
        icon=":material/search:",
        type="search",
        live="300ms",
        key=url.BOX,
        bind="query-params",
        on_change=url.from_the_start,
    )
everything = filters.everything(library)
known = {name: list(counts) for name, counts in everything.items()}
asked = url.asked()
with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters"):
    choices = st.container(horizontal=True, gap="small", width="content", key="filter-choices")
    mode = filters.mode(url.first_part)

like, text = similar.wanted(library)
shown = url.shown()
seen_at = saved.opened(library, stats)
worded = bool(restrictions.bare(asked.typed, known))
limit = shown + 1 if worded or like or text else url.part() * url.PAGE_LENGTH
with st.spinner(_("Searching …"), show_time=False):
    if like or text:
        answer = similar.answer(library, like, text, asked.chosen, limit)
    else:
        answer = results.answer(library, asked, mode, limit, stats)
parts = restrictions.parts(asked, answer.found.filters, known)
with choices:
    filters.bar(answer.found.filters, answer.found.facets, known)
filters.in_force(parts)

if like or text:
    similar.heading(like, text)
elif not asked.typed and not parts:
    saved.listed(library, stats, here=True)
    hints.offer(library, everything)
saved.heading(seen_at)
hints.beside(asked.typed, answer.found, known)
if answer.note and worded:
    st.markdown(f":small[:gray[:material/hourglass_top: {plain(answer.note)}]]")

hits = answer.found.hits[:shown]
total = sum(answer.found.facets.get("state", {}).values())
with st.container(horizontal=True, vertical_alignment="center", gap="small", key="outcome"):
    if worded or like or text:
        ranked = library.items.count(answer.found.filters) if answer.mode is not SearchMode.WORDS else None
        st.markdown(f":gray[{results.outcome(len(answer.found.hits), shown, ranked)}]")
    else:
        st.markdown(f":gray[{n_('{count} item, newest first', '{count} items, newest first', total)}]")
    results.tools(library, asked, hits, alike=bool(like or text))
    similar.paste()
    if hits:
        shortcuts.show_shortcuts()

stances = rows.stances(library)
if not hits and not like and not text:
    hints.nothing_found(library, asked, answer.found, parts, answer.mode, known)
elif not hits:
    st.markdown(_("Nothing is like this here, or its meaning is still to be understood."))
elif worded or like or text:
    results.hits(library, hits, stances, fresh_since=seen_at)
    if len(answer.found.hits) > shown:
        st.button(_("Show more"), key="show-more", width="stretch", on_click=url.show_more)
else:
    pages = -(-total // url.PAGE_LENGTH)
    listing = st.container()
    part = st.pagination(pages, key=url.PART, bind="query-params") if pages > 1 else 1
    hits = answer.found.hits[(part - 1) * url.PAGE_LENGTH : part * url.PAGE_LENGTH]
    with listing:
        results.hits(library, hits, stances, fresh_since=seen_at)
shortcuts.listen(library, results.PLACE)
url.remember()
going_back.keep()
selection.bar(library, known["tag"], delegate)
