"""Text in macOS's decomposed letters, or with signs nobody sees, is found like any other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unicodedata import normalize

import pytest

from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.store import chunks, items, key_values
from kb.text.normal import normalized
from kb.types import Document, Filters, Kind, SearchMode, Stance
from tests.conftest import StemEncoder

WORDS = SearchMode.WORDS


def apart(text: str) -> str:
    return normalize("NFD", text)


@pytest.fixture
def note(library: Library, tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "notes"
    folder.mkdir()
    text = apart("---\ntags: [сжатый кэш]\nauthor: Юрий Зайцев\n---\nКрошечный трансформер учит йоту.\n")
    (folder / f"{apart('Новый приём')}.md").write_text(text, encoding="utf-8")
    report = library.intake.add([str(folder)])
    assert not report.failed
    yield report.touched[0].key


@pytest.mark.parametrize(
    "query",
    [
        "новый приём",
        "крошечный",
        '"учит йоту"',
        "tag:сжатый",
        "author:Зайцев",
        "зайцев юрий",
        "кр\u00adошечный",
    ],
)
def test_decomposed_notes_and_queries_are_found(library: Library, note: str, query: str) -> None:
    for asked in (query, apart(query)):
        assert [hit.item.key for hit in library.search.hits(asked, mode=WORDS)] == [note]


def test_what_was_probably_meant_is_whole_words(library: Library, note: str) -> None:
    for query in ("крошечныи", apart("крошечнйй"), apart("трансфармер")):
        assert library.search.find(query, mode=WORDS).instead in ("крошечный", "трансформер")


def test_names_and_tags_typed_by_hand_have_the_same_form(library: Library, note: str) -> None:
    library.items.tag([note], apart("полезный"))
    library.areas.set(apart("Нейронный поиск"), stance=Stance.TRACKED, criterion=apart("найти"))
    library.areas.set("Край", parent=apart("Нейронный поиск"))
    assert library.items.get(note).item.tags == ("сжатый кэш", "полезный")
    assert library.areas.get("Нейронный поиск") == library.areas.get(apart("Нейронный поиск"))
    assert library.areas.get("Край").parent == "Нейронный поиск"
    assert [item.key for item in library.items.select(Filters(tags=(apart("полезный"),)))] == [note]


def test_stress_marks_part_no_word(library: Library) -> None:
    ingest(library.store, [Document("file:1", Kind.NOTE, "Во\u0301лны и ко\u0301смос")])
    assert [hit.item.key for hit in library.search.hits("волны", mode=WORDS)] == ["file:1"]


def test_a_library_of_an_earlier_version_is_mended_when_it_is_opened(settings: Settings) -> None:
    old = Document("file:1", Kind.NOTE, apart("Йод"), text=apart("Тайный раствор не\u00adскольких солей."))
    with closing(Library(settings, encoder=StemEncoder())) as library:
        ingest(library.store, [Document("file:1", Kind.NOTE, "Йод", text="Раствор.")])
        with library.store.write() as db:
            items.update(db, 1, old, "ru", 1, "2025-01-01T00:00:00+00:00")
            key_values.put(db, "words-tokenizer", "3")
    with closing(Library(settings, encoder=StemEncoder())) as library:
        for query in ("тайный", "нескольких", "йод"):
            assert [hit.item.title for hit in library.search.hits(query, mode=WORDS)] == ["Йод"]
        assert library.items.get("file:1").text == "Тайный раствор нескольких солей."
        passages = [chunk.text for chunk in chunks.of_items(library.store.read(), [1])]
        assert passages == [normalized(text) for text in passages]
