"""Feeds and lists of feeds as files: what comes out of each kind, and of what looks like one."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from kb.errors import ImportRefused
from kb.importers import ImportContext, documents
from kb.importers.feeds.contents import Contents
from kb.importers.feeds.opml import read_opml
from kb.importers.feeds.reading import is_feed, read_feed
from kb.library import Library
from kb.settings import Settings
from kb.types import Document, Failure, Kind, Skipped, Subscription
from tests.importers.telling import line

HERE = Path(__file__).with_name("fixtures_feeds")


def feed(name: str) -> Contents:
    return read_feed((HERE / name).read_bytes())


def by_key(name: str) -> dict[str, Document]:
    return {entry.document.key: entry.document for entry in feed(name).entries}


def of(spec: Path, tmp_path: Path) -> list[Document | Failure | Subscription]:
    return list(documents(str(spec), ImportContext(tmp_path, network=False)))


def rss(items: str) -> bytes:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>{items}</channel></rss>'.encode()
    )


def test_an_entry_is_a_post_with_its_link_text_day_and_references() -> None:
    post = by_key("blog.rss")["url:https://inference.example/caches"]
    assert (post.kind, post.title, post.source) == (
        Kind.POST, "Why caches & batches disagree", "Notes on Inference",
    )  # fmt: skip
    assert post.text == (
        "Holds when *n < m*, see [the paper](https://arxiv.org/abs/2510.26692v2) and"
        " [an older note](https://inference.example/older).\n\n- one\n- two"
    )
    assert post.summary == "A short word before."
    assert post.published == "2026-11-17T21:30:00-05:00"
    assert (post.authors, post.tags) == (("Mara Lindqvist",), ("serving", "caches"))
    assert post.references[0].key == "arxiv:2510.26692"


def test_a_category_without_its_term_goes_by_its_label() -> None:
    entry = (
        b'<entry><title>On loss</title><id>urn:x:1</id><link href="https://site.example/1"/>'
        b'<category term="ml" label="Machine learning"/><category label="optimisers"/><category/>'
        b"<content>The loss falls.</content></entry>"
    )
    feed_of_one = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>' + entry + b"</feed>"
    [post] = [one.document for one in read_feed(feed_of_one).entries]
    assert post.tags == ("ml", "optimisers")


def test_signs_of_a_formula_are_no_html() -> None:
    post = by_key("blog.rss")["url:https://inference.example/bound"]
    assert (post.title, post.summary) == (
        "For n<m the bound & the proof", "We need n<m here, and a<b as well.",
    )  # fmt: skip
    paper = by_key("arxiv.rss")["arxiv:2611.90001"]
    assert paper.summary.startswith("We show that for n<m the rank stays low;")
    assert paper.summary.endswith("And a<b>c.")


def test_an_entry_without_title_or_link_is_kept_and_stays_the_same() -> None:
    first, again = (
        next(one for key, one in by_key("blog.rss").items() if key.startswith("post:feed/")) for _ in "12"
    )
    assert first == again
    assert first.title.startswith("A thought without a title")
    assert [ref.key for ref in first.references] == ["url:https://github.com/example/kernels"]


def test_an_entry_that_links_to_a_paper_is_the_paper_and_waits_for_arxiv() -> None:
    paper = by_key("blog.rss")["arxiv:2511.00123"]
    assert (paper.kind, paper.title, paper.stub) == (Kind.PAPER, "Linked: delta attention", True)
    assert paper.published is None


def test_atom_names_its_links_and_authors() -> None:
    posts = by_key("press.atom")
    post = posts["url:https://razbor.example/rope"]
    assert (post.title, post.text) == ("Что такое RoPE", "Поворот вместо **сложения**.")
    assert post.authors == ("Пётр Ильин", "Anna Roe")
    assert post.published == "2026-11-19T23:10:00+03:00"
    assert "url:https://github.com/example/kernels/releases/tag/v2.1.0" in posts


def test_old_rss_within_rdf_in_a_charset_of_its_own() -> None:
    (post,) = by_key("old.rdf").values()
    assert (post.title, post.summary, post.source) == (
        "Квантизация весов", "Почти без потерь", "Записи лаборатории",
    )  # fmt: skip


def test_json_feed_of_both_versions() -> None:
    found = feed("site.json")
    assert [entry.guid for entry in found.entries] == ["7", "https://small.example/8", "x9"]
    seven, eight, nine = (entry.document for entry in found.entries)
    assert (seven.text, seven.summary, seven.authors) == ("Text **strong**", "In short", ("Ida Roe",))
    assert (eight.text, eight.published) == ("Only words, n<m, no title", "2026-11-06")
    assert (nine.key, nine.authors, nine.stub) == ("url:https://other.example/long", ("Old Style",), True)


def test_papers_of_arxiv_come_with_abstract_and_names_and_replaced_ones_are_marked() -> None:
    entries = {entry.guid: entry for entry in feed("arxiv.rss").entries}
    assert [entry.replaced for entry in entries.values()] == [False, False, True, True]
    paper = entries["arxiv:2611.90001"].document
    assert paper.authors == ("José Abarca", "Petra Šimek", "C. D. Roe")
    assert paper.title == "Low Rank for $n<m$ Explained"
    # An announcement has a day; the paper's own is not told.
    assert (paper.published, paper.meta["announced"]) == (None, "2026-11-27")
    cross = entries["arxiv:2611.90002"].document
    assert (cross.aliases, cross.meta["journal"]) == (("doi:10.5555/abc.2",), "J. Ex. 4 (2026)")


def test_the_api_of_arxiv_tells_when_a_paper_first_appeared() -> None:
    (paper,) = by_key("arxiv_api.atom").values()
    assert (paper.title, paper.summary) == ("A Title Over Two Lines", "For n<m it holds.")
    assert (paper.published or "")[:10] == "2026-11-12"
    assert paper.authors == ("Ana Roe", "B. Cee")


@pytest.mark.parametrize(
    ("title", "replaced"),
    [
        ("Deep Nets. (arXiv:2310.12345v1 [cs.LG])", False),
        ("Deep Nets. (arXiv:2310.12345v2 [cs.LG] UPDATED)", True),
    ],
)
def test_announcements_of_before_2024(title: str, replaced: bool) -> None:
    item = (
        f"<item><title>{title}</title><link>http://arxiv.org/abs/2310.12345</link>"
        "<description>&lt;p&gt;If n&lt;m.&lt;/p&gt;</description>"
        "<author>&lt;a href='y'&gt;Ann Roe&lt;/a&gt;, &lt;a href='x'&gt;B. Cee&lt;/a&gt;"
        "</author></item>"
    )
    (entry,) = read_feed(rss(item)).entries
    assert (entry.document.summary, entry.document.authors) == ("If n<m.", ("Ann Roe", "B. Cee"))
    assert (entry.guid, entry.document.title, entry.replaced) == ("arxiv:2310.12345", "Deep Nets.", replaced)


def test_what_arxiv_answers_to_a_wrong_category_is_no_feed() -> None:
    wrong = rss("").replace(b"<title>F<", b'<title>Feed error for query "cs.QQ"<')
    with pytest.raises(ImportRefused, match="check the category"):
        read_feed(wrong)


def test_a_channel_by_its_preview() -> None:
    found = feed("channel.html")
    assert (found.title, [entry.guid for entry in found.entries]) == (
        "Пример канала",
        [f"post:telegram/example_ml/{number}" for number in (45, 43, 41)],
    )
    poll, forward, post = (entry.document for entry in found.entries)
    assert post.url == "https://t.me/Example_ML/41"
    assert post.published == "2026-11-24T21:31:02+00:00"
    assert (post.tags, post.authors) == (("attention",), ("Нина",))
    assert post.meta["reactions"] == "👍12 🔥1.2K"
    assert [ref.key for ref in post.references] == ["arxiv:2510.26692", "url:https://blog.example/attention"]
    assert "x = 1\ny = 2" in post.text
    assert forward.meta["forwarded_from"] == "Другой канал"
    assert {ref.label: ref.key for ref in forward.references} == {
        "in reply to": "post:telegram/example_ml/41",
        "forwarded from": "post:telegram/other_ml/55",
    }
    assert poll.text.startswith("Что читать дальше?\n- Обзоры")
    assert "Document: slides.pdf" in poll.text and "https://conf.example/talk" in poll.text


def test_a_list_of_feeds_with_all_that_goes_wrong_in_one() -> None:
    found = list(read_opml((HERE / "reader.opml").read_text("utf-8"), "reader.opml"))
    feeds = [one for one in found if isinstance(one, Subscription)]
    assert [(one.url, one.title, one.folders) for one in feeds] == [
        ("https://qa.example/feed?a=1&b=2", "Q&A on Inference", ("ML", "Blogs & friends")),
        (
            "https://old.example/atom.xml",
            "old style",
            ("ML", "Blogs & friends", "Elsewhere", "reading", "slow", "ru"),
        ),
        ("https://scheme.example/rss", "feed scheme", ()),
    ]
    told = [line(one) for one in found if isinstance(one, Failure)]
    assert "https://lists.example/shared.opml" in told[0] and "nothing at all" in told[1]


def test_a_feed_file_gives_its_entries_and_counts_what_was_replaced(tmp_path: Path) -> None:
    renamed = tmp_path / "download (1)"
    renamed.write_bytes((HERE / "arxiv.rss").read_bytes())
    found = of(renamed, tmp_path)
    assert [one.key for one in found if isinstance(one, Document)] == ["arxiv:2611.90001", "arxiv:2611.90002"]
    (left,) = (one for one in found if isinstance(one, Failure))
    assert isinstance(left, Skipped) and left.count == 2


def test_the_feeds_of_a_list_become_sources_and_the_report_says_so(library: Library) -> None:
    report = library.intake.add([str(HERE / "reader.opml")])
    assert (report.added, len(report.failed)) == (0, 2)
    assert report.warnings == ("Feeds that are sources now: 3. `feeds list` shows them, `sync` asks them.",)
    again = library.intake.add([str(HERE / "reader.opml")])
    assert again.warnings[0].startswith("Feeds that are sources now: 0, 3 already were.")


@pytest.mark.parametrize(
    "text",
    [
        '# About RSS\n\n`<rss version="2.0">` begins a feed.',
        "<!doctype html><html><body>Write <rss> here</body></html>",
        '<rdf:RDF xmlns:z="http://www.zotero.org/namespaces/export#"><bib:Article/></rdf:RDF>',
        '{"version": 1, "items": []}',
        '<feed xmlns="urn:of-something-else"/>',
        "",
    ],
)
def test_what_only_speaks_of_feeds_is_none(text: str) -> None:
    assert not is_feed(text)


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf\n<!-- a --><?xml-stylesheet href='x'?>" + rss("<item><title>A</title></item>")[21:],
        rss("<item><title>A</title></item><item><title>B &nbsp; & C")[:-30],
        b'<?xml version="1.0" encoding="koi8-r"?><rss><channel><item><title>A</title></item>',
    ],
)
def test_a_broken_feed_gives_what_is_in_it(body: bytes) -> None:
    assert is_feed(body.decode("utf-8", "replace"))
    assert read_feed(body).entries[0].document.title == "A"


@pytest.mark.parametrize("name", ["secret.xml", "feed"])
def test_an_answer_is_never_taken_for_the_name_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / name).write_bytes(rss("<item><title>A</title></item>"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ImportRefused):
        read_feed(name.encode())


def test_a_feed_names_no_file_of_this_machine(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not to be told")
    declared = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    body = declared + rss("<item><title>A &x;</title></item>")[21:]
    assert "not to be told" not in str(read_feed(body))
    listed = declared.decode().replace("DOCTYPE r", "DOCTYPE opml")
    outline = f'{listed}<opml><body><outline text="&x;" xmlUrl="https://a.example/rss"/></body></opml>'
    assert "not to be told" not in str(list(read_opml(outline, "list")))


def test_announcements_of_arxiv_as_atom() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><title>cs.XX updates</title>
    <entry><id>oai:arXiv.org:2611.90007v2</id><title>Again</title><link href="https://arxiv.org/abs/2611.90007"
    rel="alternate"/><summary>arXiv:2611.90007v2 Announce Type: replace\nAbstract: If n&lt;m.</summary>
    <category term="cs.XX"/><published>2026-11-27T00:00:00-05:00</published>
    <arxiv:announce_type>replace</arxiv:announce_type><dc:creator>A. Roe, B. Cee</dc:creator></entry>
    </feed>"""
    (entry,) = read_feed(body.encode()).entries
    assert (entry.guid, entry.replaced) == ("arxiv:2611.90007", True)
    assert (entry.document.summary, entry.document.authors) == ("If n<m.", ("A. Roe", "B. Cee"))
    assert (entry.document.published, entry.document.meta["announced"]) == (None, "2026-11-27")


def test_entries_that_a_feed_calls_by_one_name_stay_apart() -> None:
    same = "<item><title>%s</title><link>https://a.example/%s</link><guid>home</guid></item>"
    nameless = "<item><title>%s</title></item>"
    found = read_feed(rss(same % ("A", "a") + same % ("B", "b") + nameless % "C" + nameless % "D"))
    assert len({entry.guid for entry in found.entries}) == 4


def test_half_an_emoji_is_made_storable() -> None:
    body = b'{"version": "https://jsonfeed.org/version/1", "title": "\\ud83d", "items": [{"id": "\\ud800"}]}'
    found = read_feed(body)
    # Compared by bytes: a failure would have to be told in UTF-8.
    told = (found.title + found.entries[0].guid).encode("utf-8", "backslashreplace")
    assert told == ("\N{REPLACEMENT CHARACTER}" * 2).encode()


@pytest.mark.parametrize(
    "body",
    [
        rss("<item><title>A</title>" + "<x>" * 3_000),
        b'<html><div class="tgme_channel_history">' + b"<div>" * 3_000,
    ],
)
def test_elements_in_each_other_without_end_are_refused(body: bytes) -> None:
    with pytest.raises(ImportRefused, match="deep in each other"):
        read_feed(body)


def test_a_page_of_many_lines_is_not_deep() -> None:
    page = (HERE / "channel.html").read_bytes().replace(b"<br/>", b"<br><p><img src=x>" * 3_000)
    assert len(read_feed(page).entries) == 3


def test_a_page_that_a_list_and_two_feeds_name_is_one_item_in_any_order(
    settings: Settings, tmp_path: Path
) -> None:
    link = "https://inference.example/caches"
    (tmp_path / "pocket.html").write_text(
        "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul><li>"
        f'<a href="{link}" time_added="1700000000" tags="serving">Why caches</a></li></ul></body></html>'
    )
    item = f"<item><title>Why caches &amp; batches disagree</title><link>{link}</link></item>"
    (tmp_path / "other.rss").write_bytes(rss(item))
    (tmp_path / "blog.rss").write_bytes((HERE / "blog.rss").read_bytes())
    found = set()
    for names in permutations(("pocket.html", "other.rss", "blog.rss")):
        library = Library(settings.model_copy(update={"home": tmp_path / "-".join(names)}))
        for name in names:
            library.intake.add([str(tmp_path / name)])
        detail = library.items.get(link)
        item_as_told = replace(detail.item, id=0, saved_at="", tags=tuple(sorted(detail.item.tags)))
        found.add((item_as_told, detail.text, tuple(sorted(detail.meta.items()))))
        library.close()
    [(one, text, _)] = found
    assert (one.title, one.source, one.stub) == ("Why caches & batches disagree", "F", False)
    assert text.startswith("Holds when")


def test_links_that_begin_at_the_site_lead_there() -> None:
    item = "<link>https://a.example/blog/</link><item><title>A</title><link>/p/1</link></item>"
    assert read_feed(rss(item)).entries[0].document.key == "url:https://a.example/p/1"
    body = (
        b'{"version": "https://jsonfeed.org/version/1", "home_page_url": "https://a.example/",'
        b' "items": [{"id": "1", "url": "p/1"}, {"id": "2", "title": "no link"}]}'
    )
    first, second = read_feed(body).entries
    assert first.document.key == "url:https://a.example/p/1"
    assert second.document.url is None


def test_utf_8_is_read_as_such_whatever_server_and_feed_call_it() -> None:
    body = rss("<item><title>Кэш</title></item>").replace(b"?>", b' encoding="windows-1251"?>')
    assert read_feed(body, "iso-8859-1").entries[0].document.title == "Кэш"
    old = (HERE / "old.rdf").read_bytes().replace(b' encoding="windows-1251"', b"")
    assert read_feed(old, "windows-1251").entries[0].document.title == "Квантизация весов"


def test_a_list_of_links_that_names_papers_by_their_addresses_is_not_arxiv() -> None:
    paper = "http://arxiv.org/abs/2611.90001v1"
    item = f"<item><title>Read this</title><link>{paper}</link><guid>{paper}</guid></item>"
    document = read_feed(rss(item)).entries[0].document
    assert (document.key, document.title, document.stub) == ("arxiv:2611.90001", "Read this", True)
    assert document.source == "F"


def test_pages_that_a_list_of_feeds_links_to_come_in_and_other_lists_do_not() -> None:
    found = read_opml(
        '<opml version="2.0"><body><outline text="ML"><outline type="link" text="On caches"'
        ' url="https://a.example/caches" created="Mon, 27 Feb 2006 12:09:48 GMT"/></outline>'
        '<outline type="link" text="More" url="https://a.example/more.opml"/></body></opml>',
        "list.opml",
    )
    page, other = found
    assert isinstance(page, Document)
    assert (page.url, page.title, page.saved_at, page.tags) == (
        "https://a.example/caches", "On caches", "2006-02-27", ("ML",),
    )  # fmt: skip
    assert isinstance(other, Failure) and "https://a.example/more.opml" in other.reason
