"""One item: what it says, where it lies, what is around it."""

import streamlit as st

from kb.errors import NotFound
from kb.ui.areas import membership
from kb.ui.items import detail as about
from kb.ui.items import evidence, notes, rows, summary, twins
from kb.ui.reader import bar, body, original, place
from kb.ui.shell import frame, humanize
from kb.ui.shell.escape import plain, site, web_address
from kb.ui.waiting import beside

library = frame.begin("Item")
key = st.query_params.get("key", "")
try:
    detail = library.items.get(key)
except NotFound:
    st.title("Not in the library" if key else "Item", anchor=False)
    unknown = f"Nothing here answers to {plain(key)}. It may be kept under another address: look for it."
    st.markdown(unknown if key else "This page shows one item. Choose one from a list, or look for it.")
    st.page_link("pages/search.py", label="Search", icon=":material/search:")
    st.stop()
item = detail.item
if frame.arrived(item.key):
    library.items.mark_opened(item.key, frame.came_from())
    place.arrive(library, item)

bar.way_back()
st.header(plain(item.title) or "Untitled", anchor=False)
if item.authors:
    st.markdown(plain(humanize.people(item.authors, shown=6)))
rows.meta(item, humanize.now(), stance=rows.stances(library).get(item.id))
beside.of_item(library, item)
about.merged(library, detail)
twins.of_item(library, item)

in_original = original.is_chosen(library, detail)
if in_original:
    original.draw(library, detail)
left, right = st.columns([5, 3], gap="large")
bar.draw(library, item)
with left:
    if not in_original:
        with st.container(key=place.TEXT):
            body.draw(library, detail)
        place.watch(library, detail)
    summary.draw(library, item)
    about.page(library, detail)
    evidence.of_item(library, item)
with right:
    if address := web_address(item.url):
        st.link_button(f"Open at {site(address)}", address, icon=":material/open_in_new:")
    original.links(library, detail)
    about.facts(detail)
    areas = st.container()
    about.references(library, detail)
    retellings = st.container()
    notes.linking(library, item)
    about.neighbours(library, detail)
    about.history(detail.events)
    notes.draw(library, item)
# What may take a moment the rest of the page does not wait for.
with areas:
    membership.of_item(library, item)
with retellings:
    about.retellings(library, item)
