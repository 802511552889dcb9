"""Exports as other versions of a program write them, and as they come from other hands: saved anew by a
spreadsheet, made by a relative of the program, with a record in between that is none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kb.importers import ImportContext, documents
from kb.ingest.save import ingest
from kb.library import Library
from kb.text.identity import canonical_key
from kb.types import Document, Failure, Kind, State
from tests.importers.telling import line

ONE, TWO = "https://example.org/one", "https://example.org/two"
AT = "2023-11-14T22:13:20+00:00"
POCKET = [
    ["title", "url", "time_added", "tags", "status"],
    ["One", ONE, "1700000000", "llm|kv cache", "archive"],
]
CHROME_AT = str((1_700_000_000 + 11_644_473_600) * 1_000_000)


def read(data: object, folder: Path, cache: Path) -> tuple[list[Document], list[str]]:
    """What comes of a file, and the reasons why something did not."""
    file = folder / "export"
    if isinstance(data, bytes):
        file.write_bytes(data)
    else:
        file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    found = list(documents(str(file), ImportContext(cache, network=False)))
    kept = [one for one in found if isinstance(one, Document)]
    return kept, [line(one) for one in found if isinstance(one, Failure)]


@pytest.mark.parametrize(
    ("separator", "before", "end", "encoding"),
    [
        (";", "", "\r\n", "utf-8-sig"),
        ("\t", "", "\r\n", "utf-16"),
        (",", "sep=,\r\n", "\r\n", "utf-8"),
        (";", "sep=;\n", "\n", "cp1251"),
    ],
)
def test_a_table_that_a_spreadsheet_saved_anew_is_the_same_table(
    separator: str, before: str, end: str, encoding: str, tmp_path: Path, cache: Path
) -> None:
    text = before + "".join(separator.join(row) + end for row in POCKET)
    ([one], failures) = read(text.encode(encoding), tmp_path, cache)
    assert (one.title, one.saved_at, one.tags, one.state) == ("One", AT, ("llm", "kv cache"), State.READ)
    assert not failures


def _tagged(name: str, **fields: object) -> dict[str, object]:
    return {"url": ONE, "title": "One", name: [{"id": 1, "label": "Long memory"}, None], **fields}


WITH_A_BROKEN_RECORD: dict[str, Any] = {
    "Pinboard": lambda one: [{"href": ONE, "description": "One", "time": ""}, one, {"href": TWO}],
    "Delicious": lambda one: [one, {"url": ONE, "title": "One", "created": "0", "owner": "me"}, {"url": TWO}],
    "Wallabag 1": lambda one: [{"url": ONE, "is_read": 1, "is_fav": 0}, one, {"url": TWO}],
    "Wallabag 2": lambda one: [{"url": ONE, "is_archived": 1, "is_starred": 0}, one, {"url": TWO}],
    "Omnivore": lambda one: [{"url": ONE, "slug": "a", "savedAt": "", "labels": None}, one, {"url": TWO}],
    "Pocket": lambda one: [{"url": ONE, "highlights": [one]}, one, {"url": TWO, "highlights": None}],
    "Readability": lambda one: {
        "bookmarks": [{"article__url": ONE, "archive": 0}, one, {"article__url": TWO}]
    },
    "elCurator": lambda one: [{"url": ONE, "title": "", "is_saved": 0}, one, {"url": TWO}],
    "Karakeep": lambda one: {
        "lists": [one],
        "bookmarks": [
            {"createdAt": 0, "content": {"url": ONE}},
            one,
            {"content": {"url": TWO}, "tags": [one]},
        ],
    },
    "Linkwarden": lambda one: {
        "collections": [{"links": [{"url": ONE, "tags": [one]}, one, {"url": TWO}]}, one],
        "pinnedLinks": [one],
    },
    "Firefox": lambda one: {
        "type": "text/x-moz-place-container",
        "children": [{"type": "text/x-moz-place", "uri": uri} if uri else one for uri in (ONE, None, TWO)],
    },
    "Chrome": lambda one: {
        "roots": {
            "other": {
                "children": [
                    {"type": "url", "name": "One", "url": ONE, "date_added": "once", "meta_info": one},
                    one,
                    {"type": "url", "name": "Two", "url": TWO, "date_added": None},
                ]
            }
        }
    },
}  # fmt: skip


@pytest.mark.parametrize("broken", [None, 7, "words", []])
@pytest.mark.parametrize("program", WITH_A_BROKEN_RECORD)
def test_a_record_that_is_none_costs_no_other(
    program: str, broken: object, tmp_path: Path, cache: Path
) -> None:
    kept, failures = read(WITH_A_BROKEN_RECORD[program](broken), tmp_path, cache)
    assert [one.url for one in kept] == [ONE, TWO]
    assert not any("favourite" in one.tags for one in kept)
    assert len(failures) == (program not in ("Firefox", "Chrome", "Linkwarden")) + (program == "Linkwarden")
    assert all("holds no web address" in reason for reason in failures)


@pytest.mark.parametrize(
    "record",
    [_tagged("tags", is_archived=0, is_starred=0), _tagged("labels", slug="one", savedAt="")],
    ids=["Wallabag's interface", "Omnivore's interface"],
)
def test_tags_that_are_records_are_tags(record: object, tmp_path: Path, cache: Path) -> None:
    ([one], _) = read([record], tmp_path, cache)
    assert one.tags == ("Long memory",)


def test_bookmarks_of_opera_and_vivaldi_come_in_without_those_thrown_away(
    tmp_path: Path, cache: Path
) -> None:
    def root(name: str, address: str, **more: object) -> dict[str, object]:
        mark = {"type": "url", "name": name, "url": address, "date_added": CHROME_AT, **more}
        return {"type": "folder", "name": "Root", "children": [mark]}

    roots = {
        "bookmark_bar": root("One", ONE, meta_info={"Description": "Why I kept it"}),
        "custom_root": {
            "unsorted": root("Two", TWO),
            "trash": root("Gone", "https://example.org/gone"),
            "name": "Custom",
        },
        "trash": root("Gone too", "https://example.org/gone-too"),
    }
    (one, two), failures = read({"roots": roots}, tmp_path, cache)
    assert (one.url, one.saved_at, [mark.note for mark in one.annotations]) == (ONE, AT, ["Why I kept it"])
    assert (two.url, two.saved_at, two.tags) == (TWO, AT, ())
    assert not failures


def test_pocket_s_archive_alone_was_read(tmp_path: Path, cache: Path) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body>\n<h1>Read Archive</h1>\n"
        f'<ul><li><a href="{ONE}" time_added="1700000000" tags="">One</a></li></ul></body></html>'
    )
    ([one], _) = read(page, tmp_path, cache)
    assert one.state is State.READ


@pytest.mark.parametrize(
    ("header", "row", "note"),
    [
        ("title,note,excerpt,url,tags,created,cover,folder", f"One,Why,About,{ONE},llm,{AT},,Work", "Why"),
        ("url,folder,title,note,tags,created", f"{ONE},Work,One,,llm,1700000000", ""),
    ],
    ids=["of 2020", "as Raindrop imports it"],
)
def test_other_tables_of_raindrop(header: str, row: str, note: str, tmp_path: Path, cache: Path) -> None:
    ([one], _) = read(f"{header}\n{row}\n", tmp_path, cache)
    assert (one.title, one.saved_at, one.tags) == ("One", AT, ("llm", "Work"))
    assert [mark.note for mark in one.annotations] == ([note] if note else [])


def test_words_of_a_record_without_an_address_are_a_note(tmp_path: Path, cache: Path) -> None:
    bookmarks = [
        {"createdAt": 1_700_000_000, "title": None, "tags": ["idea"], "lists": ["b"], "archived": True,
         "content": {"type": "text", "text": "See https://arxiv.org/abs/2310.06770\nagain"}, "note": None},
        {"createdAt": 1_700_000_000, "title": "scan.pdf", "tags": [], "content": None, "note": "Read page 3"},
        {"createdAt": 1_700_000_000, "title": "photo.png", "tags": [], "content": None, "note": ""},
    ]  # fmt: skip
    lists = [{"id": "a", "name": "ИИ", "parentId": None}, {"id": "b", "name": "LLM", "parentId": "a"}]
    (thought, scan), failures = read({"bookmarks": bookmarks, "lists": lists}, tmp_path, cache)
    assert thought.kind is Kind.NOTE and thought.text == "See https://arxiv.org/abs/2310.06770\nagain"
    assert (thought.saved_at, thought.state, thought.tags) == (AT, State.READ, ("idea", "ИИ / LLM"))
    assert [one.key for one in thought.references] == ["arxiv:2310.06770"]
    assert (scan.kind, scan.title, scan.text) == (Kind.NOTE, "scan.pdf", "Read page 3")
    assert failures == ['"photo.png" holds no web address (empty)']


def test_annotations_of_a_file_on_a_disk_are_kept(tmp_path: Path, cache: Path) -> None:
    selector = {"type": "TextQuoteSelector", "exact": "the passage"}
    row = {"uri": "file:///home/me/Long%20paper.pdf", "text": "", "created": AT, "document": {}}
    marked = {**row, "target": [{"selector": [None, selector]}, None]}
    note = {"uri": ONE, "text": "On the page", "tags": ["llm"], "document": {"title": "One"}}
    (of_file, page), _ = read({"total": 3, "rows": [marked, None, note]}, tmp_path, cache)
    assert (of_file.title, of_file.saved_at) == ("Long paper.pdf", AT)
    assert [(mark.quote, mark.source) for mark in of_file.annotations] == [("the passage", "Hypothesis")]
    assert (page.title, page.tags, page.annotations[0].note) == ("One", ("llm",), "On the page")


def test_notes_of_readwise_keep_all_but_its_commands(tmp_path: Path, cache: Path) -> None:
    notes = ["...и почему?", ".concept .kv my thought", ".h2", ".5 is low"]
    rows = "".join(f"quote {number},T,A,,{note},{number}\n" for number, note in enumerate(notes))
    header = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Location\n"
    ([work], _) = read(f"{header}{rows},T,A,,only a note,9\n", tmp_path, cache)
    assert [one.note for one in work.annotations] == [
        "...и почему?", "my thought", "", ".5 is low", "only a note",
    ]  # fmt: skip


def test_an_entry_of_jabref_keeps_its_day_and_the_words_of_its_users(tmp_path: Path, cache: Path) -> None:
    library = """
@article{a, title = {Old}, timestamp = {2019.04.05}, comment-reader = {Why I keep it}}
@article{b, title = {Newer}, timestamp = {2021-04-05}}
@article{c, title = {Day first}, timestamp = {05.04.2018}}
@article{d, title = {With a time}, timestamp = {2017/04/05 10:20:30}}
@article{e, title = {Of DBLP}, timestamp = {Mon, 13 Aug 2018 16:46:04 +0200}}
@article{f, title = {Of BibSonomy}, timestamp = {2018-08-13T16:46:04.000+0200}}
"""
    (old, *others), _ = read(library, tmp_path, cache)
    days = [(one.saved_at or "")[:10] for one in (old, *others)]
    assert days == ["2019-04-05", "2021-04-05", "2018-04-05", "2017-04-05", "", ""]
    assert [mark.note for mark in old.annotations] == ["Why I keep it"]


@pytest.mark.parametrize(
    ("accounts", "days"),
    [
        (("anna", "anna"), ["2010-06-28", "2012-06-28"]),
        (("anna", "boris"), ["", ""]),
        (("dblp", "dblp"), ["", ""]),
        (("anna", ""), ["", ""]),
    ],
)
def test_what_one_account_of_bibsonomy_downloads_was_saved_when_it_says(
    accounts: Sequence[str], days: Sequence[str], tmp_path: Path, cache: Path
) -> None:
    library = "".join(
        f"@misc{{a{at}, title = {{Number {at}}}, timestamp = {{2020-01-02T03:04:05.000+0100}},"
        f" added-at = {{201{at}-06-28T21:16:30.000+0200}}"
        + (f", biburl = {{https://www.bibsonomy.org/bibtex/2ab{at}/{one}}}" if one else "")
        + "}\n"
        for at, one in zip((0, 2), accounts, strict=True)
    )
    found, failures = read(library, tmp_path, cache)
    assert ([(one.saved_at or "")[:10] for one in found], failures) == (days, [])


def test_a_record_keeps_the_keys_that_it_had_before(tmp_path: Path, cache: Path) -> None:
    ([one], _) = read("@article{doe2020, title = {Rivers}, ids = {doe20, doe:old}}", tmp_path, cache)
    assert one.meta["citation_key"] == "doe2020, doe20, doe:old"


ENTRIES: dict[str, tuple[object, str]] = {
    "Emacs": ("@misc{a, title = {One}, DATE_ADDED = {Mon Aug 12 20:01:23 2019},}", "2019-08-12"),
    "Better BibTeX": ("@misc{a, title={One}, dateadded={2026-01-25T01:21:45Z}}", "2026-01-25"),
    "Papers": ("@misc{a, title={One}, date-added={2017-11-20T17:57:27GMT}}", "2017-11-20"),
    "BibLaTeX": ("@misc{a, title = {One}, urldate = {2021-03-04}}", "2021-03-04"),
    "BibLaTeX, a month": ("@misc{a, title = {One}, urldate = {2021-03}}", ""),
    "with both": ("@misc{a, title={One}, date-added={2020-01-02}, urldate={2021-03-04}}", "2020-01-02"),
    "copied from BibSonomy": ("@misc{a, title = {One}, added-at = {2010-06-28T21:16:30.000+0200}}", ""),
    "RIS": ("TY  - JOUR\nTI  - One\nY2  - 2021/03/04/10:20:30\nER  - \n", "2021-03-04"),
    "CSL": (
        [{"id": "a", "type": "article", "title": "One", "accessed": {"date-parts": [["2021", 3, 4]]}}],
        "2021-03-04",
    ),
}  # fmt: skip


@pytest.mark.parametrize("program", ENTRIES)
def test_an_entry_was_saved_when_its_address_was_looked_at_unless_it_says_when(
    program: str, tmp_path: Path, cache: Path
) -> None:
    data, day = ENTRIES[program]
    ([one], failures) = read(data, tmp_path, cache)
    assert ((one.saved_at or "")[:10], failures) == (day, [])


ZOTERO = {"title": "One", "itemType": "journalArticle", "itemKey": "ABCD2345", "key": "ABCD2345"}


@pytest.mark.parametrize(
    "data",
    [
        {"config": {"label": "BetterBibTeX JSON"}, "items": [ZOTERO]},
        [{"key": "ABCD2345", "data": ZOTERO}],
        [{"id": "http://zotero.org/users/12/items/ABCD2345", "type": "article-journal", "title": "One"}],
    ],
)
def test_an_entry_is_found_by_the_address_that_opens_it_in_zotero(
    data: object, tmp_path: Path, cache: Path
) -> None:
    ([one], _) = read(data, tmp_path, cache)
    assert "url:https://zotero.org/items/ABCD2345" in map(canonical_key, one.aliases)
    assert one.key.startswith("bib:")


def test_entries_of_csl_may_lie_in_an_object(tmp_path: Path, cache: Path) -> None:
    entry = {"id": "x", "type": "article-journal", "title": "One", "issued": {"date-parts": [["2024"]]}}
    ([one], failures) = read({"items": [entry]}, tmp_path, cache)
    assert (one.title, one.published) == ("One", "2024") and not failures


def test_a_description_of_a_bookmark_keeps_its_lines_apart(tmp_path: Path, cache: Path) -> None:
    page = (
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n"
        f'<DT><A HREF="{ONE}">One</A><DD>Mine<blockquote>a passage</blockquote>and <b>more</b>\n</DL>'
    )
    ([one], _) = read(page, tmp_path, cache)
    assert [mark.note for mark in one.annotations] == ["Mine\na passage\nand more"]


def test_what_looks_like_a_reference_of_roam_and_is_none_stays(tmp_path: Path, cache: Path) -> None:
    blocks = [{"string": "This is ((important)) to me"}, {"string": "((aaaaaaaaa))"}, {"uid": "aaaaaaaaa"}]
    ([page], _) = read([{"title": "Page", "children": blocks}], tmp_path, cache)
    assert page.text == "- This is ((important)) to me"


def test_a_letter_without_a_subject_is_called_by_its_first_words(tmp_path: Path, cache: Path) -> None:
    letter = (
        "From: News <news@example.org>\nSubject:\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
        '<h1>Digest of March</h1><p>Words and <a href="https://example.org/one">a link</a>.</p>'
    )
    ([one], _) = read(letter, tmp_path, cache)
    assert one.title == "Digest of March"


def test_two_addresses_in_a_field_of_mendeley_are_two(tmp_path: Path, cache: Path) -> None:
    entry = f"@article{{a, title = {{One}}, url = {{{ONE}\n  {TWO}}}, doi = {{10.1000/x{{\\_}}y}}}}"
    ([one], _) = read(entry, tmp_path, cache)
    assert one.key == "doi:10.1000/x_y"
    assert {ONE, TWO} <= {one.url, *one.aliases}


def test_an_address_of_notion_is_where_its_link_leads(tmp_path: Path, cache: Path) -> None:
    page = (
        '<html><body><article id="01234567-89ab-cdef-0123-456789abcdef" class="page sans"><header>'
        '<h1 class="page-title">One</h1><table class="properties"><tbody>'
        f'<tr class="property-row property-row-url"><th>URL</th><td><a href="{ONE}">example.org</a></td></tr>'
        '</tbody></table></header><div class="page-body"><p>Mine</p></div></article></body></html>'
    )
    ([one], _) = read(page, tmp_path, cache)
    assert (one.url, one.title, one.annotations[0].note) == (ONE, "One", "Mine")


def test_posts_that_an_extension_saved_whole_keep_their_author(tmp_path: Path, cache: Path) -> None:
    post = {"id": "1700000000000000000", "full_text": "Words &amp; more", "screen_name": "a_b", "name": "A B"}
    ([one], failures) = read([{**post, "url": "https://twitter.com/a_b/status/1"}], tmp_path, cache)
    assert (one.text, one.authors, one.published) == ("Words & more", ("A B",), "2023-09-08")
    assert one.key == "url:https://x.com/i/status/1700000000000000000" and not failures


def test_the_title_of_a_feed_is_words(tmp_path: Path, cache: Path) -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Notes &amp;amp; more</title>'
        f'<entry><id>x</id><title>One</title><link href="{ONE}"/></entry></feed>'
    )
    ([one], _) = read(feed, tmp_path, cache)
    assert one.source == "Notes & more"


def test_what_is_left_out_is_told_in_a_line_for_each_reason(tmp_path: Path, cache: Path) -> None:
    marks = [{"type": "url", "name": "x", "url": f"{scheme}:x"} for scheme in ("javascript", "about", "file")]
    roots = {"other": {"children": [*marks, {"type": "url", "name": "One", "url": ONE}]}}
    ([one], failures) = read({"roots": roots}, tmp_path, cache)
    assert one.url == ONE
    assert failures == ["records that lead to no page of the web (scripts, queries, files): 3; left out"]
    header = "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
    rows = "".join(f"T,https://example.org/{number},,,,0,feed,False\n" for number in range(5))
    assert read(header + rows + ",,,,,0,later,\n", tmp_path, cache) == (
        [],
        ["holds no web address (empty)", "rows that feeds brought and nobody chose: 5; left out"],
    )


def test_a_line_of_a_letter_that_would_part_a_mailbox_is_as_it_was_sent(tmp_path: Path, cache: Path) -> None:
    mailbox = (
        "From x Fri Mar  1 10:00:00 2024\nFrom: News <news@example.org>\nList-Id: <news.example.org>\n"
        "Subject: One\nMIME-Version: 1.0\n\n>From March on\n>>From here: quoted\n\n"
    )
    ([one], _) = read(mailbox, tmp_path, cache)
    assert one.text == "From March on\n>From here: quoted"


def test_pages_of_roam_without_a_title_are_called_by_their_first_words(tmp_path: Path, cache: Path) -> None:
    words = {"First **words**": "", "Second words": None}
    pages = [{"title": title, "children": [{"string": said}]} for said, title in words.items()]
    found, _ = read(pages, tmp_path, cache)
    assert [one.title for one in found] == ["First words", "Second words"]
    assert len({one.key for one in found}) == 2


def test_tags_of_a_highlight_stay_with_it(tmp_path: Path) -> None:
    columns = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location"
    table = tmp_path / "readwise.csv"
    table.write_text(f'{columns}\nQuoted,A Book,Jane Doe,,my note,,"deep work, .favorite",page,3,\n')
    [book] = documents(str(table), ImportContext(tmp_path, network=False))
    assert isinstance(book, Document)
    assert [(one.quote, one.note) for one in book.annotations] == [
        ("Quoted", "my note\n\n#deep-work #favorite")
    ]


def test_a_table_of_readwise_adds_its_tags_to_highlights_that_are_there(
    library: Library, tmp_path: Path
) -> None:
    columns = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location"
    table = tmp_path / "readwise.csv"
    table.write_text(
        f"{columns},Highlighted at\n"
        "Quoted,A Book,Jane Doe,,.h1 my note,,deep,page,3,2024-03-01 10:00:00+00:00\n"
        "Another,A Book,Jane Doe,,,,,page,4,2024-03-01 11:00:00+00:00\n"
    )
    [book] = documents(str(table), ImportContext(tmp_path, network=False))
    assert isinstance(book, Document)
    # Earlier versions left out tags, and what followed a command.
    bare = tuple(replace(one, note="") for one in book.annotations)
    ingest(library.store, [replace(book, annotations=bare)])
    assert ingest(library.store, [book]).updated == 1
    assert library.items.get(book.key).annotations == book.annotations
    assert [one.note for one in book.annotations] == ["my note\n\n#deep", ""]
    assert ingest(library.store, [book]).unchanged == 1


def test_instapapers_list_in_netscapes_form_is_read_too(tmp_path: Path) -> None:
    page = tmp_path / "instapaper.html"
    page.write_text(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Instapaper: Export</TITLE>\n<H1>Export</H1>\n"
        '<DL><p>\n<DT><A HREF="https://a.example/1" ADD_DATE="1705312200">One</A>\n</DL><p>\n'
    )
    [link] = documents(str(page), ImportContext(tmp_path, network=False))
    assert isinstance(link, Document) and link.saved_at == "2024-01-15T09:50:00+00:00"


def test_pinboards_xml_says_what_its_json_does() -> None:
    page = Path(__file__).parent / "fixtures_lists" / "pinboard.xml"
    first, second = documents(str(page), ImportContext(page.parent, network=False))
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.url, first.title) == ("https://kept.example/caches?a=1&b=2", "On caches")
    assert (first.saved_at, first.tags, first.state) == (
        "2024-03-01T10:00:00+00:00",
        ("llm", "cache"),
        State.UNREAD,
    )
    assert [one.note for one in first.annotations] == ["begin with part 3"]
    assert (second.tags, second.state, second.annotations) == ((), None, ())
