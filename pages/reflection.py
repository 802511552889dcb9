"""Reflection: which of all this helped, and how to choose next time."""

import streamlit as st

from kb.catalogue import _
from kb.reflection.periods import with_days
from kb.reflection.telling import headline
from kb.types import Filters
from kb.ui.add import writing
from kb.ui.reflection import criteria, figures, judging, looking_back, periods, report
from kb.ui.shell import addressed, frame

library = frame.begin("Reflection")
known = with_days(day for zone, day in library.items.saved_days(Filters()))

st.title(_("Reflection"), anchor=False)
if not known:
    st.markdown(
        _(
            "At the end of a half-year this page asks which of the saved items helped, and shows which "
            "lists, sources and areas earned their time. There is nothing to look back on yet."
        )
    )
    st.page_link("pages/add.py", label=_("Add something"), icon=":material/add:")
    st.stop()

period = periods.choose(known)
if period.since > period.until:
    st.markdown(_("The period ends before it begins. Change one of the two days."))
    st.stop()
review, told = looking_back.review(library, period.since, period.until)
st.markdown(f"**{period.label}** · {headline(told)}")

if not told.total:
    st.markdown(f":gray[{_('Nothing was saved in this period. Choose another one.')}]")
    st.stop()
views = {"Judge": _("Judge"), "Figures": _("Figures"), "Criteria": _("Criteria"), "Report": _("Report")}
judge, shown, change, keep = addressed.tabs(views, "view")
if judge.open:
    with judge:
        judging.draw(library, review, library.reviews.pile(review))
if shown.open:
    with shown:
        figures.draw(library, told)
if change.open:
    with change:
        criteria.draw(library, review)
if keep.open:
    with keep:
        report.draw(library, review)
with st.expander(_("Your own writing"), icon=":material/edit_note:"):
    writing.draw(library)
