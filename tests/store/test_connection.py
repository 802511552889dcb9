from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from kb.errors import LibraryDamaged
from kb.store import Store, key_values


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    store = Store(tmp_path / "jomo.sqlite")
    with pytest.raises(ZeroDivisionError), store.write() as db:
        key_values.put(db, "colour", "green")
        _ = 1 / 0
    assert key_values.get(store.read(), "colour") == ""


def test_a_write_inside_a_write_joins_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "jomo.sqlite")
    with pytest.raises(ZeroDivisionError), store.write():
        with store.write() as inner:
            key_values.put(inner, "colour", "green")
        _ = 1 / 0
    assert key_values.get(store.read(), "colour") == ""


def test_every_write_raises_the_revision_unless_silent(tmp_path: Path) -> None:
    store = Store(tmp_path / "jomo.sqlite")
    with store.write() as db:
        key_values.put(db, "a", "1")
    with store.write(silent=True) as db:
        key_values.put(db, "a", "2")
    assert key_values.get(store.read(), "revision") == "1"


def test_threads_write_at_the_same_time_without_losing_anything(tmp_path: Path) -> None:
    store = Store(tmp_path / "jomo.sqlite")

    def count_up() -> None:
        for _ in range(50):
            with store.write() as db:
                key_values.bump(db, "counter")

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert key_values.get(store.read(), "counter") == "200"


def test_reads_go_on_while_another_connection_writes(tmp_path: Path) -> None:
    store, other = Store(tmp_path / "jomo.sqlite"), Store(tmp_path / "jomo.sqlite")
    with store.write() as db:
        key_values.put(db, "colour", "green")
        assert key_values.get(other.read(), "colour") == ""
    assert key_values.get(other.read(), "colour") == "green"


def test_a_file_that_is_no_library_says_so_and_names_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "jomo.sqlite"
    path.write_bytes(b"this is not a database " * 200)
    with pytest.raises(LibraryDamaged, match=r"`restore FILE`.*`salvage"):
        Store(path)
    assert path.read_bytes().startswith(b"this is not a database")


def test_a_library_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "jomo.sqlite"
    Store(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 999")
    with pytest.raises(LibraryDamaged, match="update Jomo"):
        Store(path)


def test_a_backup_is_a_whole_library(tmp_path: Path) -> None:
    store = Store(tmp_path / "jomo.sqlite")
    with store.write() as db:
        key_values.put(db, "colour", "green")
    store.backup(tmp_path / "copy.sqlite")
    assert key_values.get(Store(tmp_path / "copy.sqlite").read(), "colour") == "green"
