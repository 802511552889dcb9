"""EndNote: its XML, and the tagged lines (`.enw`) that publishers and search engines write for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from lxml import etree

from kb.catalogue import _
from kb.errors import ImportRefused
from kb.importers.bibliography import (
    Entry,
    arxiv_in,
    entry_documents,
    in_reading_order,
    publication_date,
    split_keywords,
)
from kb.importers.boundary import attempted, place_in
from kb.importers.exports.tagged import Reference, TaggedImporter, kind_said
from kb.importers.files import any_text_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.importers.xml import xml_tree
from kb.text.people import people
from kb.types import Document, Failure, Kind

_PROGRAM = "EndNote"
_HEAD = 4_000
"""Characters in which the first record's kind stands, behind the paths of its library."""
_RECORDS = re.compile(r"<records>.*?<record>", re.DOTALL)
_ATTACHED = "internal-pdf://"


def _published(year: str, date: str) -> str | None:
    """A year, and of a date beside it what it says of that year: often it is a month and a day alone."""
    exact = publication_date(date)
    return exact if exact and exact.startswith(year.strip()) else publication_date(year, date)


class XmlImporter:
    """The XML in which EndNote exports a library or a part of it."""

    name = "EndNote (XML)"

    def match(self, spec: str) -> bool:
        """Whether a file begins with a record as EndNote writes it."""
        file = any_text_file(spec)
        return file is not None and _RECORDS.search(file.text[:_HEAD]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each record, and one for what is damaged.

        :raises ImportRefused: the file is gone, or nothing of it can be read.
        """
        file = required_text_file(spec)
        root, damaged = xml_tree(file.text)
        if root is None:
            raise ImportRefused(
                _("{file} holds no XML that can be read; export it again", file=file.path.name)
            )
        entries = (
            attempted(place_in(file.path.name, "record", number), partial(_of_record, record))
            for number, record in enumerate(root.iter("record"), start=1)
        )
        yield from entry_documents(file.path, entries, _PROGRAM)
        if damaged:
            yield Failure(
                file.path.name,
                _("damaged in line {damaged}; what could be read of it was kept", damaged=damaged),
            )


def _of_record(record: etree._Element) -> Entry:
    def texts(path: str) -> tuple[str, ...]:
        """Texts without what they are set in; lines end as the program's own system ends them."""
        found = ("".join(one.itertext()).replace("\r", "\n").strip() for one in record.iterfind(path))
        return tuple(filter(None, found))

    def first(*paths: str) -> str:
        return next((found[0] for path in paths if (found := texts(path))), "")

    sort = record.find("ref-type")
    kind = kind_said(sort.get("name", "") if sort is not None else "")
    writers = texts("contributors/authors/author")
    if not writers and kind is Kind.BOOK:
        writers = texts("contributors/secondary-authors/author")
    journal = first("periodical/full-title", "titles/secondary-title", "alt-periodical/full-title")
    links = (
        link for place in ("related-urls", "text-urls", "web-urls") for link in texts(f"urls/{place}/url")
    )
    library = Path(first("database")).stem
    # Some keep there by what the work is cited, others what to do with it.
    is_words = " " in (label := first("label"))
    files = (
        path.removeprefix(_ATTACHED) for path in texts("urls/pdf-urls/url") if not path.startswith("http")
    )
    return Entry(
        title=first("titles/title"),
        kind=kind,
        authors=people([in_reading_order(name) for name in writers]),
        published=_published(first("dates/year"), first("dates/pub-dates/date")),
        abstract=first("abstract"),
        addresses=(
            *texts("electronic-resource-num"),
            *(link for text in links for link in text.split()),
            *arxiv_in(journal, first("volume"), first("number"), first("pages"), first("accession-num")),
        ),
        journal=journal,
        tags=(
            *(tag for text in texts("keywords/keyword") for tag in split_keywords(f"{text};")),
            *((label,) if is_words else ()),
        ),
        notes=(*texts("notes"), *texts("research-notes")),
        citation_key="" if is_words else label,
        # Beside a library lies a folder of its files.
        files=tuple(place for path in files for place in (path, f"{library}.Data/PDF/{path}")),
    )


def _entry(reference: Reference) -> Entry:
    first = reference.first
    kind = kind_said(first("0"))
    journal = first("J", "B")
    writers = reference.all("A") or (reference.all("E") if kind is Kind.BOOK else ())
    return Entry(
        title=first("T"),
        kind=kind,
        authors=people([in_reading_order(name.rstrip(",")) for name in writers]),
        published=_published(first("D"), first("8")),
        abstract=first("X"),
        addresses=(
            *(address.removeprefix("DOI:").strip() for address in reference.all("R")),
            *(link for text in reference.all("U") for link in text.split()),
            *arxiv_in(journal, first("V"), first("N"), first("P"), first("M")),
        ),
        journal=journal,
        tags=reference.keywords("K"),
        notes=(*reference.all("Z"), *reference.all("<")),
        citation_key=first("F"),
        files=tuple(
            path.removeprefix(_ATTACHED) for path in reference.all(">") if not path.startswith("http")
        ),
    )


TAGGED = TaggedImporter(
    "EndNote (.enw)",
    _PROGRAM,
    re.compile(r"\A\s*%0 \w", re.MULTILINE),
    re.compile(r"%(?P<tag>[\w@!?\[\]&()*+^<>=~#$])(?:[ \t]+(?P<value>.*))?$"),
    "0",
    "",
    frozenset(("K", "X", "Z", "<", "U")),
    _entry,
)
