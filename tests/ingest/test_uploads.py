"""Files that were dropped together: folders stay whole, and nothing is written outside the home."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.ingest import uploads


def test_a_folder_stays_whole_and_the_same_one_again_is_the_one_that_is_there(tmp_path: Path) -> None:
    dropped = [
        ("vault/a.md", b"a"),
        ("vault/deep/b.md", b"b"),
        ("vault/.obsidian/app.json", b"{}"),
        ("c.pdf", b"c"),
    ]
    file, vault = uploads.keep_all(tmp_path, dropped)
    assert (file.name, vault.name) == ("c.pdf", "vault")
    kept = {path.relative_to(vault).as_posix() for path in vault.rglob("*") if path.is_file()}
    assert kept == {"a.md", "deep/b.md", ".obsidian/app.json"}
    assert uploads.keep_all(tmp_path, list(reversed(dropped))) == [file, vault]
    [changed] = uploads.keep_all(tmp_path, [("vault/a.md", b"another")])
    assert changed != vault and changed.name == "vault"


@pytest.mark.parametrize(
    "name",
    (
        "../../out.md",
        "/etc/out.md",
        "..\\..\\out.md",
        "a/../../../out.md",
        "C:\\temp\\out.md",
        "./out.md",
        "a//out.md",
    ),
)
def test_no_name_leads_out_of_the_home(tmp_path: Path, name: str) -> None:
    home = tmp_path / "home"
    [kept] = uploads.keep_all(home, [(name, b"x")])
    [file] = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert file.is_relative_to(uploads.folder(home)) and file.name == "out.md"
    assert file.is_relative_to(kept)


@pytest.mark.parametrize("name", ("", "/", "..", "\0", "x" * 5_000 + "/" + "y" * 5_000 + ".md"))
def test_a_name_that_is_none_is_still_kept(tmp_path: Path, name: str) -> None:
    [kept] = uploads.keep_all(tmp_path, [(name, b"x")])
    assert [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()] == [b"x"] and kept.exists()
