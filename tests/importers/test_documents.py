"""The registry: which importer reads what, folders, and failures that name the remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kb.importers import ImportContext, documents
from kb.importers.files import MAX_TEXT_BYTES
from kb.importers.folder import source_files
from kb.types import Document, Failure, Subscription


@pytest.fixture
def context(tmp_path_factory: pytest.TempPathFactory) -> ImportContext:
    return ImportContext(tmp_path_factory.mktemp("cache"), network=False)


def reason(spec: str, context: ImportContext) -> str:
    (failure,) = documents(spec, context)
    assert isinstance(failure, Failure)
    assert failure.spec == spec
    assert "\n" not in failure.reason
    return failure.reason


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("no/such file.md", "No such file: no/such file.md; check the path, or quote it if it has spaces"),
        ("~/nowhere.txt", "No such file"),
        ("две недели", "Not recognised; give an arXiv id or link"),
        ("", "Nothing was given"),
        ("mailto:jane@example.org", "mailto: is no address of a page"),
        ("JavaScript:void(0)", "javascript: is no address of a page"),
        ("file:///home/jane/a.pdf", "give the path of the file itself"),
        ("http://", "names no host"),
        ("https:///only/a/path", "names no host"),
        ("a\0b", "Not recognised"),
    ],
)
def test_what_cannot_be_read_says_what_can(spec: str, said: str, context: ImportContext) -> None:
    assert said in reason(spec, context)


def test_files_that_hold_nothing_readable(tmp_path: Path, context: ImportContext) -> None:
    cases = {
        "data.csv": (b"a,b\n1,2\n", "no column leads to pages"),
        "program.txt": (b"\x7fELF\x02\x01\x01\0\0\0" + bytes(100), "in no format that can be read"),
        "empty.md": (b"", "is empty"),
        "blank.txt": (b" \n\n", "is empty"),
    }
    for name, (data, said) in cases.items():
        path = tmp_path / name
        path.write_bytes(data)
        assert said in reason(str(path), context), name


def test_a_huge_text_is_refused_with_a_remedy(tmp_path: Path, context: ImportContext) -> None:
    path = tmp_path / "log.txt"
    with path.open("wb") as file:
        file.truncate(MAX_TEXT_BYTES + 1)
    assert "split it" in reason(str(path), context)


def test_a_folder_is_walked_in_order_and_one_failure_stops_nothing(
    tmp_path: Path, context: ImportContext
) -> None:
    (tmp_path / "b & c" / ".obsidian").mkdir(parents=True)
    (tmp_path / "b & c" / "Заметка один.md").write_text("Первая.", encoding="utf-8")
    (tmp_path / "b & c" / ".obsidian" / "hidden.md").write_text("Скрыто.", encoding="utf-8")
    (tmp_path / "a.html").write_text("<html></html>", encoding="utf-8")
    (tmp_path / "z.txt").write_text("Последняя.", encoding="utf-8")
    (tmp_path / "table.csv").write_text("a,b", encoding="utf-8")
    for noise in ("picture.png", "LICENSE", "style.css", "code.py", ".DS_Store", "pack.7z"):
        (tmp_path / noise).write_bytes(b"\0\1")
    (tmp_path / "b & c" / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = list(documents(str(tmp_path), context))
    names = [
        Path(one.aliases[-1] if isinstance(one, Document) else one.spec).name
        for one in found
        if not isinstance(one, Subscription)
    ]
    assert names == ["a.html", "table.csv", "z.txt", "Заметка один.md"]
    assert [isinstance(outcome, Failure) for outcome in found] == [True, True, False, False]


def test_a_folder_without_sources_says_so(tmp_path: Path, context: ImportContext) -> None:
    (tmp_path / "picture.png").write_bytes(b"\0")
    assert "holds nothing that can be saved" in reason(str(tmp_path), context)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_a_failure(tmp_path: Path, context: ImportContext) -> None:
    path = tmp_path / "locked.md"
    path.write_text("x", encoding="utf-8")
    path.chmod(0)
    assert "check its permissions" in reason(str(path), context)


def test_an_edited_note_keeps_its_path_as_an_address(tmp_path: Path, context: ImportContext) -> None:
    path = tmp_path / "n.md"
    path.write_text("Раз.", encoding="utf-8")
    (before,) = documents(str(path), context)
    path.write_text("Раз, два.", encoding="utf-8")
    (after,) = documents(str(path), context)
    assert isinstance(before, Document) and isinstance(after, Document)
    assert before.key != after.key
    assert before.aliases == after.aliases == (f"path:{path}",)


CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpora" / "ru_weekly_arxiv_review"


def test_a_real_collection_of_reviews_is_read_whole(context: ImportContext) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the collection of weekly reviews is not on this machine")
    found = list(documents(str(CORPUS), context))
    assert len(found) == len(list(source_files(CORPUS))) == 82
    assert all(isinstance(document, Document) and document.title for document in found)
    assert sum(bool(document.references) for document in found if isinstance(document, Document)) > 45
