"""Telegram Desktop's exports: what a message becomes, what is left out, files that are broken or large."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kb.importers import ImportContext, documents, importers
from kb.library import Library
from kb.settings import Settings
from kb.types import Document, Failure, Kind, SearchMode
from tests.conftest import StemEncoder
from tests.importers.exports.test_exports import whole
from tests.importers.telling import line

FIXTURES = Path(__file__).with_name("fixtures_telegram")
CHANNEL = "post:telegram/c/1900100200"
GROUP = "post:telegram/c/1234567890"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def read(file: Path, cache: Path) -> tuple[dict[str, Document], list[str]]:
    """The documents by their keys, and what was told beside them."""
    found = list(documents(str(file), ImportContext(cache, network=False)))
    kept = {one.key: one for one in found if isinstance(one, Document)}
    told = [line(one) for one in found if isinstance(one, Failure)]
    assert len(kept) + len(told) == len(found)
    return kept, told


def keys_of(document: Document) -> list[str]:
    return [reference.key for reference in document.references]


def written(chat: dict[str, Any], file: Path, messages: Iterable[dict[str, Any]]) -> Path:
    file.write_text(json.dumps({**chat, "messages": list(messages)}, indent=1), encoding="utf-8")
    return file


def message(number: int, **fields: Any) -> dict[str, Any]:
    known = {"id": number, "type": "message", "date_unixtime": "1709287200", "from": "A", "from_id": "user1"}
    return {**known, "text": "", "text_entities": [], **fields}


GROUP_CHAT = {"name": "Group", "type": "private_supergroup", "id": 1234567890}


def test_a_channel_s_posts_come_in_with_all_they_say(cache: Path) -> None:
    kept, told = read(FIXTURES / "channel.json", cache)
    assert list(kept) == [f"{CHANNEL}/{number}" for number in (2, 5, 6, 8)]
    album, poll, forward, todo = kept.values()
    assert album.title == r"Внимание без квадратов\x41"
    assert album.text == (
        "Внимание без квадратов\\x41\n\nЛинейное внимание: [статья](https://arxiv.org/abs/2510.26692)"
        " и код. #внимание🔥"
    )
    assert (album.kind, album.published) == (Kind.POST, "2026-05-04T22:30:00+00:00")
    assert (album.source, album.authors, album.tags) == ("Разборы статей", (), ("внимание",))
    assert [key for key in album.aliases if key.startswith("post:")] == [f"{CHANNEL}/3"]
    assert keys_of(album) == ["arxiv:2510.26692"]
    assert album.url == "https://t.me/c/1900100200/2"
    assert dict(album.meta) == {"reactions": "👍12"}
    assert poll.text == "Что разобрать дальше?\n- Квантование\n- Дистилляцию"
    assert (poll.authors, keys_of(poll)) == (("Анна",), [f"{CHANNEL}/2"])
    assert (forward.title, forward.authors) == ("Обзор внимания.pdf", ("Другой канал",))
    assert forward.text == "Document: Обзор внимания.pdf"
    assert todo.text == (
        "План на неделю\n\nПрочитать\n- про выравнивание\n\n[Запись](https://example.org/talk)"
    )
    assert told == [
        "messages of the service (joined, pinned, calls): 1; left out",
        "messages of a kind that Telegram does not export: 1; left out",
        "messages without text, link or document: 1; left out",
    ]


def test_saved_messages_are_the_links_and_notes_they_were_kept_as(cache: Path) -> None:
    kept, told = read(FIXTURES / "saved.json", cache)
    link, note, forward, titled, other = kept.values()
    assert not told
    assert (link.key, link.saved_at) == ("url:https://example.org/one", "2024-03-01T10:00:00+00:00")
    assert (note.kind, note.key) == (Kind.NOTE, "note:telegram/saved_messages/700800900/12")
    assert (keys_of(note), note.tags) == (["arxiv:1706.03762"], ("work",))
    assert note.saved_at == "2024-03-01T10:01:00+00:00" and note.source == "Saved Messages"
    assert (forward.kind, forward.source, forward.published) == (Kind.POST, "Serving notes", None)
    assert forward.saved_at == "2024-03-01T10:02:00+00:00"
    assert (titled.key, titled.title) == ("arxiv:2001.08361", "Scaling laws")
    # No zone is told: the day alone is known.
    assert titled.saved_at == other.saved_at == "2024-03-01"
    assert other.key == "url:https://example.org/two"


def test_a_whole_account_comes_in_without_talk_and_codes(cache: Path) -> None:
    kept, told = read(FIXTURES / "account.json", cache)
    assert list(kept) == [
        "post:telegram/personal_chat/555/22", f"{GROUP}/31", f"{GROUP}/32", f"{GROUP}/33",
        "post:telegram/private_group/777/32", "post:telegram/c/1900100201/51",
    ]  # fmt: skip
    asked, answer, hidden = (kept[f"{GROUP}/{number}"] for number in (31, 32, 33))
    assert (asked.authors, asked.meta["topic"], asked.references) == (("Ann",), "Agents", ())
    assert keys_of(answer) == [asked.key]
    assert hidden.authors == ()
    old = kept["post:telegram/private_group/777/32"]
    assert (old.published, old.text.split("\n")[-1]) == ("2019-10-27", "Document: notes (1).pdf")
    assert keys_of(kept["post:telegram/c/1900100201/51"]) == ["url:https://example.org", asked.key]
    assert "messages with codes to log in: 1; left out" in told
    assert [one[-13:] for one in told if one.startswith("messages of talks with one")] == [": 1; left out"]
    assert not any("Your code" in one.text for one in kept.values())


def test_a_page_of_messages_says_what_the_json_says(cache: Path) -> None:
    kept, told = read(FIXTURES / "messages.html", cache)
    album, forward, poll = kept.values()
    assert album.text == (
        "Внимание без квадратов\n\nЗдесь [статья](https://arxiv.org/abs/2510.26692) и #внимание\n\n"
        "```\nx = 1\ny = 2\n```"
    )
    assert (album.published, album.source) == ("2026-05-04T22:30:00+00:00", "Разборы")
    assert (album.tags, album.authors) == (("внимание",), ("Анна",))
    assert len([key for key in album.aliases if key.startswith("post:")]) == 1
    assert album.meta["reactions"] == "👍12"
    assert forward.text == "Переслано целиком\n\nDocument: Обзор.pdf"
    assert (forward.authors, forward.published) == (("Другой канал",), "2026-05-01T07:00:00+00:00")
    assert poll.text == "Что дальше?\n- Квантование"
    assert keys_of(poll) == [album.key.replace("/2", "/3")]
    assert told == ["messages of the service (joined, pinned, calls): 1; left out"]


def test_a_reply_on_a_page_leads_to_the_message_on_another(library: Library) -> None:
    library.intake.add([str(FIXTURES / "messages2.html"), str(FIXTURES / "messages.html")])
    answer, answered, elsewhere, left_out = (
        next(library.items.get(one.key) for one in library.items.select() if one.title.startswith(words))
        for words in ("Ответ на прежней", "Переслано", "Ответ в другую", "Ответ на то")
    )
    assert [reference.key for reference in answer.references] == [answered.item.key]
    assert [mention.item.key for mention in answered.mentioned_by] == [answer.item.key]
    # Of another chat pages tell nothing, and what the service said is not kept.
    assert (elsewhere.references, left_out.references) == ((), ())


def test_what_a_group_said_before_it_became_a_large_one_keeps_its_numbers(
    tmp_path: Path, cache: Path
) -> None:
    page = (FIXTURES / "messages.html").read_text("utf-8")
    for number in (1, 2, 3, 4, 5):
        page = page.replace(f'message{number}"', f'message-{1_000_000_000 - number}"')
    file = tmp_path / "messages.html"
    file.write_text(page.replace("go_to_message3", "go_to_message-999999997"), "utf-8")
    kept, told = read(file, cache)
    album, _, poll = kept.values()
    assert album.key.endswith("/-999999998") and keys_of(poll)[0].endswith("/-999999997")
    assert told == ["messages of the service (joined, pinned, calls): 1; left out"]
    said = [
        message(-999999998, text="Before"),
        message(-999999997, reply_to_message_id=-999999998, text="Yes"),
    ]
    kept, _ = read(written(GROUP_CHAT, tmp_path / "result.json", said), cache)
    before, answer = kept.values()
    assert (before.key, before.url) == (f"{GROUP}/-999999998", None)
    assert keys_of(answer) == [before.key]


@pytest.mark.parametrize(
    ("kind", "answered", "key"),
    [
        ("saved_messages", {"text": "https://example.org/one"}, "url:https://example.org/one"),
        ("saved_messages", {"text": "A thought"}, "note:telegram/saved_messages/7/1"),
        ("saved_messages", {"text": "A post", "forwarded_from": "B"}, "post:telegram/saved_messages/7/1"),
        ("private_group", {"text": "A thought"}, "post:telegram/private_group/7/1"),
        ("personal_chat", {"text": "A thought"}, "post:telegram/personal_chat/7/1"),
    ],
)
def test_a_reply_finds_what_it_answers_where_messages_have_no_address(
    kind: str, answered: dict[str, Any], key: str, tmp_path: Path, cache: Path
) -> None:
    chat = {"name": "Ann", "type": kind, "id": 7}
    said = [message(1, **answered), message(2, text="What I think of it", reply_to_message_id=1)]
    kept, _ = read(written(chat, tmp_path / "result.json", said), cache)
    first, answer = kept.values()
    assert (first.key, keys_of(answer)) == (key, [key])


def as_json(file: Path, hours: int = 0) -> Path:
    """The chat of `messages.html` as its JSON, exported on a clock that is so many hours ahead."""
    said: dict[int, tuple[str, dict[str, Any]]] = {
        2: (
            "2026-05-05T01:30:00",
            {"text": "Внимание без квадратов", "photo": "photos/p.jpg", "author": "Анна"},
        ),
        3: ("2026-05-05T01:30:00", {"photo": "photos/q.jpg"}),
        4: ("2026-05-06T12:00:00", {"text": "Переслано целиком", "forwarded_from": "Другой канал"}),
        5: (
            "2026-05-07T12:00:00",
            {
                "poll": {"question": "Что дальше?", "answers": [{"text": "Квантование"}]},
                "reply_to_message_id": 3,
            },
        ),
    }
    rows = []
    for number, (clock, fields) in said.items():
        at = datetime.fromisoformat(f"{clock}+03:00")
        told = (at + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S")
        known = {"id": number, "type": "message", "from": "Разборы", "from_id": "channel5", "date": told}
        rows.append({**known, "date_unixtime": str(int(at.timestamp())), **fields})
    return written({"name": "Разборы", "type": "private_channel", "id": 5}, file, rows)


@pytest.mark.parametrize("hours", [0, -3])
def test_a_chat_as_a_page_and_as_json_is_one_in_either_order(hours: int, tmp_path: Path, cache: Path) -> None:
    forms = [str(FIXTURES / "messages.html"), str(as_json(tmp_path / "result.json", hours))]
    kept = []
    for number, order in enumerate((forms, forms[::-1])):
        library = Library(
            Settings(home=tmp_path / str(number), cache=cache, network=False), encoder=StemEncoder()
        )
        for form in (*order, *order):
            library.intake.add([form])
        kept.append(whole(library))
        again = library.intake.add(order)
        assert (again.added, again.updated) == (0, 0)
        assert library.items.get("https://t.me/c/5/3").item.key == "post:telegram/c/5/2"
        library.close()
    assert kept[0] == kept[1]
    assert sorted(kept[0]) == [f"post:telegram/c/5/{number}" for number in (2, 4, 5)]
    assert "arxiv.org/abs/2510.26692" in str(kept[0]["post:telegram/c/5/2"])


def test_messages_of_two_chats_of_one_name_stay_two(tmp_path: Path, library: Library) -> None:
    page = FIXTURES / "messages.html"
    other = as_json(tmp_path / "result.json")
    other.write_text(
        other.read_text("utf-8").replace(":00:00", ":00:01").replace(":30:00", ":31:00"), "utf-8"
    )
    library.intake.add([str(page), str(other)])
    assert library.items.count() == 6


@pytest.mark.parametrize(
    ("second", "texts"),
    [
        (message(2, photo="b.jpg"), ["Words"]),
        (message(2, photo="b.jpg", text="Own words"), ["Words", "Own words"]),
        (message(2, photo="b.jpg", from_id="user2", text="Own words"), ["Words", "Own words"]),
        (message(2, photo="b.jpg", date_unixtime="1709287201"), ["Words"]),
        (message(2, text="No picture"), ["Words", "No picture"]),
        (message(2, file="files/a.pdf"), ["Words\n\nDocument: a.pdf"]),
        (message(2, file="files/a.pdf", forwarded_from="B"), ["Words", "Document: a.pdf"]),
    ],
)
def test_neighbours_of_one_second_are_one_album(
    second: dict[str, Any], texts: list[str], tmp_path: Path, cache: Path
) -> None:
    first = message(1, photo="a.jpg", text="Words")
    kept, _ = read(written(GROUP_CHAT, tmp_path / "result.json", [first, second]), cache)
    assert [one.text for one in kept.values()] == texts


@pytest.mark.parametrize(
    ("entities", "text"),
    [
        (
            [{"type": "text_link", "text": "a ", "href": "https://example.org/(x"},
             {"type": "text_link", "text": "b", "href": "https://example.org/(x"}],
            "[a b](https://example.org/%28x)",
        ),
        ([{"type": "text_link", "text": "\u200b", "href": "https://example.org/p.jpg"}], "https://example.org/p.jpg"),
        ([{"type": "text_link", "text": "a [1", "href": "https://example.org/"}], "[a 1](https://example.org/)"),
        ([{"type": "pre", "text": "x = 1\ny = 2", "language": "python"}], "```python\nx = 1\ny = 2\n```"),
        ([{"type": "code", "text": "x"}, {"type": "plain", "text": " y"}], "`x` y"),
        ([{"type": "blockquote", "text": "one\ntwo", "collapsed": True}], "> one\n> two"),
        ([{"type": "email", "text": "me@example.org"}, {"type": "unknown", "text": "!"}], "me@example.org!"),
        (["a string ", {"type": "mention_name", "text": "Ann", "user_id": 5}], "a string Ann"),
    ],
)  # fmt: skip
def test_a_text_keeps_its_links_code_and_quotes(
    entities: list[Any], text: str, tmp_path: Path, cache: Path
) -> None:
    kept, _ = read(written(GROUP_CHAT, tmp_path / "result.json", [message(1, text_entities=entities)]), cache)
    assert [one.text for one in kept.values()] == [text]


@pytest.mark.parametrize("padding", range(0, 6))
def test_a_repair_holds_wherever_the_file_is_cut_to_be_read(
    padding: int, tmp_path: Path, cache: Path
) -> None:
    """The escapes come to lie on every side of a block's end, on one endless line."""
    file = written(
        GROUP_CHAT, tmp_path / "result.json", [message(1, text="x" * (131_000 + padding) + "SIGN" * 40)]
    )
    whole = json.dumps(json.loads(file.read_text("utf-8"))).replace("SIGN", r"\\x41")
    file.write_text(whole, encoding="utf-8")
    kept, told = read(file, cache)
    assert not told and [one.text.count(r"\x41") for one in kept.values()] == [40]


def test_a_file_that_breaks_off_gives_what_is_before_the_break(tmp_path: Path, cache: Path) -> None:
    whole = (FIXTURES / "channel.json").read_bytes()
    file = tmp_path / "result.json"
    file.write_bytes(whole[: whole.index(b'"id": 6')])
    kept, told = read(file, cache)
    assert list(kept) == [f"{CHANNEL}/2", f"{CHANNEL}/5"]
    assert "breaks off after 2 messages (" in told[0] and "(b'" not in told[0]
    assert "export the chat again" in told[0]


def test_bytes_that_are_no_text_are_a_break(tmp_path: Path, cache: Path) -> None:
    file = written(GROUP_CHAT, tmp_path / "result.json", [message(1, text="Before"), message(2, text="SIGN")])
    file.write_bytes(file.read_bytes().replace(b"SIGN", b"\xd1\xff"))
    kept, told = read(file, cache)
    assert [one.text for one in kept.values()] == ["Before"]
    assert "(lexical error: invalid bytes in UTF8 string.)" in told[0] and "\n" not in told[0]


def test_brackets_without_end_are_a_break(tmp_path: Path, cache: Path) -> None:
    file = written(GROUP_CHAT, tmp_path / "result.json", [message(1, text="Before"), message(2, game="HERE")])
    file.write_text(file.read_text("utf-8").replace('"HERE"', "[" * 3_000), encoding="utf-8")
    kept, told = read(file, cache)
    assert [one.text for one in kept.values()] == ["Before"]
    assert "breaks off after 1 message (nested more than 100 deep)" in told[0]


@pytest.mark.parametrize(
    "odd",
    [
        {"text": 5}, {"text": [None, {"type": None, "text": None}]}, {"poll": "no", "text": 0},
        {"poll": {"question": None, "answers": "abc"}}, {"reactions": [None, 5]}, {"text_entities": "x"},
        {"date_unixtime": "9" * 40}, {"date_unixtime": {"a": 1}, "date": 5}, {"reply_to_message_id": "5"},
        {"id": "6"}, {"inline_bot_buttons": [5, [None]]}, {"file": 5}, {"from": 5, "forwarded_from": 5},
    ],
)  # fmt: skip
def test_an_odd_message_costs_itself_at_most(odd: dict[str, Any], tmp_path: Path, cache: Path) -> None:
    file = written(GROUP_CHAT, tmp_path / "result.json", [{**message(1), **odd}, message(2, text="After")])
    kept, told = read(file, cache)
    assert list(kept)[-1] == f"{GROUP}/2"
    assert not any("could not be read" in reason for reason in told)


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir()))
def test_it_is_known_by_what_is_in_it(name: str, tmp_path: Path, cache: Path) -> None:
    renamed = tmp_path / "chat (1)"
    renamed.write_bytes(b"\xef\xbb\xbf" + (FIXTURES / name).read_bytes())
    form = "HTML" if name.endswith("html") else "JSON"
    assert next(one.name for one in importers() if one.match(str(renamed))) == f"Telegram export ({form})"
    assert read(renamed, cache)[0] == read(FIXTURES / name, cache)[0]


@pytest.mark.parametrize(
    "content",
    [
        '{"type": "conversation", "messages": [{"role": "user"}]}',
        '{"messages": [], "model": "x"}',
        '{"type": "public_channel", "messages": {}}',
        '{"name": "x", "id": 5}',
        '{"chats": {"list": [{"type": "room", "messages": []}]}}',
        "{",
    ],
)
def test_other_json_is_left_to_others(content: str, tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    file.write_text(content, encoding="utf-8")
    assert not any(one.match(str(file)) for one in importers() if one.name == "Telegram export (JSON)")


def test_a_chat_without_messages_says_so(tmp_path: Path, cache: Path) -> None:
    kept, told = read(written(GROUP_CHAT, tmp_path / "result.json", []), cache)
    assert not kept and told == ["result.json is an export of Telegram without messages; nothing was saved"]


def test_twice_changes_nothing_and_links_find_their_messages(library: Library) -> None:
    files = [str(path) for path in sorted(FIXTURES.iterdir())]
    first = library.intake.add(files)
    again = library.intake.add(files)
    assert first.added and (again.added, again.updated) == (0, 0)
    mentioning = library.items.get(f"{GROUP}/31").mentioned_by
    assert {mention.item.source for mention in mentioning} == {"Reading group", "A channel left"}
    # A link to any picture of an album finds the album.
    assert library.items.get("https://t.me/c/1900100200/3").item.key == f"{CHANNEL}/2"


def test_a_large_file_is_never_held_whole(tmp_path: Path, cache: Path) -> None:
    file = written(
        GROUP_CHAT, tmp_path / "result.json", (message(n, text="word " * 2_000) for n in range(800))
    )
    size = file.stat().st_size
    # What modules take is no part of it.
    importers()
    tracemalloc.start()
    count = sum(1 for _ in documents(str(file), ImportContext(cache, network=False)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 800 and peak < size / 8


def test_real_posts_of_six_channels_come_in_with_dates_and_links(
    shared: Path, tmp_path: Path, cache: Path, library: Library
) -> None:
    with gzip.open(shared / "corpora/telegram_ru/posts.jsonl.gz", "rt", encoding="utf-8") as lines:
        posts = [json.loads(line) for line in lines]
    file = tmp_path / "result.json"
    file.write_text(json.dumps(_account(posts), ensure_ascii=False, indent=1), encoding="utf-8")
    kept, told = read(file, cache)
    assert (len(kept), told) == (5058, [])
    for post in posts:
        document = kept[f"post:telegram/c/{_bare(post['sender_id'])}/{post['message_id']}"]
        assert (document.published, document.source) == (post["date"], post["channel"])
        assert ("https://" in post["text"]) <= bool(document.references)
    file.write_text(json.dumps(_account(posts[:100]), ensure_ascii=False, indent=1), encoding="utf-8")
    assert library.intake.add([str(file)]).added == 100
    (first, *_) = library.search.hits("развитая мимика приматов", mode=SearchMode.WORDS)
    assert first.item.published == posts[0]["date"]


def _account(posts: list[dict[str, Any]]) -> dict[str, Any]:
    """Posts in the shape of a whole account."""
    chats: dict[int, dict[str, Any]] = {}
    messages: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for post in posts:
        number = _bare(post["sender_id"])
        chats[number] = {"name": post["channel"], "type": "public_channel", "id": number}
        messages[number].append(
            {
                "id": post["message_id"],
                "type": "message",
                "date": post["date"][:19],
                "date_unixtime": str(int(datetime.fromisoformat(post["date"]).timestamp())),
                "from": post["channel"],
                "from_id": f"channel{number}",
                "text": post["text"],
                "text_entities": [{"type": "plain", "text": post["text"]}],
            }
        )
    listed = [{**chat, "messages": messages[number]} for number, chat in chats.items()]
    return {"about": "", "chats": {"about": "", "list": listed}}


def _bare(sender: int) -> int:
    """A channel's number as exports have it: the interface for bots writes -100 before it."""
    return int(str(sender).removeprefix("-100"))
