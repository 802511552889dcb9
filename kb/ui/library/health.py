"""Whether the library is sound: the doctor's findings, each with the button that mends it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kb.catalogue import _, noted
from kb.library import Library
from kb.types import Check, Remedy
from kb.ui.shell import notices
from kb.ui.shell.escape import plain

_FOUND = "library-checks"
_REMEDIES = {
    Remedy.FIX: noted("Mend it"),
    Remedy.REINDEX: noted("Make it anew"),
    Remedy.EMBED: noted("Go on with it"),
    Remedy.MAP: noted("Bring the map up to date"),
    Remedy.COMPLETE: noted("Ask arXiv now"),
}


def draw(library: Library) -> None:
    """The button, and what was found when it was last pressed here."""
    st.header(_("Is all well?"), anchor=False)
    pressed = st.button(_("Look the library over"), key="look-over", icon=":material/health_and_safety:")
    if pressed:
        with st.spinner(_("Looking …")):
            st.session_state[_FOUND] = library.upkeep.doctor()
    checks: list[Check] = st.session_state.get(_FOUND, [])
    if not checks:
        return
    wanting = [check for check in checks if not check.ok or check.remedy is not None]
    if all(check.ok for check in checks):
        st.markdown(f":green[:material/done:] {_('Nothing is wrong.')}")
    for check in sorted(wanting, key=lambda check: check.ok):
        _line(library, check)
    fine = [check for check in checks if check not in wanting]
    with st.expander(_("What was looked at and is well"), icon=":material/checklist:"):
        for check in fine:
            _line(library, check)


def forget() -> None:
    """Leaves what was found, which is true no more."""
    st.session_state.pop(_FOUND, None)


def _line(library: Library, check: Check) -> None:
    mark = ":green[:material/done:]" if check.ok else ":material/error:"
    can_be_done = check.remedy is not None and (
        check.remedy is not Remedy.COMPLETE or library.settings.network
    )
    name = _(check.name)
    with st.container(
        key=f"check-{check.name}",
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
    ):
        found = plain(check.found if can_be_done else check.detail)
        st.markdown(f"{mark} **{name[:1].upper()}{name[1:]}**: {found}", width="stretch")
        if check.remedy is not None and can_be_done:
            st.button(
                _(_REMEDIES[check.remedy]),
                key=f"mend-{check.name}",
                type="tertiary",
                icon=":material/build:",
                on_click=_mend,
                args=(library, check.remedy),
            )


def _mend(library: Library, remedy: Remedy) -> None:
    notices.act(library, _does(library, remedy), "")
    st.session_state[_FOUND] = library.upkeep.doctor()


def _does(library: Library, remedy: Remedy) -> Callable[[], object]:
    match remedy:
        case Remedy.FIX:
            return lambda: library.upkeep.doctor(fix=True)
        case Remedy.REINDEX:
            return library.upkeep.reindex
        case Remedy.EMBED:
            return library.work.resume
        case Remedy.MAP:
            return library.work.queue_map
        case Remedy.COMPLETE:
            return library.work.queue_completion
