"""What an input leaves out on purpose is told with its reason and count, and is no failure."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.library import Library
from kb.types import AddReport, Skipped
from tests.conftest import Command

SERVICE = "messages of the service (joined, pinned, calls)"
SCRIPTS = "bookmarks that lead to no page of the web (scripts, queries, files)"


def message(number: int, **more: object) -> dict[str, object]:
    return {"id": number, "type": "message", "date_unixtime": str(1_700_000_000 + number), **more}


CHANNEL = {
    "name": "ML notes",
    "type": "public_channel",
    "id": 1900100200,
    "messages": [
        {"id": 1, "type": "service", "action": "create_channel", "date_unixtime": "1700000000"},
        {"id": 2, "type": "service", "action": "pin_message", "date_unixtime": "1700000001"},
        message(3, text="On caches that never grow: https://arxiv.org/abs/2510.26692"),
    ],
}
BOOKMARKS = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<DL><p>
<DT><A HREF="https://site.example/a" ADD_DATE="1700000000">A page</A>
<DT><A HREF="javascript:void(0)" ADD_DATE="1700000000">Save to a reader</A>
</DL><p>
"""


@pytest.fixture
def week(tmp_path: Path) -> Path:
    """What a script may import each week: nothing of it is wrong."""
    folder = tmp_path / "week"
    (folder / "vault").mkdir(parents=True)
    (folder / "result.json").write_text(json.dumps(CHANNEL), "utf-8")
    (folder / "bookmarks.html").write_text(BOOKMARKS, "utf-8")
    (folder / "vault" / "Daily.md").write_text("---\ntitle: {{title}}\n---\n## Log\n", "utf-8")
    (folder / "vault" / "Untitled.md").write_text(" \n", "utf-8")
    (folder / "vault" / "Untitled 1.md").touch()
    return folder


def test_what_is_left_out_on_purpose_is_counted_by_its_reason(library: Library, week: Path) -> None:
    seen = library.intake.preview([str(week)])
    report = library.intake.add([str(week)])
    assert (report.added, report.failed, seen.lost) == (2, (), ())
    assert seen.skipped == report.skipped
    assert {(Path(one.spec).name, one.reason, one.count) for one in report.skipped} == {
        ("result.json", SERVICE, 2),
        ("bookmarks.html", SCRIPTS, 1),
        ("Daily.md", "templates still to be filled in", 1),
        ("Untitled.md", "empty files", 1),
        ("Untitled 1.md", "empty files", 1),
    }
    again = library.intake.add([str(week)])
    assert (again.unchanged, again.failed, again.skipped) == (2, (), report.skipped)


def test_only_what_could_not_be_read_makes_the_status_one(
    library: Library, week: Path, kb_on: Callable[[Path], Command]
) -> None:
    run = kb_on(library.home)
    for further in ((), ("--dry-run",)):
        told = run("add", str(week), "--no-embed", "--json", *further)
        assert told.status == 0
        assert {"spec": "result.json", "reason": SERVICE, "count": 2} in told.json["skipped"]
    said = run("add", str(week), "--no-embed")
    assert said.status == 0 and said.out.startswith("0 added, 0 updated, 2 unchanged, 0 failed, 6 left out\n")
    assert f"left out: {SERVICE}: 2 (result.json)" in said.out
    assert "left out: empty files: 2 (" in said.out
    assert f"left out: {SERVICE}: 2 (result.json)" in run("add", str(week), "--dry-run").out
    (week / "broken.pdf").write_bytes(b"no pdf at all")
    (week / "cut.json").write_text(json.dumps(CHANNEL)[:-150], "utf-8")
    broken = run("add", str(week), "--no-embed", "--json")
    assert broken.status == 1
    assert {Path(one["spec"]).name for one in broken.json["failed"]} == {"broken.pdf", "cut.json"}


def test_an_empty_file_that_is_named_ought_to_hold_something(library: Library, tmp_path: Path) -> None:
    (tmp_path / "export.json").touch()
    assert len(library.intake.add([str(tmp_path / "export.json")]).failed) == 1


def test_two_imports_count_what_both_left_out_together() -> None:
    one, other = (AddReport(0, 0, 0, (), (), skipped=(Skipped("a", "b", n),)) for n in (2, 3))
    assert (one + other).skipped == (Skipped("a", "b", 5),)
