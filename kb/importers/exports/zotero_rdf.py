"""Zotero's RDF: entries with their notes, tags, collections and attached files. When an entry was added to
Zotero is not in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import cast

from lxml.etree import _Element as Node

from kb.importers.bibliography import Entry, entry_documents, publication_date
from kb.importers.boundary import attempted, place_in
from kb.importers.exports.zotero import (
    KINDS,
    OF_WEB,
    addresses,
    extra_fields,
    note_by_itself,
    own_words,
    state_in,
)
from kb.importers.files import required_text_file
from kb.importers.protocol import ImportContext
from kb.importers.rdf import ABOUT, RESOURCE, SYNTAX, beginning, damage, rdf_tree
from kb.importers.saved_link import folder_path
from kb.text.people import People, people
from kb.types import Document, Failure

_NAMESPACE = "http://www.zotero.org/namespaces/export#"
_NAMES = {
    "rdf": SYNTAX,
    "z": _NAMESPACE,
    "bib": "http://purl.org/net/biblio#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "link": "http://purl.org/rss/1.0/modules/link/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
}
_IDENTIFIED = re.compile(r"DOI\s*:?\s*(?P<doi>\S+)", re.IGNORECASE)
_WRITERS = (
    "bib:authors",
    "z:presenters",
    "z:programmers",
    "z:directors",
    "z:inventors",
    "z:podcasters",
    "z:artists",
)
_URL = "dc:identifier/dcterms:URI/rdf:value"
_OF_ANOTHER = frozenset({"attachment", "note", "annotation"})


class ZoteroRdfImporter:
    """An export in Zotero RDF. Files that were exported with it lie beside it and join their entries."""

    name = "Zotero RDF"

    def match(self, spec: str) -> bool:
        """Whether a file begins as RDF with Zotero's own terms."""
        return _NAMESPACE in beginning(spec)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each entry, and a document for each note that belongs to none.

        :raises ImportRefused: the file is gone, or holds no RDF.
        """
        file = required_text_file(spec)
        # What breaks off or is damaged gives what came before.
        root, damaged_in = rdf_tree(file)
        graph = _Graph(root)
        for number, node in enumerate(graph.notes_by_themselves(), start=1):
            note = attempted(f"{file.path.name} note {number}", partial(graph.note, node))
            if note is not None:
                yield note
        places = (
            (place_in(file.path.name, "entry", number), node)
            for number, node in enumerate(graph.entries(), 1)
        )
        entries = (attempted(place, partial(graph.entry, node)) for place, node in places)
        yield from entry_documents(file.path, entries, "Zotero")
        yield from damage(file, damaged_in)


class _Graph:
    """The nodes of an export by their names, and what refers to what."""

    def __init__(self, root: Node) -> None:
        self._nodes = [node for node in root if isinstance(node.tag, str)]
        self._by_name = {about: node for node in root.iter() if (about := node.get(ABOUT))}
        self._containers = Counter(_container_name(part) for part in _found(root, ".//dcterms:isPartOf"))
        collections = {str(node.get(ABOUT)): node for node in _found(root, "z:Collection")}
        parts = {name: [str(part.get(RESOURCE)) for part in _found(node, "dcterms:hasPart")]
                 for name, node in collections.items()}  # fmt: skip
        around = {part: name for name, inside in parts.items() for part in inside}
        folders: dict[object, tuple[str, object]] = {
            name: (_text(node, "dc:title"), around.get(name)) for name, node in collections.items()
        }
        self._folders: dict[str, list[str]] = {}
        for name, inside in parts.items():
            path = folder_path(folders, name)
            for part in inside:
                self._folders.setdefault(part, []).append(path)
        self._of_entries = {
            str(one.get(RESOURCE)) for one in _found(root, ".//dcterms:isReferencedBy | .//link:link")
        }

    def entries(self) -> Iterator[Node]:
        """Works, and pages that were kept by themselves. A PDF by itself is read as that."""
        for node in self._nodes:
            kind = _text(node, "z:itemType")
            alone = kind == "attachment" and node.get(ABOUT) not in self._of_entries
            if (kind and kind not in _OF_ANOTHER) or (alone and _text(node, _URL)):
                yield node

    def notes_by_themselves(self) -> Iterator[Node]:
        """Notes that belong to no entry."""
        yield from (
            node
            for node in self._nodes
            if node.tag == f"{{{_NAMES['bib']}}}Memo" and node.get(ABOUT) not in self._of_entries
        )

    def note(self, node: Node) -> Document | None:
        return note_by_itself(_text(node, "rdf:value"), _tags(node), self._lies_in(node))

    def entry(self, node: Node) -> Entry:
        extra = extra_fields(_text(node, "dc:description"))
        container, journal = self._container(node)
        linked = [self._by_name.get(str(one.get(RESOURCE))) for one in _found(node, "link:link")]
        attachments = [one for one in linked if one is not None]
        memos = (self._by_name.get(str(one.get(RESOURCE))) for one in _found(node, "dcterms:isReferencedBy"))
        url = _text(node, _URL)
        about = str(node.get(ABOUT) or "")
        return Entry(
            title=_text(node, "dc:title", "z:subject"),
            kind=KINDS.get(_text(node, "z:itemType")),
            of_web=_text(node, "z:itemType") in OF_WEB,
            authors=_writers(node),
            published=publication_date(_text(node, "dc:date")),
            abstract=_text(node, "dcterms:abstract"),
            addresses=addresses(
                _doi(node) or container,
                url or (about if about.startswith(("http://", "https://")) else ""),
                extra,
                journal,
                *(_text(node, name) for name in ("prism:volume", "prism:number", "z:archiveID", "z:number")),
            ),
            journal=journal,
            tags=tuple(_tags(node)),
            notes=(
                *(_text(memo, "rdf:value") for memo in memos if memo is not None),
                *own_words(_text(node, "dc:description")),
            ),
            folders=tuple(self._lies_in(node)),
            # What Zotero exports as this is when the address was looked at.
            seen_on=publication_date(_text(node, "dcterms:dateSubmitted")),
            citation_key=_text(node, "z:citationKey") or extra.get("citation key", ""),
            files=tuple(path for one in attachments if (path := _path(one))),
            state=state_in(_text(node, "dc:description")),
        )

    def _lies_in(self, node: Node) -> list[str]:
        return self._folders.get(str(node.get(ABOUT)), [])

    def _container(self, node: Node) -> tuple[str, str]:
        """The DOI and the name of what an entry appeared in. What several entries share may bear the DOI of
        another one."""
        doi = journal = ""
        for part in _found(node, "dcterms:isPartOf"):
            inner = next((one for one in part if isinstance(one.tag, str)), None)
            whole = inner if inner is not None else self._by_name.get(str(part.get(RESOURCE)))
            if whole is None:
                continue
            name = _container_name(part)
            if not name or self._containers[name] == 1:
                doi = doi or _doi(whole)
            journal = journal or _text(whole, "dc:title")
        conference = _text(node, "bib:presentedAt/bib:Conference/dc:title")
        return doi, journal or conference or _text(node, "dc:publisher/foaf:Organization/foaf:name")


def _found(node: Node, path: str) -> list[Node]:
    return cast("list[Node]", node.xpath(path, namespaces=_NAMES))


def _text(node: Node, *paths: str) -> str:
    """The first text found at any of the paths, with spaces at its ends taken off."""
    texts = (found.text.strip() for path in paths for found in _found(node, path) if found.text)
    return next(filter(None, texts), "")


def _container_name(part: Node) -> str:
    inner = next((one.get(ABOUT) for one in part if isinstance(one.tag, str)), None)
    return str(inner or part.get(RESOURCE) or "")


def _doi(node: Node) -> str:
    stated = (_IDENTIFIED.match((one.text or "").strip()) for one in _found(node, "dc:identifier"))
    return next((found["doi"] for found in stated if found), "")


def _tags(node: Node) -> Iterator[str]:
    """The person's own tags; those that a catalogue gave lie one level deeper."""
    yield from (text for one in _found(node, "dc:subject") if (text := (one.text or "").strip()))


def _writers(node: Node) -> People:
    for group in (*_WRITERS, "bib:editors"):
        persons = _found(node, f"{group}/rdf:Seq/rdf:li/foaf:Person")
        if persons:
            return people(
                [
                    {
                        "family": _text(one, "foaf:surname"),
                        "given": _text(one, "foaf:givenName", "foaf:givenname"),
                    }
                    for one in persons
                ]
            )
    return people([])


def _path(attachment: Node) -> str:
    """Where an attached file lies: below the export's folder, or where it lay on the person's disk."""
    named = next((one.get(RESOURCE) for one in _found(attachment, "rdf:resource")), None)
    path = named or _text(attachment, "z:path")
    return "" if "://" in path else path
