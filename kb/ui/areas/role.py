"""The role: what the person's work asks for, how deep, what serves it, and where the two do not meet."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import streamlit as st

from kb.catalogue import _, language, n_, noted, number, p_
from kb.library import Library
from kb.types import Ask, Depth, Role, Unasked
from kb.ui.areas import behind, form, outline, stats
from kb.ui.shell import humanize, lines, notices, url
from kb.ui.shell.escape import plain

_CHOICES = {Depth.BREADTH: noted("Breadth"), Depth.GIST: noted("Gist"), Depth.DEPTH: noted("Depth")}
_MEANT = {
    Depth.BREADTH: noted("Be aware of what appears."),
    Depth.GIST: noted("Have the gist of it: some of it is read."),
    Depth.DEPTH: noted("Know it in depth: long reads, and judged by use."),
}
"""The depths as choices, and what each asks for."""
_NEW = "new-ask"
_LIST = "asks"
_COLUMNS = (lines.Column(noted("Depth"), 70), lines.Column(noted("What it lacks"), 300),
            lines.Column("", 190))  # fmt: skip
"""Pixels that the longest of what stands in each takes, tried out."""


def draw(library: Library) -> None:
    """What the work asks for, what is short of it first; then what is followed beside it."""
    at = humanize.now()
    role = _role(library, str(library.home), library.revision(), at.date().isoformat(), language())
    if not role.asks:
        st.markdown(
            _(
                "Your work asks for some things and not for others. Write them down with the depth each "
                "needs and the areas that serve them; this page then shows what you get too little of, and "
                "what you follow although nobody asks for it."
            )
        )
        begin = _("Begin with one thing your work asks of you, or paste a job description.")
        st.markdown(f":gray[{begin}]")
        _add(library)
        return
    counted = _("Came and read: since {day}.", day=humanize.day(role.since))
    st.markdown(f":gray[{_standing(role)} {counted}{stats.as_of(role.since, at)}]")
    _add(library)
    names = [area.name for area in library.areas.every()]
    lines.head(_LIST, _("Your work asks for"), _COLUMNS)
    for ask in sorted(role.asks, key=lambda ask: not ask.gap):
        _line(library, ask, names)
    if role.unasked:
        said = _("Followed, though your work does not ask for it ({count})", count=number(len(role.unasked)))
        st.header(said, anchor=False)
    for unasked in role.unasked:
        _unasked(library, unasked)


def _standing(role: Role) -> str:
    lacking = len(role.unfed)
    if not lacking:
        return _("You get enough of everything your work asks for.")
    return n_(
        "Your work asks for {count} thing; {lacking} of them without enough.",
        "Your work asks for {count} things; {lacking} of them without enough.",
        len(role.asks),
        lacking=number(lacking),
    )


@st.cache_data(max_entries=4, show_spinner=False)
def _role(_library: Library, home: str, revision: int, day: str, spoken: str) -> Role:
    # What an ask lacks is said within it, in the language of the moment.
    return _library.role.read()


def _add(library: Library) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="add-ask"):
        st.text_input(
            _("One more thing it asks for"),
            placeholder=_("Make inference cheaper"),
            label_visibility="collapsed",
            key=_NEW,
            on_change=_put_new,
            args=(library,),
        )
        st.button(_("Add"), key="add-ask-do", type="primary", on_click=_put_new, args=(library,))
        if st.button(_("From a job description"), key="add-asks", icon=":material/work:"):
            outline.asks(library)


def _put_new(library: Library) -> None:
    text = " ".join(str(st.session_state.get(_NEW) or "").split())
    if text:
        st.session_state[_NEW] = ""
        said = _("The role asks for {thing}.", thing=plain(text))
        notices.act(library, lambda: library.role.set_ask(text), said)


def _line(library: Library, ask: Ask, names: Sequence[str]) -> None:
    key = _id(ask.text)
    with lines.line(_LIST, key, ask.text, _COLUMNS) as (depth, lacks, step):
        depth.markdown(f":small[{ask.depth.label}]")
        if ask.gap:
            lacks.markdown(f":small[:orange[:material/info:] {plain(ask.gap)}]")
            with step:
                _next_step(library, ask)
        else:
            lacks.markdown(f":small[:green[:material/done:] {p_('it lacks', 'nothing')}]")
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
            _("Choose an area"),
            key=f"gap-choose-{name}",
            type="tertiary",
            on_click=lines.open_line,
            args=(_LIST, name),
        )
    elif not ask.came:
        st.page_link(
            url.PAGE,
            label=_("Look for it in the library"),
            query_params={url.BOX: ask.text},
        )
    elif ask.read:
        behind.opener(library, f"gap-read-{name}", _("Judge what was read"), ask.read)
    else:
        behind.opener(library, f"gap-came-{name}", _("Choose something to read"), ask.came)


def _make_area(library: Library, ask: Ask, key: str) -> None:
    if st.button(_("Make an area for it"), key=key, type="tertiary"):
        form.make(library, ask=ask.text)


def _unasked(library: Library, found: Unasked) -> None:
    name = _id(found.area)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"unasked-{name}"):
        st.markdown(f"**{plain(found.area)}**", width="content")
        behind.opener(library, f"unasked-came-{name}", behind.came(found.came), found.came)
        behind.opener(library, f"unasked-read-{name}", behind.read(found.read), found.read)
        st.button(
            _("Ask for it"),
            key=f"unasked-ask-{name}",
            type="tertiary",
            icon=":material/add:",
            help=_("Puts it on the role. If the work does not ask for it, think about its stance."),
            on_click=notices.act,
            args=(
                library,
                lambda: library.role.set_ask(found.area, areas=[found.area]),
                _("The role asks for {thing} now.", thing=plain(found.area)),
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
        behind.opener(library, f"ask-came-{key}", behind.came(ask.came), ask.came)
        behind.opener(library, f"ask-read-{key}", behind.read(ask.read), ask.read)
        in_depth = _("{count} in depth", count=number(len(ask.deep)))
        behind.opener(library, f"ask-deep-{key}", in_depth, ask.deep)
        if not ask.areas and ask.likely:
            _make_area(library, ask, f"ask-make-{key}")
        st.button(
            _("Remove"),
            key=f"ask-remove-{key}",
            type="tertiary",
            on_click=notices.act,
            args=(
                library,
                lambda: library.role.remove_ask(ask.text),
                _("The role no longer asks for {thing}.", thing=plain(ask.text)),
            ),
        )


def _depth(library: Library, ask: Ask, key: str) -> None:
    name = f"ask-depth-{key}"
    # What the library holds is shown, also after an undo.
    st.session_state[name] = ask.depth

    def change() -> None:
        depth: Depth = st.session_state[name]
        said = f"{plain(ask.text)}: {depth.label}."
        notices.act(library, lambda: library.role.set_ask(ask.text, depth=depth), said)

    st.pills(
        _("Depth"),
        list(Depth),
        required=True,
        format_func=lambda depth: _(_CHOICES[depth]),
        key=name,
        on_change=change,
        wrap=True,
    )
    st.markdown(f":small[:gray[{_(_MEANT[ask.depth])}]]")


def _areas(library: Library, ask: Ask, names: Sequence[str], key: str) -> None:
    name = f"ask-areas-{key}"
    likely = [area for area in ask.likely if area in names]
    st.session_state[name] = [area for area in ask.areas if area in names]

    def change() -> None:
        chosen = list(st.session_state[name])
        said = _served(ask, plain(", ".join(chosen)))
        notices.act(library, lambda: library.role.set_ask(ask.text, areas=chosen), said)

    st.multiselect(
        _("Areas that serve it"),
        [*ask.areas, *likely, *(area for area in names if area not in (*ask.areas, *likely))],
        key=name,
        placeholder=_("Choose areas") if names else _("There are no areas yet"),
        on_change=change,
    )
    if likely:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(f":small[:gray[{_('By its meaning:')}]]", width="content")
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
        args=(library, serve, _served(ask, plain(area))),
    )


def _served(ask: Ask, areas: str) -> str:
    if not areas:
        return _("{thing}: served by no area.", thing=plain(ask.text))
    return _("{thing}: served by {areas}.", thing=plain(ask.text), areas=areas)


def _id(text: str) -> str:
    """A short name for a widget about something that has no number."""
    return f"{crc32(text.encode()):x}"
