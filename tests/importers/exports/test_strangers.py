"""Exports as other people have them: of other languages, empty, broken off, of what nobody kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.types import Kind, State
from tests.importers.exports.reading import told as read

HERE = Path(__file__).parent


def test_what_feedly_kept_comes_with_its_boards_and_marks(cache: Path) -> None:
    (page,), failures = read(HERE / "fixtures_strangers/feedly.json", cache)
    assert not failures
    assert (page.key, page.title, page.text) == (
        "url:https://example.org/p1", "A saved & kept post", "Some **words**.",
    )  # fmt: skip
    assert (page.saved_at, page.published, page.state) == (
        "2023-11-14T22:13:20+00:00", "2023-11-13", State.UNREAD,
    )  # fmt: skip
    assert (page.tags, page.authors) == (("To cite",), ("Jane Doe",))
    assert [(one.quote, one.note) for one in page.annotations] == [("words", ""), ("", "my remark")]


def test_raindrop_s_interface_tells_of_highlights_and_of_collections_by_their_names(cache: Path) -> None:
    (page, paper), failures = read(HERE / "fixtures_strangers/raindrop.json", cache)
    assert failures == ["records that were deleted: 1; left out"]
    assert (page.title, page.summary, page.saved_at) == (
        "On caches", "Of the page.", "2024-03-01T10:00:00+00:00",
    )  # fmt: skip
    assert page.tags == ("serving", "to cite", "Work", "Papers", "favourite")
    assert [(one.quote, one.note, one.made_at) for one in page.annotations] == [
        ("", "Worth it", None),
        ("A cache is a promise", "yes", "2024-03-01T11:00:00+00:00"),
        ("Of the past", "", "2024-03-01T11:05:00+00:00"),
    ]
    # What is in no collection has no folder.
    assert (paper.key, paper.tags) == ("arxiv:2310.06770", ())


@pytest.mark.parametrize("wrapped", ["pages", "list"])
def test_pages_of_raindrop_s_answers_are_one_list(wrapped: str, tmp_path: Path, cache: Path) -> None:
    answer = json.loads((HERE / "fixtures_strangers/raindrop.json").read_text(encoding="utf-8"))
    value = [{"items": [one]} for one in answer["items"]] if wrapped == "pages" else answer["items"]
    (tmp_path / "all.json").write_text(json.dumps(value))
    (page, paper), _ = read(tmp_path / "all.json", cache)
    assert (len(page.annotations), page.tags, paper.tags) == (3, ("serving", "to cite", "favourite"), ())


def test_what_was_marked_in_inoreader_stays(cache: Path) -> None:
    (page,), _ = read(HERE / "fixtures_strangers/inoreader.json", cache)
    assert [(one.quote, one.note, one.made_at) for one in page.annotations] == [
        ("A cache", "which one?", "2024-03-01T10:01:40+00:00")
    ]


def test_a_part_of_a_record_that_has_parts_is_no_folder_by_its_number(tmp_path: Path, cache: Path) -> None:
    link = {"url": "https://example.org/a", "title": "A", "folder": {"$ref": "folders", "$id": 7}}
    named = {"url": "https://example.org/b", "title": "B", "folder": {"id": 8, "name": "Papers"}}
    (tmp_path / "links.json").write_text(json.dumps([link, named]))
    (first, second), _ = read(tmp_path / "links.json", cache)
    assert (first.tags, second.tags) == ((), ("Papers",))


def test_jabref_s_groups_stars_and_days_stay(cache: Path) -> None:
    (new, old), failures = read(HERE / "fixtures_biblio/jabref.bib", cache)
    assert not failures
    assert new.tags == ("Serving", "To cite", "Caches")
    assert (new.meta["rating"], new.saved_at, new.state) == ("4", "2024-03-01T10:00:00+00:00", None)
    assert [one.note for one in new.annotations] == ["A comment of mine.", "Jane's own."]
    # A day is no moment of it.
    assert (old.saved_at, old.tags) == ("2010-03-04", ("Serving", "Caches"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("list.json", "[]", "empty list"),
        ("list.json", "\ufeff{}\n", "empty list"),
        ("list.json", '[{"href": "https://example.org", ', "breaks off or is damaged in line 1"),
        ("refs.bib", " \r\n\r\n", "is empty"),
        ("map.edn", "{:title 1}", "in no format"),
        (
            "clippings.txt",
            "Buch\n- Ihr Lesezeichen auf Seite 4 | Am 30. Dezember 2024 14:46:33\n\n\n==========\n",
            "bookmarks, which say nothing: 1",
        ),
        ("refs.csv", '"Authors","Title","Year","Source title","DOI","EID"\n', "holds no reference"),
        ("refs.xml", "<?xml version='1.0'?><xml><records><record></records></xml>", "has neither a title"),
    ],
)
def test_what_holds_nothing_says_so(name: str, content: str, said: str, tmp_path: Path, cache: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    kept, failures = read(tmp_path / name, cache)
    assert not kept and any(said in reason for reason in failures), failures


def test_what_was_watched_was_not_kept(cache: Path) -> None:
    kept, failures = read(HERE / "fixtures_strangers/watch-history.json", cache)
    assert not kept and ["watched" in reason and ": 1;" in reason for reason in failures] == [True]


@pytest.mark.parametrize(
    ("table", "day", "tags", "state", "note"),
    [
        ("Titel;Link;Datum;Schlagwörter;Status;Notiz\r\nÜ;https://a.io/1;3. März 2024;a, b;gelesen;gut\r\n",
         "2024-03-03", ("a", "b"), State.READ, "gut"),
        ("Titre;Lien;Date d'ajout;Étiquettes;Statut;Remarque\nUn;https://a.io/1;03/02/2024;a;à lire;bon\n",
         "2024-02-03", ("a",), State.UNREAD, "bon"),
        ("Título,Enlace,Fecha,Etiquetas,Estado,Notas\nUno,https://a.io/1,3 de mayo de 2024,a,leyendo,bueno\n",
         "2024-05-03", ("a",), State.READING, "bueno"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_tables_of_other_languages(
    encoding: str,
    table: str,
    day: str,
    tags: tuple[str, ...],
    state: State,
    note: str,
    tmp_path: Path,
    cache: Path,
) -> None:
    (tmp_path / "table.csv").write_bytes(table.encode(encoding))
    (row,), failures = read(tmp_path / "table.csv", cache)
    assert not failures
    assert (row.saved_at, row.tags, row.state) == (day, tags, state)
    assert [one.note for one in row.annotations] == [note]


def test_moments_of_readwise_in_words(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "r.csv").write_text(
        "Highlight,Book Title,Book Author,Amazon Book ID,Note,Location Type,Location,Highlighted at\n"
        'A passage,Book,Jane Doe,,,location,12,"March 1, 2024 10:00 AM"\n',
        encoding="utf-8",
    )
    (book,), _ = read(tmp_path / "r.csv", cache)
    assert (book.annotations[0].made_at or "")[:10] == "2024-03-01"


def test_a_table_of_highlights_needs_no_more_than_their_books(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "h.csv").write_text("Highlight,Book Title\nA passage,Book\nAnother,Book\n", encoding="utf-8")
    (book,), failures = read(tmp_path / "h.csv", cache)
    assert not failures
    assert (book.title, [one.quote for one in book.annotations]) == ("Book", ["Another", "A passage"])


def test_a_number_is_no_title(tmp_path: Path, cache: Path) -> None:
    address = "https://www.reddit.com/r/ML/comments/abcde/on_caches/"
    (tmp_path / "saved_posts.csv").write_text(f"id,permalink\nabcde,{address}\n", encoding="utf-8")
    (post,), _ = read(tmp_path / "saved_posts.csv", cache)
    assert "on_caches" in post.key and post.title != "abcde"


@pytest.mark.parametrize(
    ("records", "title", "notes"),
    [
        ([{"href": "https://a.io/1", "description": "T", "extended": "<p>a</p> <b>mine</b>"}],
         "T", ["a\n\n**mine**"]),
        ({"id": "x", "type": "article", "title": "By itself", "DOI": "10.1234/one"}, "By itself", []),
        ([{"story_title": "A story", "story_permalink": "https://a.io/2"}] * 2, "A story", []),
        ([{"tweet_id": "1700000000000000000", "full_text": "A thread", "url": "https://x.com/j/status/1"}],
         "A thread", []),
    ],
)  # fmt: skip
def test_records_with_less_or_more_than_usual(
    records: object, title: str, notes: list[str], tmp_path: Path, cache: Path
) -> None:
    (tmp_path / "export.json").write_text(json.dumps(records), encoding="utf-8")
    (first, *_), failures = read(tmp_path / "export.json", cache)
    assert (first.title, [one.note for one in first.annotations], failures) == (title, notes, [])


@pytest.mark.parametrize(
    "labels", [(), ("Author=Автор", "Abstract=Аннотация", "Date Added=Дата добавления", "Date=Дата")]
)
def test_a_report_of_zotero_s_is_read_in_other_languages_too(
    labels: tuple[str, ...], tmp_path: Path, cache: Path
) -> None:
    text = (HERE / "fixtures_strangers/zotero_report.html").read_text(encoding="utf-8")
    for label in labels:
        english, _, other = label.partition("=")
        text = text.replace(f">{english}<", f">{other}<")
    (tmp_path / "Report.html").write_text(text, encoding="utf-8")
    (paper,), failures = read(tmp_path / "Report.html", cache)
    assert not failures
    assert (paper.key, paper.title, paper.authors, paper.published, paper.summary) == (
        "doi:10.1234/zr.1", "Caches and beyond", ("Jane Doe", "Richard Roe"), "2024-03-05",
        "We keep what was seen.",
    )  # fmt: skip
    assert (paper.saved_at, paper.tags) == ("2024-03-01", ("serving",))
    assert [one.note for one in paper.annotations] == ["My **note** on it"]


def test_notes_of_zotero_s_stand_by_themselves(cache: Path) -> None:
    (first, second), failures = read(HERE / "fixtures_strangers/zotero_notes.html", cache)
    assert not failures
    assert (first.kind, second.kind) == (Kind.NOTE, Kind.NOTE)
    assert "“a passage of the paper” (Doe, 2024, p. 3) my comment" in first.text
    assert second.title == "A second note - with a link to attention"


def test_an_address_is_no_title_be_it_another_s_or_cut(cache: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.html"
    listed.write_text(
        "<html><head><title>Pocket Export</title></head><body><h1>Непрочитанные</h1><ul>"
        '<li><a href="https://habr.com/ru/post/12345/?utm_campaign=x" time_added="1500000000">'
        "https://habr.com/ru/post/12345/</a></li>"
        '<li><a href="https://example.org/a/long/path">https://example.org/a/lo</a></li>'
        "</ul><h1>Архив</h1><ul></ul></body></html>",
        encoding="utf-8",
    )
    (habr, cut), _ = read(listed, cache)
    assert [(one.title, one.guessed) for one in (habr, cut)] == [
        ("habr.com/ru/articles/12345", True),
        ("example.org/a/long/path", True),
    ]


def test_what_is_to_be_read_stands_below_what_was(cache: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.md"
    log.write_text(
        "# Прочитано\n\n## 2024-03-01\n- [Attention](https://arxiv.org/abs/1706.03762) — хорошо, 5/5\n"
        "- [Другое](https://example.org/other)\n\n## Читать\n- https://example.org/q\n",
        encoding="utf-8",
    )
    (read_one, _, to_read), _ = read(log, cache)
    assert (read_one.state, read_one.saved_at, read_one.meta["rating"]) == (State.READ, "2024-03-01", "5/5")
    assert [one.note for one in read_one.annotations] == ["хорошо"]
    assert (to_read.state, to_read.tags) == (State.UNREAD, ())


def test_tables_of_a_kept_page_stay(cache: Path, tmp_path: Path) -> None:
    page = (
        "<p>Before.</p><table><tr><th>Model</th><th>Score</th></tr><tr><td>A</td><td><p>1</p></td></tr></table>"
        "<table><tr><td>Alone</td></tr></table>"
        "<table><tr><td>Outer<table><tr><td>x</td><td>y</td></tr></table></td></tr><tr><td>End.</td></tr></table>"
    )
    entry = {"url": "https://example.org/t", "title": "T", "content": page, "is_archived": 0, "is_starred": 0}
    kept = tmp_path / "wallabag.json"
    kept.write_text(json.dumps([{"id": 1, "tags": [], "created_at": "2024-01-02T10:00:00+0200", **entry}]))
    (document,), _ = read(kept, cache)
    assert document.text == (
        "Before.\n\n| Model | Score |\n| --- | --- |\n| A | 1 |\n\nAlone\n\n"
        "Outer\n\n| x | y |\n| --- | --- |\n\nEnd."
    )
