"""Where background work stands: what, how many, how long about, Stop and Resume."""

from __future__ import annotations

import streamlit as st

from kb.library import Library
from kb.store.jobs import COMPLETE, FETCH, IMPORT
from kb.types import Job, Stats
from kb.ui.shell import dialogs, humanize, troubles
from kb.ui.shell.escape import plain

_EVERY_SECONDS = 2
"""Often enough to be seen moving, seldom enough to cost the app nothing."""
_NAMES = {
    "import": "Importing",
    "embed": "Learning what texts mean",
    "map": "Drawing the map",
    "complete": "Asking arXiv",
    "fetch": "Fetching pages",
    "sync": "Asking feeds",
    "scan": "Reading your own writing",
}


def panel(library: Library, key: str = "work") -> None:
    """The state of background work, looked at every two seconds as long as the page is open: work that begins
    elsewhere appears, and what has ended is gone.

    Whenever a job ends, the page is drawn anew once, so that what was done shows; where a dialog stands, when
    it is closed. `key` differs between two panels of one page.
    """
    st.fragment(_renewed, run_every=_EVERY_SECONDS)(library, key, library.work.ended())


@troubles.show_errors()
def _renewed(library: Library, key: str, ended: int) -> None:
    if library.work.ended() != ended and not dialogs.stands():
        st.rerun()
    library.watched.take()
    library.sources.take()
    jobs, pending = library.work.jobs(), library.vectors.pending()
    for job in jobs:
        st.markdown(f":small[**{title(job)}**  \n:gray[{standing(job)}]]")
        if job.total:
            st.progress(min(1.0, job.done / job.total))
    if not jobs and pending and not library.work.stopped():
        library.work.ensure()
        st.markdown(f":small[:gray[{waiting(pending)}]]")
    if jobs or (pending and not library.work.stopped()):
        st.button(
            "Stop", key=f"{key}-stop", icon=":material/pause:", type="tertiary", on_click=library.work.stop
        )
    failures(library, of_imports=False)
    stopped = library.work.count_stopped()
    if library.work.stopped() and (stopped or pending):
        st.markdown(f":small[**Stopped**  \n:gray[{waiting(pending, stopped)}]]")
        st.button(
            "Resume",
            key=f"{key}-resume",
            icon=":material/play_arrow:",
            type="tertiary",
            on_click=library.work.resume,
        )


def failures(library: Library, *, of_imports: bool) -> None:
    """Work that failed and why: of imports, for the Add page, or on the library as a whole."""
    for job in library.work.failed():
        if (job.kind in (IMPORT, COMPLETE, FETCH)) == of_imports:
            st.markdown(f":small[:material/block: **{title(job)}: failed**  \n:gray[{plain(job.message)}]]")


def title(job: Job) -> str:
    """What a job does, in two or three words."""
    return _NAMES.get(job.kind, job.kind.capitalize())


def standing(job: Job) -> str:
    """How far a job is, in one line: `1,200 of 3,000, about 4 minutes left`."""
    if job.total == 0:
        return plain(job.message) or ("starting" if job.state == "running" else "waiting for its turn")
    left = "" if job.eta_seconds is None else f", {humanize.duration(job.eta_seconds)} left"
    return f"{job.done:,} of {job.total:,}{left}"


def waiting(passages: int, jobs: int = 0) -> str:
    """What is still to be done: `2 jobs and 1,200 passages wait`."""
    parts = [humanize.count(jobs, "job")] if jobs else []
    if passages:
        parts.append(f"{humanize.count(passages, 'passage')} to be found by meaning")
    return f"Waiting: {' and '.join(parts)}." if parts else "Starting."


def standing_line(library: Library, stats: Stats) -> None:
    """The state of background work in a sentence, for a page's foot."""
    known = humanize.count(stats.items, "item")
    if stats.pending_vectors:
        still = humanize.count(stats.pending_vectors, "passage")
        st.markdown(f":gray[{known}, all found by their words. {still} still to be found by meaning.]")
    else:
        st.markdown(f":gray[{known}, all found by words and by meaning. Nothing to do.]")
