"""The doctor survives its patient, and names each damage with a remedy that exists."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.errors import JomoError, LibraryDamaged
from kb.ingest.save import ingest
from kb.library import Library
from kb.library.doctor import examine_closed
from kb.settings import Settings
from kb.store import Store
from kb.types import Check, Document, Kind, Remedy
from tests.conftest import Command, StemEncoder


@pytest.fixture
def filled(library: Library) -> Library:
    papers = [
        Document(f"arxiv:2501.{n:05}", Kind.PAPER, f"Paper {n}", text="Words of it. " * 200)
        for n in range(40)
    ]
    ingest(library.store, papers)
    library.work.embed()
    library.vectors.sync_index()
    return library


def found(library: Library, fix: bool = False) -> dict[str, Check]:
    return {check.name: check for check in library.upkeep.doctor(fix)}


def wrong(library: Library) -> list[str]:
    return [check.name for check in library.upkeep.doctor() if not check.ok]


def test_a_sound_library_has_nothing_wrong(filled: Library) -> None:
    assert wrong(filled) == []


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (1, "1 материал без фрагментов; выполните `reindex`"),
        (2, "2 материала без фрагментов; выполните `reindex`"),
        (5, "5 материалов без фрагментов; выполните `reindex`"),
    ],
)
def test_a_finding_in_russian(filled: Library, lost: int, said: str) -> None:
    with filled.store.write() as db:
        db.execute("DELETE FROM chunks WHERE item_id <= ?", (lost,))
    with speaking(RUSSIAN):
        assert found(filled)["store"].detail == said


def lose_a_table(library: Library) -> None:
    library.store.read().execute("DROP TABLE saved_searches")


def lose_items(library: Library) -> None:
    db = library.store.read()
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("DELETE FROM items WHERE id = 1")
    db.execute("PRAGMA foreign_keys = ON")


def lose_passages(library: Library) -> None:
    library.store.read().execute("DELETE FROM chunks WHERE item_id = 3")


def lose_words(library: Library) -> None:
    library.store.read().execute("DELETE FROM words WHERE rowid = 3")


def cut_a_vector(library: Library) -> None:
    library.store.read().execute("UPDATE vectors SET vector = x'0000' WHERE id = 2")


def lose_an_upload(library: Library) -> None:
    upload = library.intake.keep_upload("note.md", b"# A note\n\nWords.\n")
    library.intake.add([str(upload)])
    library.work.embed()
    upload.unlink()


@pytest.mark.parametrize(
    ("damage", "name", "says"),
    [
        (lose_a_table, "store", "saved_searches.*salvage"),
        (lose_items, "store", "point nowhere.*salvage"),
        (lose_passages, "store", "reindex"),
        (lose_words, "words index", "doctor --fix"),
        (cut_a_vector, "vectors", "doctor --fix"),
        (lose_an_upload, "uploads", "note.md"),
    ],
)
def test_each_damage_is_named_with_what_helps(
    filled: Library, damage: Callable[[Library], None], name: str, says: str
) -> None:
    damage(filled)
    check = found(filled)[name]
    assert not check.ok and re.search(says, check.detail)


@pytest.mark.parametrize("damage", [lose_passages, lose_words, cut_a_vector])
def test_what_can_be_derived_is_mended(filled: Library, damage: Callable[[Library], None]) -> None:
    damage(filled)
    found(filled, fix=True)
    filled.upkeep.reindex()
    filled.work.embed()
    filled.vectors.sync_index()
    assert wrong(filled) == []


@pytest.mark.parametrize(
    ("damage", "name", "remedy"),
    [
        (lose_passages, "store", Remedy.REINDEX),
        (lose_words, "words index", Remedy.FIX),
        (cut_a_vector, "vectors", Remedy.FIX),
    ],
)
def test_what_is_mended_by_a_press_is_told_without_its_command(
    filled: Library, damage: Callable[[Library], None], name: str, remedy: Remedy
) -> None:
    damage(filled)
    check = found(filled)[name]
    assert check.remedy is remedy and "`" not in check.found
    assert check.detail.startswith(check.found) and remedy in check.detail


def test_a_check_that_the_damage_ends_leaves_the_others_to_go_on(filled: Library) -> None:
    db = filled.store.read()
    db.execute("DROP VIEW area_members")
    db.execute("DROP TABLE map_points")
    db.execute("DROP TABLE words")
    checks = found(filled)
    assert not checks["store"].ok and not checks["map"].ok and not checks["words index"].ok
    assert "salvage" in checks["words index"].detail
    assert checks["vectors"].ok and checks["papers"].ok


@pytest.mark.parametrize("page", range(1, 40, 3))
def test_pages_of_nonsense_end_no_examination(filled: Library, settings: Settings, page: int) -> None:
    filled.close()
    file = settings.home / "jomo.sqlite"
    with file.open("r+b") as out:
        out.seek(page * 4096)
        out.write(b"\xa5" * 4096)
    try:
        library = Library(settings, keep_index=True, encoder=StemEncoder())
    except JomoError as error:
        checks = examine_closed(settings, error)
    else:
        checks = library.upkeep.doctor()
        library.close()
    bad = [check for check in checks if not check.ok]
    assert bad and any("salvage" in check.detail for check in bad)
    assert all("\n" not in check.detail for check in checks)


def test_the_command_starts_when_the_library_cannot_be_opened(
    kb_on: Callable[[Path], Command], tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "jomo.sqlite").write_bytes(b"no database at all" * 1000)
    with pytest.raises(LibraryDamaged):
        Store(tmp_path / "home" / "jomo.sqlite")
    run = kb_on(tmp_path / "home")("doctor", "--json")
    assert run.status == 1 and not run.json["ok"]
    checks = {check["name"]: check for check in run.json["checks"]}
    assert not checks["store"]["ok"] and "salvage" in checks["store"]["detail"]
    assert checks["folder"]["ok"] and not checks["backups"]["ok"]
