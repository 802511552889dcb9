"""What of a folder is read: nothing outside it, nothing that is no file; nothing is left out in silence."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.importers import ImportContext, documents
from kb.importers.folder import source_files
from kb.types import Document, Failure


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    (folder / "inner").mkdir(parents=True)
    (folder / "note.md").write_text("# A note\n\nIts text.\n")
    (folder / "inner" / "other.md").write_text("# Another note\n\nMore text.\n")
    return folder


def found(folder: Path) -> tuple[list[str], dict[str, str]]:
    """The names of the files to read, and why others are not."""
    files = [one for one in source_files(folder) if isinstance(one, Path)]
    refused = {Path(one.spec).name: one.reason for one in source_files(folder) if isinstance(one, Failure)}
    return [str(file.relative_to(folder)) for file in files], refused


def test_a_link_out_of_the_folder_is_named_and_not_followed(vault: Path, tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir()
    (private / "secret.md").write_text("# Secret\n\nNot for a library.\n")
    (vault / "out.md").symlink_to(private / "secret.md")
    (vault / "outside").symlink_to(private, target_is_directory=True)
    (vault / "up.md").symlink_to("../private/secret.md")
    (vault / "chain.md").symlink_to("out.md")
    files, refused = found(vault)
    assert files == ["note.md", "inner/other.md"]
    assert set(refused) == {"out.md", "outside", "up.md", "chain.md"}
    assert str(private / "secret.md") in refused["chain.md"]
    read = list(documents(str(vault), ImportContext(tmp_path)))
    assert "Secret" not in {one.title for one in read if isinstance(one, Document)}


def test_where_one_begins_to_look_at_an_export_is_no_page_of_it(vault: Path) -> None:
    for name in (
        "archive_browser.html",
        "Your archive.html",
        "export_results.html",
        "page.html",
        "lists/a.html",
    ):
        (vault / name).parent.mkdir(exist_ok=True)
        (vault / name).write_text("<html>")
    assert found(vault) == (["note.md", "page.html", "inner/other.md"], {})


def test_links_inside_the_folder_lead_to_a_file_once(vault: Path) -> None:
    (vault / "again.md").symlink_to("inner/other.md")
    (vault / "loop").symlink_to(vault, target_is_directory=True)
    (vault / "inner" / "up").symlink_to("..", target_is_directory=True)
    (vault / "twice").symlink_to("inner", target_is_directory=True)
    files, refused = found(vault)
    assert sorted(files) == ["again.md", "note.md"]
    assert not refused


def test_a_folder_reached_by_a_link_is_read_as_itself(vault: Path, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(vault, target_is_directory=True)
    files, refused = found(tmp_path / "way")
    assert (len(files), refused) == (2, {})


def test_links_to_nothing_and_in_a_circle_are_named(vault: Path) -> None:
    (vault / "gone.md").symlink_to("nowhere.md")
    (vault / "a.md").symlink_to("b.md")
    (vault / "b.md").symlink_to("a.md")
    files, refused = found(vault)
    assert len(files) == 2
    assert set(refused) == {"gone.md", "a.md", "b.md"}


@pytest.fixture
def special(vault: Path) -> Iterator[Path]:
    os.mkfifo(vault / "pipe.md")
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as listening:
        # The path of a socket may be about a hundred signs long.
        listening.bind(f"{short}/socket")
        os.link(f"{short}/socket", vault / "socket.md")
        (vault / "inner" / "device.txt").symlink_to("/dev/zero")
        yield vault


def test_what_is_no_file_is_named_and_never_opened(special: Path, tmp_path: Path) -> None:
    files, refused = found(special)
    assert len(files) == 2
    assert set(refused) == {"pipe.md", "socket.md", "device.txt"}
    for spec in (str(special / "pipe.md"), str(special / "socket.md"), "/dev/zero", "/dev/null"):
        [failure] = documents(spec, ImportContext(tmp_path))
        assert isinstance(failure, Failure)
        assert "pipe" in failure.reason


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="permissions work otherwise here")
def test_a_folder_that_cannot_be_opened_is_named() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        for name, mode in (("shut", 0o000), ("listed", 0o444)):
            (folder / name).mkdir()
            (folder / name / "note.md").write_text("# A note\n")
            (folder / name).chmod(mode)
        (folder / "open.md").write_text("# Another\n")
        me, nobody = os.geteuid(), 65_534
        if me == 0:
            os.seteuid(nobody)
        try:
            files, refused = found(folder)
        finally:
            os.seteuid(me)
            for name in ("shut", "listed"):
                (folder / name).chmod(0o755)
    assert files == ["open.md"]
    assert set(refused) == {"shut", "note.md"}
    assert all("permissions" in reason for reason in refused.values())


def test_of_what_is_called_as_settings_bibliographies_are_read(vault: Path, tmp_path: Path) -> None:
    (vault / "_config.yml").write_text("title: A blog\nurl: https://example.org\n")
    (vault / "library.yaml").write_text("- id: doe\n  type: book\n  title: A book of caches\n")
    read = list(documents(str(vault), ImportContext(tmp_path)))
    assert [one.title for one in read if isinstance(one, Document)] == [
        "A book of caches", "A note", "Another note",
    ]  # fmt: skip
    assert not [one for one in read if isinstance(one, Failure)]
