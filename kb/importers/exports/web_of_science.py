"""Web of Science: lists of papers as tagged lines, or as a table with the same tags for columns.

Keywords are the authors' and the catalogue's, not the reader's; they are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kb.catalogue import noted
from kb.importers.bibliography import Entry, arxiv_in, entry_documents, in_reading_order, publication_date
from kb.importers.exports.tagged import Reference, TaggedImporter
from kb.importers.files import any_text_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.text.people import people
from kb.types import Document, Failure, Kind

_PROGRAM = "Web of Science"
_COLUMNS = frozenset({"PT", "AU", "TI", "SO", "PY"})
_LISTS = frozenset(("AU", "AF", "BA", "BF", "BE", "ED", "CA"))
"""Tags with a name a line."""


class TableImporter:
    """The table. Quotes in it are signs of the text."""

    name = noted("Web of Science (table)")

    def match(self, spec: str) -> bool:
        """Whether the columns of a file are called as the tags are."""
        file = any_text_file(spec)
        return file is not None and set(file.text.partition("\n")[0].strip().split("\t")) >= _COLUMNS

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each row.

        :raises ImportRefused: the file is gone.
        """
        header, *lines = required_text_file(spec).text.split("\n")
        tags = header.strip().split("\t")
        cells = (dict(zip(tags, line.split("\t"), strict=False)) for line in lines if line.strip())
        references = (
            Reference(
                {
                    tag: ("\n".join(map(str.strip, value.split(";"))) if tag in _LISTS else value.strip(),)
                    for tag, value in row.items()
                    if value.strip()
                }
            )
            for row in cells
        )
        yield from entry_documents(Path(spec), map(_entry, references), _PROGRAM)


def _entry(reference: Reference) -> Entry:
    first = reference.first
    journal, sort = first("SO"), first("DT").lower()
    is_book = first("PT") == "B" and "chapter" not in sort and "paper" not in sort
    writers = first("AF", "AU", "BF", "BA") or (first("BE", "ED") if is_book else "")
    groups = first("CA")
    number = first("PM")
    return Entry(
        title=first("TI"),
        kind=Kind.BOOK if is_book else Kind.PAPER,
        authors=people([in_reading_order(name) for name in (*writers.splitlines(), *groups.splitlines())]),
        published=publication_date(first("PY"), first("PD")) or publication_date(first("EA", "EY")),
        abstract=first("AB"),
        addresses=(
            *reference.all("DI", "D2"),
            *arxiv_in(journal, first("AR"), first("VL")),
            *((f"https://pubmed.ncbi.nlm.nih.gov/{number}/",) if number.isdecimal() else ()),
        ),
        journal=journal if journal != first("TI") else "",
    )


TAGGED = TaggedImporter(
    noted("Web of Science (text)"),
    _PROGRAM,
    re.compile(r"^PT [A-Z][ \t]*\n[A-Z][A-Z0-9] ", re.MULTILINE),
    re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: (?P<value>.*))?$"),
    "PT",
    "ER",
    _LISTS,
    _entry,
)
