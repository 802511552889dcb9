"""Taking things in: the paste box and the upload, used on the Add page and on the first visit."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.importers.pasted import labelled, taken_apart
from kb.library import Library
from kb.types import READING_ZONES, Failure, ImportRecord, Taken, Zone
from kb.ui.items import rows
from kb.ui.shell import humanize, notices, theme
from kb.ui.shell.escape import plain

_ZONES = (Zone.INBOX, *READING_ZONES)
_SHOWN = 10
"""Refusals that stand open; a folder of thousands of foreign files would hide the form."""
_PASTED = "pasted.txt"


def form(library: Library, key: str) -> None:
    """One form for everything that can be pasted or dropped."""
    with st.form(key, clear_on_submit=True, border=False):
        pasted = st.text_area(
            "Paste links, arXiv ids, paths or a text",
            key=f"{key}-text",
            placeholder="https://arxiv.org/abs/2510.26692\n~/Documents/vault\nor words of your own",
            height=120,
        )
        uploads = st.file_uploader(
            "Or drop files: PDF, Markdown, HTML, plain text, exports of other programs",
            accept_multiple_files=True,
            key=f"{key}-files",
        )
        zone = st.pills(
            "File straight into (otherwise the inbox)",
            _ZONES[1:],
            format_func=lambda zone: theme.ZONES[zone].mark,
            key=f"{key}-zone",
            wrap=True,
        )
        if st.form_submit_button("Add", type="primary", icon=":material/add:"):
            files = [(upload.name, upload.getvalue()) for upload in uploads]
            if take(library, pasted, files, zone):
                st.rerun()


def take(library: Library, pasted: str, files: list[tuple[str, bytes]], zone: Zone | None) -> bool:
    """Saves or queues what was given and says so; returns whether there was anything."""
    specs = [str(library.intake.keep_upload(name, data)) for name, data in files]
    found = taken_apart(pasted)
    specs.extend(found.specs)
    if found.note:
        specs.append(str(library.intake.keep_upload(_PASTED, found.note.encode())))
    if not specs:
        st.markdown(":gray[Nothing to add yet: paste something or drop a file.]")
        return False
    notices.act(library, lambda: library.intake.take(specs, zone=zone), _taken)
    return True


def _taken(taken: Taken) -> str:
    """What was saved and what is still to be read; what was refused is said for itself."""
    for number in taken.imports:
        notices.follow(number)
    saved = f"{humanize.count(taken.saved, 'source')} saved." if taken.saved else ""
    left = f"{humanize.count(taken.left, 'source')} taken, read in the background." if taken.left else ""
    return " ".join(filter(None, (saved, left)))


def load_sample(library: Library) -> None:
    """Fills an empty library with the sample, for a button's callback."""
    notices.act(library, library.intake.load_sample, "The sample library is loaded. Look around.")


def outcome(record: ImportRecord) -> str:
    """What an import did, in one line: `12 added, 1 updated, 3 unchanged, 2 refused`."""
    numbers = (
        (record.added, "added"),
        (record.updated, "updated"),
        (record.unchanged, "unchanged"),
        (len(record.failed), "refused"),
    )
    return ", ".join(f"{number:,} {word}" for number, word in numbers if number) or "nothing found in it"


def report(library: Library, record: ImportRecord, told: str) -> None:
    """What became of an import: folded what was read, in the open what was refused, each with its reason."""
    with st.expander(told, key=f"import-{record.job_id}"):
        for warning in record.warnings:
            st.markdown(f":gray[{plain(warning)}]")
        kept = library.items.known(record.touched).values()
        for item in kept:
            rows.row(item, f"import-{record.job_id}")
        if not (kept or record.warnings):
            st.markdown(
                f":gray[{'Nothing was saved.' if record.failed else 'All read without a complaint.'}]"
            )
    refused = [_refusal(library, failure) for failure in record.failed]
    if refused:
        st.error("\n\n".join(refused[:_SHOWN]), icon=":material/block:")
    if len(refused) > _SHOWN:
        with st.expander(f"{len(refused) - _SHOWN:,} more refused", key=f"refused-{record.job_id}"):
            st.markdown("\n\n".join(refused[_SHOWN:]))


def _refusal(library: Library, failure: Failure) -> str:
    """What was refused and why; most reasons name their source themselves."""
    source, reason = source_label(library, failure.spec), failure.reason
    return plain(reason) if source in reason else f"**{plain(source)}**  \n{plain(reason)}"


def source_label(library: Library, spec: str) -> str:
    """A source as the person knows it: of an uploaded file the name alone, of a titled link its title too,
    of pasted words that they are these."""
    path = Path(spec)
    address, label = labelled(spec)
    named = f"{label} ({address})" if label else spec
    if not path.is_relative_to(library.home / "uploads"):
        return named
    return "words of your own" if path.name == _PASTED else path.name
