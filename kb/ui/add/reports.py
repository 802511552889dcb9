"""What became of imports, each with the way back."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.catalogue import _, n_
from kb.importers.pasted import labelled
from kb.library import Library
from kb.types import Failure, ImportRecord
from kb.types.imports import left_out, outcomes, told_of_skipped
from kb.ui.items import rows
from kb.ui.shell import capture, notices
from kb.ui.shell.escape import plain

_SHOWN = 10
"""Refusals that stand open; a folder of thousands of foreign files would hide the form."""


def outcome(record: ImportRecord) -> str:
    """What an import did, in one line: `12 added, 1 updated, 3 unchanged, 2 refused, 42 left out`."""
    refused = len(record.failed)
    every = (
        *outcomes(record.added, record.updated, record.unchanged),
        (refused, n_("{count} refused", "{count} refused", refused)),
        (len(record.skipped), left_out(record.skipped)),
    )
    return ", ".join(said for number, said in every if number) or _("nothing found in it")


def report(library: Library, record: ImportRecord, told: str) -> None:
    """What became of an import: folded what was read, in the open what was refused, each with its reason; and
    the way back, or forward again."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"report-{record.job_id}"):
        folded = st.expander(told, key=f"import-{record.job_id}", width="stretch")
        _way_back(library, record)
    with folded:
        for warning in record.warnings:
            st.markdown(f":gray[{plain(warning)}]")
        for line in told_of_skipped(record.skipped):
            st.markdown(f":gray[{plain(_('Left out: {told}', told=line))}]")
        kept = library.items.known(record.touched).values()
        for item in kept:
            rows.row(item, f"import-{record.job_id}")
        if not (kept or record.warnings or record.skipped):
            complaint = _("Nothing was saved.") if record.failed else _("All read without a complaint.")
            st.markdown(f":gray[{complaint}]")
    # In the open, but no alarm: the rest is saved, and the page is come back to for other things.
    refused = [f"- :gray[{refusal(library, failure)}]" for failure in record.failed]
    if refused:
        st.markdown("\n".join(refused[:_SHOWN]))
    if len(refused) > _SHOWN:
        more = n_("{count} more refused", "{count} more refused", len(refused) - _SHOWN)
        with st.expander(more, key=f"refused-{record.job_id}"):
            st.markdown("\n".join(refused[_SHOWN:]))


def _way_back(library: Library, record: ImportRecord) -> None:
    step = record.step
    if step is not None:
        st.button(
            _("Undo"),
            key=f"import-undo-{record.job_id}",
            icon=":material/undo:",
            type="tertiary",
            help=_("Takes the whole import back; what you did something with since stays"),
            on_click=lambda: notices.take_back(library, step),
        )
    elif record.taken_back:
        st.button(
            _("Import again"),
            key=f"import-again-{record.job_id}",
            icon=":material/redo:",
            type="tertiary",
            on_click=lambda: notices.act(
                library, lambda: library.intake.again(record.job_id), _("Importing again.")
            ),
        )


def refusal(library: Library, failure: Failure) -> str:
    """What was refused and why, as a line of Markdown; most reasons name their source themselves."""
    source, reason = source_label(library, failure.spec), failure.reason
    return plain(reason) if source in reason else f"{plain(source)}: {plain(reason)}"


def source_label(library: Library, spec: str) -> str:
    """A source as the person knows it: of an uploaded file the name alone, of a titled link its title too,
    of pasted words that they are these."""
    path = Path(spec)
    address, label = labelled(spec)
    named = f"{label} ({address})" if label else spec
    if not path.is_relative_to(library.home / "uploads"):
        return named
    return _("words of your own") if path.name == capture.PASTED else path.name
