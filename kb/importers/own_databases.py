"""Programs' own databases. What they hold changes with each version, so the exports are read instead; who
finds the file and adds it is told which."""

from __future__ import annotations

from pathlib import Path

from kb.catalogue import _, noted
from kb.importers.files import beginning, local_path
from kb.importers.sqlite_tables import tables

_LOGSEQ = noted("in Logseq: Export graph, Markdown")
_BY_TABLES = (
    ("Logseq", frozenset({"kvs"}), _LOGSEQ),
    ("Joplin", frozenset({"notes", "folders", "note_tags"}), noted("in Joplin: File, Export all, JEX")),
    (
        "Apple Notes",
        frozenset({"ziccloudsyncingobject"}),
        noted("ask for a copy of your data at privacy.apple.com, iCloud Notes"),
    ),
    (
        "Zotero",
        frozenset({"items", "itemattachments", "itemnotes"}),
        noted("in Zotero: File, Export Library, Zotero RDF with notes and files"),
    ),
    (
        "Firefox",
        frozenset({"moz_places", "moz_bookmarks"}),
        noted("in Firefox: Manage bookmarks, Export bookmarks to HTML or Backup"),
    ),
)
"""By the tables that tell a program's database from all others: what to add instead."""
_EDN = b"{:pages-and-blocks"
"""How Logseq's export as data begins."""


def what_instead(spec: str) -> str:
    """What to add instead of a program's own database; empty where a file is none that is known."""
    head, path = beginning(spec), local_path(spec)
    if path is None:
        return ""
    if head.lstrip().startswith(_EDN):
        return _told(path, "Logseq", _LOGSEQ)
    found = frozenset(name.lower() for name in tables(spec))
    known = ((program, way) for program, wanted, way in _BY_TABLES if wanted <= found)
    return next((_told(path, program, way) for program, way in known), "")


def _told(path: Path, program: str, way: str) -> str:
    told = _(
        "{file} holds the data of {program} in a form of its own, which is not read",
        file=path.name,
        program=program,
    )
    return f"{told}; {_(way)}"
