"""What an import would bring is told before it is saved, and is what saving it then brings."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from kb.library import Library
from kb.types import Kind, Skipped
from tests.conftest import Command

POCKET = """title,url,time_added,tags,status
A long look at state space models,https://blog.example/ssm,1609459200,ml|models,unread
A long look at state space models,https://blog.example/ssm/,1609459200,,unread
,javascript:alert(1),1609459300,,unread
Mixture of experts,https://arxiv.org/abs/2101.03961,1612137600,,archive
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    vault = tmp_path / "vault"
    (vault / "sub").mkdir(parents=True)
    (vault / "one.md").write_text("---\ndate: 2024-05-01\n---\n# Заметка о внимании\n\nКороткий текст.\n")
    (vault / "sub" / "two.md").write_text("# Second\n\nMore words.\n")
    (vault / "broken.pdf").write_bytes(b"no pdf at all")
    (vault / "part_000000.csv").write_text(POCKET)
    for name in ("a.png", "b.png", "style.css", ".hidden.png"):
        (vault / name).write_bytes(b"x")
    return vault


def test_a_preview_tells_what_saving_then_does_and_saves_nothing(library: Library, folder: Path) -> None:
    library.intake.add([str(folder / "one.md")])
    revision = library.revision()
    seen = library.intake.preview([str(folder)])
    assert library.revision() == revision and library.items.count() == 1
    assert seen.formats["Pocket (CSV)"] == 1
    assert (seen.new, seen.updated, seen.unchanged, seen.repeated) == (3, 0, 1, 1)
    assert seen.kinds == {Kind.NOTE: 2, Kind.ARTICLE: 1, Kind.PAPER: 1}
    assert (seen.first, seen.last) == ("2021-01-01", "2024-05-01")
    assert {one.title for one in seen.samples} >= {"Second", "Заметка о внимании"}
    assert seen.left_out == {".png": 2, ".css": 1}
    assert [Path(one.spec).name for one in seen.lost] == ["broken.pdf"]
    assert seen.skipped == (
        Skipped("part_000000.csv", "rows that lead to no page of the web (scripts, queries, files)"),
    )
    assert seen.by_name_only == 2 and seen.whole
    report = library.intake.add([str(folder)])
    assert (report.added, report.failed, report.skipped) == (seen.new, seen.lost, seen.skipped)
    again = library.intake.preview([str(folder)])
    assert (again.new, again.updated, again.unchanged) == (0, 0, seen.found)


def test_something_new_under_a_title_that_is_there_is_a_near_duplicate(
    library: Library, tmp_path: Path
) -> None:
    table = tmp_path / "pocket.csv"
    table.write_text(
        POCKET + "A Long Look at State-Space Models!,https://other.example/p,1609459200,,unread\n"
    )
    seen = library.intake.preview([str(table)])
    assert [(one.title, one.key) for one in seen.near_duplicates] == [
        ("A Long Look at State-Space Models!", "url:https://blog.example/ssm")
    ]
    library.intake.add([str(table)])
    assert library.intake.preview([str(table)]).near_duplicates == ()


def test_looking_ends_when_it_is_asked_to(library: Library, tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.md").write_text(f"# Note {number}\n\nIts words.\n")
    looked = count(1)
    seen = library.intake.preview([str(tmp_path)], should_stop=lambda: next(looked) == 45)
    assert not seen.whole and seen.new == 45
    assert len(seen.samples) == 10
    numbers = [int(one.title.split()[1]) for one in seen.samples]
    assert numbers == sorted(numbers) and numbers[0] < 10 and numbers[-1] > 30


def test_the_command_tells_it_as_json_and_in_words(
    library: Library, folder: Path, kb_on: Callable[[Path], Command]
) -> None:
    run = kb_on(library.home)("add", str(folder), "--dry-run", "--json")
    assert run.status == 1 and (run.json["new"], run.json["found"]) == (4, 4)
    assert {
        "formats",
        "kinds",
        "samples",
        "near_duplicates",
        "lost",
        "skipped",
        "left_out",
    } <= run.json.keys()
    said = kb_on(library.home)("add", str(folder), "--dry-run").out
    assert said.startswith("4 new, 0 to update, 0 here already") and "left out by their names: 2 .png" in said
    assert library.items.count() == 0


def test_own_writing_is_kept_with_the_item_and_found(library: Library, tmp_path: Path) -> None:
    mine, other = tmp_path / "mine.md", tmp_path / "other.md"
    mine.write_text("# Mine\n\nWritten by me.\n")
    other.write_text("# Other\n\nWritten elsewhere.\n")
    library.intake.add([str(other)])
    report = library.intake.add([str(mine)], own_writing=True)
    assert report.added == 1
    found = library.search.find("writing:own").hits
    assert [hit.item.title for hit in found] == ["Mine"]
    assert library.intake.add([str(mine)]).unchanged == 1
    assert library.intake.add([str(other)], own_writing=True).updated == 1
    library.history.undo()
    assert library.items.get(found[0].item.key).meta["own_writing"] == "yes"
    assert len(library.search.find("writing:own").hits) == 1
