"""What was just done, said once at the top of the next run, with Undo where it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from kb.errors import JomoError
from kb.library import Library
from kb.ui.shell.escape import plain

_KEY, _FOLLOWED = "notice", "followed-imports"


@dataclass(frozen=True, slots=True)
class Notice:
    """`text` is Markdown, or the plain words of an error. `undo_event` is the event that Undo would take
    back; None where there is nothing to undo. `back` takes back what leaves no event."""

    text: str
    undo_event: int | None = None
    failed: bool = False
    back: Callable[[], object] | None = None


_Done = TypeVar("_Done")


def act(
    library: Library,
    action: Callable[[], _Done],
    said: str | Callable[[_Done], str],
    *,
    undoable: bool = True,
    back: Callable[[], object] | None = None,
) -> None:
    """Does something the person asked for and keeps what to say about it for the next run.

    For button callbacks and page code alike. An error that names its remedy becomes the notice.
    `said` is Markdown, or makes it from what the action returned; where it is empty nothing is said. Undo is
    offered for an event the action caused; `back` does it for an action that causes none.
    """
    before = library.history.last() if undoable else None
    try:
        done = action()
    except JomoError as error:
        st.session_state[_KEY] = Notice(str(error), failed=True)
        return
    last = library.history.last() if undoable else None
    changed = last is not None and (before is None or last.id != before.id)
    text = said if isinstance(said, str) else said(done)
    if not text:
        return
    st.session_state[_KEY] = Notice(text, undo_event=last.id if last and changed else None, back=back)


def say(text: str) -> None:
    """Keeps a line of Markdown for the top of the next run."""
    st.session_state[_KEY] = Notice(text)


def waiting() -> bool:
    """Whether a notice is kept that no run has shown yet."""
    return _KEY in st.session_state


def follow(job: int) -> None:
    """Remembers an import of this session, so that what it refuses is said on whatever page is open then."""
    st.session_state[_FOLLOWED] = {*st.session_state.get(_FOLLOWED, ()), job}


def _tell_refused(library: Library, told_elsewhere: bool) -> None:
    followed: set[int] = st.session_state.get(_FOLLOWED, set())
    for record in library.intake.last() if followed else ():
        if record.job_id not in followed:
            continue
        st.session_state[_FOLLOWED] = followed = followed - {record.job_id}
        if record.failed and not told_elsewhere:
            first, more = record.failed[0], len(record.failed) - 1
            others = f" {more:,} more were refused; the Add page names them." if more else ""
            st.error(
                f"Not saved: {plain(first.spec)}  \n{plain(first.reason)}.{others}", icon=":material/block:"
            )


def draw(library: Library, *, tells_imports: bool = False) -> None:
    """Shows the kept notice and what an import of this session refused, once. `tells_imports`: the page tells
    itself what became of imports."""
    _tell_refused(library, tells_imports)
    notice: Notice | None = st.session_state.pop(_KEY, None)
    if notice is None:
        return
    if notice.failed:
        st.error(plain(notice.text), icon=":material/error:")
        return
    with st.container(horizontal=True, vertical_alignment="center", key="notice-bar"):
        st.markdown(f":green[:material/done:] {notice.text}")
        last = library.history.last() if notice.undo_event is not None else None
        if last is not None and last.id == notice.undo_event:
            st.button("Undo", key="notice-undo", type="tertiary", on_click=_undo, args=(library, last.id))
        elif notice.back is not None:
            st.button("Undo", key="notice-undo", type="tertiary", on_click=_back, args=(library, notice.back))


def _undo(library: Library, event_id: int) -> None:
    """Takes back the step that the button was drawn for, and no other."""
    last = library.history.last()
    if last is None or last.id != event_id:
        st.session_state[_KEY] = Notice("Not taken back: other steps came after it.", failed=True)
        return
    act(library, library.history.undo, "Taken back.", undoable=False)


def _back(library: Library, back: Callable[[], object]) -> None:
    act(library, back, "Taken back.", undoable=False)
