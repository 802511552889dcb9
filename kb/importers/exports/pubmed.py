"""PubMed: lists of papers as tagged lines (`.nbib`, MEDLINE) and as a table.

Headings and keywords are a catalogue's and the authors', not the reader's; they are left out.
"""

from __future__ import annotations

import re

from kb.importers.bibliography import Entry, arxiv_in, in_reading_order, publication_date
from kb.importers.exports.catalogue_table import CatalogueTable
from kb.importers.exports.tagged import Reference, TaggedImporter
from kb.importers.records import Row
from kb.text.people import people
from kb.types import Kind

_PROGRAM = "PubMed"
_LINE = re.compile(r"(?P<tag>[A-Z]{2,4}) *(?<=^....)- ?(?P<value>.*)$")
"""A tag takes four places, whatever its length."""
_DOI = re.compile(r"(\S+) \[doi\]")
_INITIALS_LAST = re.compile(
    r"(?P<family>.*\S)\s+(?P<initials>[A-Z]{1,4})(?P<suffix> (?:Jr|Sr|2nd|3rd|4th))?\.?"
)
"""How indexes of medicine write people: `de Oliveira Filho ASB`."""
_SUFFIX = re.compile(r"(?P<family>[^,]+), (?P<given>.+) (?P<suffix>Jr|Sr|2nd|3rd|4th)")
_DATED = re.compile(r"\.\s*(\d{4}(?: [A-Z][a-z]{2}(?: \d{1,2})?)?)")
"""When a paper came out, behind the name of its journal in a citation."""


def _whole(name: str) -> str:
    """A whole name in reading order; what follows a family name stands last among the given ones."""
    found = _SUFFIX.fullmatch(name)
    return f"{found['given']} {found['family']} {found['suffix']}" if found else in_reading_order(name)


def _named(name: str) -> str:
    found = _INITIALS_LAST.fullmatch(name.strip())
    return f"{found['initials']} {found['family']}{found['suffix'] or ''}" if found else name.strip()


def _title(text: str) -> str:
    """A title without the stop that PubMed puts behind each, and the brackets around a translated one."""
    text = text.strip()
    plain = text[:-1] if text.endswith(".") and not text.endswith("..") else text
    return plain[1:-1] if plain.startswith("[") and plain.endswith("]") else plain


def _addresses(number: str, of_full_text: str) -> tuple[str, ...]:
    number, of_full_text = number.strip(), of_full_text.strip()
    return (
        *((f"https://pubmed.ncbi.nlm.nih.gov/{number}/",) if number.isdecimal() else ()),
        *((f"https://pmc.ncbi.nlm.nih.gov/articles/{of_full_text}/",) if of_full_text else ()),
    )


def _entry(reference: Reference) -> Entry:
    first, identifiers = reference.first, reference.all("LID", "AID")
    journal = first("JT", "TA")
    whole = tuple(map(_whole, reference.all("FAU"))) or tuple(map(_named, reference.all("AU")))
    title = first("TI") or first("BTI", "CTI")
    return Entry(
        title=_title(title),
        kind=Kind.PAPER if first("TI") else Kind.BOOK,
        authors=people([*whole, *reference.all("CN")]),
        published=publication_date(first("DP", "DEP")),
        abstract=first("AB"),
        addresses=(
            *(found[1] for one in identifiers if (found := _DOI.fullmatch(one))),
            *arxiv_in(*identifiers),
            *_addresses(first("PMID"), first("PMC")),
        ),
        journal=journal,
    )


def _row(row: Row) -> Entry:
    dated = _DATED.search(row["citation"])
    return Entry(
        title=_title(row["title"]),
        kind=Kind.PAPER,
        authors=people([_named(name) for name in row["authors"].rstrip(" .").split(",")]),
        published=publication_date(dated[1] if dated else row.get("publication year", "")),
        addresses=(*filter(None, (row.get("doi", ""),)), *_addresses(row["pmid"], row.get("pmcid", ""))),
        journal=row.get("journal/book", ""),
    )


MEDLINE = TaggedImporter(
    "PubMed (.nbib)",
    _PROGRAM,
    re.compile(r"^PMID-[ \t]*\d+[ \t]*$", re.MULTILINE),
    _LINE,
    "PMID",
    "",
    frozenset(),
    _entry,
)
TABLE = CatalogueTable("PubMed (CSV)", _PROGRAM, frozenset({"pmid", "title", "authors", "citation"}), _row)
