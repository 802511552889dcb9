"""RIS, as Zotero, Mendeley, EndNote, publishers and databases write it.

Read by hand: rispy 0.10 loses the first reference behind a byte order mark and the last one without its `ER`.
"""

from __future__ import annotations

import re

from kb.importers.bibliography import Entry, arxiv_in, in_reading_order, publication_date
from kb.importers.exports.tagged import Reference, TaggedImporter
from kb.text.people import people
from kb.types import Kind

_BEGINS = re.compile(r"^[ \t]*TY {1,2}-[ \t]*\S", re.MULTILINE)
# With one space only where the tag is known: an abstract may have a line that begins with `AI - `.
_LINE = re.compile(
    r"[ \t]*(?P<tag>[A-Z][A-Z0-9](?=  -)"
    r"|(?:TY|ER|A[1-4U]|T[1-3I]|P[1-3BY]|Y[12]|AB|N[12]|KW|DO|UR|L[1-4]|J[FO]|ID|DA|SN|[SE]P|VL|IS)(?= -))"
    r" {1,2}-(?:[ \t](?P<value>.*))?$"
)
_KINDS = {
    **dict.fromkeys(
        "JOUR JFULL CONF CPAPER CHAP ECHAP EJOUR THES RPRT UNPB INPR MGZN PAT GOVDOC STAND ABST".split(),
        Kind.PAPER,
    ),
    **dict.fromkeys("BOOK EBOOK EDBOOK SER".split(), Kind.BOOK),
    **dict.fromkeys("VIDEO MPCT".split(), Kind.VIDEO),
    "COMP": Kind.REPO,
}
"""What the types are here; `GEN`, `ELEC`, `BLOG` and others are what their address is."""


def _entry(reference: Reference) -> Entry:
    first = reference.first
    kind = _KINDS.get(first("TY").upper())
    title = first("TI", "T1", "CT") or (first("BT", "T2") if kind is Kind.BOOK else "")
    journals = (first(tag) for tag in ("JF", "JO", "T2", "JA", "BT"))
    journal = next((name for name in journals if name not in ("", title)), "")
    writers = reference.all("AU", "A1") or (reference.all("A2", "ED") if kind is Kind.BOOK else ())
    numbers = (first(tag) for tag in ("VL", "IS", "SP", "PB", "M1", "M3", "AN"))
    links = (
        link for value in reference.all("UR", "L2", "L1") for link in re.split(r"\s+|;(?=https?:)", value)
    )
    return Entry(
        title=title,
        kind=kind,
        authors=people([in_reading_order(name) for name in writers]),
        published=_published(first("DA"), first("PY", "Y1")),
        abstract=first("AB", "N2"),
        addresses=(*reference.all("DO"), *links, *arxiv_in(journal, *numbers)),
        journal=journal,
        tags=reference.keywords("KW"),
        notes=reference.all("N1"),
        citation_key=first("ID"),
        seen_on=_published(first("Y2"), ""),
        files=tuple(path for path in reference.all("L1") if not path.startswith("http")),
    )


def _published(day: str, year: str) -> str | None:
    """`2024/01/02/spring`; of two dates the one that says more of the same year."""
    dates = [publication_date(re.sub(r"/+(?=/|$)|/(?=\D)", " ", text)) for text in (day, year)]
    exact, plain = dates
    if exact and plain and not exact.startswith(plain[:4]):
        return plain
    return exact if exact and len(exact) >= len(plain or "") else plain


RIS = TaggedImporter(
    "RIS", "RIS", _BEGINS, _LINE, "TY", "ER", frozenset(("AB", "N1", "N2", "RN", "KW")), _entry
)
