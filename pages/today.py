"""Today: what deserves time now, and how little else there is."""

import streamlit as st

from kb.ui.add import welcome
from kb.ui.items import rows
from kb.ui.shell import frame, humanize, warmup
from kb.ui.today import changed, coming_back, going_on, head, intake, now, reading_lists

PARTS = 3
"""What returned, what waits, what came in: a third of the screen each."""

library = frame.begin("Today")
stats = library.upkeep.stats()
if not stats.items:
    welcome.draw(library)
    st.stop()

at = humanize.now()
gate = library.triage.gate()
stances = rows.stances(library)
warmup.begin(library, stats)
with st.container(gap="small", key="today"):
    head.draw(library, stats, gate, at)
    now.draw(library, gate, stances, at)
    going_on.draw(library, stances)
    reading_lists.draw(library, gate)
    returned, waits, came = st.columns(PARTS, gap="large", border=False)
    with returned:
        coming_back.returned(library, at)
    with waits:
        coming_back.waits(library, at)
    with came:
        intake.draw(library, at)
    changed.draw(library, stats, stances, at)
