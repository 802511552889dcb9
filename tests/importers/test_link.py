"""Any address can be kept, and becomes what it leads to when that comes in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.ingest.planning import Options
from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind, State, Zone

from ..conftest import Command


@pytest.mark.parametrize(
    ("spec", "key", "kind", "title"),
    [
        ("https://a.example/how-it-works?utm_source=x", "url:https://a.example/how-it-works", "article",
         "a.example/how-it-works"),
        ("site.com/%D0%B9%D0%BE%D0%B4", "url:https://site.com/%D0%B9%D0%BE%D0%B4", "article", "site.com/йод"),
        ("https://пример.рф/статья", "url:https://xn--e1afmkfd.xn--p1ai/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F",
         "article", "пример.рф/статья"),
        ("https://github.com/Me/It.git", "url:https://github.com/me/it", "repo", "github.com/me/it"),
        ("https://youtu.be/kCc8FmEb1nY?t=3", "url:https://youtube.com/watch?v=kCc8FmEb1nY", "video",
         "youtube.com/watch?v=kCc8FmEb1nY"),
        ("https://t.me/s/some_channel/12", "post:telegram/some_channel/12", "post", "t.me/s/some_channel/12"),
        ("tg://resolve?domain=some_channel&post=12", "post:telegram/some_channel/12", "post",
         "tg://resolve?domain=some_channel&post=12"),
        ("doi:10.1145/3292500", "doi:10.1145/3292500", "paper", "doi:10.1145/3292500"),
        ("zotero://select/items/0_ABC", "url:zotero://select/items/0_ABC", "article", "zotero://select/items/0_ABC"),
        ("http://localhost:8080/wiki", "url:http://localhost:8080/wiki", "article", "localhost:8080/wiki"),
        ("[Заголовок](https://a.ru/x)", "url:https://a.ru/x", "article", "Заголовок"),
    ],
)  # fmt: skip
def test_an_address_is_an_item_at_once(library: Library, spec: str, key: str, kind: str, title: str) -> None:
    report = library.intake.add([spec], zone=Zone.NICE_TO_HAVE)
    assert (report.added, report.failed) == (1, ())
    [item] = report.touched
    assert (item.key, item.kind, item.title, item.zone, item.stub) == (
        key,
        kind,
        title,
        Zone.NICE_TO_HAVE,
        True,
    )


def test_kept_links_do_not_wait_for_arxiv(library: Library) -> None:
    report = library.intake.add(["https://a.ru/x", "10.1145/3292500", "2510.26692"])
    stats = library.upkeep.stats()
    assert (stats.stubs, stats.links) == (1, 2)
    assert len(report.warnings) == 3
    completed = library.intake.complete()
    assert [item.key for item in completed.touched] == ["arxiv:2510.26692"]


def test_a_known_address_finds_its_item(library: Library) -> None:
    post = Document("post:telegram/some_channel/12", Kind.POST, "О внимании", "Текст", source="some_channel")
    ingest(library.store, [post])
    report = library.intake.add(
        ["https://t.me/some_channel/12?single", "tg://resolve?domain=some_channel&post=12"]
    )
    assert (report.added, report.updated, report.unchanged, report.warnings) == (0, 0, 2, ())
    assert [item.title for item in report.touched] == ["О внимании"]


def test_a_title_given_by_hand_stays_until_the_page_tells_its_own(library: Library, tmp_path: Path) -> None:
    library.intake.add(["https://site.example/post"])
    assert library.intake.add(["[Мой заголовок](https://site.example/post)"]).updated == 1
    assert library.intake.add(["https://site.example/post"]).unchanged == 1
    library.triage.move(["https://site.example/post"], Zone.MUST_HAVE)
    library.items.set_state(["https://site.example/post"], State.READING)
    page = tmp_path / "saved.html"
    text = "Attention is a memory that is read by likeness and written by time. " * 8
    page.write_text(
        "<html><head><title>On attention</title><link rel='canonical' href='https://site.example/post'></head>"
        f"<body><article><h1>On attention</h1><p>{text}</p><p>{text}</p></article></body></html>"
    )
    assert library.intake.add([str(page)]).updated == 1
    detail = library.items.get("https://site.example/post")
    assert (detail.item.title, detail.item.zone, detail.item.state) == (
        "On attention",
        "must-have",
        "reading",
    )
    assert not detail.item.stub
    assert "memory" in detail.text
    assert "waiting_for" not in detail.meta
    assert {str(event.action) for event in detail.events} == {"added", "moved", "state"}
    assert library.upkeep.stats().links == 0


def test_a_kept_link_takes_the_key_of_the_paper_it_leads_to(library: Library) -> None:
    library.intake.add(["https://publisher.example/article/7"])
    paper = Document(
        "doi:10.1000/7", Kind.PAPER, "A paper", "Text", aliases=("https://publisher.example/article/7",)
    )
    ingest(library.store, [paper], Options())
    [item] = library.items.select()
    assert (item.key, item.title, item.stub) == ("doi:10.1000/7", "A paper", False)
    assert library.items.get("https://publisher.example/article/7").item.id == item.id


def test_the_command_takes_lists_and_names_what_it_refuses(
    kb_on: Callable[[Path], Command], tmp_path: Path
) -> None:
    kb = kb_on(tmp_path / "home")
    run = kb("add", "--no-embed", "--json", "2510.26692, https://a.ru/x", "mailto:a@b.ru", "no/such/note.md")
    assert run.status == 1
    told = json.loads(run.out)
    assert [item["key"] for item in told["items"]] == ["arxiv:2510.26692", "url:https://a.ru/x"]
    assert [failure["reason"].partition(";")[0] for failure in told["failed"]] == [
        "mailto: is no address of a page",
        "No such file: no/such/note.md",
    ]
    assert "Kept by DOI only" in kb("add", "--no-embed", "doi:10.1145/3292500").err
    assert kb("stats", "--json").json["links"] == 2
