"""What was dropped or pointed to is looked at first: what is in it, what is here already, what will be lost.
Nothing is saved before the person says so."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from kb.library import Library
from kb.text.counts import counted
from kb.text.excerpts import shortened
from kb.types import Failure, Zone
from kb.types.imports import Preview, Sample
from kb.ui.add import reports
from kb.ui.shell import capture, humanize, notices, theme
from kb.ui.shell.escape import plain

_KEY, _ROUND, _DROPPED = "looked-at", "uploads-round", "dropped"
_LOOKS_S = 15.0
"""Seconds of looking that a person waits for; what was seen until then is told as such."""
_NAMED = 50
"""Near duplicates and losses that are listed."""
_TITLE, _SOURCE = 90, 40
"""Characters of a sample's title and source that fit a line."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What lies ready to be imported, and what is in it."""

    specs: tuple[str, ...]
    preview: Preview


def uploads(library: Library, key: str) -> None:
    """Where files and whole folders are dropped; what was dropped is looked at."""
    turn = st.session_state.get(_ROUND, 0)
    with st.container(horizontal=True, gap="medium", key=f"{key}-uploads"):
        files = st.file_uploader(
            "Or drop files",
            help="PDF, Markdown, HTML, plain text, zip files, exports of other programs",
            accept_multiple_files=True,
            key=f"{key}-files-{turn}",
        )
        folder = st.file_uploader(
            "Or a whole folder",
            help="A vault of notes, an export with all its files",
            accept_multiple_files="directory",
            key=f"{key}-folder-{turn}",
        )
    dropped = (*files, *folder)
    names = [one.file_id for one in dropped]
    # Every run of the page comes by here: large files are written once.
    if dropped and st.session_state.get(_DROPPED) != names:
        kept = library.intake.keep_uploads([(one.name, one.getvalue()) for one in dropped])
        look(library, [str(path) for path in kept])
        st.session_state[_DROPPED] = names


def look(library: Library, specs: Sequence[str]) -> None:
    """Looks at what specs lead to, unless that is what was looked at last."""
    looked: Looked | None = st.session_state.get(_KEY)
    if looked is not None and looked.specs == tuple(specs):
        return
    ends = time.monotonic() + _LOOKS_S
    with st.spinner("Looking at what is in it …", show_time=True):
        seen = library.intake.preview(specs, should_stop=lambda: time.monotonic() > ends)
    st.session_state[_KEY] = Looked(tuple(specs), seen)


def draw(library: Library) -> None:
    """What was looked at, and what the person may say of it before it is imported."""
    looked: Looked | None = st.session_state.get(_KEY)
    if looked is None:
        return
    with st.container(border=True, key="preview"):
        _told(library, looked)
        if not (looked.preview.found or looked.preview.feeds):
            st.button("Put it aside", key="preview-discard", on_click=_forget)
            return
        zone = st.pills(
            "File new items into",
            tuple(Zone),
            default=Zone.INBOX,
            required=True,
            format_func=lambda zone: theme.ZONES[zone].mark,
            key="preview-zone",
            wrap=True,
        )
        source = st.text_input(
            "Where they come from", key="preview-source", placeholder="As each tells by itself", width=360
        )
        own = st.toggle("I wrote these myself", key="preview-own")
        with st.container(horizontal=True):
            wanted = st.button("Import", type="primary", icon=":material/download_done:", key="preview-do")
            st.button("Put it aside", key="preview-discard", type="tertiary", on_click=_forget)
    if wanted:
        specs, expected = looked.specs, looked.preview.found if looked.preview.whole else 0
        notices.act(
            library,
            lambda: library.intake.take(
                specs, zone=zone, source=source.strip() or None, own_writing=own, expected=expected
            ),
            capture.told,
        )
        _forget()
        st.rerun()


def _forget() -> None:
    st.session_state.pop(_KEY, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _told(library: Library, looked: Looked) -> None:
    seen = looked.preview
    names = [plain(reports.source_label(library, spec)) for spec in looked.specs]
    what = names[0] if len(names) == 1 else humanize.count(len(names), "source")
    st.markdown(f"**{what}**  \n{summary(seen)}")
    lines = facts(seen)
    if not seen.whole:
        lines.append(
            "There is more in it than a few seconds suffice to look at; all of it is read when imported"
        )
    st.markdown("  \n".join(f":small[:gray[{plain(line)}]]" for line in lines))
    st.markdown("\n".join(f"- {_sample(one)}" for one in seen.samples))
    if seen.near_duplicates:
        said = humanize.count(len(seen.near_duplicates), "title")
        with st.expander(f"{said} that you have already under another address", key="preview-near"):
            st.markdown(":small[:gray[They come in as items of their own.]]")
            st.markdown("\n".join(f"- {plain(one.title)}" for one in seen.near_duplicates[:_NAMED]))
    if seen.lost:
        with st.expander(f"{humanize.count(len(seen.lost), 'part')} cannot be saved", key="preview-lost"):
            st.markdown("\n".join(f"- {_loss(library, one)}" for one in seen.lost[:_NAMED]))


def _sample(one: Sample) -> str:
    around = " · ".join(filter(None, ((one.date or "")[:10], shortened(one.source, _SOURCE))))
    return f"{plain(shortened(one.title, _TITLE))} :small[:gray[{plain(around)}]]"


def _loss(library: Library, failure: Failure) -> str:
    return f"{plain(reports.source_label(library, failure.spec))}: {plain(failure.reason)}"


def summary(seen: Preview) -> str:
    """How much of it is new, in a line of Markdown."""
    told = [f"**{seen.new:,} new**"] if seen.new else []
    if seen.updated:
        told.append(f"{seen.updated:,} known, with something to add")
    if seen.unchanged:
        told.append(f"{seen.unchanged:,} here already")
    if seen.feeds:
        told.append(f"{humanize.count(seen.feeds, 'feed')} to become sources")
    return ", ".join(told) or "Nothing in it can be saved."


def facts(seen: Preview) -> list[str]:
    """What else there is to say of it, each in a line of plain words."""
    kinds = ", ".join(humanize.count(number, kind) for kind, number in seen.kinds.items())
    lines = [f"Read as: {counted(seen.formats)}" if seen.formats else "", f"Kinds: {kinds}" if kinds else ""]
    if seen.first and seen.last:
        lines.append(f"From {humanize.day(seen.first)} to {humanize.day(seen.last)}")
    if seen.annotations:
        lines.append(f"{seen.annotations:,} of your own notes and highlights")
    if seen.repeated:
        lines.append(f"{humanize.count(seen.repeated, 'further reading')} of works that are in it twice")
    if seen.by_name_only:
        lines.append(f"{seen.by_name_only:,} by address or identifier only, until they are looked up")
    if seen.left_out:
        lines.append(f"Left out by their names: {counted(seen.left_out)}")
    return [line for line in lines if line]
