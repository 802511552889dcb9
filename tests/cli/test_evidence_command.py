"""`evidence`: what one's own writing says, looked at once or marked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind
from tests.conftest import Command


@pytest.fixture
def kb(library: Library, kb_on: Callable[[Path], Command]) -> Command:
    title, saved_at = "Attention Is All You Need", "2024-01-10T10:00:00+00:00"
    ingest(library.store, [Document("arxiv:1706.03762", Kind.PAPER, title, saved_at=saved_at)])
    return kb_on(library.home)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    said = "Мы взяли архитектуру из arXiv:1706.03762 и обучили её заново на своих данных, и вышло лучше.\n"
    (folder / "2024-03-05.md").write_text(said, encoding="utf-8")
    (folder / "2024-06-07.md").write_text(said, encoding="utf-8")
    return folder


def test_a_look_prints_traces_and_keeps_nothing(kb: Command, notes: Path) -> None:
    ran = kb("evidence", str(notes), "--json")
    assert ran.status == 0
    assert [(one["key"], one["kind"], one["where"], one["line"], one["at"]) for one in ran.json] == [
        ("arxiv:1706.03762", "identifier", "notes/2024-03-05.md", 1, "2024-03-05"),
        ("arxiv:1706.03762", "identifier", "notes/2024-06-07.md", 1, "2024-06-07"),
    ]
    assert {"snippet", "strength", "reason", "timing", "probability"} < set(ran.json[0])
    ran = kb("evidence")
    assert (ran.status, ran.out) == (0, "")
    assert "--keep" in ran.err


@pytest.mark.parametrize(
    ("bounds", "days"),
    [
        (("--since", "2024-04"), ["2024-06-07"]),
        (("--until", "2024-03-05"), ["2024-03-05"]),
        (("--since", "2025"), []),
    ],
)
def test_a_period_is_one_of_writing(
    kb: Command, notes: Path, bounds: tuple[str, str], days: list[str]
) -> None:
    assert [one["at"] for one in kb("evidence", str(notes), *bounds, "--json").json] == days


def test_what_names_no_item_and_what_cannot_be_asked_is_told(kb: Command, tmp_path: Path) -> None:
    (tmp_path / "plain.md").write_text("Words about nothing that anybody saved.\n")
    assert "names a saved item" in kb("evidence", str(tmp_path / "plain.md")).err
    assert kb("evidence", "--since", "yesterday").status == 2
    assert kb("evidence", "--forget").status == 2


def test_a_marked_place_is_looked_at_until_it_is_forgotten(kb: Command, notes: Path) -> None:
    assert len(kb("evidence", str(notes), "--keep", "--json").json) == 2
    (notes / "2024-06-07.md").unlink()
    assert len(kb("evidence", "--json").json) == 1
    [source] = kb("evidence", "--sources", "--json").json
    assert (source["path"], source["pages"], source["items"], source["failures"]) == (str(notes), 1, 1, [])
    printed = kb("evidence").out
    assert "Attention Is All You Need" in printed and "notes/2024-03-05.md:1" in printed
    assert kb("evidence", "--forget", str(notes)).status == 0
    assert kb("evidence", "--sources", "--json").json == []


def test_an_item_is_shown_and_taken_out_with_its_traces(kb: Command, notes: Path, tmp_path: Path) -> None:
    kb("evidence", str(notes), "--keep")
    [shown, _] = kb("show", "arxiv:1706.03762", "--json").json["evidence"]
    assert (shown["where"], shown["at"]) == ("notes/2024-03-05.md", "2024-03-05")
    assert "notes/2024-03-05.md:1  (2024-03-05)" in kb("show", "arxiv:1706.03762").out
    kb("export", str(tmp_path / "out"), "--format", "jsonl")
    [first, _] = map(json.loads, (tmp_path / "out" / "evidence.jsonl").read_text("utf-8").splitlines())
    assert (first["key"], first["place"]) == ("arxiv:1706.03762", "notes/2024-03-05.md")
    [source] = map(json.loads, (tmp_path / "out" / "writing.jsonl").read_text("utf-8").splitlines())
    assert source["path"] == str(notes)


def test_what_cannot_be_read_is_named_and_the_rest_is_told(kb: Command, notes: Path, tmp_path: Path) -> None:
    (notes / "a.ipynb").write_text("{}")
    ran = kb("evidence", str(notes), "--json")
    assert ran.status == 1
    assert len(ran.json) == 2
    assert "a.ipynb is no notebook" in ran.err
    ran = kb("evidence", str(tmp_path / "nowhere"))
    assert ran.status == 2
    assert "is not there" in ran.err
