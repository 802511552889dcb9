"""Works described in the terms of Dublin Core, in RDF: by Zotero, by catalogues, or by hand. Of its older and
newer terms (`dc:`, `dcterms:`) either is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from lxml.etree import _Element as Node

from kb.catalogue import noted
from kb.importers.bibliography import Entry, arxiv_in, entry_documents, in_reading_order, publication_date
from kb.importers.boundary import attempted, place_in
from kb.importers.files import required_text_file
from kb.importers.protocol import ImportContext
from kb.importers.rdf import ABOUT, RESOURCE, beginning, damage, rdf_tree
from kb.text.people import people
from kb.types import Document, Failure, Kind

_TERMS = ("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/")
_TITLE = re.compile(r"<(?:dc|dcterms):title\b")
_KINDS = {
    **dict.fromkeys(
        "article journalarticle conferencepaper preprint booksection thesis report text".split(), Kind.PAPER
    ),
    "book": Kind.BOOK,
    "movingimage": Kind.VIDEO,
    "software": Kind.REPO,
}
"""What DCMI's types and those of Zotero's entries are here; the others are what their address is."""


class DublinCoreImporter:
    """A file of RDF whose works have titles of Dublin Core."""

    name = noted("Dublin Core (RDF)")

    def match(self, spec: str) -> bool:
        """Whether a file begins as RDF that knows these terms, and gives a title in them."""
        head = beginning(spec)
        return any(terms in head for terms in _TERMS) and bool(_TITLE.search(required_text_file(spec).text))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each work, and one for what is damaged.

        :raises ImportRefused: the file is gone, or holds no RDF.
        """
        file = required_text_file(spec)
        root, damaged_in = rdf_tree(file)
        nodes = [node for node in root if isinstance(node.tag, str) and _texts(node, "title")]
        places = ((place_in(file.path.name, "entry", number), node) for number, node in enumerate(nodes, 1))
        entries = (attempted(place, partial(_entry, node)) for place, node in places)
        yield from entry_documents(file.path, entries, "Dublin Core")
        yield from damage(file, damaged_in)


def _entry(node: Node) -> Entry:
    identifiers = _texts(node, "identifier", "bibliographicCitation", "isVersionOf")
    source = next(iter(_texts(node, "source", "isPartOf")), "")
    dates = filter(None, map(publication_date, _texts(node, "issued", "date", "created", "available")))
    kinds = (_KINDS.get(said.rpartition("/")[2].replace(" ", "").lower()) for said in _texts(node, "type"))
    return Entry(
        title=_texts(node, "title")[0],
        kind=next(filter(None, kinds), None),
        authors=people([in_reading_order(name) for name in _texts(node, "creator")]),
        published=next(dates, None),
        abstract=next(iter(_texts(node, "abstract", "description")), ""),
        addresses=(
            *(re.sub(r"^DOI[ :]+", "", said) for said in identifiers),
            str(node.get(ABOUT) or ""),
            *arxiv_in(*identifiers, source),
        ),
        journal="" if "://" in source else source,
        tags=tuple(_texts(node, "subject")),
    )


def _texts(node: Node, *names: str) -> list[str]:
    """What a work says under any of the names, in their order: as text, as where it leads to, or as several
    in a list."""
    found: list[str] = []
    for name in names:
        for one in (part for terms in _TERMS for part in node.findall(f"{{{terms}}}{name}")):
            said = [one.get(RESOURCE) or "", *(text for inner in one.iter() if (text := inner.text))]
            found += [text for part in said if (text := " ".join(str(part).split()))]
    return found
