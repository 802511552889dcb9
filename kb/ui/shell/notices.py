"""What was just done, said once at the top of the next run, with Undo where it can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException

from kb.catalogue import _, n_
from kb.errors import JomoError
from kb.library import Library
from kb.types import Move
from kb.ui.shell import troubles
from kb.ui.shell.escape import plain

_KEY, _SHOWN, _FOLLOWED, _TAKEN_BACK = "notice", "notice-shown", "followed-imports", "taken-back"


@dataclass(frozen=True, slots=True)
class Notice:
    """`text` is Markdown, or the plain words of an error. `step` is the one that Undo takes back; None where
    nothing was done that could be."""

    text: str
    step: int | None = None
    failed: bool = False


_Done = TypeVar("_Done")


def done(library: Library, action: Callable[[], _Done], said: str | Callable[[_Done], str]) -> bool:
    """Does it as `act` does; returns whether nothing stopped it."""
    before = _last(library)
    try:
        made = action()
    except JomoError as error:
        fail(error)
        return False
    last = _last(library)
    if text := said if isinstance(said, str) else said(made):
        st.session_state[_KEY] = Notice(text, last if last > before else None)
    return True


def act(library: Library, action: Callable[[], _Done], said: str | Callable[[_Done], str]) -> None:
    """Does something the person asked for and keeps what to say about it for the next run.

    For button callbacks and page code alike. An error that names its remedy becomes the notice.
    `said` is Markdown, or makes it from what the action returned; where it is empty nothing is said. Undo is
    offered for the step that the action was.
    """
    done(library, action, said)


def _last(library: Library) -> int:
    step = library.history.last()
    return step.id if step else 0


def say(text: str) -> None:
    """Keeps a line of Markdown for the top of the next run."""
    st.session_state[_KEY] = Notice(text)


def fail(error: Exception) -> None:
    """Keeps what stopped something for the top of the next run."""
    st.session_state[_KEY] = Notice(troubles.said(error), failed=True)


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
            refused = _("Not saved: {what}", what=plain(first.spec)) + f"  \n{plain(first.reason)}."
            if more:
                others = n_(
                    "{count} more was refused; the Add page names it.",
                    "{count} more were refused; the Add page names them.",
                    more,
                )
                refused = f"{refused} {others}"
            st.error(refused, icon=":material/block:")


def draw(library: Library, *, tells_imports: bool = False) -> None:
    """Shows the kept notice and what an import of this session refused, once. `tells_imports`: the page tells
    itself what became of imports."""
    # There with nothing to say too: what follows keeps its place, and an old page fades where it stood, not
    # within the bar.
    with st.container(key="notices"):
        _tell_refused(library, tells_imports)
        notice: Notice | None = st.session_state.pop(_KEY, None) or st.session_state.get(_SHOWN)
        if notice is not None:
            st.session_state[_SHOWN] = notice
            _show(library, notice)


@contextmanager
def telling() -> Iterator[None]:
    """Around a run of a page: what it shows is told once it ends. A run that another takes the place of, such
    as that of the first click of two, may have been seen by nobody: the next one shows it again."""
    try:
        yield
    except RerunException:
        raise
    except BaseException:
        st.session_state.pop(_SHOWN, None)
        raise
    st.session_state.pop(_SHOWN, None)


def _show(library: Library, notice: Notice) -> None:
    if notice.failed:
        st.error(plain(notice.text), icon=":material/error:")
        return
    with st.container(horizontal=True, vertical_alignment="center", key="notice-bar"):
        st.markdown(f":green[:material/done:] {notice.text}")
        if notice.step is not None:
            back = (library, notice.step)
            st.button(_("Undo"), key="notice-undo", type="tertiary", on_click=take_back, args=back)


def take_back(library: Library, step: int) -> None:
    """Takes a step back and says so; of an import also what stays of it. Pressed again before the page had
    answered, it says so again."""
    taken, told = st.session_state.get(_TAKEN_BACK, (None, ""))
    if taken == step:
        say(told)
        return
    imported = library.history.is_import(step)

    def said(moves: list[Move]) -> str:
        text = _("Taken back.")
        if imported and moves:
            text = _("Taken back: {what}.", what=plain(moves[0].after))
        st.session_state[_TAKEN_BACK] = step, text
        return text

    act(library, lambda: library.history.undo(step), said)
