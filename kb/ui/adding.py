"""Taking things in: the paste box and the upload, used on the Add page and on the first visit."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from kb.library import Library
from kb.types import READING_ZONES, ImportRecord, Zone
from kb.ui import notices, theme, words

_ADDRESS = re.compile(
    r"(?:https?://\S+|(?:arxiv|doi):\S+|10\.\d{4,9}/\S+|\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?"
    r"|(?:[\w-]+\.)+[a-z]{2,}/\S*)",
    re.IGNORECASE,
)
_PATH = re.compile(r"(?:[~/]|\.{1,2}/|file:|[A-Za-z]:[\\/]).+")
_PROSE_LENGTH = 200
_ZONES = (Zone.INBOX, *READING_ZONES)


def split_specs(text: str) -> list[str] | None:
    """What was pasted as links, ids and paths, one each; None when it is a text to be kept itself.

    A line of several addresses is several; a line with spaces that is a path stays whole. A longer text in
    which no line is an address or a path is somebody's writing.
    """
    lines = [line.strip().strip("\"'<>") for line in text.splitlines() if line.strip()]
    specs: list[str] = []
    recognised = 0
    for line in lines:
        tokens = line.split()
        if all(_ADDRESS.fullmatch(token) for token in tokens):
            specs.extend(tokens)
            recognised += 1
        else:
            specs.append(line)
            recognised += bool(_PATH.fullmatch(line))
    if not recognised and (len(lines) > 2 or len(text) > _PROSE_LENGTH):
        return None
    return list(dict.fromkeys(specs))


def form(library: Library, key: str) -> None:
    """One form for everything that can be pasted or dropped. What it takes is read in the background."""
    with st.form(key, clear_on_submit=True, border=False):
        pasted = st.text_area(
            "Paste links, arXiv ids, paths or a text",
            key=f"{key}-text",
            placeholder="https://arxiv.org/abs/2510.26692\n~/Documents/vault\n2401.01234",
            height=120,
        )
        uploads = st.file_uploader(
            "Or drop files: PDF, Markdown, HTML, plain text, arXiv metadata",
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
    """Queues what was given and says so; returns whether there was anything."""
    specs = [str(library.save_upload(name, data)) for name, data in files]
    listed = split_specs(pasted) if pasted.strip() else []
    if listed is None:
        name = f"pasted-{words.now():%Y-%m-%d-%H%M%S}.txt"
        specs.append(str(library.save_upload(name, pasted.encode())))
    else:
        specs.extend(listed)
    if not specs:
        st.markdown(":gray[Nothing to add yet: paste something or drop a file.]")
        return False
    said = f"{words.count(len(specs), 'source')} taken. They are read in the background."
    notices.act(library, lambda: library.queue_import(specs, zone=zone), said, undoable=False)
    return True


def load_sample(library: Library) -> None:
    """Fills an empty library with the sample, for a button's callback."""
    notices.act(library, library.load_sample, "The sample library is loaded. Look around.", undoable=False)


def outcome(record: ImportRecord) -> str:
    """What an import did, in one line: `12 added, 1 updated, 3 unchanged, 2 refused`."""
    numbers = (
        (record.added, "added"),
        (record.updated, "updated"),
        (record.unchanged, "unchanged"),
        (len(record.failed), "refused"),
    )
    return ", ".join(f"{number:,} {word}" for number, word in numbers if number) or "nothing found in it"


def spoken(library: Library, spec: str) -> str:
    """A source as the person knows it: of an uploaded file the name alone."""
    path = Path(spec)
    return path.name if path.is_relative_to(library.home / "uploads") else spec
