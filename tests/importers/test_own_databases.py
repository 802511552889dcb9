"""Who adds a program's own database is told what to export instead."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kb.importers import ImportContext, documents
from kb.types import Failure


def reasons(path: Path, cache: Path) -> list[str]:
    found = list(documents(str(path), ImportContext(cache, network=False)))
    return [one.reason for one in found if isinstance(one, Failure)]


def database(path: Path, *tables: str) -> Path:
    with closing(sqlite3.connect(path)) as db:
        for table in tables:
            db.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY)")
    return path


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        (
            ("kvs",),
            "holds the data of Logseq in a form of its own, which is not read; in Logseq: Export graph",
        ),
        (("notes", "folders", "note_tags", "tags"), "of Joplin in a form of its own"),
        (("ZICCLOUDSYNCINGOBJECT", "ZICNOTEDATA"), "at privacy.apple.com"),
        (("items", "itemAttachments", "itemNotes"), "Export Library, Zotero RDF"),
        (("moz_places", "moz_bookmarks"), "Export bookmarks to HTML"),
        (("notes",), "is in no format that can be read"),
    ],
)
def test_a_program_s_own_database_names_the_export_to_give(
    tables: tuple[str, ...], expected: str, tmp_path: Path, cache: Path
) -> None:
    (reason,) = reasons(database(tmp_path / "store", *tables), cache)
    assert expected in reason


def test_a_graph_of_logseq_that_is_a_database_or_data_says_so(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "graph" / "assets").mkdir(parents=True)
    database(tmp_path / "graph" / "db.sqlite", "kvs")
    (reason,) = reasons(tmp_path / "graph", cache)
    assert "db.sqlite holds the data of Logseq" in reason
    (tmp_path / "graph.edn").write_text('{:pages-and-blocks [{:page {:block/title "A page"}}]}')
    (reason,) = reasons(tmp_path / "graph.edn", cache)
    assert "graph.edn holds the data of Logseq" in reason


def test_what_only_begins_like_a_database_is_told_as_any_other_file(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "broken").write_bytes(b"SQLite format 3\0" + b"\xff" * 2000)
    (reason,) = reasons(tmp_path / "broken", cache)
    assert "is in no format that can be read" in reason
