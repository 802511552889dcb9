"""Exports of several files, as archives bring them, and a Kindle's clippings."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from kb.importers import importers
from kb.library import Library
from kb.settings import Settings
from kb.types import Document, ItemDetail, Kind, State
from tests.conftest import StemEncoder
from tests.importers.exports.reading import told as read
from tests.importers.pdf.making import paper_page, pdf_bytes

FIXTURES = Path(__file__).with_name("fixtures_archives")
ONE = "url:https://example.org/one"
MARCH = "2024-03-01T10:00:00+00:00"


def marks(item: Document | ItemDetail) -> list[tuple[str, str, str]]:
    return [(one.quote, one.note, one.place) for one in item.annotations]


@pytest.mark.parametrize("packed", [False, True])
def test_omnivore_s_records_come_with_their_pages_and_highlights(
    packed: bool, tmp_path: Path, cache: Path
) -> None:
    # It would be read if names led out of the export's folder.
    folder = shutil.copytree(FIXTURES / "omnivore", tmp_path / "export")
    (tmp_path / "secret.html").write_text("<p>Secret words</p>")
    given = Path(shutil.make_archive(str(tmp_path / "omnivore"), "zip", folder)) if packed else folder
    (one, two), failures = read(given, cache)
    assert not failures
    assert (one.key, one.title, one.text, one.summary) == (
        ONE, "One", "The words of **one**.", "About one."
    )  # fmt: skip
    assert (one.authors, one.tags, one.state) == (("Jane Doe",), ("llm", "kv cache"), State.READ)
    assert (one.saved_at, one.published) == (MARCH, "2024-02-20")
    assert marks(one) == [
        ("", "A note on the page", ""),
        ("first passage,\nof two lines", "#important\n\nMy own words", ""),
        ("second passage", "", ""),
    ]
    assert (two.text, two.state, two.published) == ("", None, None)


def test_omnivore_s_pdf_joins_its_record(library: Library, tmp_path: Path) -> None:
    folder = shutil.copytree(FIXTURES / "omnivore", tmp_path / "export")
    (folder / "content" / "one-1.html").unlink()
    (folder / "content" / "one-1.pdf").write_bytes(pdf_bytes([paper_page(stamp=False)]))
    report = library.intake.add([str(folder)])
    assert (report.added, report.updated, report.failed) == (2, 1, ())
    item = library.items.get(ONE)
    assert item.text and not item.item.stub
    assert item.item.tags == ("llm", "kv cache") and len(item.annotations) == 3


@pytest.mark.parametrize("packed", [False, True])
def test_pocket_s_highlights_join_their_links(packed: bool, library: Library, tmp_path: Path) -> None:
    folder = FIXTURES / "pocket"
    given = shutil.make_archive(str(tmp_path / "pocket"), "zip", folder) if packed else str(folder)
    report = library.intake.add([given])
    assert (report.added, report.failed) == (2, ())
    item = library.items.get(ONE)
    assert marks(item) == [("first", "", ""), ("second", "", "")]
    assert (item.item.state, item.item.tags) == (State.READ, ("llm", "agents"))
    assert item.item.saved_at.startswith("2023-11-14")


def test_matter_s_rows_come_with_their_pages_and_letters_without_an_address(cache: Path) -> None:
    (one, letter), failures = read(FIXTURES / "matter", cache)
    assert (one.key, one.text, one.state, one.tags) == (
        ONE, "The words of one.", State.READ, ("llm", "agents", "favourite"),
    )  # fmt: skip
    # The date in the table is that of the last reading.
    assert one.saved_at is None
    assert (letter.title, letter.text, letter.source) == (
        "A letter", "What the letter says.", "Letters of Jürgen",
    )  # fmt: skip
    assert (letter.url, letter.state) == (None, State.UNREAD)
    assert len(failures) == 1 and "no web address" in failures[0]


@pytest.mark.parametrize(
    ("name", "state", "tags", "summary"),
    [
        ("readability.json", State.READ, ("favourite",), "It’s about one"),
        ("elcurator.json", None, ("llm", "favourite"), ""),
    ],
)
def test_a_list_in_json_comes_in(
    name: str, state: State | None, tags: tuple[str, ...], summary: str, cache: Path
) -> None:
    (one, *others), failures = read(FIXTURES / name, cache)
    assert (one.key, one.saved_at, one.state, one.tags, one.summary) == (ONE, MARCH, state, tags, summary)
    assert not failures
    # "No title found" is none.
    assert [other.title for other in others] in ([], ["example.org/two"])


def test_a_kindle_s_books_come_with_what_was_marked(cache: Path) -> None:
    (caches, attention, book), failures = read(FIXTURES / "clippings.txt", cache)
    assert (caches.title, caches.authors, caches.kind) == (
        "A Book on (Big) Caches", ("Jane Doe", "Richard Roe"), Kind.BOOK,
    )  # fmt: skip
    # The longer of two overlapping marks, with the note that stands at the end of the first and before it.
    assert marks(caches) == [
        ("An early passage", "", "location 101-103"),
        ("A cache is a promise about the past.", "Why this matters", "page 12, location 193-197"),
    ]
    assert (attention.title, attention.authors) == ("О внимании", ("Иван Петров",))
    assert marks(attention) == [("Внимание дорого.", "Проверить", "location 637-640")]
    assert caches.saved_at and caches.saved_at.startswith("2015-03-16")
    assert (book.title, marks(book)) == ("Ein Buch", [("Ein Satz.", "", "location 5-6")])
    assert failures == ["records without words: 1; left out"]


RECORD = "{title}\n{made}\n\n{text}\n==========\n"
BOTH = "page 5, location 7-9"


@pytest.mark.parametrize(
    ("made", "when", "place"),
    [
        ("- Your Highlight on page 5", "Added on Sunday, 3 May 2026 10:00:00", "page 5"),
        ("- Your Highlight at location 7-9", "Added on Sunday, May 3, 2026 10:00:00 AM", "location 7-9"),
        ("- Highlight on Page 4 | Loc. 1234-36", "Added on Sunday, May 03, 2026, 10:00 AM",
         "page 4, location 1234-1236"),
        ("– Ваш выделенный отрывок на странице 5 | Место 7–9",
         "Добавлено: воскресенье, 3 мая 2026 г. в 10:00:00", BOTH),
        ("- Ваш выделенный отрывок на странице 5 | Местоположение 7-9",
         "Добавлено: воскресенье, 3 мая 2026 г.", BOTH),
        ("- Your Highlight on page xii", "", "page xii"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "title", ["\ufeffTitle", "Title (Ann Author)", "Title (of (a) kind) (Ann (ed.) Author)"]
)
def test_clippings_of_other_devices(
    made: str, when: str, place: str, title: str, tmp_path: Path, cache: Path
) -> None:
    file = tmp_path / "Clippings"
    file.write_text(RECORD.format(title=title, made=f"{made} | {when}", text="Some words."), encoding="utf-8")
    (book,), failures = read(file, cache)
    assert book.title in ("Title", "Title (of (a) kind)") and not failures
    assert marks(book) == [("Some words.", "", place)]
    assert (book.saved_at or "")[:10] == ("2026-05-03" if when else "")


def test_marks_that_do_not_hold_each_other_all_stay(tmp_path: Path, cache: Path) -> None:
    marked = (("10-12", "One two three."), ("11-13", "two three. Four."), ("90-91", "One two three."))
    file = tmp_path / "My Clippings.txt"
    file.write_text(
        "".join(
            RECORD.format(title="T", made=f"- Your Highlight at location {place} | Added on x", text=text)
            for place, text in marked
        )
    )
    (book,), _ = read(file, cache)
    assert [(quote, place) for quote, _, place in marks(book)] == [
        (text, f"location {place}") for place, text in marked
    ]


@pytest.mark.parametrize("seed", range(3))
def test_twice_and_in_any_order_it_is_the_same(
    seed: int, library: Library, tmp_path: Path, cache: Path
) -> None:
    names = [str(path) for path in sorted(FIXTURES.iterdir())]
    library.intake.add(names)
    again = library.intake.add(names)
    assert (again.added, again.updated) == (0, 0)
    random.Random(seed).shuffle(names)
    other = Library(Settings(home=tmp_path / "other", cache=cache, network=False), encoder=StemEncoder())
    other.intake.add(names)
    assert whole(other) == whole(library)
    other.close()


def whole(library: Library) -> dict[str, tuple[object, ...]]:
    details = [library.items.get(item.key) for item in library.items.select()]
    return {
        one.item.key: (
            one.item.title, one.item.state, sorted(one.item.tags),
            one.text, sorted(marks(one)), one.item.summary,
        )
        for one in details
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["clippings.txt", "notebook.html", "matter/_matter_history.csv", "omnivore/metadata_0_to_20.json"]
)
def test_it_is_recognised_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    renamed = tmp_path / "export (1)"
    renamed.write_bytes(b"\xef\xbb\xbf" + (FIXTURES / name).read_bytes())
    named, again = (
        next(one.name for one in importers() if one.match(str(path))) for path in (FIXTURES / name, renamed)
    )
    assert named == again and named.split()[0] in ("Kindle", "Matter", "Omnivore")


def test_real_lists_of_omnivore_and_others_come_in(shared: Path, cache: Path) -> None:
    folder = shared / "corpora/exports/wallabag/tests/fixtures/Import"
    for name in ("omnivore.json", "readability.json", "readability-read.json", "elcurator.json"):
        kept, failures = read(folder / name, cache)
        assert kept and not failures, (name, failures)
        assert all(one.saved_at for one in kept)


READWISE = (
    "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at\n"
    "Another passage,A Book on (Big) Caches,Jane Doe and Richard Roe,B00TEST,,,,location,500,\n"
    "Of a page,О внимании,Иван Петров,,,,,order,1,\n"
)


@pytest.mark.parametrize("kindle_first", [False, True])
def test_a_book_marked_on_a_kindle_and_kept_by_readwise_is_one_item(
    kindle_first: bool, library: Library, tmp_path: Path
) -> None:
    table = tmp_path / "readwise.csv"
    table.write_text(READWISE)
    files = [str(FIXTURES / "clippings.txt"), str(table)]
    library.intake.add(files if kindle_first else files[::-1])
    (book,) = [one for one in library.items.select() if one.title == "A Book on (Big) Caches"]
    quotes = {mark.quote for mark in library.items.get(book.key).annotations}
    assert quotes == {"An early passage", "A cache is a promise about the past.", "Another passage"}
    # Without the number of a book it may be an article of the same name.
    assert len([one for one in library.items.select() if one.title == "О внимании"]) == 2
    again = library.intake.add(files)
    assert (again.added, again.updated) == (0, 0)
