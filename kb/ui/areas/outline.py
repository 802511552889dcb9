"""From an outline somebody wrote: what it names is shown before any of it is made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import streamlit as st

from kb.catalogue import _, n_, noted
from kb.errors import JomoError
from kb.library import Library
from kb.text.excerpts import shortened
from kb.types import Area, OutlineArea, Stance
from kb.ui.shell import emptied, notices, theme
from kb.ui.shell.dialogs import dialog
from kb.ui.shell.escape import plain

_CRITERION_LENGTH = 260
_ASK_LENGTH = 100
"""Characters of a criterion in the preview, and of an entry up to which it becomes an ask word for word."""
_AREAS, _ASKS = "outline-areas", "outline-asks"
"""What the two forms are called."""


@dialog(noted("From an outline"), width="large", icon=":material/format_list_bulleted:")
def areas(library: Library) -> None:
    """Opens the form that makes areas of an outline."""
    told = _(
        "A table of contents, the parts of a survey, a list of what matters: numbered, with bullets or "
        "headings, in Russian or English."
    )
    st.markdown(f":gray[{told}]")
    example = _("1. Linear attention: anything that makes attention linear")
    found = _pasted(library, _AREAS, _("Outline"), example)
    known = [area.name for area in library.areas.every()]
    stance = Stance.UNDECIDED
    if found:
        stance = st.pills(
            _("Stance of all"),
            list(Stance),
            default=Stance.UNDECIDED,
            required=True,
            format_func=lambda stance: theme.STANCES[stance].mark,
            key=emptied.keyed("outline-stance", _AREAS),
            wrap=True,
            persist_state="session",
        )
    chosen = _preview(found, known, _AREAS, _("There is an area of this name already."))

    def make() -> bool:
        def said(made: list[Area]) -> str:
            names = plain(", ".join(area.name for area in made))
            return n_("Made {count} area: {names}.", "Made {count} areas: {names}.", len(made), names=names)

        return notices.done(library, lambda: library.areas.import_outline(chosen, stance), said)

    _make(_AREAS, n_("Make {count} area", "Make {count} areas", len(chosen)), make, bool(chosen))


@dialog(noted("From a job description"), width="large", icon=":material/work:")
def asks(library: Library) -> None:
    """Opens the form that takes what a role asks for from a job description."""
    told = _(
        "Paste what the work asks for: a job description, goals, a plan, with a line or a bullet for each "
        "thing. It stays on this machine."
    )
    st.markdown(f":gray[{told}]")
    example = _("- Make inference cheaper\n- Know what appears in RAG")
    found = _pasted(library, _ASKS, _("What the work asks for"), example)
    found = [replace(entry, name=whole(entry)) for entry in found]
    known = [ask.text for ask in library.role.read().asks]
    chosen = _preview(found, known, _ASKS, _("It is asked for already."))

    def make() -> bool:
        def said(made: list[str]) -> str:
            return n_(
                "The role asks for {count} thing more.", "The role asks for {count} things more.", len(made)
            )

        return notices.done(library, lambda: library.role.import_outline(chosen), said)

    _make(_ASKS, n_("Ask for {count} thing", "Ask for {count} things", len(chosen)), make, bool(chosen))


def whole(entry: OutlineArea) -> str:
    """An entry as the work asks for it: its name, and what is said of it where that is short."""
    said = f"{entry.name}: {entry.criterion}" if entry.criterion else entry.name
    return said if len(said) <= _ASK_LENGTH else entry.name


def _pasted(library: Library, form: str, label: str, placeholder: str) -> list[OutlineArea]:
    text = st.text_area(
        label,
        placeholder=placeholder,
        key=emptied.keyed(f"{form}-text", form),
        height=180,
        persist_state="session",
    )
    if text.strip():
        try:
            return library.areas.outline(text)
        except JomoError as error:
            st.markdown(f":orange[:material/info:] {plain(str(error))}.")
    st.button(_("See what it names"), key="outline-see", type="primary")
    return []


def _preview(
    found: Sequence[OutlineArea], known: Collection[str], form: str, taken: str
) -> list[OutlineArea]:
    """The entries, each to be renamed or left out; returns those that stay."""
    folded = {name.casefold() for name in known}
    start = emptied.keyed(emptied.about(form, found), form)
    kept: list[tuple[OutlineArea, str, bool]] = []
    for place, entry in enumerate(found):
        key = f"{start}-{place}"
        remarks = [_("within {area}", area=entry.parent)] if entry.parent else []
        remarks += (
            [shortened(entry.criterion, _CRITERION_LENGTH)] if form == _AREAS and entry.criterion else []
        )
        with st.container(horizontal=True, gap="small", key=f"outline-entry-{place}"):
            there = entry.name.casefold() in folded
            take = st.checkbox(
                _("Take {area}", area=plain(entry.name)),
                not there,
                key=f"{key}-take",
                persist_state="session",
                label_visibility="collapsed",
                width="content",
            )
            with st.container(gap="xsmall"):
                name = st.text_input(
                    _("Name"),
                    entry.name,
                    key=f"{key}-name",
                    label_visibility="collapsed",
                    persist_state="session",
                )
                name = " ".join(name.split())
                before = {*folded, *(other.casefold() for _entry, other, on in kept if on)}
                again = name.casefold() in before
                if again and (take or there):
                    st.markdown(f":small[:orange[:material/info:] {taken}]")
                if remarks:
                    st.markdown(f":small[:gray[{plain(' · '.join(remarks))}]]")
        kept.append((entry, name, take and bool(name) and not again))
    return renamed(kept)


def renamed(kept: Sequence[tuple[OutlineArea, str, bool]]) -> list[OutlineArea]:
    """The entries that are taken, by their new names, each within the nearest around it that is taken too."""
    outward = {entry.name: entry.parent for entry, *_rest in kept}
    taken = {entry.name: name for entry, name, take in kept if take}

    def parent(entry: OutlineArea) -> str | None:
        found = entry.parent
        while found is not None and found in outward and found not in taken:
            found = outward[found]
        return taken.get(found, found) if found is not None else None

    return [replace(entry, name=name, parent=parent(entry)) for entry, name, take in kept if take]


def _make(form: str, label: str, make: Callable[[], bool], possible: bool) -> None:
    with st.container(horizontal=True):
        if possible and st.button(label, key="outline-make", type="primary"):
            with st.spinner(_("Finding what belongs where …"), show_time=False):
                if make():
                    emptied.taken(form)
            st.rerun()
        if st.button(_("Leave it"), key="outline-leave", type="tertiary"):
            emptied.taken(form)
            st.rerun()
