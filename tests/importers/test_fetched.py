"""What the web answers, read as a document: each page is served by a site on this machine."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kb.errors import ImportRefused
from kb.importers.arxiv.paper import arxiv_paper
from kb.importers.fetched import fetched_document, shown_post
from kb.importers.html.address import SavedFrom
from kb.importers.html.importer import page_document
from kb.importers.link import address_to_fetch, whole_address
from kb.importers.protocol import ImportContext
from kb.ingest.save import ingest
from kb.library import Library
from kb.text.identity import canonical_key
from kb.text.pagination import page_starts
from kb.types import Document, Kind
from kb.web import Refused, Unreachable
from kb.web.limits import Limits
from tests.conftest import PATIENCE_S
from tests.importers.pdf.making import Drawn, pdf_bytes
from tests.serving import Reply, Site

PROSE = (
    "<p>State space models keep a memory of fixed size, and read a sequence once from beginning to end."
    " What they forget cannot be asked for again, which attention never had to say.</p>"
    "<p>Hybrids put a layer of attention between every few of the others, and pay for it only there.</p>"
)


def page(body: str = PROSE, head: str = "<title>On memory</title>") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>".encode()


@pytest.fixture
def context(site: Site, tmp_path: Path) -> ImportContext:
    limits = Limits(trusted=frozenset({site.place}), max_bytes=200_000, seconds=PATIENCE_S)
    return ImportContext(tmp_path, limits=limits)


def fetched(site: Site, path: str, context: ImportContext) -> Document:
    url = site.url(path)
    return fetched_document(canonical_key(url), url, context)


def keys(document: Document) -> set[str]:
    return {canonical_key(address) for address in (document.key, *document.aliases)}


def test_a_page_becomes_an_article_with_its_facts(site: Site, context: ImportContext) -> None:
    linked = {
        "@type": "BlogPosting",
        "author": {"name": "Vera Linde"},
        "datePublished": "2026-02-03T10:00:00Z",
    }
    head = (
        "<title>On memory | Notes</title><meta property='og:title' content='On memory'>"
        "<meta name='description' content='What a model of fixed size can keep.'>"
        f"<script type='application/ld+json'>{json.dumps(linked)}</script>"
    )
    body = f"<h1>On memory</h1>{PROSE}<p>See <a href='/other'>the other one</a>.</p>"
    site.replies["/p/on-memory?utm_source=mail"] = Reply(page(body, head))
    found = fetched(site, "/p/on-memory?utm_source=mail", context)
    assert (found.kind, found.title, found.stub) == (Kind.ARTICLE, "On memory", False)
    assert (found.authors, found.published) == (("Vera Linde",), "2026-02-03")
    assert found.summary == "What a model of fixed size can keep."
    assert found.text.startswith("State space models keep")
    assert f"[the other one]({site.url('/other')})" in found.text
    assert keys(found) == {f"url:{site.url('/p/on-memory')}"}


def test_a_page_reads_as_the_same_page_saved(site: Site, context: ImportContext) -> None:
    source = page(f"<h1>On memory</h1>{PROSE}<pre><code>for x in y:\n    z(x)</code></pre>")
    site.replies["/p"] = Reply(source)
    assert fetched(site, "/p", context).text == page_document(source.decode(), "saved.html").text


def test_where_it_leads_and_what_it_is_canonical_for_are_its_addresses(
    site: Site, context: ImportContext
) -> None:
    site.replies["/short"] = Reply(status=301, headers={"Location": "/2026/02/on-memory-of-models?ref=x"})
    head = f"<title>On memory</title><link rel='canonical' href='{site.url('/2026/02/on-memory-of-models')}'>"
    site.replies["/2026/02/on-memory-of-models?ref=x"] = Reply(page(head=head))
    found = fetched(site, "/short", context)
    assert found.key == f"url:{site.url('/2026/02/on-memory-of-models')}"
    assert keys(found) == {found.key, f"url:{site.url('/short')}"}


def test_a_canonical_link_to_another_page_is_not_believed(site: Site, context: ImportContext) -> None:
    head = "<title>On memory</title><link rel='canonical' href='https://elsewhere.example/hello-world-page'>"
    site.replies["/on-memory"] = Reply(page(head=head))
    assert keys(fetched(site, "/on-memory", context)) == {f"url:{site.url('/on-memory')}"}


@pytest.mark.parametrize(
    "location", ["/", "/login?next=/p", "/m/signin?redirect=p", "/consent/", "/errors/404.html"]
)
def test_a_door_or_a_front_page_is_not_the_page(location: str, site: Site, context: ImportContext) -> None:
    site.replies["/p"] = Reply(status=302, headers={"Location": location})
    site.replies[location] = Reply(page())
    with pytest.raises(Unreachable) as caught:
        fetched(site, "/p", context)
    assert caught.value.status in (403, 410)


def test_a_page_that_only_sends_on_is_followed(site: Site, context: ImportContext) -> None:
    site.replies["/old"] = Reply(
        b"<html><head><meta http-equiv='refresh' content='0; url=/new'></head></html>"
    )
    site.replies["/new"] = Reply(page())
    found = fetched(site, "/old", context)
    assert (found.title, found.stub) == ("On memory", False)
    assert keys(found) == {f"url:{site.url('/new')}", f"url:{site.url('/old')}"}


def test_an_article_that_reloads_itself_is_read(site: Site, context: ImportContext) -> None:
    head = "<title>On memory</title><meta http-equiv='refresh' content='300; url=/front'>"
    site.replies["/p"] = Reply(page(head=head))
    assert fetched(site, "/p", context).title == "On memory"


def test_a_shell_that_only_a_browser_fills_stays_a_stub(site: Site, context: ImportContext) -> None:
    site.replies["/app"] = Reply(
        b"<html><head><title>The app</title></head><body><div id=root></div></body></html>"
    )
    found = fetched(site, "/app", context)
    assert (found.title, found.stub, found.text) == ("The app", True, "")
    assert found.meta["waiting_for"] == "page"


def test_a_front_page_goes_by_its_own_address(site: Site, context: ImportContext) -> None:
    site.replies["/"] = Reply(
        page(head="<title>A blog</title><link rel='canonical' href='/about-this-blog'>")
    )
    found = fetched(site, "/", context)
    assert (found.title, keys(found)) == ("A blog", {canonical_key(site.url("/"))})


@pytest.mark.parametrize("body", [b"", b" \n\t "])
def test_an_empty_page_is_told(body: bytes, site: Site, context: ImportContext) -> None:
    site.replies["/p"] = Reply(body)
    with pytest.raises(Refused, match="empty"):
        fetched(site, "/p", context)


@pytest.mark.parametrize(
    ("charset", "header", "head"),
    [
        ("cp1251", "text/html; charset=windows-1251", ""),
        ("cp1251", "text/html", "<meta charset=windows-1251>"),
        ("cp1251", "text/html", ""),
        ("cp1251", "text/html; charset=utf-8", ""),
        ("utf-8", "text/html; charset=windows-1251", "<meta charset=windows-1251>"),
        ("koi8-r", 'text/html; charset="KOI8-R"', ""),
        ("utf-16", "text/html", ""),
        ("utf-8", "text/html; charset=no-such-charset", ""),
    ],
)
def test_letters_come_whole_whatever_the_server_calls_them(
    charset: str, header: str, head: str, site: Site, context: ImportContext
) -> None:
    text = (
        "Модели с линейным вниманием держат память постоянного размера и читают последовательность один раз. "
    )
    html = f"<html><head>{head}<title>О памяти</title></head><body><p>{text * 3}</p></body></html>"
    site.replies["/p"] = Reply(html.encode(charset), header)
    found = fetched(site, "/p", context)
    assert found.title == "О памяти"
    assert found.text == " ".join([text.strip()] * 3)


def test_a_paper_is_told_by_its_citation_metadata(site: Site, context: ImportContext) -> None:
    head = (
        "<title>Memory of Fixed Size | Archive</title>"
        "<meta name='citation_title' content='Memory of Fixed Size'>"
        "<meta name='citation_author' content='Linde, Vera'><meta name='citation_author' content='Ода, Кен'>"
        "<meta name='citation_publication_date' content='2026/02/03'>"
        "<meta name='citation_doi' content='10.18653/V1/2026.long-7'>"
        f"<meta name='citation_abstract' content='{'We measure what is forgotten, and when. ' * 9}'>"
    )
    site.replies["/forum?id=aB3"] = Reply(page("<p>Abstract</p>", head))
    found = fetched(site, "/forum?id=aB3", context)
    assert (found.kind, found.title, found.stub) == (Kind.PAPER, "Memory of Fixed Size", False)
    assert found.authors == ("Vera Linde", "Кен Ода")
    assert found.published == "2026-02-03"
    assert found.summary.startswith("We measure what is forgotten")
    assert "doi:10.18653/v1/2026.long-7" in keys(found)


@pytest.mark.parametrize(
    ("url", "kind", "title", "own"),
    [
        ("https://github.com/vera/kept", Kind.REPO, "GitHub - vera/kept: A cache of fixed size", "vera/kept"),
        ("https://huggingface.co/vera/kept-7b", Kind.REPO, "vera/kept-7b · Hugging Face", "vera/kept-7b"),
        (
            "https://huggingface.co/datasets/vera/kept",
            Kind.REPO,
            "vera/kept · Datasets at Hugging Face",
            "vera/kept",
        ),
        ("https://www.youtube.com/watch?v=abcdefghijk", Kind.VIDEO, "On memory - YouTube", "On memory"),
        ("https://github.com/topics/memory", Kind.ARTICLE, "memory · GitHub Topics · GitHub", None),
        ("https://huggingface.co/blog/vera/memory", Kind.ARTICLE, "On memory", "On memory"),
    ],
)
def test_kinds_and_titles_of_known_sites(url: str, kind: Kind, title: str, own: str | None) -> None:
    head = (
        f"<title>{title}</title><meta property='og:title' content='{title}'>"
        "<span itemprop='author'><link itemprop='name' content='Vera Linde'></span>"
    )
    found = page_document(page(head=head).decode(), "page", SavedFrom(url))
    assert found.kind is kind
    assert own is None or found.title == own
    if kind is Kind.VIDEO:
        assert (found.text, found.authors) == ("", ("Vera Linde",))


def test_what_a_code_site_says_of_every_repository_is_no_summary() -> None:
    said = "A cache of fixed size. Contribute to vera/kept development by creating an account on GitHub."
    head = f"<title>GitHub - vera/kept</title><meta name='description' content='{said}'>"
    found = page_document(page(head=head).decode(), "page", SavedFrom("https://github.com/vera/kept"))
    assert found.summary == "A cache of fixed size."


def test_a_link_to_a_pdf_is_the_paper(site: Site, context: ImportContext) -> None:
    lines = [Drawn("Memory of Fixed Size", size=18, y=700), Drawn("Vera Linde", size=12, y=670)]
    prose = "State space models keep a memory of fixed size and read a sequence once."
    lines += [Drawn(f"{prose} Line {number}.", y=600 - 14 * number) for number in range(20)]
    data = pdf_bytes([lines])
    for path, kind in (
        ("/files/paper.pdf", "application/pdf"),
        ("/download?id=3", "application/octet-stream"),
    ):
        site.replies[path] = Reply(data, kind)
        found = fetched(site, path, context)
        assert len(found.text) > 200 and not found.stub
        assert canonical_key(site.url(path)) in keys(found)
        assert not any(address.startswith("path:") for address in (found.key, *found.aliases))


def test_the_whole_of_a_paper_joins_what_is_known_of_it(
    site: Site, context: ImportContext, library: Library
) -> None:
    prose = "State space models keep a memory of fixed size and read a sequence once."
    lines = [Drawn("Memory of Fixed Size", size=18, y=700)]
    lines += [Drawn(f"{prose} Line {number}.", y=600 - 14 * number) for number in range(20)]
    site.replies["/pdf/2510.26692"] = Reply(pdf_bytes([lines, lines]), "application/pdf")
    assert whole_address("arxiv:2510.26692") == "https://arxiv.org/pdf/2510.26692"
    assert whole_address("url:https://site.example/") is None
    told = arxiv_paper(
        "2510.26692", title="Memory of Fixed Size", abstract="We keep it.", authors="Vera Linde"
    )
    whole = fetched_document(told.key, site.url("/pdf/2510.26692"), context)
    ingest(library.store, [told])
    ingest(library.store, [whole])
    [item] = library.items.select()
    detail = library.items.get(item.key)
    assert (item.key, item.title, item.authors) == (told.key, told.title, ("Vera Linde",))
    assert prose in detail.text
    assert [start.label for start in page_starts(detail.text, detail.meta)] == ["1", "2"]


def test_a_broken_pdf_is_told(site: Site, context: ImportContext) -> None:
    site.replies["/a.pdf"] = Reply(b"%PDF-1.7\nnothing more", "application/pdf")
    with pytest.raises(ImportRefused, match=r"a\.pdf"):
        fetched(site, "/a.pdf", context)


def test_a_plain_text_goes_by_its_first_line(site: Site, context: ImportContext) -> None:
    site.replies["/notes.md"] = Reply(
        "# О памяти\n\nСсылка: https://arxiv.org/abs/2510.26692\n".encode(), "text/plain"
    )
    found = fetched(site, "/notes.md", context)
    assert (found.title, found.stub) == ("О памяти", False)
    assert [one.key for one in found.references] == ["arxiv:2510.26692"]
    assert found.text.startswith("Ссылка")


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/xml; charset=utf-8", "text/plain"])
def test_a_feed_says_how_it_is_followed(kind: str, site: Site, context: ImportContext) -> None:
    site.replies["/rss"] = Reply(b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', kind)
    with pytest.raises(Refused, match="feeds add"):
        fetched(site, "/rss", context)


@pytest.mark.parametrize("kind", ["application/json", "application/xml", "image/png", "video/mp4"])
def test_what_is_no_page_is_refused(kind: str, site: Site, context: ImportContext) -> None:
    site.replies["/x"] = Reply(b"{}", kind)
    with pytest.raises(Refused, match=kind):
        fetched(site, "/x", context)
    site.replies["/y"] = Reply(b"\x89PNG\r\n\0\0\0\rIHDR" + bytes(range(256)), "application/octet-stream")
    with pytest.raises(Refused, match="no page"):
        fetched(site, "/y", context)


def test_limits_hold_for_pages(site: Site, context: ImportContext) -> None:
    site.replies["/p"] = Reply(page("<p>word</p>" * 20_000))
    with pytest.raises(Refused, match="larger"):
        fetched(site, "/p", replace(context, limits=replace(context.limits, max_bytes=100_000)))


EMBED = """<html><body><div class="tgme_widget_message js-widget_message" data-post="Some_Channel/12">
<div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name" href="https://t.me/some_channel">
<span>Заметки о памяти</span></a></div>
<div class="tgme_widget_message_text js-message_text">Кэш постоянного размера.<br/>Статья: \
<a href="https://arxiv.org/abs/2510.26692">тут</a></div>
<a class="tgme_widget_message_date" href="https://t.me/some_channel/12">
<time datetime="2026-02-03T10:00:00+00:00">10:00</time></a></div></body></html>"""


@pytest.mark.parametrize("number", [12, 13])
def test_a_post_of_a_public_channel_comes_by_its_embedded_form(number: int) -> None:
    key = f"post:telegram/some_channel/{number}"
    embedded = f"https://t.me/some_channel/{number}?embed=1&mode=tme"
    assert address_to_fetch(key, f"tg://resolve?domain=some_channel&post={number}") == embedded
    found = shown_post(EMBED, key)
    assert (found.kind, found.source) == (Kind.POST, "Заметки о памяти")
    assert (found.key, found.published) == (key, "2026-02-03T10:00:00+00:00")
    # Beside its address it goes by a mark of its words, by which exports of the same chat join.
    addresses = {one for one in keys(found) if not one.startswith("message:telegram/")}
    assert addresses == {"post:telegram/some_channel/12", key}
    assert found.text.startswith("Кэш постоянного размера.")
    assert [one.key for one in found.references] == ["arxiv:2510.26692"]


@pytest.mark.parametrize(
    "page",
    [EMBED.replace("Some_Channel", "another"), "<html>Post not found</html>", EMBED.split("<div", 1)[0]],
)
def test_a_post_that_telegram_does_not_show_is_told(page: str) -> None:
    with pytest.raises(Refused, match="no such post"):
        shown_post(page, "post:telegram/some_channel/12")


def test_what_has_no_page_has_no_address() -> None:
    addresses = {
        "arxiv:2510.26692": "https://arxiv.org/abs/2510.26692",
        "post:telegram/c/123/4": "https://t.me/c/123/4",
        "url:zotero://select/items/0_A": "zotero://select/items/0_A",
    }
    assert [address_to_fetch(key, url) for key, url in addresses.items()] == [None] * 3
    wrapped = "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2Fa"
    assert address_to_fetch("url:https://example.org/a", wrapped) == "https://example.org/a"
    assert address_to_fetch("doi:10.1145/3292500", "") == "https://doi.org/10.1145/3292500"
