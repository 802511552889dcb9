"""The role: what the person's work asks for, how deep, what serves it, and where the two do not meet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from zlib import crc32

import streamlit as st

from kb.areas.role import PERIOD_DAYS
from kb.library import Library
from kb.types import Ask, Depth, Role, Unasked
from kb.ui.areas import form, outline
from kb.ui.items import rows
from kb.ui.shell import humanize, notices, url
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


def draw(library: Library) -> None:
    """The role with its gaps first."""
    at = humanize.now()
    role = _role(library, str(library.home), library.revision(), at.date().isoformat())
    if not role.asks:
        st.markdown(
            "Your work asks for some things and not for others. Write them down with the depth each needs "
            "and the areas that serve them; this page then shows what is asked for and unfed, and what is "
            "fed and not asked for."
        )
        st.markdown(":gray[Begin with one thing your work asks of you, or paste a job description.]")
        _add(library)
        return
    until = date.fromisoformat(role.since) + timedelta(days=PERIOD_DAYS)
    since = f"since {humanize.day(role.since)}"
    late = humanize.as_of(until, at)
    st.markdown(f":gray[What your work asks for, against what came and was read {since}.{late}]")
    _gaps(library, role)
    st.subheader(f"Asked for ({len(role.asks):,})", anchor=False)
    _add(library)
    names = [area.name for area in library.areas.every()]
    for ask in role.asks:
        _ask(library, ask, names)


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


# -- gaps -----------------------------------------------------------------------------------------


def _gaps(library: Library, role: Role) -> None:
    if not role.unfed and not role.unasked:
        st.markdown(":green[:material/done:] All that is asked for is fed, and nothing is fed beside it.")
        return
    left, right = st.columns(2, gap="large")
    with left, st.container(key="gaps-unfed"):
        st.subheader(f"Asked for and unfed ({len(role.unfed):,})", anchor=False)
        if not role.unfed:
            st.markdown(":gray[Everything asked for is fed.]")
        for ask in role.unfed:
            with st.container(border=True, gap="xsmall", key=f"gap-{_id(ask.text)}"):
                st.markdown(f"**{plain(ask.text)}**  \n:small[:gray[{plain(ask.gap)}]]")
                _next_step(library, ask)
    with right, st.container(key="gaps-unasked"):
        st.subheader(f"Fed and not asked for ({len(role.unasked):,})", anchor=False)
        if not role.unasked:
            st.markdown(":gray[What you track is asked for.]")
        for unasked in role.unasked:
            with st.container(border=True, gap="xsmall", key=f"unasked-{_id(unasked.area)}"):
                _unasked(library, unasked)


def _next_step(library: Library, ask: Ask) -> None:
    """The one thing that would help most."""
    name = _id(ask.text)
    if not ask.areas:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if ask.likely:
                nearest = plain(ask.likely[0])
                _serve(library, ask, ask.likely[0], f"Let {nearest} serve it", f"gap-serve-{name}")
            if st.button(
                "Make an area for it",
                key=f"gap-make-{name}",
                type="tertiary" if ask.likely else "secondary",
            ):
                form.make(library, ask=ask.text)
    elif not ask.came:
        st.page_link(
            url.PAGE,
            label="Look for it in the library",
            icon=":material/search:",
            query_params={url.BOX: ask.text},
        )
    elif ask.read:
        _opener(library, f"gap-read-{name}", "Judge what was read", ask.read)
    else:
        _opener(library, f"gap-came-{name}", "Choose something to read", ask.came)


def _unasked(library: Library, found: Unasked) -> None:
    st.markdown(f"**{plain(found.area)}**")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _opener(library, f"unasked-came-{_id(found.area)}", f"{len(found.came):,} came", found.came)
        _opener(library, f"unasked-read-{_id(found.area)}", f"{len(found.read):,} read", found.read)
    st.button(
        "Ask for it",
        key=f"unasked-ask-{_id(found.area)}",
        help="Puts it on the role. If the work does not ask for it, think about its stance.",
        on_click=notices.act,
        args=(
            library,
            lambda: library.role.set_ask(found.area, areas=[found.area]),
            f"The role asks for {plain(found.area)} now.",
        ),
    )


# -- one ask --------------------------------------------------------------------------------------


def _ask(library: Library, ask: Ask, names: Sequence[str]) -> None:
    key = _id(ask.text)
    with st.container(border=True, key=f"ask-{key}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(ask.text)}**", width="stretch")
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
        left, right = st.columns([2, 3], gap="medium")
        with left:
            _depth(library, ask, key)
        with right:
            _areas(library, ask, names, key)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            _opener(library, f"ask-came-{key}", f"{len(ask.came):,} came", ask.came)
            _opener(library, f"ask-read-{key}", f"{len(ask.read):,} read", ask.read)
            _opener(library, f"ask-deep-{key}", f"{len(ask.deep):,} in depth", ask.deep)
            if ask.gap:
                st.markdown(f":small[:orange[:material/info:] {plain(ask.gap)}]", width="content")
            else:
                st.markdown(":small[:green[:material/done:] fed]", width="content")


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
                _serve(library, ask, area, plain(area), f"ask-likely-{key}-{_id(area)}", quiet=True)


def _serve(library: Library, ask: Ask, area: str, label: str, key: str, *, quiet: bool = False) -> None:
    def serve() -> None:
        # A click may come before the page is drawn with what the one before it did.
        by_now = next((each.areas for each in library.role.read().asks if each.text == ask.text), ())
        library.role.set_ask(ask.text, areas=list(dict.fromkeys([*by_now, area])))

    st.button(
        label,
        key=key,
        type="tertiary" if quiet else "secondary",
        icon=":material/add:" if quiet else None,
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
    elif st.button(label, key=key, type="tertiary", icon=":material/list:"):
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
