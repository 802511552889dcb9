"""Documents of kinds that are not read say what they are and what to add instead."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.importers.exports.reading import told


@pytest.mark.parametrize(
    ("data", "what", "instead"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Office program", "as .docx"),
        (rb"{\rtf1\ansi Papers}", "rich text", "as .docx"),
        (b"AT&TFORM\0\0\0\0DJVU", "a DjVu document", "as PDF"),
        (b"%!PS-Adobe-3.0\n", "a PostScript document", "as PDF"),
        (b"% Mine\n\\documentclass{article}\\begin{document}\n", "source of a paper in TeX", "its .bib file"),
        (b"\\begin{thebibliography}{1}\\bibitem{a} A.\n", "a list of references", "the .bib file"),
        (b'<?xml version="1.0"?><FictionBook xmlns="x"/>', "an e-book", "as PDF or web page"),
        (b"\x3a\xa2eroots\x81\xd8\x2aX%gversion\x01", "a repository of Bluesky's", "bookmarks and likes"),
        ("ppt/presentation.xml", "a presentation", "as PDF"),
        ("xl/workbook.xml", "a spreadsheet", "as CSV"),
        ("META-INF/container.xml", "an e-book", "notes that your reader exports"),
        ("content.xml", "an OpenDocument file", "as .docx"),
    ],
)
def test_what_is_not_read_says_what_to_add_instead(
    data: bytes | str, what: str, instead: str, tmp_path: Path, cache: Path
) -> None:
    path = tmp_path / "given.data"
    if isinstance(data, str):
        with zipfile.ZipFile(path, "w") as parts:
            parts.writestr("[Content_Types].xml", "<Types/>")
            parts.writestr(data, "<x/>")
    else:
        path.write_bytes(data)
    found, (reason,) = told(path, cache)
    assert not found and what in reason and instead in reason and "\n" not in reason
