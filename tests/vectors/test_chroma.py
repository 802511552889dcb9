"""Chroma damaged, misplaced, down: the answers stay the same, and what to do is said."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import kb.vectors.nearest
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.types import Check, Document, Filters, Kind, SearchMode
from kb.vectors.chroma import IndexUnavailable, chroma_folder
from tests.conftest import StemEncoder
from tests.serving import free_port

TOPICS = ("attention", "quantization", "retrieval", "robotics", "radiology")
# Enough for Chroma to write its graph to files.
COUNT = 300


def fill(library: Library) -> None:
    papers = [
        Document(f"arxiv:2501.{n:05}", Kind.PAPER, f"{TOPICS[n % 5]} {n}", summary=f"On {TOPICS[n % 5]} w{n}")
        for n in range(COUNT)
    ]
    ingest(library.store, papers)
    library.work.embed()
    library.vectors.sync_index()


def answers(library: Library) -> list[list[str]]:
    return [
        [hit.item.key for hit in library.search.hits(topic, Filters(), SearchMode.MEANING, 12)]
        for topic in TOPICS
    ]


def reopened(settings: Settings) -> Library:
    return Library(settings, keep_index=True, encoder=StemEncoder())


def of_index(library: Library) -> Check:
    [check] = [check for check in library.upkeep.doctor() if check.name == "vector index"]
    return check


def segment(folder: Path) -> Path:
    [found] = [path for path in folder.iterdir() if path.is_dir()]
    return found


def truncate(path: Path, share: float) -> None:
    with path.open("r+b") as file:
        file.truncate(int(path.stat().st_size * share))


def replace_by_file(path: Path) -> None:
    shutil.rmtree(path)
    path.write_text("not a folder")


def replace_by_link(path: Path) -> None:
    shutil.rmtree(path)
    path.symlink_to(path.with_name("nowhere"))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a vector file is gone": lambda folder: (segment(folder) / "data_level0.bin").unlink(),
    # Chroma alone opens this one and answers wrongly.
    "the vectors are cut": lambda folder: truncate(segment(folder) / "data_level0.bin", 0.3),
    "the segment is gone": lambda folder: shutil.rmtree(segment(folder)),
    "the segment is a file": lambda folder: replace_by_file(segment(folder)),
    "the database is text": lambda folder: (folder / "chroma.sqlite3").write_text("hello"),
    "the database is gone": lambda folder: (folder / "chroma.sqlite3").unlink(),
    "the database is empty": lambda folder: truncate(folder / "chroma.sqlite3", 0),
    "a foreign file lies there": lambda folder: (folder / "photo.jpg").write_bytes(b"kept"),
    "the folder is a file": replace_by_file,
    "the folder is a dangling link": replace_by_link,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_index_changes_no_answer_and_is_made_anew(
    library: Library, settings: Settings, damage: Callable[[Path], object]
) -> None:
    fill(library)
    before = answers(library)
    library.close()
    damage(chroma_folder(settings.home))
    again = reopened(settings)
    assert not of_index(again).ok and "reindex" in of_index(again).detail
    assert answers(again) == before
    count, _ = again.upkeep.reindex()
    assert count == COUNT and again.vectors.passages.behind() == 0
    assert of_index(again).ok
    assert answers(again) == before
    again.close()
    untouched = reopened(settings)
    assert of_index(untouched).ok and untouched.vectors.passages.behind() == 0
    untouched.close()


def test_what_is_none_of_chromas_making_is_kept(library: Library, settings: Settings) -> None:
    fill(library)
    library.close()
    (chroma_folder(settings.home) / "photo.jpg").write_bytes(b"kept")
    again = reopened(settings)
    again.upkeep.reindex()
    again.close()
    [aside] = settings.home.glob("chroma-set-aside-*")
    assert (aside / "photo.jpg").read_bytes() == b"kept"


def test_an_index_that_cannot_be_made_ends_reindex_with_the_reason(
    library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library)
    library.close()
    monkeypatch.setattr(shutil, "rmtree", _refuse)
    (segment(chroma_folder(settings.home)) / "header.bin").unlink()
    again = reopened(settings)
    with pytest.raises(IndexUnavailable, match="reindex"):
        again.upkeep.reindex()
    again.close()


def _refuse(path: Path) -> None:
    raise PermissionError(13, "Permission denied", str(path))


# -- a Chroma server ------------------------------------------------------------------------------

CHROMA = Path(sys.executable).with_name("chroma")
_PATIENCE_S = 180
"""A machine with other work on its cores takes a minute to start or stop the server."""


@contextmanager
def server(folder: Path, port: int) -> Iterator[None]:
    """A real Chroma server on loopback."""
    process = subprocess.Popen(
        [str(CHROMA), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + _PATIENCE_S
        while not _listens(port) and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(_PATIENCE_S)


def _listens(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.skipif(not CHROMA.exists(), reason="the chroma executable is not installed")
def test_a_server_is_used_goes_down_and_comes_back(
    library: Library, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kb.vectors.nearest, "_RETRY_S", 0.0)
    fill(library)
    before = answers(library)
    library.close()
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    remote = reopened(settings.model_copy(update={"chroma_url": url}))
    with server(tmp_path / "served", port):
        count, _ = remote.upkeep.reindex()
        assert count == COUNT and remote.vectors.passages.uses_index and remote.vectors.passages.behind() == 0
        assert answers(remote) == before
        assert of_index(remote).ok
    assert answers(remote) == before
    down = of_index(remote)
    assert not down.ok
    assert url in down.detail and "start it" in down.detail and "reindex" not in down.detail
    with pytest.raises(IndexUnavailable, match="KB_CHROMA_URL"):
        remote.upkeep.reindex()
    with server(tmp_path / "served", port):
        assert answers(remote) == before
        assert remote.vectors.passages.uses_index and of_index(remote).ok
    with server(tmp_path / "another", port):
        assert answers(remote) == before
        remote.vectors.sync_index()
        assert of_index(remote).ok and remote.vectors.passages.behind() == 0
    remote.close()


def test_a_server_that_never_answers_is_given_up(
    library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kb.vectors.chroma, "_TIMEOUT_S", 0.5)
    fill(library)
    before = answers(library)
    library.close()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        remote = reopened(settings.model_copy(update={"chroma_url": url}))
        assert answers(remote) == before
        assert url in remote.vectors.passages.trouble
        remote.close()
