"""A shortcut to a page, as it lies in a folder where a browser's address was dragged: `.url` (Windows),
`.webloc` (macOS), `.desktop` (Linux)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kb.catalogue import _, noted
from kb.importers.files import any_text_file, local_path
from kb.importers.property_list import property_list, property_list_data
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import SavedLink, saved
from kb.types import Document, Failure

_SUFFIXES = frozenset({".url", ".webloc", ".desktop"})
_HEADER = re.compile(r"^\[(?:InternetShortcut|Desktop Entry)\][ \t]*$", re.IGNORECASE | re.MULTILINE)
_PROGRAM_OF_LINUX = re.compile(r"^Type=(?!Link\b)", re.MULTILINE)
"""A file of that ending is a shortcut to a program or a folder otherwise."""
_ADDRESS = re.compile(r"^URL(?:\[\$e\])?=(.+)$", re.MULTILINE)
_NAME = re.compile(r"^Name=(.+)$", re.MULTILINE)
_PROGRAM = "shortcut"


class ShortcutImporter:
    """One shortcut, called as its file is where it does not say it itself."""

    name = noted("shortcut to a page")

    def match(self, spec: str) -> bool:
        """Whether a file is called so, and starts no program."""
        path = local_path(spec)
        if path is None or path.suffix.lower() not in _SUFFIXES or not path.is_file():
            return False
        file = any_text_file(spec)
        return file is None or _PROGRAM_OF_LINUX.search(file.text) is None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The page it leads to; a failure where it leads to none."""
        path = local_path(spec) or Path(spec)
        address, name = _read(spec)
        if address:
            yield saved(SavedLink(address, name or path.stem), _PROGRAM, path.name)
        else:
            yield Failure(path.name, _("{file} leads to no page of the web", file=path.name))


def _read(spec: str) -> tuple[str, str]:
    """The address, and what it is called in the file."""
    if data := property_list_data(spec):
        return str(property_list(data).get("URL") or ""), ""
    file = any_text_file(spec)
    if file is None or not _HEADER.search(file.text):
        return "", ""
    address, name = _ADDRESS.search(file.text), _NAME.search(file.text)
    return address[1].strip() if address else "", name[1].strip() if name else ""
