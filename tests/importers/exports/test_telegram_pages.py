"""Telegram Desktop's exports in HTML: links that are none, and what lists tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.types import Kind
from tests.importers.exports.test_telegram import FIXTURES, read


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


PAGE = """<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap">
<div class="page_header"><div class="text bold">Group</div></div><div class="history">
<div class="message default clearfix" id="message1"><div class="body">
<div class="pull_right date details" title="01.03.2024 10:00:00 UTC+00:00">10:00</div>
<div class="from_name">Ann via @quotebot</div>
<div class="text">{text}</div>
<table class="bot_buttons_table"><tbody><tr><td class="bot_button_row">
<div class="bot_button"><a href="https://example.org/more"><div>Read on</div></a></div>
<div class="bot_button"><a ="" onclick="return ShowTextCopied('Data: 1');"><div>Like</div></a></div>
</td></tr></tbody></table>
<span class="reactions"><span class="reaction"><span class="emoji">👍</span><span class="userpics">
<div class="userpic userpic1"></div><div class="userpic userpic2"></div></span></span>
<span class="reaction"><span class="emoji"><a href = "stickers/own.webp">👋</a></span>
<span class="count">7</span></span></span>
</div></div></div></div></body></html>"""


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ('<a href="https://t.me/ann_ml">@ann_ml</a>', "@ann_ml"),
        ('<a href="https://t.me/ann_ml">a channel</a>', "[a channel](https://t.me/ann_ml)"),
        ('<a href="mailto:me@example.org">me@example.org</a>', "me@example.org"),
        ('<a href = "stickers/own.webp">🔥</a>', "🔥"),
        ('<a href="example.org">example.org</a>', "[example.org](https://example.org)"),
        ('<a href="" onclick="return ShowCashtag(&quot;X&quot;)">$X</a>', "$X"),
        ('<span class="spoiler hidden" onclick="X()"><span aria-hidden="true">end</span></span>', "end"),
    ],
)
def test_what_a_page_writes_as_links_leads_where_the_json_says(
    said: str, text: str, tmp_path: Path, cache: Path
) -> None:
    (tmp_path / "messages.html").write_text(PAGE.format(text=said), "utf-8")
    [post] = read(tmp_path / "messages.html", cache)[0].values()
    assert post.text == f"{text}\n\n[Read on](https://example.org/more)"
    # Emoji of somebody's own have no letter; reactions of few are told by who gave them.
    assert (post.authors, post.meta["reactions"]) == (("Ann",), "👍2")


def test_of_an_account_s_pages_the_lists_of_contacts_stay_out(tmp_path: Path, cache: Path) -> None:
    page = '<title>Exported Data</title><div class="page_wrap list_page"><div class="page_body list_page">'
    page += "<p>Names and numbers of people you know.</p>" * 20
    account = {"export_results.html": page, "lists/contacts.html": page, "lists/chats.html": page}
    account["chats/chat_1/messages.html"] = (FIXTURES / "messages.html").read_text("utf-8")
    for name, content in account.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"<!DOCTYPE html>{content}", "utf-8")
    kept, told = read(tmp_path, cache)
    assert (len(kept), len(told)) == (3, 1) and "of the service" in told[0]
    kept, [refused] = read(tmp_path / "lists" / "contacts.html", cache)
    assert not kept and "contacts.html is a list of Telegram's, of contacts or devices" in refused


LISTED = """<a class="entry block_link clearfix" href="../chats/{0}/messages.html#allow_back">
<div class="body"><div class="pull_right info details">2 messages</div><div class="name bold">
{1}
</div><div class="details_entry details">
{2}
</div></div></a>"""


def account_in_pages(folder: Path) -> Path:
    """An account of four chats, each with two messages without a link and one that is a link."""
    chats = {
        "chat_1": ("Saved messages", "private", "Ann Reader", ["Ann Reader", "Rick's channel", "Ann Reader"]),
        "chat_2": ("Rick Roe", "private", "Rick Roe", ["Rick Roe", "Ann Reader", "Rick Roe"]),
        "chat_3": ("Verification Codes", "private", "Verification Codes", ["Verification Codes"] * 3),
        "chat_4": ("Readers", "group", "Readers", ["Ann Reader", "Rick Roe", "Rick Roe"]),
    }
    listed = "".join(LISTED.format(place, name, kind) for place, (name, kind, *_) in chats.items())
    (folder / "lists").mkdir()
    (folder / "export_results.html").write_text("<html>")
    (folder / "lists/chats.html").write_text(f"<!DOCTYPE html><body>{listed}</body>", "utf-8")
    for place, (_, _, header, senders) in chats.items():
        said = zip((1, 2, 3), senders, ("One", "Two", f"https://example.org/{place}"), strict=True)
        messages = "".join(
            f'<div class="message default clearfix" id="message{number}"><div class="body"><div'
            f' class="pull_right date details" title="01.03.2024 10:0{number}:00 UTC+00:00">10:00</div><div'
            f' class="from_name">{sender}</div><div class="text">{text}</div></div></div>'
            for number, sender, text in said
        )
        (folder / "chats" / place).mkdir(parents=True)
        (folder / "chats" / place / "messages.html").write_text(
            "<!DOCTYPE html><title>Exported Data</title>"
            f'<div class="page_header"><div class="text bold">{header} </div></div>'
            f'<div class="history">{messages}</div>',
            "utf-8",
        )
    return folder


def test_an_account_s_list_tells_what_kind_of_chat_a_page_is_of(tmp_path: Path, cache: Path) -> None:
    kept, told = read(account_in_pages(tmp_path), cache)
    found = [(one.kind, one.title, one.source, bool(one.saved_at)) for one in kept.values()]
    assert found == [
        (Kind.NOTE, "One", "Saved Messages", True),
        (Kind.POST, "Two", "Rick's channel", True),
        (Kind.ARTICLE, "example.org/chat_1", "example.org", True),
        (Kind.POST, "https://example.org/chat_2", "Rick Roe", False),
        (Kind.POST, "One", "Readers", False),
        (Kind.POST, "Two", "Readers", False),
        (Kind.POST, "https://example.org/chat_4", "Readers", False),
    ]
    assert [told[0].startswith("messages of talks") and ": 2;" in told[0], *told[1:]] == [
        True, "messages with codes to log in: 3; left out"
    ]  # fmt: skip


def chat_alone(folder: Path, header: str, senders: list[str], further: str = "") -> Path:
    """The pages of one chat, two messages each."""
    folder.mkdir()
    for place, at in enumerate(range(0, len(senders), 2), start=1):
        messages = "".join(
            f'<div class="message default clearfix" id="message{number}"><div class="body"><div'
            f' class="pull_right date details" title="01.03.2024 10:0{number}:00 UTC+00:00">10:00</div><div'
            f' class="from_name">{sender}</div><div class="text">https://example.org/{number}</div></div></div>'
            for number, sender in enumerate(senders[at : at + 2], start=at + 1)
        )
        (folder / f"messages{place if place > 1 else ''}.html").write_text(
            "<!DOCTYPE html><title>Exported Data</title>"
            f'<div class="page_header"><div class="text bold">{header} </div></div><div class="history">'
            f'<div class="message service" id="message-1"></div>{further}{messages}</div>',
            "utf-8",
        )
    return folder


@pytest.mark.parametrize(
    ("header", "senders", "further", "saved"),
    [
        ("Ann Reader", ["Ann Reader", "Ann Reader", "Rick's channel", "ML weekly"], "", True),
        ("Rick Roe", ["Rick Roe", "Ann Reader", "Rick Roe", "Ann Reader"], "", False),
        ("ML weekly", ["ML weekly"] * 4, "", False),
        ("Readers", ["Ann Reader", "Rick Roe", "Jane Doe", "Ann Reader"], "", False),
        (
            "ML weekly", ["ML weekly", "Ann Reader", "Rick Roe", "Jane Doe"],
            '<div class="message service" id="message9"></div>', False,
        ),
    ],
)  # fmt: skip
def test_saved_messages_by_themselves_are_told_by_who_speaks_there(
    header: str, senders: list[str], further: str, saved: bool, tmp_path: Path, cache: Path
) -> None:
    kept, _ = read(chat_alone(tmp_path / "chat", header, senders, further), cache)
    assert len(kept) == 4
    assert {one.kind for one in kept.values()} == ({Kind.ARTICLE} if saved else {Kind.POST})
    assert all(one.saved_at is not None for one in kept.values()) == saved
