"""Where background work stands: what, how many, how long about, Stop and Resume."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _, listed, n_, noted, number
from kb.library import Library
from kb.store.jobs import COMPLETE, FETCH, IMPORT
from kb.types import Job, Stats
from kb.ui.shell import dialogs, humanize, troubles
from kb.ui.shell.escape import plain

_EVERY_SECONDS = 2
"""Often enough to be seen moving, seldom enough to cost the app nothing."""
_NAMES = {
    "import": noted("Importing"),
    "embed": noted("Learning what texts mean"),
    "map": noted("Drawing the map"),
    "complete": noted("Asking arXiv"),
    "fetch": noted("Fetching pages"),
    "sync": noted("Asking feeds"),
    "scan": noted("Reading your own writing"),
    "mirror": noted("Writing notes into a folder"),
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
            _("Stop"),
            key=f"{key}-stop",
            icon=":material/pause:",
            type="tertiary",
            on_click=library.work.stop,
        )
    failures(library, of_imports=False)
    stopped = library.work.count_stopped()
    if library.work.stopped() and (stopped or pending):
        st.markdown(f":small[**{_('Stopped')}**  \n:gray[{waiting(pending, stopped)}]]")
        st.button(
            _("Resume"),
            key=f"{key}-resume",
            icon=":material/play_arrow:",
            type="tertiary",
            on_click=library.work.resume,
        )


def failures(library: Library, *, of_imports: bool) -> None:
    """Work that failed and why: of imports, for the Add page, or on the library as a whole."""
    for job in library.work.failed():
        if (job.kind in (IMPORT, COMPLETE, FETCH)) == of_imports:
            failed = _("{work}: failed", work=title(job))
            st.markdown(f":small[:material/block: **{failed}**  \n:gray[{plain(job.message)}]]")


def title(job: Job) -> str:
    """What a job does, in two or three words."""
    name = _NAMES.get(job.kind)
    return _(name) if name else job.kind.capitalize()


def standing(job: Job) -> str:
    """How far a job is, in one line: `1,200 of 3,000, about 4 minutes left`."""
    if job.total == 0:
        return plain(job.message) or (_("starting") if job.state == "running" else _("waiting for its turn"))
    done, total = number(job.done), number(job.total)
    if job.eta_seconds is None:
        return _("{done} of {total}", done=done, total=total)
    return _(
        "{done} of {total}, {duration} left",
        done=done,
        total=total,
        duration=humanize.duration(job.eta_seconds),
    )


def waiting(passages: int, jobs: int = 0) -> str:
    """What is still to be done: `2 jobs and 1,200 passages wait`."""
    parts = [n_("{count} job", "{count} jobs", jobs)] if jobs else []
    if passages:
        parts.append(
            n_("{count} passage to be found by meaning", "{count} passages to be found by meaning", passages)
        )
    return _("Waiting: {what}.", what=listed(parts)) if parts else _("Starting.")


def standing_line(library: Library, stats: Stats) -> None:
    """The state of background work in a sentence, for a page's foot."""
    if stats.pending_vectors:
        known = n_(
            "{count} item, all found by their words.", "{count} items, all found by their words.", stats.items
        )
        still = n_(
            "{count} passage still to be found by meaning.",
            "{count} passages still to be found by meaning.",
            stats.pending_vectors,
        )
        st.markdown(f":gray[{known} {still}]")
    else:
        known = n_(
            "{count} item, all found by words and by meaning. Nothing to do.",
            "{count} items, all found by words and by meaning. Nothing to do.",
            stats.items,
        )
        st.markdown(f":gray[{known}]")
