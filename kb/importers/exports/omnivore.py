"""Omnivore's export: lists of what was saved, with pages in `content` and highlights in `highlights`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from kb.catalogue import noted
from kb.importers.beside import file_beside, text_beside
from kb.importers.boundary import guarded
from kb.importers.html.fragment import markdown
from kb.importers.link import leads
from kb.importers.lists.read_states import state_seen
from kb.importers.pdf.importer import PdfImporter
from kb.importers.protocol import ImportContext
from kb.importers.records import JsonFormat, LeftOut, json_value, objects, records, text_of
from kb.importers.saved_link import SavedLink, moment, words
from kb.types import Annotation, Document, Failure, State

_ARCHIVED, _DELETED, _UNKNOWN = "archived", "deleted", "unknown"
_NO_PAGE = re.compile(r"https://omnivore\.(?:app|work)/no_url\?")
"""How the addresses begin that Omnivore gave to letters (omnivore, content-handler)."""
_BEHIND_PAGE_NOTE = 4
"""Line breaks; between other parts stand two, and none at the end (omnivore, highlightToMarkdown)."""
_LABELS = re.compile(r"#\S[^\n]*")


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


def _links(folder: Path, value: list[dict[str, Any]]) -> Iterator[SavedLink | LeftOut]:
    for record in objects(value):
        if str(record.get("state")).lower() == _DELETED:
            yield LeftOut(noted("were deleted"))
            continue
        address, slug = str(record.get("url") or ""), str(record.get("slug") or "")
        page = text_beside(folder, "content", f"{slug}.html") or text_of(record, "content")
        author = " ".join(str(record.get("author") or "").split())
        yield SavedLink(
            address_of(address),
            str(record.get("title") or ""),
            moment(record.get("savedAt")),
            words(record.get("labels")),
            _state(record),
            excerpt=str(record.get("description") or ""),
            text=markdown(page, address),
            authors=(author,) if author else (),
            published=(moment(record.get("publishedAt")) or "")[:10] or None,
            annotations=(*_annotations(text_beside(folder, "highlights", f"{slug}.md")), *_told(record)),
        )


def address_of(address: str) -> str:
    """The address of what Omnivore kept; none of a letter."""
    return "" if _NO_PAGE.match(address) else address


def _state(record: dict[str, Any]) -> State | None:
    told = str(record.get("state")).lower()
    if told == _ARCHIVED or record.get("isArchived") is True:
        return State.READ
    seen = record.get("readingProgress", record.get("readingProgressPercent"))
    reached = state_seen(seen / 100 if isinstance(seen, int | float) else 0)
    return None if told == _UNKNOWN and reached is State.UNREAD else reached


def _at(address: str, found: Document | Failure) -> Document | Failure:
    """A PDF by the address that it was saved from."""
    if isinstance(found, Failure) or not leads(address):
        return found
    return replace(found, aliases=(address, *found.aliases))


def _annotations(text: str) -> Iterator[Annotation]:
    """Highlights are quotes; what follows one, labels and a note, belongs to it, but for a note on the
    page."""
    quote, behind = "", list[str]()
    parts = re.split(r"(\n\s*\n|\Z)", text.lstrip())
    for block, gap in zip(parts[::2], parts[1::2], strict=False):
        if block.startswith(">"):
            yield from _mark(quote, behind)
            quote, behind = re.sub(r"^>[ \t]?", "", block, flags=re.MULTILINE).strip(), []
        elif block.strip():
            behind.append(block.strip())
            if gap.count("\n") >= _BEHIND_PAGE_NOTE or (len(gap) >= 2 and text.endswith(block + gap)):
                labels = [one for one in behind[:1] if quote and _LABELS.fullmatch(one)]
                yield from _mark(quote, labels)
                yield from _mark("", behind[len(labels) :])
                quote, behind = "", []
    yield from _mark(quote, behind)


def _told(record: dict[str, Any]) -> Iterator[Annotation]:
    """What was marked, as the interface answers it within the record."""
    for one in objects(record.get("highlights")):
        quote, note = text_of(one, "quote"), text_of(one, "annotation")
        if quote or note:
            yield Annotation(quote, note, made_at=moment(one.get("createdAt")))


def _mark(quote: str, behind: list[str]) -> Iterator[Annotation]:
    if quote or behind:
        yield Annotation(quote, "\n\n".join(behind))
