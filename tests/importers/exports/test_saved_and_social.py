"""Pages saved in one file, letters, packed bookmarks, and lists of X, GitHub, YouTube and Hugging Face."""

from __future__ import annotations

import json
import plistlib
import shutil
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import lz4.block
import pytest

from kb.importers import ImportContext, documents, importers, records
from kb.library import Library
from kb.types import Document, Failure, Kind, Skipped, State

FIXTURES = Path(__file__).with_name("fixtures_saved")
ONE = "url:https://example.org/one"
MARCH = "2024-03-01T10:00:00+00:00"
VIDEO = "url:https://youtube.com/watch?v=abcdefghij1"
POST = "url:https://x.com/i/status/1763500000000000000"


@dataclass(frozen=True)
class Expected:
    """What is expected of the first document; `others` counts those behind it."""

    key: str
    title: str
    saved_at: str | None = None
    tags: tuple[str, ...] = ()
    state: State | None = None
    kind: Kind = Kind.ARTICLE
    published: str | None = None
    others: int = 0
    failures: int = 0


EXPORTS = {
    "page.mhtml": Expected(ONE, "О кэше", MARCH),
    "page.webarchive": Expected(ONE, "О кэше"),
    "singlefile.html": Expected(ONE, "О кэше", MARCH),
    "Bookmarks.plist": Expected("url:https://example.org/two", "Two", tags=("Serving",), others=1),
    "bookmarks.jsonlz4": Expected(ONE, "One", MARCH, ("llm", "kv cache", "Serving")),
    "like.js": Expected(
        POST,
        "A paper on caches & attention https://t.co/abc and a second line",
        kind=Kind.POST,
        published="2024-03-01",
        others=1,
    ),
    "bookmarks.js": Expected(
        POST, "A paper", "2024-03-02T10:00:00+00:00", kind=Kind.POST, published="2024-03-01"
    ),
    "stars.json": Expected(
        "url:https://github.com/example/one",
        "example/one",
        MARCH,
        ("llm",),
        kind=Kind.REPO,
        published="2023-05-01",
        others=1,
    ),
    "stars_plain.json": Expected(
        "url:https://github.com/example/one",
        "example/one",
        tags=("llm",),
        kind=Kind.REPO,
        published="2023-05-01",
        others=1,
    ),
    "Watch later-videos.csv": Expected(
        VIDEO, "youtube.com/watch?v=abcdefghij1", MARCH, ("Watch later",), State.UNREAD, Kind.VIDEO, others=1
    ),
    "old_playlist.csv": Expected(VIDEO, "youtube.com/watch?v=abcdefghij1", MARCH, kind=Kind.VIDEO),
    "daily.json": Expected(
        "arxiv:2310.06770", "A paper of the day", kind=Kind.PAPER, published="2023-10-10", failures=1
    ),
    "letter.eml": Expected("mail:issue-7@example.org", "Выпуск 7: кэш", published="2024-03-01"),
    "mail.mbox": Expected("mail:issue-7@example.org", "Выпуск 7: кэш", published="2024-03-01", failures=1),
}


def read(path: Path, cache: Path) -> tuple[list[Document], list[Failure]]:
    found = list(documents(str(path), ImportContext(cache, network=False)))
    return [one for one in found if isinstance(one, Document)], [
        one for one in found if isinstance(one, Failure)
    ]


def test_every_fixture_is_expected() -> None:
    assert {path.name for path in FIXTURES.iterdir()} == set(EXPORTS)


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_a_file_comes_in_whole_whatever_it_is_called(name: str, tmp_path: Path, cache: Path) -> None:
    expected = EXPORTS[name]
    (first, *others), failures = read(FIXTURES / name, cache)
    assert Expected(
        first.key, first.title, first.saved_at, first.tags, first.state, first.kind, first.published,
        len(others), len(failures),
    ) == expected  # fmt: skip
    renamed = tmp_path / "export (1)"
    shutil.copy(FIXTURES / name, renamed)
    (again, *_), _ = read(renamed, cache)
    assert (again.key, again.text, again.saved_at) == (first.key, first.text, first.saved_at)


def test_a_saved_page_is_read_in_its_own_charset_and_its_frames_are_not_it(cache: Path) -> None:
    (page,), _ = read(FIXTURES / "page.mhtml", cache)
    assert page.text.startswith("Кэш обещает, что прошлое повторится")
    assert "Реклама" not in page.text and "Меню" not in page.text
    assert [one.key for one in page.references] == ["url:https://example.org/two"]


def test_a_page_saved_in_three_ways_is_one_item(library: Library) -> None:
    names = ("page.mhtml", "page.webarchive", "singlefile.html")
    report = library.intake.add([str(FIXTURES / name) for name in names])
    assert (report.added, report.failed) == (1, ())
    again = library.intake.add([str(FIXTURES / name) for name in names])
    assert (again.added, again.updated) == (0, 0)


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8"])
@pytest.mark.parametrize("told", [True, False])
def test_an_old_page_says_its_charset_beside_the_page_or_in_it(
    charset: str, told: bool, tmp_path: Path, cache: Path
) -> None:
    words = "Кэш обещает, что прошлое повторится, и платит за это памятью. " * 6
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head>'
    page += f"<body><h1>О кэше</h1><p>{words}</p></body></html>"
    kind = f"text/html; charset={charset}" if told else "text/html"
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\nSubject: x\n\n"
    head += f"--b\nContent-Type: {kind}\n"
    head += "Content-Transfer-Encoding: 8bit\nContent-Location: https://example.org/old\n\n"
    (tmp_path / "old.mht").write_bytes(head.encode() + page.encode(charset) + b"\n--b--\n")
    (old,), failures = read(tmp_path / "old.mht", cache)
    assert (old.key, old.title, failures) == ("url:https://example.org/old", "О кэше", [])
    assert old.text.startswith("Кэш обещает, что прошлое повторится")


def test_a_web_archive_of_another_file_is_named(tmp_path: Path, cache: Path) -> None:
    main = {"WebResourceData": b"%PDF-1.4", "WebResourceMIMEType": "application/pdf", "WebResourceURL": "x"}
    (tmp_path / "a.webarchive").write_bytes(plistlib.dumps({"WebMainResource": main}))
    kept, (failure,) = read(tmp_path / "a.webarchive", cache)
    assert not kept and "holds no page but another file" in failure.reason


@pytest.mark.parametrize("charset", ["windows-1251", "x-unknown", "utf-8", 7])
def test_a_web_archive_is_read_whatever_it_says_of_its_charset(
    charset: object, tmp_path: Path, cache: Path
) -> None:
    words = "Кэш ключей и значений растёт вместе с длиной текста, и это дорого. " * 5
    main = {
        "WebResourceData": f"<html><title>О кэше</title><body><p>{words}</p></body></html>".encode("cp1251"),
        "WebResourceMIMEType": "text/html",
        "WebResourceURL": "https://example.org/cache",
        "WebResourceTextEncodingName": charset,
    }
    (tmp_path / "a.webarchive").write_bytes(plistlib.dumps({"WebMainResource": main}))
    (page,), _ = read(tmp_path / "a.webarchive", cache)
    assert page.title == "О кэше" and "растёт вместе" in page.text


def test_a_newsletter_comes_with_its_links_and_without_what_is_layout(cache: Path) -> None:
    (letter,), _ = read(FIXTURES / "letter.eml", cache)
    assert (letter.authors, letter.source) == (("Яна Петрова",), "Weekly Caches")
    assert letter.text == (
        "## Кэш недели\n\nЧитайте [статью о кэше](https://arxiv.org/abs/2310.06770).\n\nВторая строка"
    )
    assert [one.key for one in letter.references] == ["arxiv:2310.06770"]


def test_a_letter_without_a_page_gives_its_plain_words(tmp_path: Path, cache: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = "Слова", "a@example.org", "not a date"
    message["Message-ID"] = "<x@example.org>"
    message.set_content("Просто слова, https://example.org/two\n", charset="koi8-r")
    message.add_attachment(b"<p>attached</p>", maintype="text", subtype="html", filename="x.html")
    (tmp_path / "x.eml").write_bytes(bytes(message))
    (letter,), _ = read(tmp_path / "x.eml", cache)
    assert (letter.text, letter.published) == ("Просто слова, https://example.org/two", None)
    assert letter.source == "a@example.org"


def test_letters_between_people_stay_out_of_a_mailbox(cache: Path) -> None:
    letters, (failure,) = read(FIXTURES / "mail.mbox", cache)
    assert len(letters) == 1 and failure == Skipped(
        "mail.mbox", "letters that no list sent (add one as a file of its own)", 1
    )


def test_a_note_that_begins_with_fields_is_no_letter(tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("Title: Something\nDate: 2024-03-01\nSubject: caches\n\nThe text of a note.\n")
    assert next(one.name for one in importers() if one.match(str(note))) == "Markdown"


def test_x_s_files_are_found_in_its_archive_and_its_scripts_are_not(tmp_path: Path, cache: Path) -> None:
    data = tmp_path / "archive" / "data"
    data.mkdir(parents=True)
    for name in ("like.js", "bookmarks.js"):
        shutil.copy(FIXTURES / name, data)
    shutil.copy(FIXTURES / "like.js", data / "like-part1.js")
    (data / "manifest.js").write_text("window.__THAR_CONFIG = {}")
    packed = shutil.make_archive(str(tmp_path / "twitter"), "zip", tmp_path / "archive")
    kept, failures = read(Path(packed), cache)
    assert (len(kept), failures) == (5, [])


def test_safari_s_reading_list_is_to_be_read(cache: Path) -> None:
    (_, one), _ = read(FIXTURES / "Bookmarks.plist", cache)
    assert (one.key, one.state, one.saved_at, one.summary) == (ONE, State.UNREAD, MARCH, "About one.")


def test_what_is_packed_beyond_the_limit_is_not_unpacked(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = json.dumps({"type": "text/x-moz-place-container", "children": [], "title": "x" * 5_000}).encode()
    packed = tmp_path / "bookmarks.jsonlz4"
    packed.write_bytes(b"mozLz40\0" + lz4.block.compress(backup))
    assert records.json_value(str(packed)) is not None
    monkeypatch.setattr(records, "MAX_RECORDS_BYTES", 1_000)
    again = tmp_path / "again.jsonlz4"
    shutil.copy(packed, again)
    assert records.json_value(str(again)) is None


@pytest.mark.parametrize("cut", [8, 12, 40])
def test_a_packed_file_that_breaks_off_says_so(cut: int, tmp_path: Path, cache: Path) -> None:
    broken = tmp_path / "bookmarks.jsonlz4"
    broken.write_bytes((FIXTURES / "bookmarks.jsonlz4").read_bytes()[:cut])
    kept, (failure,) = read(broken, cache)
    assert not kept and "in no format that can be read" in failure.reason


def test_a_table_of_telephones_is_no_list_of_videos(tmp_path: Path, cache: Path) -> None:
    table = tmp_path / "calls.csv"
    table.write_text("Number,At\n79991234567,2024-03-01T10:00:00Z\n")
    kept, failures = read(table, cache)
    assert not kept and len(failures) == 1
