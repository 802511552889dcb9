"""A period as it is looked back on."""

from __future__ import annotations

from datetime import date

import streamlit as st

from kb.catalogue import language
from kb.clock import today
from kb.library import Library
from kb.types.reviews import Review, ReviewFigures


def review(library: Library, since: date, until: date) -> tuple[Review, ReviewFigures]:
    """What came between two days (both inclusive), and its figures; looked at anew only when something
    has happened or the day has changed."""
    happened = (library.revision(), library.history.last_noted())
    at = (since.isoformat(), until.isoformat())
    return _review(library, str(library.home), happened, *at, today(), language())


@st.cache_resource(max_entries=2, show_spinner=False)
def _review(
    _library: Library, home: str, happened: tuple[int, int], since: str, until: str, day: str, spoken: str
) -> tuple[Review, ReviewFigures]:
    # Reasons and names of groups are said within it, in the language of the moment.
    found = _library.reviews.review(since, until)
    return found, _library.reviews.figures_of(found)
