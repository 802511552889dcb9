"""Add: everything the person can paste, drop or point to, and what became of it."""

import streamlit as st

from kb.catalogue import _, n_
from kb.ui.add import form, offered, reports, writing
from kb.ui.items import twins
from kb.ui.shell import frame, humanize, notices, progress
from kb.ui.shell.escape import plain

_READABLE = 840
"""Pixels: what is read or filled in is no wider."""

library = frame.begin("Add", work=False)
stats = library.upkeep.stats()

st.title(_("Add"), anchor=False)
with st.container(width=_READABLE):
    offered.draw(library)
    form.form(library, "add")
    offered.bookmarklet()
# One place for what comes and goes: what is being written below it would move with it, and be gone.
with st.container():
    if not stats.items:
        form.offer_sample(library)
    progress.panel(library)
    progress.failures(library, of_imports=True)

with st.container(width=_READABLE), st.expander(_("Your own writing"), icon=":material/edit_note:"):
    writing.draw(library)

if stats.stubs:
    st.header(_("Waiting for arXiv"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            n_(
                "{count} paper kept by identifier only, without title or abstract.",
                "{count} papers kept by identifier only, without title or abstract.",
                stats.stubs,
            )
        )
        st.button(
            _("Ask arXiv now"),
            key="ask-arxiv",
            icon=":material/cloud_download:",
            help=_("Sends the identifiers to arxiv.org"),
            on_click=notices.act,
            args=(library, library.work.queue_completion, _("Asking arXiv in the background.")),
        )
    if silent := library.intake.silence_of_arxiv():
        st.markdown(f":gray[{plain(silent)}.]")

if stats.links:
    kept = n_(
        "{count} item kept by address or DOI only. A page is fetched when its address is added here, by the"
        " button on the page of its item, and by the command `fetch`; saved as HTML and added, it joins too.",
        "{count} items kept by address or DOI only. A page is fetched when its address is added here, by the"
        " button on the page of its item, and by the command `fetch`; saved as HTML and added, it joins too.",
        stats.links,
    )
    st.markdown(f":gray[{kept}]")

records = library.intake.last()
if records:
    st.header(_("Last imports"), anchor=False)
at = humanize.now()
for record in records:
    several = n_("{count} source", "{count} sources", len(record.specs))
    sources = reports.source_label(library, record.specs[0]) if len(record.specs) == 1 else several
    when = humanize.age(record.finished_at, at)
    what = _("taken back") if record.taken_back else reports.outcome(record)
    reports.report(library, record, f"{plain(what)} · {plain(sources[-60:])} · {when}")
if stats.items:
    twins.listed(library)
