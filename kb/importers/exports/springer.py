"""Springer Link: what a search found, as a table. It sets no sign between the authors of a work."""

from __future__ import annotations

from kb.importers.bibliography import Entry, publication_date
from kb.importers.exports.catalogue_table import CatalogueTable
from kb.importers.records import Row
from kb.text.people import people
from kb.types import Kind

_WITHIN = ("Mc", "Mac", "De", "Di", "Le", "La", "Van")
"""What a name may begin with before a second capital letter: `McDonald`, `DeJong`."""


def _names(glued: str) -> list[str]:
    """Names apart: one begins where a capital letter follows a small one or a bracket that closes."""
    names = [""]
    for sign in glued:
        word = names[-1].rpartition(" ")[2]
        ended = word[-1:].islower() or word.endswith(")")
        if sign.isupper() and ended and word not in _WITHIN:
            names.append("")
        names[-1] += sign
    return [name.strip() for name in names if name.strip()]


def _entry(row: Row) -> Entry:
    kind = row["content type"].strip().lower()
    return Entry(
        title=row["item title"],
        kind=Kind.BOOK if kind in ("book", "conference proceedings") else Kind.PAPER,
        authors=people(_names(row["authors"])),
        published=publication_date(row["publication year"]),
        addresses=(row["item doi"], row["url"]),
        journal=row["publication title"],
    )


TABLE = CatalogueTable(
    "Springer Link (CSV)",
    "Springer",
    frozenset({"item title", "publication title", "item doi", "authors", "publication year", "content type"}),
    _entry,
)
