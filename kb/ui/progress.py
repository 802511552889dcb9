"""Where background work stands: what, how many, how long about, Stop and Resume."""

from __future__ import annotations

import streamlit as st

from kb.library import Library
from kb.types import Job, Stats
from kb.ui import words
from kb.ui.prose import plain

_EVERY_SECONDS = 2
_NAMES = {
    "import": "Importing",
    "embed": "Learning what texts mean",
    "map": "Drawing the map",
    "complete": "Asking arXiv",
}


def panel(library: Library, key: str = "work") -> None:
    """The state of background work, renewed every two seconds while there is any; else nothing.

    Whenever a job ends or all is stopped, the page is drawn anew once, so that what was done shows.
    `key` differs between two panels of one page.
    """
    if _working(library):
        seen = frozenset(job.id for job in library.jobs())
        st.fragment(_renewed, run_every=_EVERY_SECONDS)(library, key, seen)
    elif library.jobs_stopped() and (library.jobs() or library.pending()):
        _stopped(library, key)


def _working(library: Library) -> bool:
    return not library.jobs_stopped() and bool(library.jobs() or library.pending())


def _renewed(library: Library, key: str, seen: frozenset[int]) -> None:
    jobs = library.jobs()
    if seen - {job.id for job in jobs} or not _working(library):
        st.rerun()
    for job in jobs:
        st.markdown(f":small[**{title(job)}**  \n:gray[{standing(job)}]]")
        if job.total:
            st.progress(min(1.0, job.done / job.total))
    if not jobs:
        st.markdown(f":small[:gray[{waiting(library.pending())}]]")
    st.button("Stop", key=f"{key}-stop", icon=":material/pause:", type="tertiary", on_click=library.stop_jobs)


def _stopped(library: Library, key: str) -> None:
    st.markdown(f":small[**Stopped**  \n:gray[{waiting(library.pending(), len(library.jobs()))}]]")
    st.button(
        "Resume",
        key=f"{key}-resume",
        icon=":material/play_arrow:",
        type="tertiary",
        on_click=library.resume_jobs,
    )


def title(job: Job) -> str:
    """What a job does, in two or three words."""
    return _NAMES.get(job.kind, job.kind.capitalize())


def standing(job: Job) -> str:
    """How far a job is, in one line: `1,200 of 3,000, about 4 minutes left`."""
    if job.total == 0:
        return plain(job.message) or ("starting" if job.state == "running" else "waiting for its turn")
    left = "" if job.eta_seconds is None else f", {words.duration(job.eta_seconds)} left"
    return f"{job.done:,} of {job.total:,}{left}"


def waiting(passages: int, jobs: int = 0) -> str:
    """What is still to be done: `2 jobs and 1,200 passages wait`."""
    parts = [words.count(jobs, "job")] if jobs else []
    if passages:
        parts.append(f"{words.count(passages, 'passage')} to be found by meaning")
    return f"Waiting: {' and '.join(parts)}." if parts else "Starting."


def standing_line(library: Library, stats: Stats) -> None:
    """The state of background work in a sentence, for a page's foot."""
    known = words.count(stats.items, "item")
    if stats.pending_vectors:
        still = words.count(stats.pending_vectors, "passage")
        st.markdown(f":gray[{known}, all found by their words. {still} still to be found by meaning.]")
    else:
        st.markdown(f":gray[{known}, all found by words and by meaning. Nothing to do.]")
