"""Killed at any moment, a library loses nothing that was acknowledged and doubles nothing."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from kb.types import Document, Kind
from tests.conftest import StemEncoder

PAPERS = 4000
ROUNDS = 10


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
    process = subprocess.Popen(
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
    while process.poll() is None and acknowledged(settings, table) == before:
        time.sleep(0.01)
    time.sleep(rng.uniform(0.0, 0.15))
    process.send_signal(signal.SIGKILL)
    return process.wait()


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
    report = library.add([str(papers)])
    assert report.added == PAPERS - before and report.updated == 0
    assert library.count() == PAPERS
    assert all(check.ok for check in library.doctor())
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
library.embed()
library.sync_index()
"""


def test_kill_during_embedding_and_indexing(settings: Settings, papers: Path) -> None:
    library = Library(settings, encoder=StemEncoder())
    library.add([str(papers)])
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
    assert library.embed() == library.stats().chunks - before
    assert library.sync_index()
    assert library.pending() == 0 and library.meaning.behind() == 0
    assert all(check.ok for check in library.doctor())
    [hit] = library.search("Paper 1234", limit=1)
    assert hit.item.key == "arxiv:2501.01234"
    library.close()


def test_work_of_a_killed_background_process_is_taken_up_again(settings: Settings, papers: Path) -> None:
    library = Library(settings, encoder=StemEncoder())
    library.queue_import([str(papers)])
    deadline = time.monotonic() + 120
    while library.count() == 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    worker = _worker_of(settings)
    os.kill(worker, signal.SIGKILL)
    while _alive(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert 0 < library.count() < PAPERS
    library.ensure_worker()
    while library.count() < PAPERS and time.monotonic() < deadline:
        time.sleep(0.1)
    library.stop_jobs()
    assert library.count() == PAPERS
    library.close()


def _worker_of(settings: Settings) -> int:
    listing = subprocess.run(
        ["pgrep", "-f", "--", "-m kb work save"], capture_output=True, text=True, check=False
    ).stdout
    for pid in map(int, listing.split()):
        environment = Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
        if f"KB_HOME={settings.home}" in environment:
            return pid
    raise AssertionError("no background process is running")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"


def test_a_document_is_saved_whole_or_not_at_all(library: Library) -> None:
    document = Document("arxiv:2501.00001", Kind.PAPER, "A paper", summary="Words")
    with pytest.raises(ZeroDivisionError), library.store.write() as db:
        from kb.ingest import Options, save

        save(db, document, Options())
        _ = 1 / 0
    assert library.count() == 0
    assert library.search("paper") == []
