"""What an item was read from is kept once by what it holds, goes where the item goes, and comes back from
backups."""

from __future__ import annotations

import json
import os
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.backup import archive, daily
from kb.backup.restoring import restore
from kb.backup.salvaging import salvage
from kb.errors import NotFound
from kb.exporting import Format
from kb.ingest.originals import FOLDER, drop_unused, path_of
from kb.library import Library
from kb.settings import Settings
from kb.types import Original
from tests.conftest import Command, StemEncoder
from tests.importers.pdf.making import Drawn, paper_page, paragraph, pdf_bytes

WORDS = (
    "Kernels that stream their tiles through fast memory win more than clever",
    "schedules do, and the gap widens as contexts grow beyond a million tokens.",
    "We measured that on three generations of accelerators, with one code base,",
    "and give the numbers for each of them in the table at the end of this text.",
)
PDF = pdf_bytes([[Drawn("A report on streaming kernels", 17, 740), *paragraph(700, WORDS)]])
PAGE = (
    "<!doctype html><html><head><title>Streaming kernels</title></head><body><article><h1>Streaming kernels"
    f"</h1>{''.join(f'<p>{line}</p>' for line in WORDS)}</article></body></html>"
).encode()
MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/kernels\r\n"
    b"Subject: Kernels\r\n"
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
    b"Content-Type: text/html\r\nContent-Location: https://example.org/kernels\r\n\r\n"
    + PAGE
    + b"\r\n--b--\r\n"
)


def written(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name


def added(library: Library, *paths: Path) -> str:
    """The key of the one item that these files are."""
    report = library.intake.add(list(map(str, paths)))
    assert not report.failed and not report.warnings
    [key] = {item.key for item in report.touched}
    return key


def only(library: Library, key: str) -> tuple[Original, Path]:
    [(one, path)] = library.originals.of_item(key)
    assert path is not None
    return one, path


def kept_files(home: Path) -> list[Path]:
    return [path for path in (home / FOLDER).rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("report.pdf", PDF, "application/pdf"),
        ("page.html", PAGE, "text/html"),
        ("page.mhtml", MHTML, "multipart/related"),
    ],
)
def test_a_file_is_kept_once_however_often_it_comes(
    library: Library, tmp_path: Path, name: str, data: bytes, media_type: str
) -> None:
    file = written(tmp_path / "mine", name, data)
    key = added(library, file)
    again = library.intake.add([str(file), str(written(tmp_path / "copy", name, data))])
    assert (again.added, again.updated) == (0, 0) or media_type == "multipart/related"
    one, path = only(library, key)
    assert (one.name, one.media_type, one.size, one.place) == (
        name,
        media_type,
        len(data),
        str(file.resolve()),
    )
    assert path.read_bytes() == data and kept_files(library.home) == [path]


def test_an_item_of_before_gets_its_original_when_it_is_read_again(library: Library, tmp_path: Path) -> None:
    file = written(tmp_path, "report.pdf", PDF)
    key = added(library, file)
    with library.store.write() as db:
        db.execute("DELETE FROM originals")
    assert library.originals.of_item(key) == []
    assert library.intake.add([str(file)]).updated == 1
    assert only(library, key)[1].read_bytes() == PDF
    assert library.intake.add([str(file)]).unchanged == 1


def test_what_was_uploaded_or_packed_is_kept(library: Library, tmp_path: Path) -> None:
    upload = library.intake.keep_upload("report.pdf", PDF)
    one, path = only(library, added(library, upload))
    # One file with two names, where the disk knows that.
    assert path.samefile(upload)
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as packed:
        packed.writestr("pages/page.html", PAGE)
    one, path = only(library, added(library, tmp_path / "pack.zip"))
    assert one.place == f"{(tmp_path / 'pack.zip').resolve()}!/pages/page.html"
    (tmp_path / "pack.zip").unlink()
    assert path.read_bytes() == PAGE


def test_what_lies_in_a_linked_folder_or_is_too_large_stays_there(settings: Settings, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    linking = settings.model_copy(update={"linked_folders": f" {shelf} , /nowhere", "original_mb": 0})
    library = Library(linking, encoder=StemEncoder())
    file, large = written(shelf / "deep", "report.pdf", PDF), written(tmp_path, "page.html", PAGE)
    for lying in (file, large):
        one, path = only(library, key := added(library, lying))
        assert one.linked and path == lying.resolve()
    assert kept_files(library.home) == []
    large.unlink()
    [(one, gone)] = library.originals.of_item(key)
    assert gone is None
    with pytest.raises(NotFound, match=r"page\.html is gone; it was linked from .*page\.html"):
        library.originals.get(one.sha256)
    check = next(check for check in library.upkeep.doctor() if check.name == "originals")
    assert not check.ok and str(large.resolve()) in check.detail
    # Found again at another place, it is where it is now.
    moved = written(tmp_path / "elsewhere", "page.html", PAGE)
    added(library, moved)
    assert only(library, key)[1] == moved.resolve()
    library.close()


def test_one_that_cannot_be_kept_is_told_and_the_item_saved(library: Library, tmp_path: Path) -> None:
    (library.home / FOLDER).write_text("in the way")
    report = library.intake.add([str(written(tmp_path, "report.pdf", PDF))])
    assert report.added == 1 and "report.pdf was read but not kept" in report.warnings[0]


def test_merging_carries_originals_and_parting_gives_them_back(library: Library, tmp_path: Path) -> None:
    first, second = (
        added(library, written(tmp_path, "a.pdf", PDF)),
        added(library, written(tmp_path, "b.html", PAGE)),
    )
    kept = library.duplicates.merge(first, second).key
    assert {one.name for one, _ in library.originals.of_item(kept)} == {"a.pdf", "b.html"}
    library.items.split(kept)
    assert [only(library, key)[0].name for key in (first, second)] == ["a.pdf", "b.html"]


def test_taking_an_import_back_removes_what_only_it_brought(library: Library, tmp_path: Path) -> None:
    shared, own = written(tmp_path, "a.pdf", PDF), written(tmp_path, "b.html", PAGE)
    key = added(library, shared)
    step = library.intake.add([str(own), str(shared)]).step
    assert len(kept_files(library.home)) == 2
    library.history.undo(step)
    assert kept_files(library.home) == [only(library, key)[1]]
    library.history.undo()
    assert kept_files(library.home) == []


def test_taking_back_what_added_an_original_to_an_item_removes_that(library: Library, tmp_path: Path) -> None:
    stamped = pdf_bytes([paper_page()])
    library.intake.add(["2510.26692"])
    added(library, written(tmp_path, "paper.pdf", stamped))
    assert len(library.originals.of_item("2510.26692")) == 1
    library.history.undo()
    assert library.originals.of_item("2510.26692") == [] and kept_files(library.home) == []


def test_what_a_killed_import_left_half_copied_goes_after_a_day(library: Library, tmp_path: Path) -> None:
    key = added(library, written(tmp_path, "report.pdf", PDF))
    original, path = only(library, key)
    left = [path.parent / f".{original.sha256}.{one}.unfinished" for one in ("old", "young")]
    for folder in left:
        written(folder, original.sha256, PDF[:100])
    of_yesterday = time.time() - 25 * 3600
    os.utime(left[0], (of_yesterday, of_yesterday))
    assert drop_unused(library.store) == 0
    assert [folder.exists() for folder in left] == [False, True]
    assert path.read_bytes() == PDF


def test_a_backup_holds_the_originals_and_brings_them_back(library: Library, tmp_path: Path) -> None:
    upload = library.intake.keep_upload("report.pdf", PDF)
    keys = added(library, upload), added(library, written(tmp_path, "page.html", PAGE))
    library.upkeep.backup(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        assert sum(info.file_size == len(PDF) for info in packed.infolist()) == 1
    restore(tmp_path / "all.zip", tmp_path / "other")
    other = Library(Settings(home=tmp_path / "other", network=False), encoder=StemEncoder())
    assert [only(other, key)[1].read_bytes() for key in keys] == [PDF, PAGE]
    moved = Path(only(other, keys[0])[0].place)
    assert moved.is_relative_to(other.home) and moved.read_bytes() == PDF
    other.close()


def test_daily_copies_share_their_originals(library: Library, tmp_path: Path) -> None:
    key = added(library, written(tmp_path, "report.pdf", PDF))
    digest = only(library, key)[0].sha256
    copy = Path(daily.make(library.settings, library.store).file)
    beside = copy.parent / FOLDER / digest[:2] / digest
    assert beside.read_bytes() == PDF and copy.stat().st_size < beside.stat().st_size + 200_000
    restore(copy, tmp_path / "other")
    assert path_of(tmp_path / "other", digest).read_bytes() == PDF
    # A copy that was taken away without them is still one; the doctor says what is gone.
    alone = written(tmp_path / "alone", "copy.zip", copy.read_bytes())
    restore(alone, tmp_path / "third")
    third = Library(Settings(home=tmp_path / "third", network=False), encoder=StemEncoder())
    assert "1 is missing" in next(c for c in third.upkeep.doctor() if c.name == "originals").detail
    third.close()
    copy.unlink()
    archive.drop_unshared(copy.parent, [])
    assert not beside.exists()


def test_the_doctor_notices_what_is_missing_or_damaged(library: Library, tmp_path: Path) -> None:
    paths = [
        only(library, added(library, written(tmp_path, name, data)))[1]
        for name, data in (("a.pdf", PDF), ("b.html", PAGE))
    ]

    def said() -> tuple[bool, str]:
        check = next(check for check in library.upkeep.doctor() if check.name == "originals")
        return check.ok, check.detail

    assert said() == (True, "2 files, 0 of them linked")
    paths[0].write_bytes(PDF[::-1])
    paths[1].unlink()
    (tmp_path / "b.html").unlink()
    ok, told = said()
    assert not ok and "1 is missing (b.html" in told and "1 is damaged (a.pdf" in told


def test_salvage_brings_them_along(library: Library, tmp_path: Path) -> None:
    key = added(library, written(tmp_path, "report.pdf", PDF))
    library.close()
    salvage(library.home / "jomo.sqlite", tmp_path / "saved")
    other = Library(Settings(home=tmp_path / "saved", network=False), encoder=StemEncoder())
    assert only(other, key)[1].read_bytes() == PDF
    other.close()


def test_an_export_names_them(library: Library, tmp_path: Path) -> None:
    file = written(tmp_path, "report.pdf", PDF)
    one = only(library, added(library, file))[0]
    library.upkeep.export(tmp_path / "out", Format.JSONL)
    record = json.loads((tmp_path / "out" / "items.jsonl").read_text("utf-8"))
    assert record["originals"] == [
        {
            "sha256": one.sha256,
            "name": "report.pdf",
            "media_type": "application/pdf",
            "size": len(PDF),
            "place": str(file.resolve()),
            "linked": False,
        }
    ]


def test_the_command_prints_where_it_lies(
    library: Library, kb_on: Callable[[Path], Command], tmp_path: Path
) -> None:
    file = written(tmp_path, "report.pdf", PDF)
    path = only(library, key := added(library, file))[1]
    kb = kb_on(library.home)
    assert kb("original", key).out == f"{path}\n"
    [record] = kb("original", key, "--json").json
    assert (record["path"], record["name"]) == (str(path), "report.pdf")
    path.unlink()
    file.unlink()
    gone = kb("original", key)
    assert gone.status == 1 and f"report.pdf is gone; it was read from {file.resolve()}" in gone.err
    assert kb("original", "2510.26692").status == 2


def test_photos_of_a_post_come_along_from_the_export_they_lie_in(library: Library, tmp_path: Path) -> None:
    photo = bytes.fromhex("89504e470d0a1a0a") + b"not quite a picture"
    written(tmp_path / "export" / "photos", "one.png", photo)
    written(tmp_path, "outside.png", b"of somebody else")
    posts = [
        {"id": 7, "text": "A kernel in one picture", "photo": "photos/one.png"},
        {"id": 8, "text": "Nothing is taken from outside", "photo": "../outside.png"},
        {"id": 9, "text": "Nor what is not there", "photo": "(File not included. Change the settings.)"},
    ]
    chat = {
        "name": "Kernels",
        "type": "public_channel",
        "id": 5,
        "messages": [{"type": "message", "date_unixtime": "1709287200", **post} for post in posts],
    }
    export = written(tmp_path / "export", "result.json", json.dumps(chat).encode())
    found = library.intake.add([str(export)]).touched
    pictures = {item.title: library.originals.of_item(item.key) for item in found}
    [(one, path)] = pictures.pop("A kernel in one picture")
    assert (one.name, one.media_type) == ("one.png", "image/png") and path is not None
    assert path.read_bytes() == photo and list(pictures.values()) == [[], []]


SAVED = (
    "<html><head><title>Of kernels</title></head><body><nav><img src='./page_files/menu.png'></nav><article>"
    + "".join(f"<p>{line}</p>" for line in WORDS)
    + "<img src='./page_files/fig%201.png'><img src='page_files/fig%201.png'><img src='page_files/icon.png'>"
    "<img src='../outside.png'><img src='page_files/link.png'><img src='https://example.org/page_files/far.png'>"
    "<img src='page_files/none.png'><img src='http://[x/page_files/menu.png'></article></body></html>"
)


@pytest.mark.parametrize("packed", [False, True])
def test_a_saved_page_keeps_the_pictures_its_article_shows_of_its_own_folder(
    library: Library, tmp_path: Path, packed: bool
) -> None:
    figure, folder = bytes.fromhex("89504e470d0a1a0a") + random.Random(1).randbytes(5_000), tmp_path / "saved"
    written(folder, "page.html", SAVED.encode())
    others = {"icon": figure[:900], "menu": figure[:-1], "far": figure[:-2]}
    for name, content in {"fig 1": figure, **others}.items():
        written(folder / "page_files", f"{name}.png", content)
    (folder / "page_files" / "link.png").symlink_to(written(tmp_path, "outside.png", figure + b"!"))
    if packed:
        with zipfile.ZipFile(tmp_path / "saved.zip", "w") as archive:
            for file in sorted(folder.rglob("*.*")):
                if not file.is_symlink():
                    archive.write(file, file.relative_to(folder))
    added = library.intake.add([str(tmp_path / "saved.zip" if packed else folder / "page.html")])
    [item] = added.touched
    [page, (one, path)] = library.originals.of_item(item.key)
    assert page[0].media_type == "text/html"
    assert (one.name, one.media_type) == ("fig 1.png", "image/png")
    assert path is not None and path.read_bytes() == figure
    beside = library.originals.pictures_beside(page[0].sha256)
    assert beside == {"page_files/fig 1.png": (path, "image/png")}
