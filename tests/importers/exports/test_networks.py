"""What people keep and write in networks: Reddit, VK, Bluesky, Zulip; outlines of Tana; pages as HAR."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kb.importers.link import link_document
from kb.library import Library
from kb.types import Document, Kind, State
from tests.importers.exports.reading import told as read

HERE = Path(__file__).parent / "fixtures_networks"
PAPER = "arxiv:2310.06770"


def by_title(path: Path, cache: Path) -> tuple[dict[str, Document], list[str]]:
    found, failures = read(path, cache)
    return {one.title: one for one in found}, failures


def test_what_was_saved_at_reddit_is_called_by_the_words_of_its_address(cache: Path) -> None:
    found, failures = by_title(HERE / "reddit", cache)
    assert {title: (one.key, one.guessed, one.saved_at) for title, one in found.items()} == {
        "D a talk on caches": (
            "url:https://reddit.com/r/MachineLearning/comments/1abcde/d_a_talk_on_caches", True, None,
        ),
        "New model out": ("url:https://reddit.com/r/LocalLLaMA/comments/1abcdf/new_model_out", True, None),
        # The words in a comment's address are those of the post it stands below.
        "reddit.com/r/MachineLearning/comments/1abcde/d_a_talk_on_caches/kx1": (
            "url:https://reddit.com/r/MachineLearning/comments/1abcde/d_a_talk_on_caches/kx1", True, None,
        ),
        "[P] Caches": (
            "url:https://reddit.com/r/MachineLearning/comments/1own01/p_caches",
            False, "2024-03-01T10:00:00+00:00",
        ),
        "[R] A paper": (PAPER, True, "2024-03-02T10:00:00+00:00"),
    }  # fmt: skip
    assert found["[P] Caches"].text == "A cache is a promise."
    assert sorted(failures) == [
        "rows that are comments of your own: 1; left out",
        "rows that tell what was hidden: 1; left out",
        "rows that tell what was voted for: 1; left out",
        "rows that went to single people: 1; left out",
    ]


def test_what_stands_at_reddit_in_another_language_or_was_passed_on_has_its_title_and_address(
    tmp_path: Path, cache: Path
) -> None:
    site = "https://www.reddit.com/r/ru/comments"
    saved = f"1a,{site}/1a/%D0%BE_%D0%BA%D1%8D%D1%88%D0%B0%D1%85/"
    (tmp_path / "saved_posts.csv").write_text(f"id,permalink\n{saved}\n1b,\n")
    (tmp_path / "posts.csv").write_text(
        "id,permalink,date,ip,subreddit,gildings,title,url,body\n"
        f"1c,{site}/1c/look/,2024-03-01 10:00:00 UTC,,ru,0,Look,/r/all/comments/1d/caches/,\n"
    )
    found, failures = by_title(tmp_path, cache)
    assert {title: one.url for title, one in found.items()} == {
        "О кэшах": f"{site}/1a/%D0%BE_%D0%BA%D1%8D%D1%88%D0%B0%D1%85/",
        "Look": "https://www.reddit.com/r/all/comments/1d/caches/",
    }
    assert failures == ["holds no web address (empty)"]


def test_another_table_of_numbers_and_addresses_is_not_reddit_s(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "saved_posts.csv").write_text("id,permalink\n1,https://lists.example/r/one\n")
    [page], _failures = read(tmp_path / "saved_posts.csv", cache)
    assert page.meta["program"] == "table"


def test_of_vk_s_archive_bookmarks_and_posts_come_and_no_letters(cache: Path) -> None:
    (link, post), failures = read(HERE / "vk", cache)
    assert (link.url, link.kind) == ("https://example.org/caches?a=1&b=2", Kind.ARTICLE)
    assert (post.kind, post.url, post.published) == (Kind.POST, "https://vk.com/wall1_1", "2026-05-07")
    assert post.title == "Кэш — это обещание о прошлом."
    assert post.text == (
        "Кэш — это обещание о прошлом.\nИ память: arxiv.org/abs/2403.00001\n\nhttps://example.org/post"
    )
    assert [one.key for one in post.references] == ["arxiv:2403.00001", "url:https://example.org/post"]
    assert failures == ["posts that are pictures without words: 1; left out"]


def test_an_archive_of_vk_s_comes_from_any_folder_whatever_its_posts_lack(
    tmp_path: Path, cache: Path
) -> None:
    wall = shutil.copytree(HERE / "vk", tmp_path / "page" / "vk") / "wall" / "wall0.html"
    # The photo of the first post leads nowhere, the second post is without its address.
    text = wall.read_bytes().replace(b" href='https://vk.com/photo1_2'", b"")
    wall.write_bytes(text.replace(b' href="https://vk.com/wall1_2"', b""))
    (link, post), failures = read(tmp_path / "page", cache)
    assert (link.url, post.url) == ("https://example.org/caches?a=1&b=2", "https://vk.com/wall1_1")
    assert post.text.endswith("arxiv.org/abs/2403.00001\n\nhttps://example.org/post")
    assert not failures


def test_posts_kept_at_bluesky_come_with_their_links(cache: Path) -> None:
    (kept, gone), failures = read(HERE / "bluesky.json", cache)
    assert not failures
    assert (kept.kind, kept.url, kept.authors) == (
        Kind.POST, "https://bsky.app/profile/jane.example/post/3kaaa", ("Jane Doe",),
    )  # fmt: skip
    assert kept.text == (
        "О кэшах: https://example.org/caches-by-hand и вот\n\n[Shown below](https://example.org/shown)"
    )
    assert (kept.saved_at, kept.published) == ("2025-09-10T10:00:00+00:00", "2025-09-09")
    assert (gone.kind, gone.url) == (Kind.POST, "https://bsky.app/profile/did:plc:gone/post/3kbbb")
    [liked], _failures = read(HERE / "likes_of_bluesky.json", cache)
    assert (liked.tags, liked.saved_at, liked.text) == (("favourite",), None, "Caches, again")


def test_half_an_emoji_in_a_post_of_bluesky_s_costs_nothing_else(tmp_path: Path, cache: Path) -> None:
    text = (HERE / "bluesky.json").read_text(encoding="utf-8")
    (tmp_path / "bluesky.json").write_text(text.replace("и вот", "и вот \\ud83d", 1), encoding="utf-8")
    (kept, _gone), failures = read(tmp_path / "bluesky.json", cache)
    assert not failures
    assert kept.text.split("\n")[0].endswith("/caches-by-hand и вот \N{REPLACEMENT CHARACTER}")


def test_a_person_of_bluesky_who_is_called_anew_is_the_same(tmp_path: Path, library: Library) -> None:
    first = (HERE / "bluesky.json").read_text(encoding="utf-8")
    for name, text in (("old.json", first), ("new.json", first.replace("jane.example", "doe.example"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        library.intake.add([str(tmp_path / name)])
    assert library.upkeep.stats().items == 2


def test_links_shared_in_zulip_come_with_their_words_and_place(cache: Path) -> None:
    (page, paper), failures = read(HERE / "zulip", cache)
    assert not failures
    assert (page.title, page.summary) == ("Caches", "Jane Doe: @Rick Roe look at Caches, a good one")
    assert (page.saved_at, page.tags) == ("2024-03-01T10:01:40+00:00", ("papers", "reading"))
    assert (paper.key, paper.summary, paper.tags) == (PAPER, "", ())


def test_a_file_of_zulip_by_itself_comes_without_names(tmp_path: Path, cache: Path) -> None:
    file = Path(shutil.copy(HERE / "zulip" / "messages-000001.json", tmp_path))
    first, *_others = read(file, cache)[0]
    assert (first.summary, first.tags) == ("@Rick Roe look at Caches, a good one", ())


def test_names_that_came_later_are_told_too(tmp_path: Path, cache: Path) -> None:
    export = shutil.copytree(HERE / "zulip", tmp_path / "zulip")
    realm = (export / "realm.json").rename(tmp_path / "realm.json")
    assert read(export, cache)[0][0].tags == ()
    realm.rename(export / "realm.json")
    assert read(export, cache)[0][0].tags == ("papers", "reading")


def test_outlines_of_tana_are_notes_and_pages(cache: Path) -> None:
    found, failures = by_title(HERE / "tana.json", cache)
    assert not failures
    note, page, day = found.values()
    assert (note.title, note.tags, note.saved_at) == ("On caches", ("idea",), "2024-03-01T10:01:40+00:00")
    assert note.text == (
        "In short.\n\n- A promise, see Caches by hand & [the paper](https://arxiv.org/abs/2310.06770)\n"
        "  - Its price is memory\n- [x] Read it by 2024-03-05"
    )
    assert (page.title, page.url) == ("Caches by hand", "https://example.org/caches")
    assert [one.note for one in page.annotations] == ["- Worth it"]
    assert (day.title, day.published, day.text) == ("2024-03-01 - Friday", "2024-03-01", "- Read all morning")


def test_nodes_of_tana_that_lie_in_each_other_end(tmp_path: Path, cache: Path) -> None:
    nodes = [
        {"id": one, "props": {"name": one, "_ownerId": other}, "children": [other]}
        for one, other in (("a", "b"), ("b", "a"))
    ]
    inbox = {"id": "workspace1_CAPTURE_INBOX", "props": {"name": "Inbox"}, "children": ["c"]}
    kept = {"id": "c", "props": {"name": "kept", "_ownerId": "workspace1_CAPTURE_INBOX"}, "children": ["a"]}
    (tmp_path / "tana.json").write_text(json.dumps({"formatVersion": 1, "docs": [*nodes, inbox, kept]}))
    [note], failures = read(tmp_path / "tana.json", cache)
    assert (failures, note.text) == ([], "- a\n  - b\n    - a")


def test_pages_seen_by_a_browser_come_as_articles(cache: Path) -> None:
    [page], failures = read(HERE / "pages.har", cache)
    assert (page.key, page.title) == ("url:https://example.org/caches", "Caches")
    assert page.text.startswith("A cache is a promise about the past")
    assert page.saved_at == "2024-03-01T10:00:00+00:00"
    assert failures == ["pages without an article's text: 1; left out"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "https://other.example/users/rick/statuses/109000000000000010",
            "https://other.example/@rick/109000000000000010",
        )
    ],
)
def test_a_post_of_mastodon_is_known_by_both_its_addresses(one: str, other: str) -> None:
    for address, known in ((one, other), (other, one)):
        assert link_document(f"url:{address}", address).aliases == (f"url:{known}",)
    assert link_document(f"url:{one[:-3]}/x", one).aliases == ()


def test_of_takeout_lists_and_tasks_come_and_no_history(cache: Path) -> None:
    found, failures = by_title(HERE / "takeout", cache)
    assert {title: (one.url, one.state, one.saved_at, one.tags) for title, one in found.items()} == {
        "On takeouts": ("https://takeout.example/caches", None, None, ("ml", "Reading")),
        "takeout.example/task": (
            "https://takeout.example/task", State.UNREAD, "2024-03-01T10:00:00+00:00", ("To read",),
        ),
        "A talk": ("https://takeout.example/talk", State.READ, "2024-03-02T10:00:00+00:00", ("To read",)),
    }  # fmt: skip
    assert {title: [mark.note for mark in one.annotations] for title, one in found.items()} == {
        "On takeouts": ["my note\n\nand a comment"], "takeout.example/task": ["why so"], "A talk": ["good"],
    }  # fmt: skip
    seen = "that tell what was seen, and not what was kept; export bookmarks: 1; left out"
    assert sorted(failures) == [
        "records that lead to no page: 1; left out",
        f"records {seen}",
        f"rows {seen}",
    ]


def test_of_linkedin_what_was_saved_and_shared_comes_and_nobody_s_letters(cache: Path) -> None:
    found, failures = read(HERE / "linkedin", cache)
    told = {one.url: (one.saved_at, one.text, [mark.note for mark in one.annotations]) for one in found}
    feed = "https://www.linkedin.com/feed/update/"
    assert told == {
        f"{feed}urn:li:activity:7169000000000000000": ("2024-03-01T10:00:00+00:00", "", []),
        "https://www.linkedin.com/jobs/view/3800000000": ("2024-03-02T10:00:00+00:00", "", []),
        "https://linked.example/caches": ("2024-03-01T10:00:00+00:00", "", ["On caches, at length"]),
        f"{feed}urn%3Ali%3Ashare%3A2": ("2024-03-02T10:00:00+00:00", "A cache is a promise.", []),
    }
    assert sorted(failures) == [
        "rows that are comments of your own: 1; left out",
        "rows that tell of people: 1; left out",
        "rows that tell of people: 2; left out",
        "rows that tell what was liked in passing: 1; left out",
        "rows that went to single people: 1; left out",
    ]


@pytest.mark.parametrize(
    ("header", "row", "taken"),
    [
        ("First Name,Last Name,Website", "Jane,Doe,https://jane.example/about", False),
        # Anybody's table may lead to LinkedIn.
        ("Date,Type,Link,Notes", "2024-03-01,post,https://www.linkedin.com/feed/update/1,good", True),
    ],
)
def test_lists_of_people_are_no_lists_of_links(
    header: str, row: str, taken: bool, tmp_path: Path, cache: Path
) -> None:
    (tmp_path / "table.csv").write_text(f"{header}\n{row}\n")
    found, _failures = read(tmp_path / "table.csv", cache)
    assert [one.meta["program"] for one in found] == (["table"] if taken else [])


@pytest.mark.parametrize(
    ("file", "written", "odd"),
    [
        ("tana.json", '"children": ["n2", "n3", "q1"]', '"children": [[], {}, "n2"]'),
        ("pages.har", '"pageref": "page_2"', '"pageref": []'),
        ("zulip/messages-000001.json", '"sender": 9, "recipient": 21', '"sender": {}, "recipient": []'),
        ("../fixtures_books/readera.json", '"uri": "sha-1:8808"', '"uri": []'),
    ],
)
def test_parts_of_wrong_types_cost_nothing_else(
    file: str, written: str, odd: str, tmp_path: Path, cache: Path
) -> None:
    text = (HERE / file).read_text(encoding="utf-8")
    assert written in text
    target = tmp_path / Path(file).name
    # What Zulip tells of people stands beside its messages.
    shutil.copy(HERE / "zulip" / "realm.json", tmp_path)
    target.write_text(text.replace(written, odd), encoding="utf-8")
    found, failures = read(target, cache)
    assert len(found) == len(read(HERE / file, cache)[0])
    assert not [reason for reason in failures if "could not be read" in reason]
