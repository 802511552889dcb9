"""Plain text: articles without their site, notes whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.importers.notes.plain_text import WebpageTextImporter
from kb.importers.protocol import ImportContext
from kb.types import Document, Kind

PARAGRAPH = (
    "Attention with linear cost has become practical this year, and several groups have published models "
    "that keep quality on long inputs while using much less memory."
)
OTHER = "The second part compares them on retrieval, where full attention still wins by a clear margin."


def load(text: str, folder: Path) -> Document:
    path = folder / "page.txt"
    path.write_text(text, encoding="utf-8")
    (document,) = WebpageTextImporter().load(str(path), ImportContext(folder))
    assert isinstance(document, Document)
    return document


def test_an_english_page_loses_its_site_and_keeps_its_headings(tmp_path: Path) -> None:
    text = (
        f"Linear attention in 2025\n\nMenu\nHome\nSign in\nSubscribe\n\nProducts\nPricing\n\n{PARAGRAPH}\n\n"
        "Search\n\n"
        f"{OTHER}\n\nShare\n\n{OTHER} https://arxiv.org/abs/2510.26692.\n\nCode (https://github.com/a/b)\n\n"
        f"© 2025 Example Inc.\nRelated articles\nTen tricks for tables\n"
    )
    article = load(text, tmp_path)
    assert (article.kind, article.title) == (Kind.ARTICLE, "Linear attention in 2025")
    assert article.text.startswith(PARAGRAPH)
    assert "\n\nSearch\n\n" in article.text
    for gone in ("Menu", "Pricing", "Share", "Example Inc", "Ten tricks"):
        assert gone not in article.text
    assert [reference.key for reference in article.references] == [
        "arxiv:2510.26692",
        "url:https://github.com/a/b",
    ]


def test_comments_go_even_where_they_are_long(tmp_path: Path) -> None:
    text = (
        f"Title\nLog in\nMenu\n{PARAGRAPH}\n{OTHER}\n{PARAGRAPH}\n3 comments\n"
        "I think this whole article is wrong, and let me tell you at length why it is so.\n"
    )
    assert load(text, tmp_path).text.endswith(PARAGRAPH)


@pytest.mark.parametrize("length", [100, 130, 190, 240])
@pytest.mark.parametrize("site", ["", "Menu\nHome\nSign in\n"])
def test_a_first_line_too_long_for_a_title_stays_in_the_text(tmp_path: Path, length: int, site: str) -> None:
    line = f"{'Вот статья, и ещё одна, и потом. ' * 8}"[:length] + " https://example.org/last"
    found = load(f"{line}\n{site}{PARAGRAPH}\n{OTHER}\n", tmp_path)
    assert "https://example.org/last" in f"{found.title}\n{found.text}"
    assert OTHER in found.text


def test_a_note_keeps_what_stands_behind_its_first_words(tmp_path: Path) -> None:
    note = load("Attention — мой конспект\nAttention\nсловами\n", tmp_path)
    assert note.title == "Attention — мой конспект"


def test_a_note_stays_whole(tmp_path: Path) -> None:
    note = load("Купить книгу\n\nменю\n- первая глава\n- вторая\n", tmp_path)
    assert (note.kind, note.title) == (Kind.NOTE, "Купить книгу")
    assert note.text == "меню\n- первая глава\n- вторая"


@pytest.mark.parametrize(
    ("last", "tags"),
    [
        ("#встреча #kv-cache", ("встреча", "kv-cache")),
        ("#план", ("план",)),
        ("see #план", ()),
        ("# план", ()),
        ("#1", ()),
    ],
)
def test_a_closing_line_of_hashtags_gives_tags_and_stays(
    last: str, tags: tuple[str, ...], tmp_path: Path
) -> None:
    note = load(f"Решения\n\nКэш оставить.\n\n{last}\n", tmp_path)
    assert (note.kind, note.tags, note.text) == (Kind.NOTE, tags, f"Кэш оставить.\n\n{last}")


def test_a_long_first_line_is_cut_for_the_title_and_kept_in_the_text(tmp_path: Path) -> None:
    note = load(f"{PARAGRAPH} {OTHER}\n", tmp_path)
    assert len(note.title) <= 120
    assert note.text == f"{PARAGRAPH} {OTHER}"


def test_an_address_above_the_text_is_the_identity(tmp_path: Path) -> None:
    article = load(
        f"Linear attention\nURL: https://example.org/post/1?utm_source=x\n12 марта 2025\n\n{PARAGRAPH}\n",
        tmp_path,
    )
    assert (article.key, article.kind) == ("url:https://example.org/post/1", Kind.ARTICLE)
    assert article.published == "2025-03-12"


@pytest.mark.parametrize("text", ['{"a": [1, 2]}', "[\n1,\n2\n]\n", "<?xml version='1.0'?><a/>"])
def test_data_without_a_telling_name_is_no_text(text: str, tmp_path: Path) -> None:
    path = tmp_path / "bookmarks"
    path.write_text(text, encoding="utf-8")
    assert not WebpageTextImporter().match(str(path))


def test_the_name_of_the_site_is_no_part_of_the_title(tmp_path: Path) -> None:
    head = "Быстрое внимание / Хабр\n\nПоиск\nВойти\n\nБыстрое внимание\n\n"
    text = f"{head}{PARAGRAPH}\n\nКомментарии 15\nПубликации\n"
    article = load(text, tmp_path)
    assert (article.title, article.text) == ("Быстрое внимание", PARAGRAPH)


@pytest.mark.parametrize(
    "above", ["", "https://arxiv.org/abs/2310.06770  - for the talk\n", "First https://example.org/1 then\n"]
)
def test_the_second_address_of_a_list_is_not_that_of_the_text(above: str, tmp_path: Path) -> None:
    note = load(f"Papers to read\n{above}https://example.org/2\n\n[x] https://example.org/3 read\n", tmp_path)
    assert (note.url is None) is bool(above)


@pytest.mark.parametrize(
    "listed",
    [
        "2510.26692\nhttps://site.example/post",
        "https://site.example/post\nhttps://arxiv.org/abs/2401.00001v2",
        "https://site.example/post\n- [A blog](https://blog.example/x)",
    ],
)
def test_an_address_among_others_that_stand_alone_is_not_that_of_the_words_below(
    listed: str, tmp_path: Path
) -> None:
    note = load(f"{listed}\nnot a link but some words of my own\n", tmp_path)
    assert (note.kind, note.url) == (Kind.NOTE, None)
    assert note.title == "not a link but some words of my own"
    assert note.text.startswith(listed)
