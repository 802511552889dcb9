"""Today: what deserves time now, and how little else there is."""

import streamlit as st

from kb.plots import CHART_CONFIG, waiting_figure
from kb.types import READING_ZONES, Filters, State, Zone
from kb.ui.add import welcome
from kb.ui.items import actions, rows
from kb.ui.map import thumbnail
from kb.ui.search import box, saved
from kb.ui.shell import frame, humanize, progress, theme, warmup
from kb.ui.shell.escape import plain
from kb.ui.triage import gate, not_now
from kb.ui.triage.session import LENGTH

NOW_LENGTH = 7
"""Must-have is meant to hold a handful; more is a count, not a longer list."""
PICKS = 3
"""A choice, not a list."""
NEW_LENGTH = 5
"""What came this week, by its first few; the rest is a link."""
LOOKED_AT = 2_000
"""Items read to find those of this week: more in a week is one large import."""
UNREAD = (State.UNREAD, State.READING)

library = frame.begin("Today", work=False)
stats = library.upkeep.stats()
if not stats.items:
    welcome.draw(library)
    st.stop()

at = humanize.now()
standing = library.triage.gate()
inbox = stats.by_zone.get(Zone.INBOX, 0)
must_have = stats.by_zone.get(Zone.MUST_HAVE, 0)
stances = rows.stances(library)

st.title(humanize.greeting(at), anchor=False)
later = st.container()
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(f"{humanize.must_have(standing.must_have_unread, must_have)} {humanize.inbox(inbox, LENGTH)}")
    if inbox and st.button("Start triage", type="primary", shortcut="T", key="start-triage"):
        st.switch_page("pages/triage.py")
box.box("today")

st.subheader("Now", anchor=False)
if standing.closed:
    snoozed = library.triage.snoozed()
    unread = library.items.select(Filters(zones=(Zone.MUST_HAVE,), states=UNREAD), order="oldest")
    put_off = [item for item in unread if item.id in snoozed]
    waiting = [item for item in unread if item.id not in snoozed]
    what = "the other lists open when these are read" if waiting else "what waits behind it was put off"
    st.markdown(f":gray[:material/lock: Gate closed: {what}.]")
    for item in waiting[:NOW_LENGTH]:
        with rows.row(item, "now", stance=stances.get(item.id), zone=False):
            actions.reading_buttons(library, item, "now")
            not_now.menu(library, item, "now")
    if len(waiting) > NOW_LENGTH:
        more = f"{len(waiting) - NOW_LENGTH:,} more in must-have"
        st.page_link("pages/search.py", label=more, query_params={"zone": Zone.MUST_HAVE})
    if put_off:
        with st.expander(humanize.put_off([snoozed[item.id] for item in put_off], at)):
            for item in put_off:
                with rows.row(item, "put-off", stance=stances.get(item.id), zone=False):
                    actions.back_button(library, item, "put-off")
else:
    picks = library.items.select(Filters(zones=(Zone.NICE_TO_HAVE,), states=UNREAD), limit=PICKS)
    read = "Everything in must-have is read." if must_have else "Must-have is empty."
    if picks:
        then = "Some nice-to-have, if you feel like it:"
    else:
        then = "Triage decides what goes in." if inbox and not must_have else "Enjoy the day."
    st.markdown(f":gray[{read} {then}]")
    for item in picks:
        with rows.row(item, "picks", stance=stances.get(item.id)):
            actions.reading_buttons(library, item, "picks")

gate.asks(library, standing)
if any(standing.counts.get(zone) for zone in READING_ZONES[1:]):
    st.subheader("Other lists", anchor=False)
    gate.lists(library, standing)
    left = library.items.select(Filters(zones=READING_ZONES, states=UNREAD))
    with st.expander("How long they have waited", icon=":material/hourglass_top:"):
        st.plotly_chart(
            waiting_figure(left, dark=theme.is_dark()),
            theme=None,
            key="chart-waiting",
            config={**CHART_CONFIG, "scrollZoom": False, "displayModeBar": False},
            alt="Unread items by the month they were saved, stacked by reading list.",
        )

st.subheader("New this week", anchor=False)
new = humanize.saved_within(library.items.select(limit=LOOKED_AT, order="saved"), days=7, at=at)
if new:
    total = f"More than {LOOKED_AT:,} items" if len(new) == LOOKED_AT else humanize.count(len(new), "item")
    st.markdown(f":gray[{total}: {plain(humanize.by_source(new))}]")
    listed, seen = st.columns((3, 2), gap="large")
    with listed:
        for item in new[:NEW_LENGTH]:
            rows.row(item, "new", stance=stances.get(item.id))
    with seen:
        thumbnail.draw(library, new)
else:
    st.markdown(":gray[Nothing came in. Enjoy it.]")

saved.listed(library, stats, here=False)

st.subheader("In the background", anchor=False)
progress.standing_line(library, stats)
progress.panel(library)
with later:
    warmup.begin(library, stats)
