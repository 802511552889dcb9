"""Scopus: a list of papers as a table.

Keywords are the authors' and the catalogue's, not the reader's; they are left out.
"""

from __future__ import annotations

import re

from kb.importers.bibliography import Entry, arxiv_in, in_reading_order, publication_date
from kb.importers.exports.catalogue_table import CatalogueTable
from kb.importers.records import Row
from kb.text.people import people
from kb.types import Kind

_NUMBER = re.compile(r"\(\d+\)")
"""The catalogue's number of a person, behind the whole name."""
_INITIALS_LAST = re.compile(r"^(?P<family>.*?\S)\s+(?P<initials>(?:\w\.-?)+)")
_NO_AUTHOR = "[no author name available]"
_NO_ABSTRACT = re.compile(r"\[no abstract available\]", re.IGNORECASE)
_OF_THIS_EXPORT = re.compile(r"[&?](?:md5|partnerID)=[^&]*")


def _names(row: Row) -> list[str]:
    if _NO_AUTHOR in row["authors"].lower():
        return []
    whole = [_NUMBER.sub("", name).strip() for name in row.get("author full names", "").split(";")]
    if any(whole):
        return [in_reading_order(name) for name in whole]
    short = row["authors"].split(";")
    # Tables until 2023 part people by commas: `Smith, J., Roe, R.`
    if len(short) == 1:
        return list(people(short[0]).names)
    return [_INITIALS_LAST.sub(r"\g<initials> \g<family>", name.strip()) for name in short]


def _entry(row: Row) -> Entry:
    journal, number = row["source title"], row.get("pubmed id", "").strip()
    return Entry(
        title=row["title"],
        kind=Kind.BOOK if row.get("document type", "").strip().lower() == "book" else Kind.PAPER,
        authors=people(_names(row)),
        published=publication_date(row["year"]),
        abstract=_NO_ABSTRACT.sub("", row.get("abstract", "")),
        addresses=(
            row.get("doi", ""),
            *arxiv_in(journal, row.get("art. no.", "")),
            *((f"https://pubmed.ncbi.nlm.nih.gov/{number}/",) if number.isdecimal() else ()),
            _OF_THIS_EXPORT.sub("", row.get("link", "")),
        ),
        journal=journal,
    )


TABLE = CatalogueTable(
    "Scopus (CSV)", "Scopus", frozenset({"authors", "title", "year", "source title", "eid"}), _entry
)
