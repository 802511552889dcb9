"""From an address to the page: added, fetched in the background, tried again, stopped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kb.errors import ImportRefused, JomoError
from kb.ingest.fetching import due_again
from kb.library import Library
from kb.settings import Settings
from kb.store import fetches
from kb.types import Filters, Kind, Zone
from kb.web import Refused, Unreachable
from kb.web.pace import Pace, spread
from kb.work.queue import Lane
from tests.conftest import Command, StemEncoder
from tests.serving import Reply, Site

PROSE = "A cache of fixed size forgets what it cannot hold, and nobody asks it what that was. " * 4


def page(title: str, head: str = "") -> Reply:
    return Reply(
        f"<html><head><title>{title}</title>{head}</head><body><p>{PROSE}</p></body></html>".encode()
    )


@pytest.fixture
def online(settings: Settings, site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library that may ask the network, and trusts the site here; no process works beside it."""
    told = settings.model_copy(update={"network": True, "trusted_hosts": site.place})
    opened = Library(told, keep_index=True, encoder=StemEncoder())
    monkeypatch.setattr(opened.work, "ensure", lambda: None)
    yield opened
    opened.close()


def test_what_was_added_by_address_becomes_its_page_in_the_background(online: Library, site: Site) -> None:
    site.replies["/p/one?utm_source=x"] = page("On caches")
    taken = online.intake.take([site.url("/p/one?utm_source=x")], zone=Zone.MUST_HAVE)
    assert (taken.saved, site.asked) == (1, [])
    assert online.items.get(site.url("/p/one")).item.stub
    online.do(Lane.WEB)
    detail = online.items.get(site.url("/p/one"))
    assert (detail.item.title, detail.item.stub, detail.item.zone) == ("On caches", False, Zone.MUST_HAVE)
    assert detail.text.startswith("A cache of fixed size") and "waiting_for" not in detail.meta
    assert detail.pending is None
    assert [hit.item.title for hit in online.search.find("forgets").hits] == ["On caches"]
    (record,) = [one for one in online.intake.last() if one.job_id not in taken.imports]
    assert (record.updated, record.warnings) == (1, ())


def test_a_page_that_does_not_come_stays_with_its_reason_and_is_tried_again(
    online: Library, site: Site
) -> None:
    site.replies["/p"] = Reply(status=503, headers={"Retry-After": "7200"})
    online.intake.take([f"[Caches]({site.url('/p')})"])
    online.do(Lane.WEB)
    detail = online.items.get(site.url("/p"))
    assert (detail.item.title, detail.item.stub) == ("Caches", True)
    assert detail.pending is not None and "HTTP 503" in detail.pending.reason
    due = datetime.fromisoformat(detail.pending.due_at or "")
    assert timedelta(minutes=118) < due - datetime.now(UTC) <= timedelta(minutes=120)
    [told] = online.intake.last()[0].warnings
    assert "kept by its address" in told and "HTTP 503" in told
    # Not before it is due: neither by itself nor by `complete`.
    assert not online.work.wants_pages()
    online.do(Lane.WEB)
    online.pages.complete()
    assert site.paths() == ["/p"]
    with online.store.write() as db:
        fetches.ask(db, [detail.item.id], "2026-01-01T00:00:00+00:00")
    site.replies["/p"] = page("On caches")
    assert online.work.wants_pages()
    online.do(Lane.WEB)
    assert online.items.get(site.url("/p")).item.title == "On caches"
    assert not online.work.wants_pages()


def test_without_the_network_a_page_waits_until_there_is_one(
    settings: Settings, online: Library, site: Site
) -> None:
    offline = Library(settings, encoder=StemEncoder())
    offline.intake.take([site.url("/p")])
    assert not offline.work.wants_pages()
    with pytest.raises(JomoError, match="KB_NETWORK"):
        offline.pages.fetch([site.url("/p")])
    offline.close()
    site.replies["/p"] = page("On caches")
    assert online.pages.complete().updated == 1
    assert not online.items.get(site.url("/p")).item.stub


def test_links_of_an_export_are_fetched_only_when_asked(online: Library, site: Site, tmp_path: Path) -> None:
    links = "".join(
        f'<li><a href="{site.url(f"/{n}")}" time_added="171000000{n}" tags="">Kept {n}</a></li>'
        for n in range(6)
    )
    export = tmp_path / "ril_export.html"
    export.write_text(
        f"<!DOCTYPE html><html><head><title>Pocket Export</title></head><h1>Unread</h1><ul>{links}</ul>"
    )
    for n in range(6):
        site.replies[f"/{n}"] = page(f"Page {n}")
    report = online.pages.completed(online.intake.add([str(export)]), [str(export)], lambda *_: None)
    assert (report.added, site.asked) == (6, [])
    assert not online.work.wants_pages()
    lacking = online.pages.lacking(limit=2)
    assert lacking == [f"url:{site.url('/5')}", f"url:{site.url('/4')}"]
    fetched = online.pages.fetch(lacking)
    assert (fetched.updated, fetched.failed) == (2, ())
    assert {item.title for item in fetched.touched} == {"Page 4", "Page 5"}
    assert len(online.pages.lacking()) == 4
    assert online.pages.lacking(Filters(kinds=(Kind.PAPER,))) == []


def test_two_addresses_of_one_page_are_one_item(online: Library, site: Site) -> None:
    canonical = f"<link rel='canonical' href='{site.url('/2026/on-caches-of-fixed-size')}'>"
    site.replies["/2026/on-caches-of-fixed-size"] = page("On caches", canonical)
    site.replies["/go/1"] = Reply(status=302, headers={"Location": "/2026/on-caches-of-fixed-size"})
    online.intake.take([site.url("/2026/on-caches-of-fixed-size")])
    online.do(Lane.WEB)
    online.intake.take([site.url("/go/1")])
    online.do(Lane.WEB)
    one = online.items.get(site.url("/go/1")).item
    assert one == online.items.get(site.url("/2026/on-caches-of-fixed-size")).item
    assert online.upkeep.stats().items == 1


def test_one_host_that_is_down_is_asked_once_and_the_others_all(online: Library, site: Site) -> None:
    site.replies["/busy/1"] = site.replies["/busy/2"] = Reply(status=429)
    online.intake.take([site.url("/busy/1"), site.url("/busy/2")])
    online.do(Lane.WEB)
    assert site.paths() == ["/busy/1"]
    for path in ("/busy/1", "/busy/2"):
        pending = online.items.get(site.url(path)).pending
        assert pending is not None and "HTTP 429" in pending.reason and pending.due_at is not None


def test_a_run_stops_between_two_pages(online: Library, site: Site) -> None:
    keys = []
    for n in range(3):
        site.replies[f"/{n}"] = page(f"Page {n}")
        keys.append(f"url:{site.url(f'/{n}')}")
    online.intake.take([key.removeprefix("url:") for key in keys])
    assert online.pages.fetch(keys, should_stop=lambda: len(site.asked) >= 1).updated == 1
    assert site.paths() == ["/0"]
    assert online.pages.complete().updated == 2
    online.work.stop()
    assert not online.work.wants_pages()


def test_a_run_of_failures_stops_too_and_tells_how_far_it_is(online: Library, site: Site) -> None:
    addresses = [site.url(f"/gone/{n}") for n in range(4)]
    online.intake.take(addresses)
    told: list[tuple[int, int]] = []
    report = online.pages.fetch(
        addresses, progress=lambda *one: told.append(one), should_stop=lambda: len(site.asked) > 1
    )
    assert (len(site.asked), told, len(report.failed)) == (2, [(0, 4), (1, 4)], 2)


def test_a_shell_keeps_its_title_and_says_why_it_has_no_text(online: Library, site: Site) -> None:
    site.replies["/app"] = Reply(b"<html><head><title>The app</title></head><div id=root></div></html>")
    online.intake.take([site.url("/app")])
    online.do(Lane.WEB)
    detail = online.items.get(site.url("/app"))
    assert (detail.item.title, detail.item.stub) == ("The app", True)
    assert detail.pending is not None and "browsers only" in detail.pending.reason
    assert not online.work.wants_pages()


def test_addresses_without_a_page_are_told(online: Library) -> None:
    online.intake.take(["zotero://select/items/0_ABC", "https://t.me/c/123/4"])
    assert online.pages.lacking() == []
    report = online.pages.fetch(["zotero://select/items/0_ABC", "https://t.me/c/123/4"])
    assert [failure.reason.startswith("There is no page") for failure in report.failed] == [True, True]


@pytest.fixture
def command(
    kb_on: Callable[[Path], Command], tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> Command:
    run = kb_on(tmp_path / "home")
    monkeypatch.setenv("KB_NETWORK", "true")
    monkeypatch.setenv("KB_TRUSTED_HOSTS", site.place)
    return run


def test_add_fetches_and_tells_what_did_not_come(command: Command, site: Site) -> None:
    site.replies["/p"] = page("On caches")
    told = command("add", site.url("/p"), site.url("/gone"), "--no-embed", "--json")
    assert (told.status, told.json["added"], told.json["failed"]) == (0, 2, [])
    assert told.json["items"][0]["title"] == "On caches"
    assert f"{site.url('/gone')} is kept by its address: 127.0.0.1 has no such page (HTTP 404)" in told.err
    again = command("add", site.url("/p"), "--no-embed", "--json")
    assert again.json["unchanged"] == 1
    assert site.paths() == ["/p", "/gone"]
    site.replies["/gone"] = page("Back again")
    assert "no such page" in command("show", site.url("/gone"), "--json").json["pending"]["reason"]
    fetched = command("fetch", site.url("/gone"), "--no-embed", "--json")
    assert (fetched.status, fetched.json["updated"], fetched.json["left"]) == (0, 1, 0)
    shown = json.loads(command("show", site.url("/gone"), "--json").out)
    assert shown["title"] == "Back again"


@pytest.mark.parametrize(
    ("error", "attempts", "minutes"),
    [
        (Unreachable("x"), 0, 15),
        (Unreachable("x"), 1, 60),
        (Unreachable("x", 500), 2, 240),
        (Unreachable("x", 500), 2000, 7 * 24 * 60),
        (Unreachable("x", 429, 3600.0), 0, 60),
        (Unreachable("x", 429, 1e300), 0, 7 * 24 * 60),
        (Unreachable("x", 429, 1.0), 0, 15),
        (Unreachable("x", 404), 0, None),
        (Unreachable("x", 410), 0, None),
        (Unreachable("x", 403), 0, None),
        (Refused("x"), 0, None),
        (ImportRefused("x"), 0, None),
    ],
)
def test_waits_grow_and_end(error: JomoError, attempts: int, minutes: int | None) -> None:
    assert due_again(error, attempts) == (None if minutes is None else timedelta(minutes=minutes))


def test_hosts_take_turns_and_rest() -> None:
    assert spread(["a1", "a2", "a3", "b1", "c1", "c2"], lambda one: one[0]) == [
        "a1",
        "b1",
        "c1",
        "a2",
        "c2",
        "a3",
    ]
    pace = Pace(frozenset({"mine"}), delay_s=60)
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(True)
        return True

    assert [pace.wait(host, stop) for host in ("a", "b", "mine", "mine")] == [True] * 4
    assert not asked
    assert not pace.wait("a", stop)
    assert asked


def test_taking_an_import_back_takes_its_pages_back(online: Library, site: Site) -> None:
    site.replies["/p"] = page("On caches")
    online.intake.take([site.url("/p")])
    online.do(Lane.WEB)
    assert online.items.get(site.url("/p")).text
    online.history.undo()
    assert online.items.count() == 0
