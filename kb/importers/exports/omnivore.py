"""Omnivore's export: lists of what was saved, with pages in `content` and highlights in `highlights`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from kb.importers.beside import file_beside, text_beside
from kb.importers.boundary import guarded
from kb.importers.html_fragment import markdown
from kb.importers.link import leads
from kb.importers.pdf import PdfImporter
from kb.importers.protocol import ImportContext
from kb.importers.records import JsonFormat, json_value, objects, records
from kb.importers.saved_link import SavedLink, moment, words
from kb.types import Annotation, Document, Failure, State

_STATES = {"Archived": State.READ, "Active": State.UNREAD}


class OmnivoreImporter:
    """One of the lists. What stands beside it is read along."""

    name = "Omnivore (JSON)"

    def match(self, spec: str) -> bool:
        """Whether a file is such a list."""
        return self._format(Path()).match(spec)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each record; a PDF comes after them and joins its record."""
        folder = Path(spec).expanduser().parent
        yield from self._format(folder).load(spec, context)
        for record in objects(json_value(spec)):
            path = file_beside(folder, "content", f"{record.get('slug')}.pdf")
            if path is not None:
                read = guarded(str(path), PdfImporter().load(str(path), context))
                yield from (_at(str(record.get("url") or ""), found) for found in read)

    def _format(self, folder: Path) -> JsonFormat:
        return JsonFormat(self.name, "Omnivore", _fits, partial(_links, folder))


def _fits(value: Any) -> bool:
    return records(value, "slug", "savedAt", "labels")


def _links(folder: Path, value: list[dict[str, Any]]) -> Iterator[SavedLink]:
    for record in objects(value):
        address, slug = str(record.get("url") or ""), str(record.get("slug") or "")
        author = " ".join(str(record.get("author") or "").split())
        yield SavedLink(
            address,
            str(record.get("title") or ""),
            moment(record.get("savedAt")),
            words(record.get("labels")),
            _STATES.get(str(record.get("state"))),
            excerpt=str(record.get("description") or ""),
            text=markdown(text_beside(folder, "content", f"{slug}.html"), address),
            authors=(author,) if author else (),
            published=(moment(record.get("publishedAt")) or "")[:10] or None,
            annotations=tuple(_annotations(text_beside(folder, "highlights", f"{slug}.md"))),
        )


def _at(address: str, found: Document | Failure) -> Document | Failure:
    """A PDF by the address that it was saved from."""
    if isinstance(found, Failure) or not leads(address):
        return found
    return replace(found, aliases=(address, *found.aliases))


def _annotations(text: str) -> Iterator[Annotation]:
    """Highlights are quotes; what follows one, labels and a note, belongs to it. What comes before the first
    is a note on the page."""
    quote, note = "", list[str]()
    for block in filter(None, map(str.strip, re.split(r"\n\s*\n", text))):
        if not block.startswith(">"):
            note.append(block)
            continue
        if quote or note:
            yield Annotation(quote, "\n\n".join(note))
        quote, note = re.sub(r"^>[ \t]?", "", block, flags=re.MULTILINE).strip(), []
    if quote or note:
        yield Annotation(quote, "\n\n".join(note))
