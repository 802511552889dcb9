"""Backups hold everything, are verified, and come back on another machine; exports of equal libraries are
equal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from kb.backup import archive, daily
from kb.backup.restoring import look, restore
from kb.catalogue import RUSSIAN, speaking
from kb.errors import BackupRefused, JomoError, LibraryBusy
from kb.exporting import Format
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from kb.types import CopyKind, Document, Filters, Kind, SearchMode, Stance, Verdict, Zone
from tests.conftest import PATIENCE_S, Command, StemEncoder


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_what_is_no_backup_is_refused_in_russian(tmp_path: Path) -> None:
    (tmp_path / "none.zip").write_text("no zip")
    with speaking(RUSSIAN), pytest.raises(BackupRefused) as refused:
        archive.verify(tmp_path / "none.zip")
    assert str(refused.value) == (
        f"{tmp_path / 'none.zip'}\u00a0— не резервная копия Jomo (это не zip-архив); укажите файл, который"
        " записала команда `backup`"
    )


def test_a_folder_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="cannot be read"):
        archive.verify(tmp_path)


def exported(library: Library, folder: Path, form: Format) -> dict[str, bytes]:
    library.upkeep.export(folder, form)
    return tree(folder)


def opened(home: Path, cache: Path, **given: object) -> Library:
    return Library(Settings(home=home, cache=cache, network=False, **given), encoder=StemEncoder())  # type: ignore[arg-type]


@pytest.fixture
def lived_in(library: Library) -> Library:
    """A library with something of everything, an upload among it."""
    papers = [
        Document(f"arxiv:2501.{n:05}", Kind.PAPER, f"Paper {n}", summary=f"On w{n} and внимание.")
        for n in range(5)
    ]
    ingest(library.store, papers)
    upload = library.intake.keep_upload("заметка.md", "# Заметка: 12:30\n\nТекст, and `code`.\n".encode())
    library.intake.add([str(upload)])
    library.triage.move(["2501.00001"], Zone.MUST_HAVE)
    library.reviews.judge(["2501.00001"], Verdict.DIRECT, note="used: yes")
    library.items.tag(["2501.00002"], "no")
    library.areas.set("Attention", stance=Stance.TRACKED, criterion="about it", examples=["2501.00003"])
    library.role.set_ask("Know attention", areas=["Attention"])
    library.search.save("News", "attention zone:must-have")
    library.work.embed()
    return library


def test_a_look_says_what_a_backup_holds_and_changes_nothing(lived_in: Library, tmp_path: Path) -> None:
    lived_in.upkeep.backup(tmp_path / "kept.zip")
    home = tmp_path / "elsewhere"
    assert look(tmp_path / "kept.zip", home).items == 6
    assert not list(home.iterdir())


def test_a_copy_by_hand_lies_with_the_daily_ones_and_says_what_it_is(lived_in: Library) -> None:
    settings = Settings(home=lived_in.home, network=False)
    daily.make(settings, lived_in.store)
    made = lived_in.upkeep.copy()
    kept = {copy.kind: copy for copy in lived_in.upkeep.copies()}
    assert kept[CopyKind.BY_HAND] == made and made.whole
    assert not kept[CopyKind.DAILY].whole and made.bytes == made.path.stat().st_size
    assert lived_in.upkeep.look_at(made.path).items == 6


def test_a_library_brought_back_in_place_is_new_to_who_knew_the_other(lived_in: Library, cache: Path) -> None:
    made = lived_in.upkeep.copy()
    lived_in.triage.move(["2501.00002"], Zone.MUST_HAVE)
    before = lived_in.revision()
    assert lived_in.restore(made.path) == 6
    again = opened(lived_in.home, cache)
    assert again.revision() > before and again.items.get("2501.00002").item.zone is Zone.INBOX
    [kept] = [copy for copy in again.upkeep.copies() if copy.kind is CopyKind.BEFORE_RESTORE]
    # The way back is the same way.
    assert again.restore(kept.path) == 6
    undone = opened(lived_in.home, cache)
    assert undone.items.get("2501.00002").item.zone is Zone.MUST_HAVE
    undone.close()


@pytest.mark.parametrize("lane", ["work.lock", "save.lock", "web.lock", "feeds.lock"])
def test_nothing_is_brought_back_while_a_lane_is_at_work(
    lived_in: Library, tmp_path: Path, lane: str
) -> None:
    lived_in.upkeep.backup(tmp_path / "kept.zip")
    lived_in.close()
    with FileLock(lived_in.home / lane), pytest.raises(LibraryBusy):
        restore(tmp_path / "kept.zip", lived_in.home, force=True)


# -- there and back --------------------------------------------------------------------------------


def test_a_library_comes_back_elsewhere_item_by_item(lived_in: Library, tmp_path: Path, cache: Path) -> None:
    file = tmp_path / "backup.zip"
    assert lived_in.upkeep.backup(file) == lived_in.items.count() == 6
    home = tmp_path / "other machine" / "home"
    assert restore(file, home).items == 6
    [original] = [path for path in (lived_in.home / "uploads").rglob("*") if path.is_file()]
    shutil.rmtree(lived_in.home / "uploads")
    back = opened(home, cache)
    assert [back.items.get(item.key).item for item in back.items.select()] == [
        lived_in.items.get(item.key).item for item in lived_in.items.select()
    ]
    assert back.vectors.pending() == 0
    [upload] = [path for path in (home / "uploads").rglob("*") if path.is_file()]
    assert upload.relative_to(home) == original.relative_to(lived_in.home)
    assert all(check.ok for check in back.upkeep.doctor())
    for form in Format:
        here, there = tmp_path / f"here-{form}", tmp_path / f"there-{form}"
        assert exported(lived_in, here, form) == exported(back, there, form)
    assert back.intake.add([str(upload)]).unchanged == 1
    back.close()


def test_an_import_that_waits_finds_its_upload_after_the_move(
    lived_in: Library, tmp_path: Path, cache: Path
) -> None:
    lived_in.work.stop()
    upload = lived_in.intake.keep_upload("late.md", b"# Late\n\nIt waits.\n")
    from kb.store import jobs

    with lived_in.store.write() as db:
        jobs.enqueue(db, jobs.IMPORT, {"specs": [str(upload), "2502.00001"]}, "2026-01-01T00:00:00+00:00")
    lived_in.upkeep.backup(tmp_path / "backup.zip")
    home = tmp_path / "moved"
    restore(tmp_path / "backup.zip", home)
    back = opened(home, cache)
    task = jobs.next_task(back.store.read(), (jobs.IMPORT,))
    assert task is not None
    specs = task.payload["specs"]
    assert isinstance(specs, list)
    first, second = specs
    assert Path(first).is_relative_to(home) and Path(first).exists() and second == "2502.00001"
    back.close()


def test_the_index_of_another_time_is_not_believed(
    lived_in: Library, settings: Settings, tmp_path: Path
) -> None:
    lived_in.vectors.sync_index()
    lived_in.upkeep.backup(tmp_path / "backup.zip")
    ingest(lived_in.store, [Document("arxiv:2502.00001", Kind.PAPER, "Later", summary="later words")])
    lived_in.work.embed()
    lived_in.vectors.sync_index()
    lived_in.close()
    restore(tmp_path / "backup.zip", settings.home, force=True)
    back = Library(settings, keep_index=True, encoder=StemEncoder())
    ingest(back.store, [Document("arxiv:2503.00001", Kind.PAPER, "Gardening", summary="tulips")])
    back.work.embed()
    back.vectors.sync_index()
    [hit] = back.search.hits("tulips gardening", Filters(), SearchMode.MEANING, 1)
    assert hit.item.key == "arxiv:2503.00001"
    assert all(check.ok for check in back.upkeep.doctor())
    [kept] = (settings.home / "backups").glob("before-restore-*.zip")
    assert archive.verify(kept).items == 7
    back.close()


# Embeds slowly, so that there is a middle of it to be caught in.
# Embeds what it is given first, and the rest when a file lets it go on.
_WORKER = """
import sys, time
from pathlib import Path
sys.path.insert(0, {root!r})
from kb.work.queue import Lane
from kb.library import Library
from kb.settings import Settings
from tests.conftest import StemEncoder

class Waiting(StemEncoder):
    begun = False

    def encode_passages(self, texts):
        while self.begun and not Path({go!r}).exists():
            time.sleep(0.05)
        self.begun = True
        return super().encode_passages(texts)

Library(Settings(), encoder=Waiting()).do(Lane.THINK)
"""


def test_a_backup_while_a_worker_embeds_exports_to_the_same_bytes(
    kb_on: Callable[[Path], Command], tmp_path: Path
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    kb = kb_on(here)
    library = Library(Settings(), encoder=StemEncoder())
    library.intake.load_sample()
    waiting = library.vectors.pending()
    go = tmp_path / "go"
    script = _WORKER.format(root=str(PROJECT_ROOT), go=str(go))
    worker = subprocess.Popen([sys.executable, "-c", script], cwd=PROJECT_ROOT, env={**os.environ})
    try:
        deadline = time.monotonic() + PATIENCE_S
        while library.vectors.pending() == waiting and time.monotonic() < deadline:
            time.sleep(0.05)
        assert kb("backup", str(tmp_path / "sample.zip"), "--json").json["items"] == 167
        assert worker.poll() is None
        run = kb_on(there)("restore", str(tmp_path / "sample.zip"), "--json")
        assert (run.status, run.json) == (0, {"path": str(there), "items": 167})
        back = opened(there, tmp_path)
        assert 0 < back.vectors.pending() < waiting
        back.close()
        for form in Format:
            for home, out in ((here, "a"), (there, "b")):
                target = tmp_path / f"{out}-{form}"
                run = kb_on(home)("export", str(target), "--format", str(form), "--json")
                assert run.json == {"path": str(target), "items": 167}
            assert tree(tmp_path / f"a-{form}") == tree(tmp_path / f"b-{form}") != {}
    finally:
        go.touch()
        worker.wait(120)
        library.close()


def test_whoever_writes_meanwhile_waits_for_nothing(lived_in: Library, tmp_path: Path, cache: Path) -> None:
    ended = threading.Event()
    other = opened(lived_in.home, cache)

    def write() -> None:
        number = 0
        while not ended.is_set():
            number += 1
            other.search.save(f"search {number}", "words")
        other.store.close()

    thread = threading.Thread(target=write)
    thread.start()
    for number in range(5):
        lived_in.upkeep.backup(tmp_path / f"{number}.zip")
    ended.set()
    thread.join()
    assert all(archive.verify(tmp_path / f"{number}.zip").items == 6 for number in range(5))


# -- what is refused --------------------------------------------------------------------------------


def test_nothing_is_overwritten_unasked(lived_in: Library, tmp_path: Path, cache: Path) -> None:
    file = tmp_path / "backup.zip"
    file.write_bytes(b"mine")
    with pytest.raises(BackupRefused, match="--force"):
        lived_in.upkeep.backup(file)
    assert file.read_bytes() == b"mine"
    lived_in.upkeep.backup(file, replace=True)
    for target, says in ((tmp_path, "exists"), (tmp_path / "none" / "x.zip", "no folder")):
        with pytest.raises(BackupRefused, match=says):
            lived_in.upkeep.backup(target)
    home = tmp_path / "taken"
    taken = opened(home, cache)
    ingest(taken.store, [Document("arxiv:2509.00001", Kind.PAPER, "Mine", summary="words")])
    taken.close()
    with pytest.raises(BackupRefused, match="KB_HOME"):
        restore(file, home)
    with pytest.raises(JomoError, match="not empty"):
        lived_in.upkeep.export(tmp_path, Format.JSONL)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_a_library_in_use_is_not_replaced(lived_in: Library, tmp_path: Path) -> None:
    lived_in.upkeep.backup(tmp_path / "backup.zip")
    assert lived_in.vectors.own_index()
    with pytest.raises(LibraryBusy, match="stop it"):
        restore(tmp_path / "backup.zip", lived_in.home, force=True)


def changed(source: Path, target: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    """A copy of a backup whose files were changed by hand."""
    with zipfile.ZipFile(source) as before:
        members = {name: before.read(name) for name in before.namelist()}
    change(members)
    with zipfile.ZipFile(target, "w") as after:
        for name, data in members.items():
            after.writestr(name, data)


def as_manifest(members: dict[str, bytes], **given: object) -> None:
    members["manifest.json"] = json.dumps({**json.loads(members["manifest.json"]), **given}).encode()


def add_member(members: dict[str, bytes], name: str) -> None:
    import hashlib

    data = b"outside"
    said = json.loads(members["manifest.json"])
    said["members"][name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    members[name], members["manifest.json"] = data, json.dumps(said).encode()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda m: m.update({"jomo.sqlite": m["jomo.sqlite"][:-1] + b"x"}), "damaged"),
        (lambda m: m.update({"jomo.sqlite": m["jomo.sqlite"] + b"more"}), "damaged"),
        (lambda m: m.pop("jomo.sqlite"), "damaged"),
        (lambda m: m.update({"extra": b""}), "damaged"),
        (lambda m: m.pop("manifest.json"), "no backup"),
        (lambda m: m.update({"manifest.json": b"{}"}), "no backup"),
        (lambda m: m.update({"manifest.json": b"[1"}), "no backup"),
        (lambda m: as_manifest(m, counts={}), "no backup"),
        (lambda m: as_manifest(m, counts={"items": 5}), "damaged"),
        (lambda m: as_manifest(m, schema=999), "update Jomo"),
        (lambda m: as_manifest(m, version=3), "update Jomo"),
        (lambda m: add_member(m, "uploads/../../outside"), "not to be trusted"),
        (lambda m: add_member(m, "/tmp/outside"), "not to be trusted"),
        (lambda m: add_member(m, "uploads//outside"), "not to be trusted"),
        (lambda m: add_member(m, "kb.toml"), "not to be trusted"),
    ],
)
def test_a_backup_that_is_not_as_it_was_written_replaces_nothing(
    lived_in: Library, tmp_path: Path, change: Callable[[dict[str, bytes]], object], says: str
) -> None:
    lived_in.upkeep.backup(tmp_path / "sound.zip")
    changed(tmp_path / "sound.zip", tmp_path / "changed.zip", change)
    home = tmp_path / "new"
    with pytest.raises(BackupRefused, match=says) as refused:
        restore(tmp_path / "changed.zip", home)
    assert "\n" not in str(refused.value)
    assert not (home / "jomo.sqlite").exists()
    assert not list(tmp_path.rglob("outside*"))


def test_broken_files_are_no_backups(lived_in: Library, tmp_path: Path) -> None:
    lived_in.upkeep.backup(tmp_path / "sound.zip")
    whole = (tmp_path / "sound.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    middle = len(whole) // 3
    (tmp_path / "bent.zip").write_bytes(whole[:middle] + b"\0" * 200 + whole[middle + 200 :])
    (tmp_path / "text.zip").write_text("hello")
    for name in ("cut", "bent", "text", "missing"):
        with pytest.raises(BackupRefused):
            restore(tmp_path / f"{name}.zip", tmp_path / "new")


def test_a_damaged_library_is_kept_as_it_is_when_a_backup_comes_back(
    lived_in: Library, settings: Settings, tmp_path: Path, cache: Path
) -> None:
    lived_in.upkeep.backup(tmp_path / "backup.zip")
    lived_in.close()
    (settings.home / "jomo.sqlite").write_bytes(b"nothing of use" * 1000)
    with pytest.raises(BackupRefused, match="--force"):
        restore(tmp_path / "backup.zip", settings.home)
    restore(tmp_path / "backup.zip", settings.home, force=True)
    [aside] = (settings.home / "backups").glob("damaged-*")
    assert (aside / "jomo.sqlite").read_bytes().startswith(b"nothing of use")
    back = opened(settings.home, cache)
    assert back.items.count() == 6 and all(check.ok for check in back.upkeep.doctor())
    back.close()


# -- a copy a day -----------------------------------------------------------------------------------


def test_a_copy_a_day_is_made_when_something_changed(
    lived_in: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = lived_in.settings.model_copy(update={"backups": 2, "backup_folder": tmp_path / "copies"})
    for day in range(1, 5):
        monkeypatch.setattr("kb.clock.today", lambda day=day: f"2026-03-0{day}")
        lived_in.search.save("News", f"day {day}")
        assert daily.due(settings, lived_in.store)
        assert not daily.make(settings, lived_in.store).trouble
        assert not daily.due(settings, lived_in.store)
    assert [path.name for path in daily.copies(settings)] == ["daily-2026-03-04.zip", "daily-2026-03-03.zip"]
    assert lived_in.upkeep.stats().last_copy == "2026-03-04"
    monkeypatch.setattr("kb.clock.today", lambda: "2026-03-05")
    assert not daily.due(settings, lived_in.store)
    lived_in.search.save("News", "changed")
    assert daily.due(settings, lived_in.store)
    assert not daily.due(settings.model_copy(update={"backups": 0}), lived_in.store)


def test_a_copy_that_fails_is_told_and_tried_again_the_next_day(
    lived_in: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    settings = lived_in.settings.model_copy(update={"backup_folder": tmp_path / "file" / "copies"})
    monkeypatch.setattr("kb.clock.today", lambda: "2026-03-01")
    assert daily.make(settings, lived_in.store).trouble
    assert not daily.due(settings, lived_in.store)
    [check] = [check for check in lived_in.upkeep.doctor() if check.name == "backups"]
    assert not check.ok and "2026-03-01" in check.detail
    monkeypatch.setattr("kb.clock.today", lambda: "2026-03-02")
    assert daily.due(settings, lived_in.store)


# -- taking everything along ------------------------------------------------------------------------


def test_markdown_holds_what_was_said_of_each_item(lived_in: Library, tmp_path: Path) -> None:
    import frontmatter

    files = exported(lived_in, tmp_path / "out", Format.MARKDOWN)
    notes = {
        post["key"]: post
        for name, data in files.items()
        if name.startswith("items/")
        for post in [frontmatter.loads(data.decode())]
    }
    judged = notes["arxiv:2501.00001"]
    assert (judged["zone"], judged["verdict"], judged["notes"]) == ("must-have", "direct", ["used: yes"])
    assert notes["arxiv:2501.00002"]["tags"] == ["no"]
    assert notes["arxiv:2501.00003"]["areas"] == ["Attention"]
    [note] = [post for key, post in notes.items() if str(key).startswith("file:")]
    assert note["title"] == "Заметка: 12:30" and "Текст, and `code`." in note.content
    aliases = note["aliases"]
    assert isinstance(aliases, list)
    assert any(str(alias).startswith("path:uploads/") for alias in aliases)
    assert b"about it" in files["areas.yaml"] and b"Know attention" in files["role.yaml"]


def test_records_hold_the_whole_history_and_what_stands_beside_items(
    lived_in: Library, tmp_path: Path
) -> None:
    files = exported(lived_in, tmp_path / "out", Format.JSONL)
    items = {one["key"]: one for one in map(json.loads, files["items.jsonl"].decode().splitlines())}
    assert list(items) == sorted(items) and len(items) == 6
    assert [step["action"] for step in items["arxiv:2501.00001"]["history"]] == ["added", "moved", "judged"]
    assert json.loads(files["searches.jsonl"])["query"] == "attention zone:must-have"
    assert json.loads(files["areas.jsonl"])["examples"] == ["arxiv:2501.00003"]
    assert json.loads(files["role.jsonl"])["areas"] == ["Attention"]
    assert {json.loads(line)["action"] for line in files["steps.jsonl"].splitlines()} == {
        "area-set",
        "ask-set",
        "imported",
        "search-saved",
    }


def test_file_names_suit_every_system(library: Library, tmp_path: Path) -> None:
    titles = ["CON", "a/b\\c:d*e?", "Что? " * 60, "same", "Same", "…", "x" * 300, "trailing. "]
    papers = [
        Document(f"arxiv:2501.{n:05}", Kind.PAPER, title, summary="s") for n, title in enumerate(titles)
    ]
    ingest(library.store, papers)
    names = [name.removeprefix("items/") for name in exported(library, tmp_path / "out", Format.MARKDOWN)]
    notes = [name for name in names if name.endswith(".md")]
    assert len({name.lower() for name in notes}) == len(titles)
    for name in notes:
        assert len(name.encode()) < 255 and not set(name) & set('/\\:*?"<>| ')
        assert name.split(".")[0].upper() not in ("CON", "NUL") and name == Path(name).name


def test_libraries_that_share_a_folder_for_copies_keep_them_apart(
    lived_in: Library, tmp_path: Path, cache: Path
) -> None:
    other = opened(tmp_path / "elsewhere" / lived_in.home.name, cache)
    other.search.save("News", "attention")
    shared = {"backup_folder": tmp_path / "copies", "backups": 1}
    for library in (lived_in, other):
        settings = library.settings.model_copy(update=shared)
        assert not daily.make(settings, library.store).trouble
        [copy] = daily.copies(settings)
        assert archive.verify(copy).items == library.items.count()
    assert len(list((tmp_path / "copies").iterdir())) == 2
    other.close()


def test_what_a_killed_backup_left_goes_with_a_later_one(lived_in: Library, tmp_path: Path) -> None:
    target = tmp_path / "copy.zip"
    old, under_way = tmp_path / ".copy.zip.old.unfinished", tmp_path / ".copy.zip.new.unfinished"
    for folder in (old, under_way):
        folder.mkdir()
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(old, (two_days_ago, two_days_ago))
    archive.write(lived_in.store, target)
    assert {path.name for path in tmp_path.glob(".copy*")} == {under_way.name}
