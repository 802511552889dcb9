"""What was marked and noted elsewhere, in the forms that KOReader, Hypothesis and their users keep it in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kb.importers.bibliography import book_key
from kb.library import Library
from kb.types import Document, Kind, State
from tests.importers.exports.reading import told as read
from tests.importers.pdf.making import paper_page, pdf_bytes

HERE = Path(__file__).with_name("fixtures_marks")
ONE = "url:https://example.org/one"


def marks(found: Document) -> list[tuple[str, str, str, str | None]]:
    return [(one.quote, one.note, one.place, one.made_at) for one in found.annotations]


def test_what_koreader_keeps_beside_a_book_is_the_book_with_its_marks(cache: Path) -> None:
    (book,), failures = read(HERE / "On Caches.sdr", cache)
    assert not failures
    # The title is the person's correction; authors stand on lines of their own.
    assert (book.kind, book.title, book.authors) == (
        Kind.BOOK, "On Caches, by Hand", ("Jane Doe", "Rick Roe"),
    )  # fmt: skip
    assert (book.state, book.meta["rating"], book.saved_at) == (
        State.READ, "4 / 5", "2024-06-01T12:00:00+00:00",
    )  # fmt: skip
    assert marks(book) == [
        ("", "A fine book", "", None),
        (
            "words that were marked",
            'first line\nsecond "line"',
            "page 12, Chapter 1",
            "2024-06-01T12:00:00+00:00",
        ),
    ]
    assert {one.source for one in book.annotations} == {"KOReader"}


def test_koreader_s_early_form_ties_notes_to_marks_by_their_second(cache: Path) -> None:
    (book,), _ = read(HERE / "Early.sdr", cache)
    assert (book.title, book.authors, book.state) == ("Early", (), State.READING)
    assert marks(book) == [
        ("first words", "", "page 3, One", "2021-06-01T10:00:00+00:00"),
        ("second words", "my own words", "page 20, Two", "2021-06-02T10:00:00+00:00"),
    ]


def test_marks_beside_a_pdf_are_those_of_the_paper(library: Library, tmp_path: Path) -> None:
    shutil.copytree(HERE / "Early.sdr", tmp_path / "books" / "Early.sdr")
    (tmp_path / "books" / "Early.pdf").write_bytes(pdf_bytes([paper_page(stamp=False)]))
    report = library.intake.add([str(tmp_path / "books")])
    assert (report.added, report.failed) == (1, ())
    (item,) = library.items.select()
    kept = library.items.get(item.key)
    assert kept.text and [one.quote for one in kept.annotations] == ["first words", "second words"]


@pytest.mark.parametrize("ending", ["md", "txt", "html"])
def test_koreader_s_exports_to_be_read_hold_the_same_books(ending: str, cache: Path) -> None:
    (caches, keys), failures = read(HERE / f"koreader.{ending}", cache)
    assert not failures
    assert (caches.title, keys.title, keys.authors) == ("On Caches", "On Keys", ())
    names = () if ending == "txt" else ("Jane Doe", "Rick Roe")
    assert caches.authors == names and caches.aliases == (book_key("On Caches", names),)
    moments = {
        "md": ("2024-03-01T10:00:00+00:00", "2024-03-01T23:00:00+00:00", "2024-03-02T10:00:00+00:00"),
        "txt": ("2024-03-01T10:00:00+00:00", "2024-03-02T10:00:00+00:00"),
        "html": (None, None),
    }[ending]
    said = {
        "md": [
            ("What was marked", "my note\non two lines", "page 12, One"),
            ("first paragraph\n\nsecond paragraph", "", "page iv, One"),
            ("in another chapter", "", "page 30, Two"),
        ],
        "txt": [("What was marked", "my note", "page 12, One"), ("in another chapter", "", "page 30, Two")],
        "html": [
            ("What was\nmarked & kept", "my note", "page 12, One: first"),
            ("in the preface", "", "page iv"),
        ],
    }[ending]
    assert marks(caches) == [(*one, at) for one, at in zip(said, moments, strict=True)]
    chapter = ", One" if ending == "md" else ""
    assert [mark[:3] for mark in marks(keys)] == [("keys", "", f"page 1{chapter}")]


def test_marks_that_were_read_before_their_chapters_are_the_same_marks(
    library: Library, tmp_path: Path
) -> None:
    text = (HERE / "koreader.md").read_text(encoding="utf-8")
    file = tmp_path / "books.md"
    file.write_text("\n".join(line for line in text.split("\n") if not line.startswith("## ")), "utf-8")
    library.intake.add([str(file)])
    caches = next(one for one in library.items.select() if one.title == "On Caches")
    gone = next(n for n, one in library.notes.of_item(caches.key) if one.quote == "in another chapter")
    library.notes.take_off(gone)
    file.write_text(text, "utf-8")
    assert library.intake.add([str(file)]).updated == 2
    kept = library.items.get(caches.key).annotations
    assert [one.place for one in kept] == ["page 12, One", "page iv, One"]
    assert library.intake.add([str(file)]).updated == 0


def test_all_forms_of_a_book_are_one_item_and_a_mark_comes_once(library: Library) -> None:
    report = library.intake.add([str(HERE / "koreader.md"), str(HERE / "koreader.html")])
    assert (report.added, report.failed) == (2, ())
    caches = next(one for one in library.items.select() if one.title == "On Caches")
    assert len(library.items.get(caches.key).annotations) == 5
    again = library.intake.add([str(HERE / "koreader.md")])
    assert (again.added, again.updated) == (0, 0)


@pytest.mark.parametrize("ending", ["md", "txt"])
def test_an_export_of_koreader_without_marks_says_so(ending: str, tmp_path: Path, cache: Path) -> None:
    text = (HERE / f"koreader.{ending}").read_text(encoding="utf-8")
    # Of the mark its place is left, and no words.
    kept = {"md": "\n".join(text.split("\n")[:5]), "txt": "\n".join(text.split("\n")[:5]) + "\n-=-=-=-=-=-\n"}
    (tmp_path / f"n.{ending}").write_text(kept[ending] + "\n", encoding="utf-8")
    found, failures = read(tmp_path / f"n.{ending}", cache)
    assert (found, failures) == ([], ["books without a mark: 1; left out"])


def test_a_book_of_koreader_without_marks_stops_no_other(tmp_path: Path, cache: Path) -> None:
    other = "# Another\n##### Its Author\n\n## One\n### Page 3 @ 12 May 2024 10:00:00 AM\nwords marked\n"
    file = tmp_path / "books.md"
    file.write_text(f"# A book\n##### An Author\n\n{other}", encoding="utf-8")
    [found], failures = read(file, cache)
    assert failures == ["books without a mark: 1; left out"]
    assert [one.quote for one in found.annotations] == ["words marked"]


@pytest.mark.parametrize("behind", ["", "[1] = os.time() }"])
def test_a_file_of_koreader_that_is_damaged_says_so(behind: str, tmp_path: Path, cache: Path) -> None:
    whole = (HERE / "Early.sdr" / "metadata.pdf.lua").read_text(encoding="utf-8")
    half = whole[: whole.index('["stats"]')]
    (tmp_path / "metadata.pdf.lua").write_text(half + behind, encoding="utf-8")
    found, (reason,) = read(tmp_path, cache)
    assert not found and "breaks off or is damaged" in reason


NOTE = ("", "page note", "", "2024-03-01T12:00:00+00:00")
ANNOTATED = {
    "hypothesis.html": [("quoted words", "a *note* & more", "p. 3", "2024-03-01T10:00:00+00:00"), NOTE],
    "hypothesis.txt": [
        ('quoted "inner" words', "a *note*\nsecond line", "p. 3", "2024-03-01T10:00:00+00:00"), NOTE,
    ],
    "search.csv": [('quoted "inner" words', "my note <b>", "", "2024-03-01T10:00:00+00:00")],
    "search.json": [("quoted", "my <b> note", "", "2024-03-01T10:00:00+00:00")],
    "hypothesis.md": [
        ("", "On the whole page", "", "2024-03-01T09:00:00+00:00"),
        ("First words.", "my note\non two lines\n- [ ] with a task", "", "2024-03-01T10:00:00+00:00"),
        ("Second words\nof it", "", "", "2024-03-01T11:00:00+00:00"),
    ],
}  # fmt: skip
"""What each form of Hypothesis has of one page; replies are left out where they can be told apart."""


@pytest.mark.parametrize("name", ANNOTATED)
def test_annotations_of_hypothesis_are_known_in_every_form(name: str, tmp_path: Path, cache: Path) -> None:
    # A file is known by what is in it.
    ending = ".md" if name.endswith(".md") else ""
    (page,), failures = read(Path(shutil.copy(HERE / name, tmp_path / f"kept{ending}")), cache)
    assert not failures
    assert (page.key, page.tags[0]) == (ONE, "llm")
    assert page.title == ("example.org/one" if name == "search.csv" else "One title")
    assert marks(page) == ANNOTATED[name]
    assert page.saved_at == min(made for *_words, made in ANNOTATED[name] if made)


def test_an_early_note_of_the_plugin_is_a_list_of_marks(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "n.md").write_text(
        "---\ndoc_type: hypothesis-highlights\nurl: 'https://example.org/one'\n---\n\n# One title\n\n"
        "## Metadata\n- Title: One title\n\n## Highlights\n"
        "- First words.\n    - Tags: #llm\n- Second words.\n",
        encoding="utf-8",
    )
    (page,), _ = read(tmp_path / "n.md", cache)
    assert (page.key, page.tags) == (ONE, ("llm",))
    assert [mark[:2] for mark in marks(page)] == [("First words.", ""), ("Second words.", "")]


def test_a_note_of_omnivore_s_plugin_is_the_page_with_its_highlights(cache: Path) -> None:
    (page,), failures = read(HERE / "omnivore.md", cache)
    assert not failures
    assert (page.key, page.title, page.authors) == (ONE, "One title: a study", ("Ann Writer",))
    assert (page.tags, page.saved_at, page.published) == (
        ("RSS", "kv cache"), "2024-03-12T03:00:00+00:00", "2024-02-01",
    )  # fmt: skip
    # The plugin writes signs as HTML does; its own links are no part of the page.
    assert page.text == "Words of it, a [link](https://example.org/x) isn't lost."
    assert [one.key for one in page.references] == ["url:https://example.org/x"]
    assert [mark[:2] for mark in marks(page)] == [
        ("first words\n\nand a paragraph", "#good\n\nmy note"), ("second words", ""),
    ]  # fmt: skip


def test_a_note_of_matter_s_plugin_is_the_page_with_its_highlights(cache: Path) -> None:
    (page,), failures = read(HERE / "A note of Matter.md", cache)
    assert not failures
    assert (page.key, page.title, page.authors) == (ONE, "A note of Matter", ("Ann Writer",))
    assert (page.tags, page.published) == (("llm", "kv_cache"), "2024-02-01")
    assert [mark[:2] for mark in marks(page)] == [
        ("", "on the whole"), ("first words\nof it", "my note"), ("second words", ""),
    ]  # fmt: skip


def test_notes_of_instapaper_are_pages_with_what_was_marked(cache: Path) -> None:
    (one, two, letter), failures = read(HERE / "instapaper.md", cache)
    assert not failures
    assert [(page.key, page.title) for page in (one, two)] == [
        (ONE, "One title"), ("url:https://example.org/two", "Two title"),
    ]  # fmt: skip
    assert [mark[:2] for mark in marks(one)] == [("first words", "my note"), ("second words", "")]
    assert (letter.url, letter.title, [mark[0] for mark in marks(letter)]) == (
        None, "A letter", ["words of the letter"],
    )  # fmt: skip
