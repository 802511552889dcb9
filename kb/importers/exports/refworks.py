"""RefWorks' tagged lines, which ProQuest and CNKI write too."""

from __future__ import annotations

import re

from kb.catalogue import noted
from kb.importers.bibliography import Entry, arxiv_in, in_reading_order, publication_date
from kb.importers.exports.tagged import Reference, TaggedImporter, kind_said
from kb.text.people import people

# Known tags only: an abstract may have a line that begins with `AI `.
_LINE = re.compile(
    r"(?P<tag>RT|SR|ID|A[1-6D]|T[1-3O]|J[FO2]|YR|FD|RD|V[OL]|I[SD]|SP|OP|K1|AB|NO|PB|PP|ED|SN|AN|LA|CL|SF"
    r"|D[OBS]|UL|LK|CN|C[1-5]|U[1-5]|WT|W[VPT]|LL|CR|OL)(?: (?P<value>.*))?$",
    re.IGNORECASE,
)


def _entry(reference: Reference) -> Entry:
    first = reference.first
    journal = first("JF", "JO", "T2")
    # CNKI parts people by semicolons, others give each a line.
    names = (name for value in reference.all("A1") for name in value.split(";"))
    return Entry(
        title=first("T1"),
        kind=kind_said(first("RT")),
        authors=people([in_reading_order(name) for name in names]),
        published=publication_date(first("YR"), first("FD")),
        abstract=first("AB"),
        addresses=(
            *reference.all("DO"),
            *reference.all("UL", "LK"),
            *arxiv_in(journal, first("VO"), first("AN")),
        ),
        journal=journal,
        tags=reference.keywords("K1"),
        notes=reference.all("NO"),
    )


TAGGED = TaggedImporter(
    noted("RefWorks (text)"),
    "RefWorks",
    re.compile(r"^RT [A-Z][^\n]*\n[A-Z][A-Z0-9] ", re.MULTILINE),
    _LINE,
    "RT",
    "",
    frozenset(("AB", "NO")),
    _entry,
)
