"""What people share in talks and keep among tasks, posts and wikis."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from kb.types import Kind, State
from tests.importers.exports.reading import told as read

HERE = Path(__file__).parent
TALKS = HERE / "fixtures_talks"
CACHES, PAPER = "https://example.org/caches", "arxiv:2310.06770"


def test_links_shared_in_slack_come_with_their_preview_and_words(cache: Path) -> None:
    (page, paper), failures = read(TALKS / "slack", cache)
    assert not failures
    assert (page.url, page.title) == ("https://example.org/caches?a=1&b=2", "On caches & promises")
    assert page.summary == "Jane: Worth it, @Rick Roe & all: (from papers)"
    assert (page.saved_at, page.tags) == ("2024-03-01T08:01:00+00:00", ("general",))
    assert (paper.key, paper.summary, paper.authors) == (PAPER, "", ())


def test_a_day_in_slack_without_links_gives_nothing(tmp_path: Path, cache: Path) -> None:
    said = [{"type": "message", "user": "U1", "ts": "1709280000.000100", "text": "Good morning"}]
    (tmp_path / "2024-03-02.json").write_text(json.dumps(said))
    assert read(tmp_path / "2024-03-02.json", cache) == ([], [])


def test_links_that_stand_in_blocks_or_in_what_is_passed_on_in_slack_come_too(
    tmp_path: Path, cache: Path
) -> None:
    link = {"type": "link", "url": CACHES, "text": "the promises"}
    blank = {"type": "text", "text": " "}
    rich = [{"type": "text", "text": "Worth it: "}, {"type": "user", "user_id": "U2"}, blank, link]
    section = {"type": "section", "text": {"type": "mrkdwn", "text": f"read <{CACHES}/3|it>"}}
    within = {"message": {"blocks": [section]}}
    quoted = {"from_url": f"{CACHES}/quoted", "text": f"see <{CACHES}/unseen>"}
    told = [
        {"text": "", "blocks": [{"type": "rich_text", "elements": [{"type": "section", "elements": rich}]}]},
        {"text": "this", "attachments": [{"is_share": True, "author_name": "Ann", "text": f"<{CACHES}/2>"}]},
        {"text": "", "attachments": [{"is_msg_unfurl": True, "message_blocks": [within]}]},
        {"text": "", "attachments": [{"title": "On caches", "title_link": f"{CACHES}/4", "text": "Words."}]},
        {"text": f"<{CACHES}/5>", "attachments": [quoted]},
    ]
    day = [
        {"type": "message", "user": "U1", "ts": f"170928000{n}.000100", **one} for n, one in enumerate(told)
    ]
    (tmp_path / "users.json").write_text(
        '[{"id": "U1", "name": "jane", "profile": {}}, {"id": "U2", "name": "rick", "profile": {}}]'
    )
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "2024-03-01.json").write_text(json.dumps(day))
    found, failures = read(tmp_path / "papers" / "2024-03-01.json", cache)
    assert not failures
    assert [(one.url, one.summary) for one in found] == [
        (CACHES, "jane: Worth it: @rick the promises"), (f"{CACHES}/2", ""), (f"{CACHES}/3", "read it"),
        (f"{CACHES}/4", "Words."), (f"{CACHES}/5", ""),
    ]  # fmt: skip
    assert [one.title for one in found[::3]] == ["the promises", "On caches"]


def test_one_s_own_posts_of_mastodon_are_posts(cache: Path) -> None:
    (first, second), failures = read(TALKS / "outbox.json", cache)
    assert (first.kind, first.url, first.authors) == (
        Kind.POST, "https://social.example/@jane/109000000000000001", ("@jane@social.example",),
    )  # fmt: skip
    assert first.text == "A cache is a promise.\n\nhttps://example.org/caches/by-hand-and-by-eye #caches"
    assert [one.url for one in first.references] == ["https://example.org/caches/by-hand-and-by-eye"]
    assert (first.tags, first.published) == (("caches",), "2022-11-08")
    assert "url:https://social.example/users/jane/statuses/109000000000000001" in first.aliases
    assert (second.title, second.text) == ("Caches, at length", "And of the past.")
    assert sorted(failures) == [
        "records that answer others without a link: 1; left out",
        "records that pass on what others wrote: 1; left out",
        "records that went to single people: 1; left out",
    ]


@pytest.mark.parametrize("name", ["bookmarks.json", "bookmarks.csv"])
def test_bookmarks_of_mastodon_are_addresses(name: str, tmp_path: Path, cache: Path) -> None:
    posts = [f"https://other.example/users/rick/statuses/10900000000000001{n}" for n in range(3)]
    kept = {"id": "bookmarks.json", "type": "OrderedCollection", "orderedItems": posts}
    (tmp_path / name).write_text(json.dumps(kept) if name.endswith("json") else "\n".join(posts) + "\n")
    found, failures = read(tmp_path / name, cache)
    assert not failures and [one.url for one in found] == posts
    assert {(one.kind, one.tags) for one in found} == {(Kind.POST, ())}


def test_facebook_s_letters_are_mended(cache: Path) -> None:
    (page,), failures = read(TALKS / "saved_items.json", cache)
    assert (page.url, page.title, page.saved_at) == (CACHES, "Café — кэш", "2024-03-01T08:00:00+00:00")
    assert len(failures) == 1


@pytest.mark.parametrize("name", ["saves_and_collections_v2", "saves"])
def test_facebook_s_older_lists_are_the_same(name: str, tmp_path: Path, cache: Path) -> None:
    older = (TALKS / "saved_items.json").read_text("utf-8").replace("saves_v2", name)
    (tmp_path / "saved_items.json").write_text(older, "utf-8")
    assert read(tmp_path / "saved_items.json", cache)[0] == read(TALKS / "saved_items.json", cache)[0]


def test_posts_saved_on_instagram_are_known_by_what_they_hold(cache: Path) -> None:
    address, at = "https://www.instagram.com/p/AbCdEfGhIjK/", "2024-03-01T08:00:00+00:00"
    (old,), failures = read(TALKS / "instagram.json", cache)
    assert not failures and (old.url, old.authors, old.saved_at) == (address, ("jane.doe",), at)
    (new,), failures = read(TALKS / "saved_posts.json", cache)
    assert (new.url, new.title, new.saved_at) == (address, "Un café et des caches #ml", at)
    assert len(failures) == 1


def test_tasks_that_lead_to_a_page_are_to_be_read(cache: Path) -> None:
    found, failures = read(TALKS / "Reading [123].csv", cache)
    page, paper, beside = found
    assert {one.state for one in found} == {State.UNREAD}
    assert (page.url, page.title, page.tags) == (CACHES, "On caches", ("paper", "weekend", "Reading"))
    assert [one.note for one in page.annotations] == ["Mind the appendix\n\nStill worth it"]
    assert (paper.key, paper.meta["folder"]) == (PAPER, "Reading / Papers")
    assert (beside.title, beside.url, beside.annotations) == (
        "A post on promises", "https://example.org/promises", (),
    )  # fmt: skip
    assert failures == ["rows that lead to no page: 1; left out"]


def test_the_whole_of_todoist_tells_what_is_done_and_when_it_was_added(cache: Path) -> None:
    (page,), failures = read(TALKS / "todoist.json", cache)
    assert (page.state, page.saved_at) == (State.READ, "2024-03-01T08:00:00+00:00")
    assert (page.title, page.meta["folder"]) == ("example.org/caches", "Reading / Papers / Soon")
    assert [one.note for one in page.annotations] == ["Twice even"]
    assert len(failures) == 1


def test_cards_of_trello_are_pages_and_notes(cache: Path) -> None:
    (page, paper, note), failures = read(TALKS / "board.json", cache)
    assert (page.url, page.state, page.saved_at) == (CACHES, State.UNREAD, "2024-03-01T07:57:52+00:00")
    assert page.tags == ("serving", "Reading", "To read")
    assert [one.note for one in page.annotations] == ["Why caches age"]
    assert (paper.key, paper.title, paper.state) == (PAPER, "Attention again", State.READ)
    assert [one.note for one in paper.annotations] == ["Read twice."]
    assert (note.kind, note.title, note.state) == (Kind.NOTE, "A thought", None)
    assert note.text.endswith("To find out\n\n- [x] since when\n- [ ] why")
    assert failures == ["records that are a title alone: 1; left out"]


def test_messages_of_whatsapp_with_a_link_are_kept(cache: Path) -> None:
    (post, paper), failures = read(TALKS / "chat.txt", cache)
    assert (post.kind, post.authors, post.published) == (Kind.POST, ("Jane Doe",), "2024-03-01")
    assert post.text == f"Worth it, all of it:\n{CACHES}\nsecond line"
    assert [one.url for one in post.references] == [CACHES]
    assert (paper.key, paper.saved_at) == (PAPER, "2024-03-01T21:16:10+00:00")
    assert failures == ["messages without a link: 3; left out"]


@pytest.mark.parametrize(
    "head",
    [
        "13/03/2026, 21:14 - ", "3/13/26, 9:14\u202fPM - ", "[3/13/26, 9:14:00\u202fPM] ",
        "13.03.26, 21:14 - ",
        "\u200e[13.03.26, 21:14:00] ", "13/03/2026 21:14 - ", "13/3/26, 9:14 p.\xa0m. - ",
        "13/03/2026 à 21:14 - ", "13-03-2026 21:14 - ", "2026-03-13 21:14 - ", "13.3.2026 klo 21.14 - ",
        "2026/3/13 下午9:14 - ", "[2026/3/13 下午9:14:00] ", "2026. 3. 13. 오후 9:14 - ",
        "2026. 03. 13. 21:14 - ", "13/03/26 21.14 - ",
    ],
)  # fmt: skip
def test_days_of_whatsapp_in_any_language(head: str, tmp_path: Path, cache: Path) -> None:
    (tmp_path / "chat.txt").write_text(f"{head}Jane: {CACHES}\n{head}Rick: ok\n", encoding="utf-8")
    (page,), failures = read(tmp_path / "chat.txt", cache)
    assert (page.url, page.saved_at) == (CACHES, "2026-03-13T21:14:00+00:00")
    assert failures == ["messages without a link: 1; left out"]


def test_what_one_wrote_to_oneself_is_kept_whole(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "chat.txt").write_text(
        "13/03/2026, 21:14 - Jane: A thought\nof two lines\n13/03/2026, 21:15 - Jane: <Media omitted>\n",
        encoding="utf-8",
    )
    (note,), failures = read(tmp_path / "chat.txt", cache)
    assert (note.kind, note.text, note.authors) == (Kind.NOTE, "A thought\nof two lines", ())
    assert failures == ["messages without a link: 1; left out"]


def test_a_log_is_no_chat(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "log.txt").write_text("2026-03-13 21:14 - Started: all well\nThen words.\n", encoding="utf-8")
    (note,), failures = read(tmp_path / "log.txt", cache)
    assert not failures and "Then words." in note.text


def test_tiddlers_are_notes_and_pages(cache: Path) -> None:
    (note, page), failures = read(TALKS / "wiki.html", cache)
    assert not failures
    assert (note.kind, note.title, note.tags) == (Kind.NOTE, "On caches", ("serving",))
    assert (note.text, note.saved_at) == ("A **cache** is </script> a promise.", "2024-03-01T08:00:00+00:00")
    assert (page.url, page.title, [one.note for one in page.annotations]) == (CACHES, "A page", ["My words."])


def test_a_tiddler_by_itself_comes_in_markdown(cache: Path) -> None:
    (note,), failures = read(TALKS / "On caches.tid", cache)
    assert not failures and note.tags == ("serving", "kv cache")
    assert note.text == (
        "# Promises\n\nA **cache** is a *promise* about the past, see"
        " [the paper](https://arxiv.org/abs/2310.06770).\n\n- one\n  - within\n> Said by hand\n> — Jane"
    )
    assert [one.key for one in note.references] == [PAPER]


def test_a_page_among_tiddlers_needs_no_words(cache: Path) -> None:
    (page,), failures = read(TALKS / "A page.tid", cache)
    assert not failures and (page.url, page.text) == (CACHES, "")


def test_wikis_before_stores_of_json_keep_tiddlers_as_elements(cache: Path) -> None:
    (note,), failures = read(TALKS / "old_wiki.html", cache)
    assert not failures
    assert (note.title, note.tags, note.text) == (
        "On old caches", ("serving", "kv cache"), "A **cache** & a promise.",
    )  # fmt: skip


def test_tiddlers_as_json_are_notes(cache: Path) -> None:
    (note,), failures = read(TALKS / "tiddlers.json", cache)
    assert not failures and (note.title, note.text) == ("On promises", "Words in **Markdown**.")


def test_joplin_s_packed_export_is_what_its_folder_is(tmp_path: Path, cache: Path) -> None:
    folder = HERE / "fixtures_records/joplin"
    packed = tmp_path / "notes.jex"
    with tarfile.open(packed, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.add(file, arcname=file.name)
        archive.add(HERE / "reading.py", arcname="../outside.md")
        archive.add(HERE / "reading.py", arcname="resources/picture.png")
    found, failures = read(packed, cache)
    as_folder, _ = read(folder, cache)
    assert not failures and not list(tmp_path.parent.glob("outside.md"))
    assert [(one.key, one.title, one.tags, one.text) for one in found] == [
        (one.key, one.title, one.tags, one.text) for one in as_folder
    ]
    assert found


def test_a_packed_export_that_breaks_off_says_so(tmp_path: Path, cache: Path) -> None:
    whole = tmp_path / "whole.jex"
    with tarfile.open(whole, "w") as archive:
        for file in sorted((HERE / "fixtures_records/joplin").iterdir()):
            archive.add(file, arcname=file.name)
    (tmp_path / "notes.jex").write_bytes(whole.read_bytes()[:1600])
    found, (reason,) = read(tmp_path / "notes.jex", cache)
    assert not found and "notes.jex is damaged" in reason


@pytest.mark.parametrize(
    ("name", "at", "odd"),
    [
        ("board.json", ("cards", 0, "idList"), ["L1"]),
        ("todoist.json", ("items", 0, "project_id"), {"id": "2"}),
        ("tiddlers.json", (0,), None),
        ("outbox.json", ("orderedItems", 0, "object", "to"), None),
    ],
)
def test_an_odd_value_costs_itself_at_most(
    name: str, at: tuple[str | int, ...], odd: object, tmp_path: Path, cache: Path
) -> None:
    value = json.loads((TALKS / name).read_text())
    whole, _ = read(TALKS / name, cache)
    part = value
    for step in at[:-1]:
        part = part[step]
    part[at[-1]] = odd
    (tmp_path / name).write_text(json.dumps(value))
    found, failures = read(tmp_path / name, cache)
    assert len(found) >= len(whole) - 1 and not any("could not be read" in reason for reason in failures)


def test_json_with_a_list_of_types_is_left_to_others(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "notes.json").write_text('[{"id": "a", "type": ["bw:Comment", "Note"], "content": "words"}]')
    found, (reason,) = read(tmp_path / "notes.json", cache)
    assert not found and "in no format" in reason
