"""Saved web pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import ImportRefused
from kb.importers.html import HtmlImporter
from kb.importers.protocol import ImportContext
from kb.types import Document, Kind

SENTENCES = "".join(
    f"<p>Линейное внимание стало практичным в году {year}, и <a href='https://arxiv.org/abs/2510.26692'>статья</a>"
    " это показывает на многих задачах.</p>"
    for year in range(2018, 2026)
)
PAGE = (
    "<!DOCTYPE html><html lang=ru><head><title>Линейное внимание</title><meta charset=utf-8>"
    "<meta name=author content='Иван Иванов'><meta property='article:published_time' content='2025-03-04'>"
    "<meta property='og:site_name' content='Блог'><link rel=canonical href='https://example.org/post/1'></head><body>"
    "<nav><a href=/>Главная</a><a href=/about>О нас</a></nav><article><h1>Линейное внимание</h1>"
    f"<h2>Раздел</h2>{SENTENCES}</article><footer>Все права защищены</footer></body></html>"
)


def load(html: str, folder: Path, name: str = "page.html", charset: str = "utf-8") -> Document:
    path = folder / name
    path.write_bytes(html.encode(charset))
    assert HtmlImporter().match(str(path))
    (document,) = HtmlImporter().load(str(path), ImportContext(folder))
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize("name", ["page.html", "page.htm", "page.txt"])
def test_an_article(name: str, tmp_path: Path) -> None:
    page = load(PAGE, tmp_path, name)
    assert (page.key, page.kind, page.title) == (
        "url:https://example.org/post/1",
        Kind.ARTICLE,
        "Линейное внимание",
    )
    assert (page.authors, page.source, page.published) == (("Иван Иванов",), "Блог", "2025-03-04")
    assert page.text.startswith("## Раздел")
    assert "О нас" not in page.text
    assert [reference.key for reference in page.references] == ["arxiv:2510.26692"]
    assert page.aliases == ("https://example.org/post/1", f"path:{tmp_path / name}")


def test_a_page_in_cp1251(tmp_path: Path) -> None:
    page = load(PAGE.replace("charset=utf-8", "charset=windows-1251"), tmp_path, charset="cp1251")
    assert page.title == "Линейное внимание"
    assert "Линейное внимание стало практичным" in page.text


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (
            "<!DOCTYPE NETSCAPE-Bookmark-file-1><TITLE>Bookmarks</TITLE><DL><DT><A HREF='https://a.b/c'>x</A></DL>",
            "bookmark export",
        ),
        (
            "<html><head><title>Pocket Export</title></head><body><ul><li><a href='https://a.b'>x</a></ul></body></html>",
            "Pocket export",
        ),
        ("<html><body><form>Login</form></body></html>", "no article text"),
        ("<html></html>", "no article text"),
        (" \n", "is empty"),
    ],
)
def test_what_is_no_article_is_refused_by_name(html: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=reason):
        load(html, tmp_path)


SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpora" / "exports"


def test_every_bookmark_export_of_the_corpus_is_refused() -> None:
    folder = SHARED / "netscape_bookmarks"
    if not folder.is_dir():
        pytest.skip("the corpus of bookmark exports is not on this machine")
    files = [path for path in folder.rglob("*.htm") if path.name != "empty.htm"]
    assert len(files) > 10
    for path in files:
        with pytest.raises(ImportRefused, match="bookmark export"):
            list(HtmlImporter().load(str(path), ImportContext(path)))
