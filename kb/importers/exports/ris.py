"""RIS, as Zotero, Mendeley, EndNote, publishers and databases write it.

Read by hand: rispy 0.10 loses the first reference behind a byte order mark and the last one without its `ER`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kb.importers.bibliography import (
    Entry,
    arxiv_in,
    entry_documents,
    in_reading_order,
    publication_date,
    split_keywords,
)
from kb.importers.files import any_text_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.text.people import people
from kb.types import Document, Failure, Kind

_HEAD = 4_000
"""Characters in which the first reference begins, behind what a database says of itself."""
_BEGINS = re.compile(r"^[ \t]*TY {1,2}-[ \t]*\S", re.MULTILINE)
_TAG = re.compile(r"[ \t]*([A-Z][A-Z0-9])  -(?:[ \t](.*))?$")
# With one space only: an abstract may have a line that begins with `AI - `.
_NARROW_TAG = re.compile(
    r"[ \t]*(TY|ER|A[1-4U]|T[1-3I]|P[1-3BY]|Y[12]|AB|N[12]|KW|DO|UR|L[1-4]|J[FO]|ID|DA|SN|[SE]P|VL|IS) -"
    r"(?:[ \t](.*))?$"
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
_SEVERAL_LINES = ("AB", "N1", "N2", "RN", "KW")
"""Tags whose lines are kept apart; elsewhere a line break is where a program wrapped the text."""

Reference = Mapping[str, tuple[str, ...]]
"""The values of a reference by their tags."""


class RisImporter:
    """A list of references. What runs over lines is one value; the last reference needs no end."""

    name = "RIS"

    def match(self, spec: str) -> bool:
        """Whether a reference begins in the first lines of a file."""
        file = any_text_file(spec)
        return file is not None and _BEGINS.search(file.text[:_HEAD]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each reference.

        :raises ImportRefused: the file is gone.
        """
        file = required_text_file(spec)
        yield from entry_documents(Path(spec), map(_entry, _references(file.text)), "RIS")


def _references(text: str) -> Iterator[Reference]:
    lines: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        tagged = _TAG.match(line) or _NARROW_TAG.match(line)
        if tagged is None:
            if lines:
                lines[-1][1].append(line.strip())
            continue
        if tagged[1] in ("TY", "ER") and lines:
            yield _values(lines)
            lines = []
        if tagged[1] == "TY" or (lines and tagged[1] != "ER"):
            lines.append((tagged[1], [(tagged[2] or "").strip()]))
    if lines:
        yield _values(lines)


def _values(lines: list[tuple[str, list[str]]]) -> Reference:
    values: dict[str, list[str]] = {}
    for tag, parts in lines:
        joined = ("\n" if tag in _SEVERAL_LINES else " ").join(parts).strip()
        if joined:
            values.setdefault(tag, []).append(joined)
    return {tag: tuple(given) for tag, given in values.items()}


def _entry(reference: Reference) -> Entry:
    def first(*tags: str) -> str:
        return next((reference[tag][0] for tag in tags if tag in reference), "")

    kind = _KINDS.get(first("TY").upper())
    title = first("TI", "T1", "CT") or (first("BT", "T2") if kind is Kind.BOOK else "")
    journal = next(
        (name for name in (first(tag) for tag in ("JF", "JO", "T2", "JA", "BT")) if name != title), ""
    )
    writers = [name for tag in ("AU", "A1") for name in reference.get(tag, ())]
    if not writers and kind is Kind.BOOK:
        writers = [name for tag in ("A2", "ED") for name in reference.get(tag, ())]
    numbers = (first(tag) for tag in ("VL", "IS", "SP", "PB", "M1", "M3", "AN"))
    links = (
        link
        for tag in ("UR", "L2", "L1")
        for value in reference.get(tag, ())
        for link in re.split(r"\s+|;(?=https?:)", value)
    )
    return Entry(
        title=title,
        kind=kind,
        authors=people([in_reading_order(name) for name in writers]),
        published=_published(first("DA"), first("PY", "Y1")),
        abstract=first("AB", "N2"),
        addresses=(*reference.get("DO", ()), *links, *arxiv_in(journal, *numbers)),
        journal=journal,
        tags=tuple(tag for value in reference.get("KW", ()) for tag in split_keywords(f"{value};")),
        notes=reference.get("N1", ()),
        citation_key=first("ID"),
        files=tuple(path for path in reference.get("L1", ()) if not path.startswith("http")),
    )


def _published(day: str, year: str) -> str | None:
    """`2024/01/02/spring`; of two dates the one that says more of the same year."""
    dates = [publication_date(re.sub(r"/+(?=/|$)|/(?=\D)", " ", text)) for text in (day, year)]
    exact, plain = dates
    if exact and plain and not exact.startswith(plain[:4]):
        return plain
    return exact if exact and len(exact) >= len(plain or "") else plain
