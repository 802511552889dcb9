"""The first lines of Today: a greeting, how full must-have and the inbox are, and the way into triage."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from kb.catalogue import _
from kb.library import Library
from kb.types import Gate, Stats, Zone
from kb.ui.search import box
from kb.ui.shell import humanize
from kb.ui.triage.session import LENGTH


def draw(library: Library, stats: Stats, gate: Gate, at: datetime) -> None:
    """Greeting and search beside each other, below them the state of things and the one thing to press."""
    said, asked = st.columns((3, 2), vertical_alignment="bottom", gap="large")
    with said:
        st.title(humanize.greeting(at), anchor=False)
    with asked:
        box.box("today")
    inbox = library.lists.waiting()
    must_have = humanize.must_have(gate.must_have_unread, stats.by_zone.get(Zone.MUST_HAVE, 0))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{must_have} {humanize.inbox(inbox, LENGTH)}")
        if inbox and st.button(_("Start triage"), type="primary", shortcut="T", key="start-triage"):
            st.switch_page("pages/triage.py")
