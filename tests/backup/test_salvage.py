"""Whatever was done to its pages, a damaged library ends as one the doctor is content with and a truthful
account of what is missing."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.backup.salvaging import salvage
from kb.errors import JomoError
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.store import Store, key_values
from kb.store.pages import Pages
from kb.types import Document, Kind, Reference, Stance, Turn, Verdict, Zone
from tests.conftest import Command, StemEncoder

PAGE = 4096
COUNT, CHATS = 60, 6
Snapshot = dict[str, tuple[object, ...]]


def fill(library: Library) -> None:
    papers = [
        Document(
            f"arxiv:2501.{n:05}",
            Kind.PAPER,
            f"Paper {n} о внимании",
            summary=f"On w{n}.",
            text=" ".join(f"word{n}-{m}" for m in range(n * 20)),
            references=(Reference("https://arxiv.org/abs/2501.00001", "arxiv:2501.00001"),),
        )
        for n in range(COUNT)
    ]
    chats = [
        Document(
            f"chat:{n}",
            Kind.CHAT,
            f"Chat {n}",
            turns=tuple(Turn("user", f"question{n}-{m} " * 40) for m in range(n * 10)),
        )
        for n in range(CHATS)
    ]
    ingest(library.store, [*papers, *chats])
    for n in range(0, COUNT, 3):
        library.triage.move([f"2501.{n:05}"], Zone.MUST_HAVE)
        library.reviews.judge([f"2501.{n:05}"], Verdict.DIRECT, note="used")
    library.areas.set("Attention", stance=Stance.TRACKED, criterion="about it", examples=["2501.00003"])
    library.search.save("News", "attention")
    library.work.embed()


def snapshot(library: Library) -> Snapshot:
    return {
        item.key: (
            item.title,
            item.summary,
            item.zone,
            item.verdict,
            library.items.get(item.key).text,
            library.items.get(item.key).turns,
            len(library.items.get(item.key).events),
        )
        for item in library.items.select()
    }


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> tuple[Path, Snapshot]:
    """A library that was closed in order, and what it holds."""
    home = tmp_path_factory.mktemp("sound") / "home"
    library = Library(Settings(home=home, cache=cache, network=False), encoder=StemEncoder())
    fill(library)
    held = snapshot(library)
    library.close()
    return home, held


def overwrite(data: bytearray, pages: list[int], junk: Callable[[int], bytes]) -> bytearray:
    for page in pages:
        data[page * PAGE : (page + 1) * PAGE] = junk(PAGE)
    return data


def some_pages(data: bytearray, seed: int, count: int) -> list[int]:
    return random.Random(seed).sample(range(1, len(data) // PAGE), count)


DAMAGE: dict[str, Callable[[bytearray], bytearray]] = {
    "nothing": lambda data: data,
    "no schema": lambda data: overwrite(data, [0], bytes),
    "a header of nonsense": lambda data: bytearray(random.Random(1).randbytes(100)) + data[100:],
    "another page size": lambda data: data[:16] + b"\x20\x00" + data[18:],
    "half of it": lambda data: data[: len(data) // 2],
    "a broken last page": lambda data: data[:-1000],
    "the first pages": lambda data: overwrite(data, list(range(8)), bytes),
    "all but the first page": lambda data: overwrite(data, list(range(1, len(data) // PAGE)), bytes),
    **{
        f"{count} pages of zeros ({seed})": lambda data, s=seed, c=count: overwrite(  # type: ignore[misc]
            data, some_pages(data, s, c), bytes
        )
        for count, seed in ((1, 1), (1, 2), (5, 3), (25, 4))
    },
    **{
        f"{count} pages of nonsense ({seed})": lambda data, s=seed, c=count: overwrite(  # type: ignore[misc]
            data, some_pages(data, s, c), random.Random(s).randbytes
        )
        for count, seed in ((1, 5), (5, 6), (25, 7))
    },
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_what_can_be_read_is_saved_and_what_cannot_is_told(
    sound: tuple[Path, Snapshot], tmp_path: Path, cache: Path, damage: Callable[[bytearray], bytearray]
) -> None:
    home, held = sound
    file = tmp_path / "damaged" / "jomo.sqlite"
    file.parent.mkdir()
    bent = bytes(damage(bytearray((home / "jomo.sqlite").read_bytes())))
    file.write_bytes(bent)
    account = salvage(file, tmp_path / "new")
    assert file.read_bytes() == bent
    settings = Settings(home=tmp_path / "new", cache=cache, network=False)
    library = Library(settings, keep_index=True, encoder=StemEncoder())
    library.work.embed()
    assert [check for check in library.upkeep.doctor() if not check.ok] == []
    saved = snapshot(library)
    library.close()
    assert account.items == len(saved)
    mended = {one.key for one in account.mended}
    differing = {key for key in held.keys() & saved.keys() if held[key][:6] != saved[key][:6]}
    assert differing <= mended
    unsaved = held.keys() - saved.keys()
    told = len(account.lost) + account.unknown + len(saved.keys() - held.keys())
    # Beyond the last row that is left nobody can count.
    assert len(unsaved) <= told or (not saved and "items" in account.incomplete)
    assert bool(account.incomplete or account.mended) or differing == unsaved == set()


def test_only_what_lay_on_lost_pages_is_missing(
    sound: tuple[Path, Snapshot], tmp_path: Path, cache: Path
) -> None:
    """The page that leads to all items costs none of them."""
    home, held = sound
    file = tmp_path / "jomo.sqlite"
    shutil.copy(home / "jomo.sqlite", file)
    with sqlite3.connect(file) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'items'").fetchone()
    db.close()
    with file.open("r+b") as out:
        out.seek((root - 1) * PAGE)
        out.write(b"\xee" * PAGE)
    account = salvage(file, tmp_path / "new")
    assert (account.items, account.mended, account.lost, account.unknown) == (COUNT + CHATS, (), (), 0)
    library = Library(Settings(home=tmp_path / "new", cache=cache, network=False), encoder=StemEncoder())
    assert snapshot(library) == held
    assert [area.examples for area in library.areas.every()] == [("arxiv:2501.00003",)]
    library.close()


@pytest.mark.parametrize("size", [1024, 8192, 32_768])
def test_a_library_of_other_pages_is_read_too(
    sound: tuple[Path, Snapshot], tmp_path: Path, size: int
) -> None:
    """As a program for databases may have written it anew."""
    home, _held = sound
    file = tmp_path / "jomo.sqlite"
    shutil.copy(home / "jomo.sqlite", file)
    db = sqlite3.connect(file)
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute(f"PRAGMA page_size = {size}")
    db.execute("VACUUM")
    db.close()
    whole = salvage(file, tmp_path / "new")
    assert (whole.items, whole.mended, whole.lost, whole.unknown) == (COUNT + CHATS, (), (), 0)


def test_a_wrong_page_size_in_the_header_costs_nothing(sound: tuple[Path, Snapshot], tmp_path: Path) -> None:
    file = tmp_path / "jomo.sqlite"
    file.write_bytes(DAMAGE["another page size"](bytearray((sound[0] / "jomo.sqlite").read_bytes())))
    account = salvage(file, tmp_path / "new")
    assert (account.items, account.mended, account.lost, account.unknown) == (COUNT + CHATS, (), (), 0)


def test_what_stands_only_in_the_log_is_read(tmp_path: Path) -> None:
    store = Store(tmp_path / "a" / "jomo.sqlite")
    with store.write() as db:
        key_values.put(db, "late", "yes")
    shutil.copytree(tmp_path / "a", tmp_path / "killed")
    store.close()
    salvage(tmp_path / "killed" / "jomo.sqlite", tmp_path / "b")
    assert key_values.get(Store(tmp_path / "b" / "jomo.sqlite").read(), "late") == "yes"
    log = tmp_path / "killed" / "jomo.sqlite-wal"
    log.write_bytes(log.read_bytes()[:-1000] + bytes(1000))
    salvage(tmp_path / "killed" / "jomo.sqlite", tmp_path / "c")
    assert key_values.get(Store(tmp_path / "c" / "jomo.sqlite").read(), "late") == ""


@pytest.mark.parametrize("data", [b"", b"no database", bytes(PAGE * 3), b"\xff" * PAGE * 3])
def test_files_that_hold_nothing_become_an_empty_library(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "jomo.sqlite").write_bytes(data)
    assert salvage(tmp_path / "jomo.sqlite", tmp_path / "new").items == 0
    assert list(Pages(data).records(1)) == []


def test_the_command_tells_and_refuses(kb_on: Callable[[Path], Command], tmp_path: Path) -> None:
    home = tmp_path / "home"
    kb = kb_on(home)
    note = tmp_path / "note.md"
    note.write_text("# A note\n\nWith words.\n")
    kb("add", str(note), "--no-embed")
    run = kb("salvage", str(home / "jomo.sqlite"), str(tmp_path / "new"), "--json")
    assert (run.status, run.json["items"], run.json["lost"]["lost"]) == (0, 1, [])
    for arguments, says in (
        ((str(home / "jomo.sqlite"), str(home)), "not empty"),
        ((str(home / "none"), str(tmp_path / "other")), "no file"),
    ):
        run = kb("salvage", *arguments)
        assert run.status == 2 and says in run.err and run.err.count("\n") == 1
    with pytest.raises(JomoError, match="not empty"):
        salvage(home / "jomo.sqlite", home)
