"""CSL-YAML: the entries of CSL as pandoc keeps them, and as Zotero writes them with Better BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.catalogue import _
from kb.errors import ImportRefused
from kb.importers.bibliography import entry_documents
from kb.importers.exports.zotero_json import CSL_TYPES, csl_entries
from kb.importers.files import any_text_file, required_text_file
from kb.importers.notes.written_fields import yaml_value
from kb.importers.protocol import ImportContext
from kb.types import Document, Failure

_HEAD = 20_000
"""Characters: before the entries stands at most which of them are cited."""
_LIST = re.compile(r"(?:^references:[ \t]*\n[ \t]*|\A(?:---[ \t]*\n)?)- \w[\w-]*:", re.MULTILINE)
_TYPE = re.compile(r"^[ \t]*(?:- )?type:[ \t]*[\"']?(?P<type>[a-z_-]+)[\"']?[ \t]*$", re.MULTILINE)
_OPENING = re.compile(r"\A\s*---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


class CslYamlImporter:
    """A bibliography in YAML: a list, or one below `references`."""

    name = "CSL-YAML"

    def match(self, spec: str) -> bool:
        """Whether a file is such a list and nothing else."""
        file = any_text_file(spec)
        if file is None or not _LIST.search(file.text[:_HEAD]):
            return False
        first = _TYPE.search(file.text[:_HEAD])
        return first is not None and first["type"] in CSL_TYPES and _block(file.text) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each entry.

        :raises ImportRefused: the file is gone or damaged.
        """
        file = required_text_file(spec)
        if not (records := _records(file.text)):
            raise ImportRefused(
                _("{file} holds no entries that can be read; export it again", file=file.path.name)
            )
        yield from entry_documents(Path(spec), csl_entries(file.path.name, records), "CSL-YAML")


def _block(text: str) -> str | None:
    """The YAML that a file is; None where a text follows it."""
    block, *after = _CLOSING.split(_OPENING.sub("", text), maxsplit=1)
    return None if any(map(str.strip, after)) else block


def _records(text: str) -> list[Any]:
    value = yaml_value(_block(text) or "")
    records = value.get("references") if isinstance(value, dict) else value
    return records if isinstance(records, list) else []


FORMAT = CslYamlImporter()
