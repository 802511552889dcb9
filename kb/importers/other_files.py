"""Documents of kinds that are not read: what each is, and what to add instead."""

from __future__ import annotations

from kb.catalogue import _, noted
from kb.importers.archives.zips import names_in
from kb.importers.files import beginning, local_path

_AS_PDF = noted("save it as PDF and add that")
_BOOK = (noted("an e-book"), noted("add the notes that your reader exports, or the book as PDF or web page"))
_OLD_OFFICE = (noted("a document of an old Office program"), noted("save it as .docx or PDF and add that"))
_BY_BEGINNING = (
    (b"\xd0\xcf\x11\xe0", _OLD_OFFICE),
    (b"{\\rtf", (noted("rich text"), noted("save it as .docx or PDF and add that"))),
    (b"AT&TFORM", (noted("a DjVu document"), _AS_PDF)),
    (b"%!PS", (noted("a PostScript document"), _AS_PDF)),
)
_BY_PART = (
    ("ppt/", (noted("a presentation"), _AS_PDF)),
    ("xl/", (noted("a spreadsheet"), noted("save its sheet as CSV and add that"))),
    ("META-INF/container.xml", _BOOK),
    ("content.xml", (noted("an OpenDocument file"), noted("save it as .docx, PDF or CSV and add that"))),
)
"""By what lies in a zip file (ECMA-376, OpenDocument, EPUB)."""
_BY_WORDS = (
    (
        b"\xa2eroots",
        (
            noted("a repository of Bluesky's or another archive of blocks (.car)"),
            noted("add the JSON that Bluesky's interface answers of your bookmarks and likes"),
        ),
    ),
    (
        b"\\documentclass",
        (
            noted("the source of a paper in TeX"),
            noted("add its PDF, and its .bib file for the works it cites"),
        ),
    ),
    (
        b"\\begin{thebibliography}",
        (noted("a list of references as TeX prints it"), noted("add the .bib file that it was made from")),
    ),
    (b"<FictionBook", _BOOK),
)


def what_else(spec: str) -> str:
    """What a file is whose kind is known and not read, and what to add instead; empty for another."""
    path = local_path(spec)
    if path is None:
        return ""
    head = beginning(spec)
    found = [told for mark, told in _BY_BEGINNING if head.startswith(mark)]
    names = names_in(path)
    found += [told for part, told in _BY_PART if any(name.startswith(part) for name in names)]
    found += [told for words, told in _BY_WORDS if words in head]
    if not found:
        return ""
    what, instead = found[0]
    return _(
        "{file} is {what}, which is not read; {instead}", file=path.name, what=_(what), instead=_(instead)
    )
