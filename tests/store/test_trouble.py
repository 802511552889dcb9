"""A folder that is gone, full, read-only or damaged is said to be so, with the remedy."""

from __future__ import annotations

import ctypes
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.errors import JomoError, LibraryDamaged, LibraryUnavailable
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.store import Store, explained, key_values
from kb.types import Document, Filters, Kind, SearchMode, Zone
from tests.conftest import Command, StemEncoder


@pytest.fixture
def bound_by_permissions() -> Iterator[None]:
    """Root obeys no permissions while it has the capability not to; it is laid down and taken up again."""
    if os.name != "posix" or os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)

    class Header(ctypes.Structure):
        _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]

    header, before = Header(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if libc.capget(ctypes.byref(header), before):
        pytest.skip("the capabilities of root cannot be read here")
    without = (ctypes.c_uint32 * 6)(*before)
    # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH.
    without[0] &= ~0b110
    libc.capset(ctypes.byref(header), without)
    yield
    libc.capset(ctypes.byref(header), before)


def one_line(error: JomoError, folder: Path) -> bool:
    return "\n" not in str(error) and str(folder) in str(error)


# -- read-only -------------------------------------------------------------------------------------


def as_closed(home: Path) -> None:
    Store(home / "jomo.sqlite").close()


def with_its_log(home: Path) -> None:
    """As after a kill: what was written last stands in the log only."""
    store = Store(home / "jomo.sqlite")
    with store.write() as db:
        key_values.put(db, "late", "yes")
    copied = home.with_name("copied")
    shutil.copytree(home, copied)
    store.close()
    shutil.rmtree(home)
    copied.rename(home)
    assert (home / "jomo.sqlite-wal").stat().st_size


def with_its_log_alone(home: Path) -> None:
    with_its_log(home)
    (home / "jomo.sqlite-shm").unlink()


@pytest.mark.parametrize("left", [as_closed, with_its_log, with_its_log_alone])
@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_read_only_library_can_be_read(
    settings: Settings, left: Callable[[Path], None], what: str, bound_by_permissions: None
) -> None:
    library = Library(settings, encoder=StemEncoder())
    ingest(library.store, [Document("arxiv:2501.00001", Kind.PAPER, "On attention", summary="Words")])
    library.work.embed()
    library.close()
    left(settings.home)
    closed = settings.home if what == "folder" else settings.home / "jomo.sqlite"
    mode = closed.stat().st_mode
    closed.chmod(mode & ~0o222)
    try:
        before = sorted(path.name for path in settings.home.iterdir())
        library = Library(settings, keep_index=True, encoder=StemEncoder())
        assert library.store.read_only
        for mode_of_search in SearchMode:
            [hit] = library.search.hits("attention", Filters(), mode_of_search)
            assert hit.item.key == "arxiv:2501.00001"
        assert library.items.get("2501.00001").item.title == "On attention"
        library.work.ensure()
        library.items.mark_opened("2501.00001")
        if left is not as_closed:
            assert key_values.get(library.store.read(), "late") == "yes"
        with pytest.raises(LibraryUnavailable, match="only be read") as refused:
            library.triage.move(["2501.00001"], Zone.MUST_HAVE)
        assert one_line(refused.value, settings.home)
        [folder] = [check for check in library.upkeep.doctor() if check.name == "folder"]
        assert not folder.ok and "read-only" in folder.detail
        library.close()
        assert sorted(path.name for path in settings.home.iterdir()) == before
    finally:
        closed.chmod(mode)


READING = (("list",), ("search", "x", "--mode", "words"), ("stats",), ("topics",), ("areas",), ("review",))


def test_commands_that_read_work_on_it_and_others_say_why_not(
    kb_on: Callable[[Path], Command], tmp_path: Path, bound_by_permissions: None
) -> None:
    kb = kb_on(tmp_path / "home")
    note = tmp_path / "note.md"
    note.write_text("# A note\n\nWith words.\n")
    kb("add", str(note), "--no-embed")
    (tmp_path / "home").chmod(0o555)
    try:
        for command in READING:
            assert kb(*command, "--json").status == 0, command
        run = kb("searches", "save", "a", "b")
        assert run.status == 2 and "read-only" in run.err and run.err.count("\n") == 1
        run = kb("embed")
        assert run.status == 2 and "read-only" in run.err and run.err.count("\n") == 1
        assert kb("add", str(note), "--no-embed").status == 2
    finally:
        (tmp_path / "home").chmod(0o755)


def test_a_home_that_cannot_be_made_says_so(tmp_path: Path, bound_by_permissions: None) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(LibraryUnavailable, match="KB_HOME"):
            Store(tmp_path / "home" / "jomo.sqlite")
    finally:
        tmp_path.chmod(0o755)


# -- gone, replaced, full, damaged -----------------------------------------------------------------


def test_a_home_that_was_deleted_is_said_to_be_gone(library: Library) -> None:
    shutil.rmtree(library.home)
    for step in (library.items.count, lambda: library.search.save("a", "b")):
        with pytest.raises(LibraryUnavailable, match="gone") as said:
            step()
        assert one_line(said.value, library.home)
    assert not library.home.exists()


def test_what_was_started_for_a_library_makes_none(
    library: Library, kb_on: Callable[[Path], Command]
) -> None:
    shutil.rmtree(library.home)
    run = kb_on(library.home)("work", "think")
    assert run.status == 2 and "is gone" in run.err and run.err.count("\n") == 1
    with pytest.raises(LibraryUnavailable, match="gone"):
        Library(library.settings, only_read=True)
    assert not library.home.exists()


def test_a_library_put_in_its_place_is_the_one_that_is_read(tmp_path: Path) -> None:
    here, other = Store(tmp_path / "a" / "jomo.sqlite"), Store(tmp_path / "b" / "jomo.sqlite")
    with other.write() as db:
        key_values.put(db, "colour", "green")
    other.close()
    for left in here.path.parent.glob("jomo.sqlite-*"):
        left.unlink()
    (tmp_path / "b" / "jomo.sqlite").replace(here.path)
    assert key_values.get(here.read(), "colour") == "green"


def test_a_full_disk_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    store = Store(tmp_path / "jomo.sqlite")
    with store.write() as db:
        key_values.put(db, "colour", "green")
    [pages] = store.read().execute("PRAGMA page_count").fetchone()
    store.read().execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LibraryUnavailable, match="full") as said, store.write() as db:
        key_values.put(db, "long", "x" * 1_000_000)
    assert one_line(said.value, tmp_path)
    assert not store.read().in_transaction
    store.read().execute("PRAGMA max_page_count = 1000000")
    with store.write() as db:
        key_values.put(db, "shape", "round")
    assert (key_values.get(store.read(), "colour"), key_values.get(store.read(), "long")) == ("green", "")


def test_damage_met_in_the_middle_of_a_question_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "jomo.sqlite"
    Store(path).close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\0" * (path.stat().st_size - 4096))
    store = None
    error: JomoError | None = None
    try:
        store = Store(path)
        with store.write() as db:
            key_values.put(db, "a", "b")
    except sqlite3.DatabaseError as met:
        error = explained(met, path)
    except JomoError as met:
        error = met
    assert isinstance(error, LibraryDamaged) and "salvage" in str(error)


def test_mistakes_of_ours_are_not_blamed_on_the_disk(tmp_path: Path) -> None:
    store = Store(tmp_path / "jomo.sqlite")
    with pytest.raises(sqlite3.OperationalError, match="syntax"), store.write() as db:
        db.execute("SELEKT 1")
