"""Zip files: what is in them comes in as from a folder, and nothing they hold reaches out of it."""

from __future__ import annotations

import io
import random
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kb.importers import ImportContext, documents, importers
from kb.importers.archives.importer import ArchiveImporter
from kb.importers.archives.zips import ArchiveLimits
from kb.library import Library
from kb.types import Document, Failure

USUAL = ArchiveLimits()
NOTE = "# {}\n\nSome words of {} to keep.\n"


def zipped(files: Mapping[str | zipfile.ZipInfo, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def note(title: str) -> str:
    return NOTE.format(title, title)


def special(name: str, kind: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, (kind | 0o644) << 16
    return entry


@pytest.fixture
def context(tmp_path: Path) -> ImportContext:
    return ImportContext(tmp_path / "cache", network=False)


def read(
    file: Path, context: ImportContext, limits: ArchiveLimits = USUAL
) -> tuple[list[Document], list[Failure]]:
    found = list(ArchiveImporter(documents, limits).load(str(file), context))
    return [one for one in found if isinstance(one, Document)], [
        one for one in found if isinstance(one, Failure)
    ]


def titles(found: list[Document]) -> list[str]:
    return [one.title for one in found]


def test_it_is_read_like_a_folder_whatever_it_is_called(tmp_path: Path, context: ImportContext) -> None:
    inner = zipped({"Deep.md": note("Deep")})
    middle = zipped({"Part-1.zip": inner, "Middle.md": note("Middle")})
    file = tmp_path / "export (1)"
    file.write_bytes(zipped({"a/One.md": note("One"), "a/picture.png": b"x", "packed": middle}))
    found = list(documents(str(file), context))
    assert {one.title for one in found if isinstance(one, Document)} == {"One", "Middle", "Deep"}
    assert len(found) == 3
    addresses = {alias for one in found if isinstance(one, Document) for alias in one.aliases}
    assert addresses >= {f"path:{file}!/a/One.md", f"path:{file}!/packed!/Part-1.zip!/Deep.md"}
    assert not any((context.cache / "unpacked").iterdir())


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../out.md", "lead out"),
        ("a/../../out.md", "lead out"),
        ("..\\out.md", "lead out"),
        ("/out.md", "lead out"),
        ("\\\\server\\share\\out.md", "lead out"),
        ("C:\\out.md", "lead out"),
        ("a/nul.md", "devices"),
        ("COM1", "devices"),
        (special("link.md", stat.S_IFLNK), "links"),
        (special("pipe.md", stat.S_IFIFO), "no files"),
    ],
)
def test_a_name_that_leads_out_or_is_no_file_is_left_out_and_told(
    name: str | zipfile.ZipInfo, reason: str, tmp_path: Path, context: ImportContext
) -> None:
    before = set(tmp_path.rglob("*.md"))
    file = tmp_path / "export.zip"
    file.write_bytes(zipped({name: note("Out"), "Kept.md": note("Kept")}))
    found, failures = read(file, context)
    assert titles(found) == ["Kept"]
    assert [reason in one.reason and "export.zip" in one.reason for one in failures] == [True]
    assert set(tmp_path.rglob("*.md")) == before


SMALL = ArchiveLimits(entries=3, bytes=50_000, ratio=50, ratio_from=10_000, depth=2, directory_bytes=100_000)


@pytest.mark.parametrize(
    ("files", "kept", "reason"),
    [
        ({f"{n}.md": note(str(n)) for n in range(5)}, 3, "more than 3 files"),
        ({"a.md": note("a"), "b.md": random.Random(1).randbytes(60_000).hex()}, 1, "more than is allowed"),
        ({"a.md": note("a"), "b.md": "a" * 20_000}, 1, "50 times their size"),
        ({"a.md": note("a"), "b.zip": zipped({"c.zip": zipped({"d.md": note("d")})})}, 1, "2 deep"),
        ({"b.zip": zipped({f"{n}.md": note(str(n)) for n in range(5)})}, 2, "more than 3 files"),
        ({"a.md": note("a"), "b.zip": b"PK\x03\x04 and no more"}, 1, "b.zip is damaged"),
    ],
)
def test_what_goes_beyond_the_limits_is_left_out_and_the_rest_kept(
    files: dict[str | zipfile.ZipInfo, str | bytes],
    kept: int,
    reason: str,
    tmp_path: Path,
    context: ImportContext,
) -> None:
    file = tmp_path / "export.zip"
    file.write_bytes(zipped(files))
    found, failures = read(file, context, SMALL)
    assert len(found) == kept
    assert [reason in one.reason for one in failures] == [True]
    assert not any((context.cache / "unpacked").iterdir())


def test_the_list_of_entries_is_not_taken_into_memory_beyond_its_limit(
    tmp_path: Path, context: ImportContext
) -> None:
    file = tmp_path / "export.zip"
    file.write_bytes(zipped({f"{n}.md": note(str(n)) for n in range(30)}))
    found, failures = read(file, context, replace(SMALL, directory_bytes=1000))
    assert not found and "more than 3 files" in failures[0].reason


def test_what_is_not_unpacked_says_what_to_do(tmp_path: Path, context: ImportContext) -> None:
    file = tmp_path / "export.zip"
    file.write_bytes(zipped({"a.md": note("a")}, zipfile.ZIP_LZMA))
    _, failures = read(file, context)
    assert "unpack it yourself" in failures[0].reason
    # The flag that says that a password is needed, in both places where it stands.
    locked = bytearray(zipped({"a.md": note("a")}))
    for at in (locked.index(b"PK\x03\x04") + 6, locked.index(b"PK\x01\x02") + 8):
        locked[at] |= 1
    file.write_bytes(locked)
    _, failures = read(file, context)
    assert "password" in failures[0].reason


def test_a_damaged_one_is_told_in_a_line_and_never_raises(tmp_path: Path, context: ImportContext) -> None:
    whole = zipped({"a.md": note("a"), "b/c.md": note("c")})
    file = tmp_path / "export.zip"
    chance = random.Random(7)
    for _ in range(150):
        broken = bytearray(whole)
        broken[chance.randrange(4, len(whole))] = chance.randrange(256)
        file.write_bytes(broken[: chance.choice((len(whole), chance.randrange(4, len(whole))))])
        found = list(documents(str(file), context))
        reasons = [one.reason for one in found if isinstance(one, Failure)]
        assert found and not any("tells where it failed" in reason for reason in reasons), reasons
    assert not any((context.cache / "unpacked").iterdir())


def test_an_office_document_is_no_archive(tmp_path: Path) -> None:
    file = tmp_path / "talk.pptx"
    file.write_bytes(zipped({"[Content_Types].xml": "<x/>", "ppt/presentation.xml": "<x/>"}))
    assert not any(one.match(str(file)) for one in importers())


@pytest.mark.parametrize("charset", ["cp866", "utf-8"])
def test_names_are_read_as_they_were_meant(charset: str, tmp_path: Path, context: ImportContext) -> None:
    """Programs write names in a charset of their own without saying so; here the names of two entries are
    put in after the archive was made, as `zipfile` writes UTF-8 only and says so."""
    names = ("Заметка о внимании.md", "Кэш и его цена.md")
    stand_ins = [f"{n}{'x' * (len(name.encode(charset)) - 1)}".encode() for n, name in enumerate(names)]
    packed = zipped({stand_in.decode(): "Some words to keep.\n" for stand_in in stand_ins})
    for stand_in, name in zip(stand_ins, names, strict=True):
        packed = packed.replace(stand_in, name.encode(charset))
    file = tmp_path / "export.zip"
    file.write_bytes(packed)
    found, failures = read(file, context)
    assert sorted(one.meta["file"] for one in found) == sorted(names) and not failures


def test_a_name_too_long_for_a_file_is_cut(tmp_path: Path, context: ImportContext) -> None:
    file = tmp_path / "export.zip"
    file.write_bytes(zipped({f"{'и' * 200}{n}.md": note(f"Long {n}") for n in range(2)}))
    found, failures = read(file, context)
    assert sorted(titles(found)) == ["Long 0", "Long 1"] and not failures


def test_a_name_that_comes_twice_is_read_once(tmp_path: Path, context: ImportContext) -> None:
    file = tmp_path / "export.zip"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("a.md", note("a"))
        archive.writestr("a.md", note("a"))
    file.write_bytes(written.getvalue())
    found, failures = read(file, context)
    assert titles(found) == ["a"] and not failures


def test_one_that_holds_nothing_says_so(tmp_path: Path, context: ImportContext) -> None:
    file = tmp_path / "export.zip"
    file.write_bytes(zipped({}))
    found, failures = read(file, context)
    assert not found and "holds nothing that can be saved" in failures[0].reason
    assert failures[0].spec.startswith(str(file))


def test_twice_changes_nothing_and_unpacked_by_hand_it_is_the_same(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "vault.zip"
    file.write_bytes(zipped({"a.md": note("a"), "b/c.md": note("c"), "d.zip": zipped({"e.md": note("e")})}))
    first = library.intake.add([str(file)])
    assert (first.added, first.failed) == (3, ())
    again = library.intake.add([str(file)])
    assert (again.added, again.updated, again.unchanged) == (0, 0, 3)
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "by hand")
    by_hand = library.intake.add([str(tmp_path / "by hand")])
    assert (by_hand.added, by_hand.updated, by_hand.unchanged) == (0, 0, 3)


def test_a_note_that_was_edited_before_the_next_export_stays_the_same_item(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "vault.zip"
    file.write_bytes(zipped({"a.md": note("a")}))
    library.intake.add([str(file)])
    file.write_bytes(zipped({"a.md": note("a") + "\nAnd one line more.\n"}))
    report = library.intake.add([str(file)])
    assert (report.added, report.updated) == (0, 1)


@pytest.mark.parametrize("inside", [False, True])
def test_a_backup_of_a_library_is_no_export(inside: bool, tmp_path: Path, context: ImportContext) -> None:
    backup = zipped({"manifest.json": '{"format": "jomo-backup"}', "jomo.sqlite": "x", "uploads/a.md": "# A"})
    file = tmp_path / "jomo-2026.zip"
    file.write_bytes(zipped({"jomo.zip": backup}) if inside else backup)
    first, *_ = documents(str(file), context)
    assert isinstance(first, Failure) and "`restore` brings it back" in first.reason


@pytest.mark.parametrize(
    ("marks", "folder"),
    [
        ({"Vault/.obsidian/app.json": "{}"}, "ML / Deep"),
        ({"Vault/other.md": "# Other\n\nSee [[paper]].\n"}, "ML / Deep"),
        ({"Vault/other.md": "# Other\n\n![[paper#Words]]\n", "__MACOSX/._x": "x"}, "ML / Deep"),
        ({"Vault/other.md": "# Other\n\nNo link, `[[paper]]` is code.\n"}, ""),
        ({"Vault/other.md": "See [[paper]].\n", "Vault/journals/2026_01_02.md": "- [[paper]]\n"}, ""),
    ],
)
def test_a_vault_is_known_by_its_settings_or_by_how_its_notes_link(
    marks: dict[str | zipfile.ZipInfo, str | bytes], folder: str, tmp_path: Path, context: ImportContext
) -> None:
    file = tmp_path / "vault.zip"
    file.write_bytes(zipped({**marks, "Vault/ML/Deep/paper.md": note("A paper")}))
    found, _ = read(file, context)
    [paper] = [one for one in found if one.title == "A paper"]
    assert paper.meta.get("folder", "") == folder
