"""What the address of the Search page asks for, and changing it; and the words of links to the Map. The
address is the truth: it can be kept, shared and gone back to.

The box itself (`q`) and the part of a long list (`part`) are bound to the address by their widgets; how to
search, the filters and what to look alike are written there by what chooses them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from kb.search.query import to_query
from kb.search.restrictions import Asked
from kb.types import Filters, SavedSearch
from kb.types.filters import BY_WORD, FILTERS, filters_of
from kb.ui.shell import trail
from kb.ui.shell.trail import ITEM as ITEM

PAGE = "pages/search.py"
PAGE_LENGTH = 20
"""Results at once: two screens."""
BOX, MODE, PART, SHOWN = "q", "mode", "part", "shown"
LIKE, TEXT, BEFORE, SAVED = "like", "text", "before", "saved"
"""Further words of the address: keys of items to look alike, a text to look alike, what stood in the box
before that, the name of a saved search."""
FIND = "find"
"""What a link to the Map calls the query to light, until the person changes it: Streamlit drops what both
pages bind to their address (`q`) on the way from one to the other."""
LIT = "lit"
"""What a link to the Map calls the keys of items to light."""
LONGEST_TEXT = 3_000
"""The most of a text that goes into an address; its beginning says what it is about."""


def asked() -> Asked:
    """The question: what stands in the box and the filters beside it."""
    return Asked(typed().strip(), filters())


def typed() -> str:
    """What stands in the box, before the box is drawn in this run too."""
    return str(st.session_state.get(BOX, st.query_params.get(BOX, "")) or "")


def remember() -> None:
    """Keeps what is asked in this session, for the way back from an item."""
    names = (*BY_WORD, MODE, LIKE, TEXT, BEFORE, SAVED)
    here = {name: values for name in names if (values := st.query_params.get_all(name))}
    # What the widgets of both write into the address: the first part goes without saying.
    if question := typed():
        here[BOX] = [question]
    if (at := part()) > 1:
        here[PART] = [str(at)]
    trail.at(here)


def part() -> int:
    """Which part of a long list, from 1, before the widget that turns pages is drawn."""
    given = str(st.session_state.get(PART) or st.query_params.get(PART, "1"))
    return max(1, int(given)) if given.isdecimal() else 1


def shown() -> int:
    """How many of the best results are shown."""
    number: int = st.session_state.setdefault(SHOWN, PAGE_LENGTH)
    return number


def show_more() -> None:
    """Shows one more page of results below those there are."""
    st.session_state[SHOWN] = shown() + PAGE_LENGTH


def filters() -> Filters:
    """The filters of the address. What is no value of a filter is left out."""
    return filters_of({word: st.query_params.get_all(word) for word in BY_WORD})


def ask(question: Asked) -> None:
    """Asks another question; for callbacks."""
    if question.typed != typed().strip():
        st.session_state[BOX] = question.typed
        from_the_start()
    put(question.chosen)


def ask_saved(search: SavedSearch) -> None:
    """Asks a saved search."""
    ask(Asked(search.query))
    _set(SAVED, [search.name])


def put(chosen: Filters) -> None:
    """Writes filters into the address; the list begins at its beginning."""
    for one in FILTERS:
        _set(one.word, [str(value) for value in one.of(chosen)])
    first_part()


def link(filters: Filters) -> dict[str, str | Iterable[str]]:
    """The words of a link to the Search page that shows what these filters let through. What is left out
    stands in the box, as a person would type it."""
    words: dict[str, str | Iterable[str]] = {}
    if filters.without:
        words[BOX] = to_query(Filters(without=filters.without))
    given = {one.word: [str(value) for value in one.of(filters)] for one in FILTERS}
    return {**words, **{word: values for word, values in given.items() if values}}


def from_the_start() -> None:
    """Another question begins at its best results and is no longer the saved one."""
    for name in (LIKE, TEXT, BEFORE, SAVED):
        _set(name, [])
    first_part()


def first_part() -> None:
    """Begins the list at its beginning."""
    st.session_state[PART], st.session_state[SHOWN] = 1, PAGE_LENGTH


def look_alike(keys: Sequence[str] = (), text: str = "") -> None:
    """Asks for what is like some items or a text; what stands in the box waits in the address."""
    before = st.query_params.get(BEFORE, "") or typed()
    from_the_start()
    st.session_state[BOX] = ""
    _set(LIKE, keys)
    _set(TEXT, [text[:LONGEST_TEXT]] if text else [])
    _set(BEFORE, [before] if before else [])


def back() -> None:
    """Back to the question that was asked before."""
    st.session_state[BOX] = st.query_params.get(BEFORE, "")
    from_the_start()


def alike() -> tuple[list[str], str]:
    """The items and the text that results are to be like; both empty for an ordinary search."""
    return st.query_params.get_all(LIKE), st.query_params.get(TEXT, "")


def _set(name: str, values: Sequence[str]) -> None:
    if list(values) != st.query_params.get_all(name):
        if values:
            st.query_params[name] = list(values)
        else:
            del st.query_params[name]
