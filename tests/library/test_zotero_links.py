"""Links that open a work in Zotero, of a library that came from its BibTeX."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.library import Library

ENTRY = "@article{{gu2023, title={{Rivers That Keep What They Were Told}}, {field}={{{value}}}}}"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zotero-key", "ABCD2345"),
        ("uri", "http://zotero.org/users/1234567/items/ABCD2345"),
        ("zotero", "zotero://select/library/items/ABCD2345"),
        ("file", "/home/jane/Zotero/storage/ABCD2345/Doe - Rivers.pdf"),
        ("file", "Full Text PDF:/home/jane/Zotero/storage/ABCD2345/Doe - Rivers.pdf:application/pdf"),
        ("file", r"C\:\\Users\\jane\\Zotero\\storage\\ABCD2345\\Doe.pdf"),
    ],
)
def test_a_link_that_opens_a_work_or_its_file_in_zotero_leads_to_it(
    library: Library, tmp_path: Path, field: str, value: str
) -> None:
    saved = tmp_path / "library.bib"
    saved.write_text(ENTRY.format(field=field, value=value))
    library.intake.add([str(saved)])
    note = tmp_path / "note.md"
    note.write_text(
        "What is told once stays ([p. 3](zotero://open-pdf/library/items/ABCD2345?page=3)), I think.\n\n"
        "Another one is [here](zotero://open-pdf/library/items/ABCD9999?page=3), and not this.\n"
    )
    found, failures = library.evidence.look([str(note)])
    assert not failures
    ((trace,),) = found.values()
    assert trace.line == 1
