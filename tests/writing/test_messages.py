"""Whose words in an export of Telegram are the person's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kb.types import Failure
from kb.types.evidence import Form, WrittenPage
from kb.writing.reading import Place
from tests.importers.exports.test_telegram_pages import account_in_pages


def message(number: int, sender: str, name: str, text: str, **more: Any) -> dict[str, Any]:
    return {
        "id": number, "type": "message", "date": "2024-05-06T10:00:00", "date_unixtime": "1714989600",
        "from": name, "from_id": sender, "text": text, **more,
    }  # fmt: skip


def chat(kind: str, messages: list[dict[str, Any]], number: int = 7, name: str = "Chat") -> dict[str, Any]:
    return {"name": name, "type": kind, "id": number, "messages": messages}


TALK = [
    message(1, "user7", "Chat", "theirs"),
    message(2, "user1", "Me", "mine"),
    message(3, "user1", "Me", "passed on", forwarded_from="Somebody"),
    {"id": 4, "type": "service", "action": "phone_call", "date_unixtime": "1714989600"},
]
GROUP = [message(1, "user1", "Me", "mine"), message(2, "user9", "Другой", "theirs")]
CHANNEL = [
    message(1, "channel7", "Chat", "post"),
    message(2, "channel7", "Chat", "passed on", forwarded_from="X"),
    message(3, "channel7", "Chat", "said again", forwarded_from="Chat"),
]


def read(path: Path, called: str = "") -> tuple[list[WrittenPage], list[Failure]]:
    place = Place(path, called)
    place.look()
    found = [page for file in place.files for page in place.pages(file)]
    return (
        [one for one in found if isinstance(one, WrittenPage)],
        [one for one in found if isinstance(one, Failure)],
    )


@pytest.mark.parametrize(
    ("export", "called", "texts"),
    [
        (chat("personal_chat", TALK), "", ["mine"]),
        (chat("public_channel", CHANNEL), "", ["post", "said again"]),
        (chat("saved_messages", TALK), "", ["theirs", "mine"]),
        (chat("private_group", GROUP), "Me", ["mine"]),
        (
            {
                "personal_information": {"user_id": 1, "first_name": "Me"},
                "chats": {"list": [chat("private_supergroup", GROUP), chat("personal_chat", TALK)]},
            },
            "",
            ["mine", "mine"],
        ),
    ],
)
def test_of_a_json_export_only_own_messages_count(
    tmp_path: Path, export: dict[str, Any], called: str, texts: list[str]
) -> None:
    path = tmp_path / "что угодно.json"
    path.write_text(json.dumps(export, ensure_ascii=False))
    pages, failures = read(path, called)
    assert [page.text for page in pages] == texts
    assert failures == []
    assert {page.written_on for page in pages} == {"2024-05-06T10:00:00+00:00"}
    assert len({page.place for page in pages}) == len(pages)


def test_a_chat_in_both_forms_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text(json.dumps(chat("public_channel", CHANNEL[:1])))
    (tmp_path / "messages.html").write_text(page("Chat", [("Chat", "post")]))
    assert [one.text for one in read(tmp_path)[0]] == ["post"]


def test_a_group_alone_does_not_tell_who_the_person_is(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(chat("private_group", GROUP, name="ML")))
    pages, [failure] = read(path)
    assert pages == []
    assert "2 messages in ML" in failure.reason and "--called" in failure.reason


def page(name: str, said: list[tuple[str, str]]) -> str:
    messages = "".join(
        f'<div class="message default clearfix" id="message{number}"><div class="body">'
        '<div class="pull_right date details" title="06.05.2024 10:00:00 UTC+03:00">10:00</div>'
        f'<div class="from_name">{sender}</div><div class="text">{text}</div></div></div>'
        for number, (sender, text) in enumerate(said, start=1)
    )
    return (
        "<!DOCTYPE html><html><head><title>Exported Data</title></head><body>"
        f'<div class="page_header"><div class="text bold">{name}</div></div>'
        f'<div class="history">{messages}</div></body></html>'
    )


@pytest.mark.parametrize(
    ("name", "said", "called", "texts"),
    [
        ("Канал", [("Канал", "one"), ("Канал", "two")], "", ["one", "two"]),
        ("Anna", [("Anna", "theirs"), ("Me", "mine")], "", ["mine"]),
        ("Group", [("Anna", "theirs"), ("Me", "mine")], "Me", ["mine"]),
        ("Group", [("Anna", "theirs"), ("Me", "mine")], "", []),
        # Saved Messages go by the person's name, and show forwarded posts as their authors' own.
        ("Me", [("Me", "mine"), ("Канал", "theirs"), ("Anna", "theirs")], "", ["mine"]),
        ("Me", [("Me", "mine"), ("Канал", "theirs"), ("Anna", "theirs")], "Me", ["mine"]),
    ],
)
def test_of_a_page_of_messages_own_ones_count(
    tmp_path: Path, name: str, said: list[tuple[str, str]], called: str, texts: list[str]
) -> None:
    path = tmp_path / "messages.html"
    path.write_text(page(name, said))
    pages, failures = read(path, called)
    assert [one.text for one in pages] == texts
    assert len(failures) == (0 if texts else 1)
    assert all(one.written_on == "2024-05-06T07:00:00+00:00" for one in pages)
    assert all(one.form in (Form.POST, Form.MESSAGE) for one in pages)


def test_of_an_account_in_pages_own_words_are_told_by_its_list(tmp_path: Path) -> None:
    account_in_pages(tmp_path)
    said = {place: read(tmp_path / "chats" / place / "messages.html")[0] for place in ("chat_1", "chat_2")}
    # What was forwarded to Saved Messages is somebody else's; of a talk the other side is.
    assert [one.text for one in said["chat_1"]] == ["One", "https://example.org/chat_1"]
    assert [one.text for one in said["chat_2"]] == ["Two"]
