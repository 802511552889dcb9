"""The role: what the person's work asks for, how deep, what serves it, and where the two do not meet."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import streamlit as st

from kb.library import Library
from kb.types import Ask, Depth, Role, Unasked
from kb.ui.areas import form, outline, stats
from kb.ui.items import rows
from kb.ui.shell import humanize, lines, notices, url
from kb.ui.shell.dialogs import dialog
from kb.ui.shell.escape import plain

DEPTHS = {
    Depth.BREADTH: "Be aware of what appears.",
    Depth.GIST: "Have the gist of it: some of it is read.",
    Depth.DEPTH: "Know it in depth: long reads, and judged by use.",
}
_PAGE_LENGTH = 15
"""Items on one part of what stands behind a figure."""
_NEW = "new-ask"
_LIST = "asks"
_COLUMNS = (lines.Column("Depth", 70), lines.Column("What it lacks", 300), lines.Column("", 190))
"""Pixels that the longest of what stands in each takes, tried out."""


def draw(library: Library) -> None:
    """What the work asks for, what is short of it first; then what is followed beside it."""
    at = humanize.now()
    role = _role(library, str(library.home), library.revision(), at.date().isoformat())
    if not role.asks:
        st.markdown(
            "Your work asks for some things and not for others. Write them down with the depth each needs "
            "and the areas that serve them; this page then shows what you get too little of, and what you "
            "follow although nobody asks for it."
        )
        st.markdown(":gray[Begin with one thing your work asks of you, or paste a job description.]")
        _add(library)
        return
    st.markdown(f":gray[{_standing(role)} Came and read: {stats.lately(role.since, at)}]")
    _add(library)
    names = [area.name for area in library.areas.every()]
    lines.head(_LIST, "Your work asks for", _COLUMNS)
    for ask in sorted(role.asks, key=lambda ask: not ask.gap):
        _line(library, ask, names)
    if role.unasked:
        st.subheader(f"Followed, though your work does not ask for it ({len(role.unasked):,})", anchor=False)
    for unasked in role.unasked:
        _unasked(library, unasked)


def _standing(role: Role) -> str:
    lacking = len(role.unfed)
    if not lacking:
        return "You get enough of everything your work asks for."
    return (
        f"Your work asks for {humanize.count(len(role.asks), 'thing')}; {lacking:,} of them without enough."
    )


@st.cache_data(max_entries=4, show_spinner=False)
def _role(_library: Library, home: str, revision: int, day: str) -> Role:
    return _library.role.read()


def _add(library: Library) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="add-ask"):
        st.text_input(
            "One more thing it asks for",
            placeholder="Make inference cheaper",
            label_visibility="collapsed",
            key=_NEW,
            on_change=_put_new,
            args=(library,),
        )
        st.button("Add", key="add-ask-do", type="primary", on_click=_put_new, args=(library,))
        if st.button("From a job description", key="add-asks", icon=":material/work:"):
            outline.asks(library)


def _put_new(library: Library) -> None:
    text = " ".join(str(st.session_state.get(_NEW) or "").split())
    if text:
        st.session_state[_NEW] = ""
        notices.act(library, lambda: library.role.set_ask(text), f"The role asks for {plain(text)}.")


def _line(library: Library, ask: Ask, names: Sequence[str]) -> None:
    key = _id(ask.text)
    with lines.line(_LIST, key, ask.text, _COLUMNS) as (depth, lacks, step):
        depth.markdown(f":small[{ask.depth}]")
        if ask.gap:
            lacks.markdown(f":small[:orange[:material/info:] {plain(ask.gap)}]")
            with step:
                _next_step(library, ask)
        else:
            lacks.markdown(":small[:green[:material/done:] nothing]")
            step.markdown(lines.NOTHING)
    if lines.is_open(_LIST, key):
        with st.container(border=True, key=f"ask-{key}", gap="small"):
            _details(library, ask, names, key)


def _next_step(library: Library, ask: Ask) -> None:
    """The one thing that would help most."""
    name = _id(ask.text)
    if not ask.areas and not ask.likely:
        _make_area(library, ask, f"gap-make-{name}")
    elif not ask.areas:
        st.button(
            "Choose an area",
            key=f"gap-choose-{name}",
            type="tertiary",
            on_click=lines.open_line,
            args=(_LIST, name),
        )
    elif not ask.came:
        st.page_link(
            url.PAGE,
            label="Look for it in the library",
            query_params={url.BOX: ask.text},
        )
    elif ask.read:
        _opener(library, f"gap-read-{name}", "Judge what was read", ask.read)
    else:
        _opener(library, f"gap-came-{name}", "Choose something to read", ask.came)


def _make_area(library: Library, ask: Ask, key: str) -> None:
    if st.button("Make an area for it", key=key, type="tertiary"):
        form.make(library, ask=ask.text)


def _unasked(library: Library, found: Unasked) -> None:
    name = _id(found.area)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"unasked-{name}"):
        st.markdown(f"**{plain(found.area)}**", width="content")
        _opener(library, f"unasked-came-{name}", f"{len(found.came):,} came", found.came)
        _opener(library, f"unasked-read-{name}", f"{len(found.read):,} read", found.read)
        st.button(
            "Ask for it",
            key=f"unasked-ask-{name}",
            type="tertiary",
            icon=":material/add:",
            help="Puts it on the role. If the work does not ask for it, think about its stance.",
            on_click=notices.act,
            args=(
                library,
                lambda: library.role.set_ask(found.area, areas=[found.area]),
                f"The role asks for {plain(found.area)} now.",
            ),
        )


def _details(library: Library, ask: Ask, names: Sequence[str], key: str) -> None:
    """How deep, which areas serve it, what stands behind the numbers."""
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _depth(library, ask, key)
    with right:
        _areas(library, ask, names, key)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _opener(library, f"ask-came-{key}", f"{len(ask.came):,} came", ask.came)
        _opener(library, f"ask-read-{key}", f"{len(ask.read):,} read", ask.read)
        _opener(library, f"ask-deep-{key}", f"{len(ask.deep):,} in depth", ask.deep)
        if not ask.areas and ask.likely:
            _make_area(library, ask, f"ask-make-{key}")
        st.button(
            "Remove",
            key=f"ask-remove-{key}",
            type="tertiary",
            on_click=notices.act,
            args=(
                library,
                lambda: library.role.remove_ask(ask.text),
                f"The role no longer asks for {plain(ask.text)}.",
            ),
        )


def _depth(library: Library, ask: Ask, key: str) -> None:
    name = f"ask-depth-{key}"
    # What the library holds is shown, also after an undo.
    st.session_state[name] = ask.depth

    def change() -> None:
        depth: Depth = st.session_state[name]
        notices.act(
            library, lambda: library.role.set_ask(ask.text, depth=depth), f"{plain(ask.text)}: {depth}."
        )

    st.pills(
        "Depth",
        list(Depth),
        required=True,
        format_func=str.capitalize,
        key=name,
        on_change=change,
        wrap=True,
    )
    st.markdown(f":small[:gray[{DEPTHS[ask.depth]}]]")


def _areas(library: Library, ask: Ask, names: Sequence[str], key: str) -> None:
    name = f"ask-areas-{key}"
    likely = [area for area in ask.likely if area in names]
    st.session_state[name] = [area for area in ask.areas if area in names]

    def change() -> None:
        chosen = list(st.session_state[name])
        served = plain(", ".join(chosen)) or "no area"
        notices.act(
            library,
            lambda: library.role.set_ask(ask.text, areas=chosen),
            f"{plain(ask.text)}: served by {served}.",
        )

    st.multiselect(
        "Areas that serve it",
        [*ask.areas, *likely, *(area for area in names if area not in (*ask.areas, *likely))],
        key=name,
        placeholder="Choose areas" if names else "There are no areas yet",
        on_change=change,
    )
    if likely:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(":small[:gray[By its meaning:]]", width="content")
            for area in likely:
                _serve(library, ask, area, f"ask-likely-{key}-{_id(area)}")


def _serve(library: Library, ask: Ask, area: str, key: str) -> None:
    def serve() -> None:
        # A click may come before the page is drawn with what the one before it did.
        by_now = next((each.areas for each in library.role.read().asks if each.text == ask.text), ())
        library.role.set_ask(ask.text, areas=list(dict.fromkeys([*by_now, area])))

    st.button(
        plain(area),
        key=key,
        type="tertiary",
        icon=":material/add:",
        on_click=notices.act,
        args=(library, serve, f"{plain(ask.text)}: served by {plain(area)}."),
    )


def _id(text: str) -> str:
    """A short name for a widget about something that has no number."""
    return f"{crc32(text.encode()):x}"


# -- the items behind a number --------------------------------------------------------------------


def _opener(library: Library, key: str, label: str, ids: Sequence[int]) -> None:
    """A number that opens its items; plain words where there are none."""
    if not ids:
        st.markdown(f":small[:gray[{label}]]", width="content")
    elif st.button(label, key=key, type="tertiary"):
        _behind(library, label, ids)


@dialog("Behind the number", width="large", icon=":material/list:")
def _behind(library: Library, label: str, ids: Sequence[int]) -> None:
    st.markdown(f"**{label}**")
    pages = -(-len(ids) // _PAGE_LENGTH)
    listing = st.container()
    part = st.pagination(pages, key="role-behind-part") if pages > 1 else 1
    stances = rows.stances(library)
    with listing:
        for item in library.items.by_ids(ids[(part - 1) * _PAGE_LENGTH : part * _PAGE_LENGTH]):
            rows.row(item, "behind", stance=stances.get(item.id))
