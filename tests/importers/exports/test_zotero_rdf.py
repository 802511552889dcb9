"""Zotero's RDF: entries, notes, collections and attached files of a folder that was exported."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kb.importers import ImportContext, documents
from kb.library import Library
from kb.types import Document, Failure, Kind
from tests.importers.pdf.making import paper_page, pdf_bytes

FIXTURES = Path(__file__).with_name("fixtures_zotero")
ONE = "url:https://example.org/journal/one"


def read(path: Path, cache: Path) -> tuple[dict[str, Document], list[Failure]]:
    found = list(documents(str(path), ImportContext(cache, network=False)))
    return {one.key: one for one in found if isinstance(one, Document)}, [
        one for one in found if isinstance(one, Failure)
    ]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = shutil.copytree(FIXTURES, tmp_path / "My Library")
    (folder / "files" / "12").mkdir(parents=True)
    (folder / "files" / "12" / "paper.pdf").write_bytes(pdf_bytes([paper_page(stamp=False)]))
    return folder


def test_an_entry_comes_with_its_notes_tags_and_collections(cache: Path, tmp_path: Path) -> None:
    # Apart from the project, whose history has a day for it.
    kept, failures = read(shutil.copytree(FIXTURES, tmp_path / "export"), cache)
    assert not failures and len(kept) == 4
    one = kept[ONE]
    assert (one.title, one.kind, one.authors, one.published) == (
        "Attention & caches in examples", Kind.PAPER, ("Jane Doe", "The Example Group"), "2020-07-13",
    )  # fmt: skip
    # A tag that a catalogue gave is not the person's.
    assert one.tags == ("kv cache", "Work", "Serving")
    assert [mark.note for mark in one.annotations] == ["My **note** on it", "My own words in Extra"]
    assert one.meta.items() >= {
        "journal": "Journal of Examples", "citation_key": "doe2020", "folder": "Work / Serving",
    }.items()  # fmt: skip
    # When it was added is not told; Zotero notes when the page was looked at as it adds it.
    assert one.saved_at == "2021-05-09"


def test_a_journal_that_articles_share_lends_its_doi_to_none_of_them(cache: Path) -> None:
    kept, _ = read(FIXTURES, cache)
    assert set(kept) >= {ONE, "doi:10.1234/second.2", "arxiv:2310.06770"}
    assert "doi:10.1234/first.1" not in kept[ONE].aliases


def test_a_note_of_no_entry_is_an_item_in_its_collections(cache: Path) -> None:
    (note,) = [one for one in read(FIXTURES, cache)[0].values() if one.kind is Kind.NOTE]
    assert (note.text, note.tags) == ("A note by itself", ("ideas", "Work", "Serving"))


@pytest.mark.parametrize("way", ["folder", "zip", "paper first"])
def test_an_attached_paper_joins_its_entry(way: str, export: Path, library: Library, tmp_path: Path) -> None:
    if way == "paper first":
        library.intake.add([str(export / "files" / "12" / "paper.pdf")])
    given = shutil.make_archive(str(tmp_path / "export"), "zip", export) if way == "zip" else str(export)
    assert not library.intake.add([given]).failed
    found = library.items.get(ONE)
    assert found.item.title == "Attention & caches in examples" and found.text
    assert len(library.items.select()) == 4
    again = library.intake.add([given])
    assert (again.added, again.updated) == (0, 0)


def test_a_path_that_leads_out_of_the_export_joins_nothing(export: Path, cache: Path) -> None:
    (export.parent / "secret.pdf").write_bytes(b"%PDF-1.4")
    rdf = export / "library.rdf"
    rdf.write_text(rdf.read_text().replace("files/12/paper.pdf", "../secret.pdf"))
    assert not any("secret" in alias for alias in read(rdf, cache)[0][ONE].aliases)


def test_a_file_that_breaks_off_gives_what_came_before_and_says_so(tmp_path: Path, cache: Path) -> None:
    whole = (FIXTURES / "library.rdf").read_text()
    (tmp_path / "cut.rdf").write_text(whole[: whole.index("<rdf:Description")])
    kept, failures = read(tmp_path / "cut.rdf", cache)
    assert ONE in kept and len(failures) == 1
    assert "is damaged or breaks off" in failures[0].reason


def test_entities_are_not_unfolded(tmp_path: Path, cache: Path) -> None:
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 6))
    doctype = f'<!DOCTYPE rdf:RDF [<!ENTITY e0 "unfolded"><!ENTITY f SYSTEM "/etc/hostname">{declared}]>\n'
    whole = (FIXTURES / "library.rdf").read_text().replace("About attention.", "About &e5; &f;")
    (tmp_path / "a.rdf").write_text(doctype + whole)
    kept, failures = read(tmp_path / "a.rdf", cache)
    assert kept and not any("unfolded" in one.summary for one in kept.values())
    assert [failure.reason.partition(" in line")[0] for failure in failures] == ["is damaged or breaks off"]
