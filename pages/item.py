"""One item: what it says, what one thinks of it, what is around it."""

import streamlit as st

from kb.catalogue import _
from kb.errors import NotFound
from kb.ui.areas import membership
from kb.ui.items import around, evidence, notes, rows, summary, twins
from kb.ui.items import detail as about
from kb.ui.reader import bar, body, original, place
from kb.ui.reader import beside as other_side
from kb.ui.shell import frame, humanize
from kb.ui.shell.escape import plain, site, web_address
from kb.ui.waiting import beside

key = st.query_params.get("key", "")
library = frame.begin("Item", part=key)
try:
    detail = library.items.get(key)
except NotFound:
    st.title(_("Not in the library") if key else _("Item"), anchor=False)
    if key:
        unknown = _(
            "Nothing here answers to {key}. It may be kept under another address: look for it.",
            key=plain(key),
        )
        st.markdown(unknown)
    else:
        st.markdown(_("This page shows one item. Choose one from a list, or look for it."))
    st.page_link("pages/search.py", label=_("Search"), icon=":material/search:")
    st.stop()
item = detail.item
if frame.arrived(item.key):
    library.items.mark_opened(item.key, frame.came_from())
    place.arrive(library, item)

bar.way_back()
with st.container(key="read-title"):
    st.title(plain(item.title) or _("Untitled"), anchor=False)
# What comes and goes while work in the background ends stands in places that stay: the field for notes would
# move with it, and be another to the browser.
with st.container():
    if item.authors:
        st.markdown(plain(humanize.people(item.authors, shown=6)))
    rows.meta(item, humanize.now(), stance=rows.stances(library).get(item.id), whole=True)
    beside.of_item(library, item)
    about.merged(library, detail)
    twins.of_item(library, item)

in_original = original.is_chosen(library, detail)
linking = library.notes.linking_to(item.key)
other = None if in_original else other_side.chosen(library, item)
if other is not None:
    with st.container(key="side-by-side"):
        one_side, other_one = st.columns(2, gap="large")
    with other_one:
        other_side.draw(library, other)
# A page of a PDF is as wide as can be, with the notes beside it.
left, right = st.columns([3, 1] if in_original else [5, 3], gap="large")
below = st.container()
bar.draw(library, item)
with one_side if other is not None else left:
    if in_original:
        body.unread(detail)
        original.draw(library, detail)
    else:
        with st.container(key=place.TEXT):
            body.draw(library, detail)
        place.watch(library, detail)
with left:
    summary.draw(library, detail)
    about.page(library, detail)
    evidence.of_item(library, item)
with right:
    if in_original:
        notes.draw(library, item)
    with st.container():
        if address := web_address(item.url):
            st.link_button(_("Open at {site}", site=site(address)), address, icon=":material/open_in_new:")
        original.links(library, detail)
        about.facts(detail)
        areas = st.container()
        if summed := around.summed(detail, linking):
            st.markdown(summed)
    if not in_original:
        notes.draw(library, item)
# What may take a moment the rest of the page does not wait for.
with areas:
    membership.of_item(library, item)
with below:
    around.draw(library, detail, linking)
    about.known_as(detail)
    about.history(detail.events)
