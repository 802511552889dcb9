"""What was dropped or pointed to is looked at first: what is in it, what is here already, what will be lost.
Nothing is saved before the person says so."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import streamlit as st

from kb.catalogue import _, n_, number
from kb.library import Library
from kb.text.excerpts import shortened
from kb.types import Kind, Zone
from kb.types.imports import Preview, Sample, told_of_skipped
from kb.ui.add import ready, reports
from kb.ui.shell import capture, humanize, notices, theme
from kb.ui.shell.escape import plain

_ROUND, _DROPPED = "uploads-round", "dropped"
_LOOKS_S = 15.0
"""Seconds of looking that a person waits for; what was seen until then is told as such."""
_NAMED = 50
"""Near duplicates and losses that are listed."""
_TITLE, _SOURCE = 90, 40
"""Characters of a sample's title and source that fit a line."""


def uploads(library: Library, key: str) -> None:
    """Where files and whole folders are dropped; what was dropped is looked at."""
    turn = st.session_state.get(_ROUND, 0)
    with st.container(horizontal=True, gap="medium", key=f"{key}-uploads"):
        files = st.file_uploader(
            _("Or drop files"),
            help=_("PDF, Markdown, HTML, plain text, zip files, exports of other programs"),
            accept_multiple_files=True,
            key=f"{key}-files-{turn}",
        )
        folder = st.file_uploader(
            _("Or a whole folder"),
            help=_("A vault of notes, an export with all its files"),
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
    looked = ready.here()
    if looked is not None and looked.specs == tuple(specs):
        return
    ends = time.monotonic() + _LOOKS_S
    with st.spinner(_("Looking at what is in it …"), show_time=True):
        seen = library.intake.preview(specs, should_stop=lambda: time.monotonic() > ends)
    ready.put(tuple(specs), seen)


def draw(library: Library) -> None:
    """What was looked at, and what the person may say of it before it is imported."""
    looked = ready.here()
    if looked is None:
        return
    with st.container(border=True, key="preview"):
        _told(library, looked)
        if not (looked.preview.found or looked.preview.feeds):
            st.button(_("Put it aside"), key="preview-discard", on_click=_forget)
            return
        zone = st.pills(
            _("File new items into"),
            tuple(Zone),
            default=Zone.INBOX,
            required=True,
            format_func=lambda zone: theme.ZONES[zone].mark,
            key="preview-zone",
            wrap=True,
        )
        source = st.text_input(
            _("Where they come from"),
            key="preview-source",
            placeholder=_("As each tells by itself"),
            width=360,
        )
        own = st.toggle(_("I wrote these myself"), key="preview-own")
        with st.container(horizontal=True):
            wanted = st.button(_("Import"), type="primary", icon=":material/download_done:", key="preview-do")
            st.button(_("Put it aside"), key="preview-discard", type="tertiary", on_click=_forget)
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
    ready.forget()
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _told(library: Library, looked: ready.Looked) -> None:
    seen = looked.preview
    names = [plain(reports.source_label(library, spec)) for spec in looked.specs]
    several = n_("{count} source", "{count} sources", len(names))
    what = names[0] if len(names) == 1 else several
    st.markdown(f"**{what}**  \n{summary(seen)}")
    lines = facts(seen)
    if not seen.whole:
        lines.append(
            _("There is more in it than a few seconds suffice to look at; all of it is read when imported")
        )
    st.markdown("  \n".join(f":small[:gray[{plain(line)}]]" for line in lines))
    st.markdown("\n".join(f"- {_sample(one)}" for one in seen.samples))
    if seen.near_duplicates:
        known = n_(
            "{count} title that you have already under another address",
            "{count} titles that you have already under another address",
            len(seen.near_duplicates),
        )
        with st.expander(known, key="preview-near"):
            st.markdown(f":small[:gray[{_('They come in as items of their own.')}]]")
            st.markdown("\n".join(f"- {plain(one.title)}" for one in seen.near_duplicates[:_NAMED]))
    if seen.lost:
        lost = n_("{count} part cannot be saved", "{count} parts cannot be saved", len(seen.lost))
        with st.expander(lost, key="preview-lost"):
            st.markdown("\n".join(f"- {reports.refusal(library, one)}" for one in seen.lost[:_NAMED]))


def _sample(one: Sample) -> str:
    around = " · ".join(filter(None, ((one.date or "")[:10], shortened(one.source, _SOURCE))))
    return f"{plain(shortened(one.title, _TITLE))} :small[:gray[{plain(around)}]]"


def summary(seen: Preview) -> str:
    """How much of it is new, in a line of Markdown."""
    told = [n_("**{count} new**", "**{count} new**", seen.new)] if seen.new else []
    if seen.updated:
        told.append(
            n_("{count} known, with something to add", "{count} known, with something to add", seen.updated)
        )
    if seen.unchanged:
        told.append(n_("{count} here already", "{count} here already", seen.unchanged))
    if seen.feeds:
        told.append(n_("{count} feed to become sources", "{count} feeds to become sources", seen.feeds))
    return ", ".join(told) or _("Nothing in it can be saved.")


def facts(seen: Preview) -> list[str]:
    """What else there is to say of it, each in a line of plain words."""
    lines = []
    if seen.formats:
        lines.append(
            _(
                "Read as: {formats}",
                formats=_counted({_(name): count for name, count in seen.formats.items()}),
            )
        )
    if seen.kinds:
        kinds = ", ".join(_of_kind(kind, count) for kind, count in seen.kinds.items())
        lines.append(_("Kinds: {kinds}", kinds=kinds))
    if seen.first and seen.last:
        first, last = humanize.day(seen.first), humanize.day(seen.last)
        lines.append(_("From {first} to {last}", first=first, last=last))
    if seen.annotations:
        lines.append(
            n_(
                "{count} of your own notes and highlights",
                "{count} of your own notes and highlights",
                seen.annotations,
            )
        )
    if seen.repeated:
        lines.append(
            n_(
                "{count} further reading of works that are in it twice",
                "{count} further readings of works that are in it twice",
                seen.repeated,
            )
        )
    if seen.by_name_only:
        lines.append(
            n_(
                "{count} by address or identifier only, until they are looked up",
                "{count} by address or identifier only, until they are looked up",
                seen.by_name_only,
            )
        )
    if seen.left_out:
        lines.append(_("Left out by their names: {endings}", endings=_counted(seen.left_out)))
    lines += [_("Left out: {told}", told=told) for told in told_of_skipped(seen.skipped)]
    lines += seen.warnings
    return lines


def _counted(numbers: Mapping[str, int]) -> str:
    """How many there are of what: `3 Markdown, 1 PDF`."""
    return ", ".join(
        _("{number} {what}", number=number(count), what=what) for what, count in numbers.items() if count
    )


def _of_kind(kind: Kind, count: int) -> str:
    return {
        Kind.PAPER: n_("{count} paper", "{count} papers", count),
        Kind.POST: n_("{count} post", "{count} posts", count),
        Kind.ARTICLE: n_("{count} article", "{count} articles", count),
        Kind.NOTE: n_("{count} note", "{count} notes", count),
        Kind.CHAT: n_("{count} chat", "{count} chats", count),
        Kind.BOOK: n_("{count} book", "{count} books", count),
        Kind.VIDEO: n_("{count} video", "{count} videos", count),
        Kind.REPO: n_("{count} repo", "{count} repos", count),
    }[kind]
