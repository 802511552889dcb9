"""Killed at any moment, a library loses nothing that was acknowledged and doubles nothing."""

from __future__ import annotations

import itertools
import json
import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from kb.backup import archive
from kb.backup.restoring import restore
from kb.backup.salvaging import salvage
from kb.exporting import Format
from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from kb.types import Document, Kind
from kb.work import process
from kb.work.queue import Lane
from tests.conftest import PATIENCE_S, StemEncoder
from tests.workers import workers_of

PAPERS = 1500
ROUNDS = 2
# What changes the names of files, as Python's audit events call it.
NAMING = ("os.rename", "os.remove", "os.rmdir")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A file of made-up papers, long enough to be caught in the middle."""
    rng = random.Random(1)
    vocabulary = [f"word{n}" for n in range(3000)]
    path = tmp_path / "papers.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for n in range(PAPERS):
            record = {
                "id": f"2501.{n:05}",
                "first_seen": "2025-01-02",
                "title": f"Paper {n}",
                "abstract": " ".join(rng.choices(vocabulary, k=120)),
                "categories": ["cs.LG"],
                "authors": ["A. Author"],
                "comment": None,
            }
            out.write(json.dumps(record) + "\n")
    return path


def killed_at_work(arguments: list[str], settings: Settings, table: str, rng: random.Random) -> int:
    """Starts a command and kills it at a random moment after its first commit; gives its exit status
    (negative: killed)."""
    before = acknowledged(settings, table)
    child = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=PROJECT_ROOT,
        env={
            **os.environ,
            "KB_HOME": str(settings.home),
            "KB_CACHE": str(settings.cache),
            "KB_NETWORK": "false",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while child.poll() is None and acknowledged(settings, table) == before:
        time.sleep(0.01)
    time.sleep(rng.uniform(0.0, 0.15))
    child.send_signal(signal.SIGKILL)
    return child.wait()


def acknowledged(settings: Settings, table: str) -> int:
    """Rows committed so far, read as any other process would."""
    path = settings.home / "jomo.sqlite"
    if not path.exists():
        return 0
    with sqlite3.connect(path) as db:
        try:
            return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def test_kill_during_import(settings: Settings, papers: Path) -> None:
    rng = random.Random(2)
    arguments = ["-m", "kb", "add", str(papers), "--no-embed"]
    before, killed = 0, 0
    for _ in range(ROUNDS):
        killed += killed_at_work(arguments, settings, "items", rng) == -signal.SIGKILL
        now = acknowledged(settings, "items")
        assert now >= before
        before = now
    assert killed == ROUNDS, "some run ended before it was killed: give it more to do"
    library = Library(settings, keep_index=True, encoder=StemEncoder())
    report = library.intake.add([str(papers)])
    assert report.added == PAPERS - before and report.updated == 0
    assert library.items.count() == PAPERS
    assert all(check.ok for check in library.upkeep.doctor())
    library.close()


_EMBED = """
import sys, time
sys.path.insert(0, {root!r})
from kb.library import Library
from kb.settings import Settings
from tests.conftest import StemEncoder

class Slow(StemEncoder):
    def encode_passages(self, texts):
        time.sleep(0.05)
        return super().encode_passages(texts)

library = Library(Settings(), keep_index=True, encoder=Slow())
library.work.embed()
library.vectors.sync_index()
"""


def test_kill_during_embedding_and_indexing(settings: Settings, papers: Path) -> None:
    library = Library(settings, encoder=StemEncoder())
    library.intake.add([str(papers)])
    library.close()
    rng = random.Random(3)
    script = _EMBED.format(root=str(PROJECT_ROOT))
    before, killed = 0, 0
    for _ in range(ROUNDS):
        killed += killed_at_work(["-c", script], settings, "vectors", rng) == -signal.SIGKILL
        now = acknowledged(settings, "vectors")
        assert now >= before
        before = now
    assert killed == ROUNDS, "some run ended before it was killed: give it more to do"
    library = Library(settings, keep_index=True, encoder=StemEncoder())
    assert library.work.embed() == library.upkeep.stats().chunks - before
    assert library.vectors.sync_index()
    assert library.vectors.pending() == 0 and library.vectors.passages.index.behind() == 0
    assert all(check.ok for check in library.upkeep.doctor())
    [hit] = library.search.hits("Paper 1234", limit=1)
    assert hit.item.key == "arxiv:2501.01234"
    library.close()


def test_work_of_a_killed_background_process_is_taken_up_again(settings: Settings, papers: Path) -> None:
    library = Library(settings, encoder=StemEncoder())
    library.work.queue_import([str(papers)])
    deadline = time.monotonic() + PATIENCE_S
    while library.items.count() == 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    [worker] = workers_of(settings.home, "save")
    os.kill(worker, signal.SIGKILL)
    while _alive(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert 0 < library.items.count() < PAPERS
    while library.items.count() < PAPERS and time.monotonic() < deadline:
        # Asked again as open pages do: the first time the killed one may not be known to have ended.
        library.work.ensure()
        time.sleep(0.1)
    library.work.stop()
    assert library.items.count() == PAPERS
    library.close()


def test_a_process_on_its_way_is_not_started_again(settings: Settings) -> None:
    Library(settings).close()
    for _ in range(3):
        process.start(settings, [Lane.SAVE])
    assert len(workers_of(settings.home, "save")) == 1


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"


def test_a_document_is_saved_whole_or_not_at_all(library: Library) -> None:
    document = Document("arxiv:2501.00001", Kind.PAPER, "A paper", summary="Words")
    with pytest.raises(ZeroDivisionError), library.store.write() as db:
        from kb.ingest.planning import Options
        from kb.ingest.save import save

        save(db, document, Options())
        _ = 1 / 0
    assert library.items.count() == 0
    assert library.search.hits("paper") == []


def _restore(folder: Path) -> None:
    restore(folder / "other.zip", folder / "home", force=True)


def _export(folder: Path) -> None:
    Library(_settings(folder)).upkeep.export(folder / "notes", Format.JSONL)


def _salvage(folder: Path) -> None:
    salvage(folder / "home" / "jomo.sqlite", folder / "new")


def _backup(folder: Path) -> None:
    Library(_settings(folder)).upkeep.backup(folder / "other.zip", replace=True)


def _settings(folder: Path) -> Settings:
    return Settings(home=folder / "home", cache=folder / "cache", network=False)


def _dies(work: Callable[[Path], None], folder: Path, number: int) -> None:
    """Does the work and kills its own process before it changes names for the given time."""
    counted = itertools.count(1)

    def before(event: str, _: tuple[object, ...]) -> None:
        if event in NAMING and next(counted) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(before)
    work(folder)


def killed_at_each_step(work: Callable[[Path], None], prepared: Path, folder: Path) -> Iterator[bool]:
    """Lets work be killed before each of its steps on a fresh copy; gives whether it came to its end."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    for number in itertools.count(1):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(prepared, folder)
        child = context.Process(target=_dies, args=(work, folder, number))
        child.start()
        child.join()
        assert child.exitcode in (0, -signal.SIGKILL)
        yield child.exitcode == 0
        if child.exitcode == 0:
            assert number > 2, "nothing was killed"
            return


@pytest.fixture
def prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of one upload and a paper, and the backup of another with another upload."""
    # Streamlit's test of a page leaves the page as the main module, which each new process would run.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    folder = tmp_path / "prepared"
    for home, name, papers in (("other", "theirs", ["2501.00001"]), ("home", "ours", ["2502.00001"])):
        library = Library(Settings(home=folder / home, cache=folder / "cache", network=False))
        library.intake.add(
            [str(library.intake.keep_upload(f"{name}.md", f"# Note of {name}\n\nText.\n".encode())), *papers]
        )
        if home == "other":
            library.upkeep.backup(folder / "other.zip")
        library.close()
    return folder


def held(folder: Path) -> set[str]:
    """Titles of a sound library whose uploads are there."""
    library = Library(_settings(folder))
    assert [check for check in library.upkeep.doctor() if not check.ok] == []
    titles = {item.title for item in library.items.select()}
    library.close()
    return titles


def test_a_restore_killed_at_any_step_leaves_the_old_library_or_the_new(
    prepared: Path, tmp_path: Path
) -> None:
    old, seen, folder = held(prepared), [], tmp_path / "run"
    for whole in killed_at_each_step(_restore, prepared, folder):
        seen.append(held(folder))
        if not whole:
            _restore(folder)
        assert "Note of theirs" in held(folder)
    new = seen[-1]
    assert old != new and seen[0] == old and all(titles in (old, new) for titles in seen)
    assert len(list((folder / "home" / "uploads").rglob("*.md"))) == 1


@pytest.mark.parametrize(("work", "name"), [(_export, "notes"), (_salvage, "new")])
def test_a_folder_is_written_whole_or_not_at_all(
    work: Callable[[Path], None], name: str, prepared: Path, tmp_path: Path
) -> None:
    sizes = []
    for _ in killed_at_each_step(work, prepared, tmp_path / "run"):
        made = tmp_path / "run" / name
        sizes.append(len(list(made.rglob("*"))) if made.exists() else 0)
    assert set(sizes) == {0, sizes[-1]} and sizes[-1] > 1


def test_what_a_killed_export_left_goes_with_the_next(prepared: Path) -> None:
    killed = multiprocessing.get_context("forkserver").Process(target=_dies, args=(_export, prepared, 1))
    killed.start()
    killed.join()
    assert list(prepared.glob(".notes.*"))
    _export(prepared)
    assert not list(prepared.glob(".notes.*")) and (prepared / "notes").is_dir()


def test_a_backup_replaces_another_whole_or_not_at_all(prepared: Path, tmp_path: Path) -> None:
    file = tmp_path / "run" / "other.zip"
    made = []
    for _ in killed_at_each_step(_backup, prepared, tmp_path / "run"):
        made.append(Path(archive.verify(file).home).name)
    assert made[0] == "other" and made[-1] == "home"
