"""Talks with assistants, as their accounts give them (`conversations.json`): ChatGPT, DeepSeek, Claude.

Of a whole account the talks that give a link are kept, each as it went in the end: what was asked anew or in
other words, what a model thought, and what it said to its tools are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from kb.catalogue import noted
from kb.importers.notes.obsidian_chat import chat_title
from kb.importers.records import JsonFormat, LeftOut, objects, record_in, records, text_of
from kb.importers.saved_link import moment
from kb.text.digest import text_hash
from kb.text.identity import find_references
from kb.types import Document, Kind, Turn

_ROLES = {
    "user": "user",
    "human": "user",
    "assistant": "assistant",
    "REQUEST": "user",
    "RESPONSE": "assistant",
}
"""Who speaks, by what the programs call them."""
_TOKEN = re.compile(r"\ue200[^\ue200\ue201]*\ue201|【[^【】]*】")
"""What ChatGPT writes where its page shows where something stands: `citeturn0search1`, `【3†source】`."""
_WORDS = ("text", "multimodal_text")
"""Contents that are shown; others are code that tools run, what they answered, and thoughts."""


def _tree(talk: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The messages of the branch that was looked at last; where none is named, of the newest answers."""
    nodes = record_in(talk, "mapping")
    last = text_of(talk, "current_node")
    if last in nodes:
        path = [*_followed(nodes, last, lambda node: text_of(node, "parent"))][::-1]
    else:
        first = next((name for name in nodes if text_of(_node(nodes, name), "parent") not in nodes), "")
        path = [*_followed(nodes, first, _newest)]
    return (record_in(_node(nodes, name), "message") for name in path)


def _followed(
    nodes: Mapping[str, Any], name: str, following: Callable[[Mapping[str, Any]], str]
) -> dict[str, None]:
    """The names of nodes from one on; a circle ends where it closes."""
    path: dict[str, None] = {}
    while name in nodes and name not in path:
        path[name] = None
        name = following(_node(nodes, name))
    return path


def _newest(node: Mapping[str, Any]) -> str:
    below = node.get("children")
    return str(below[-1]) if isinstance(below, list) and below else ""


def _node(nodes: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    node = nodes[name]
    return node if isinstance(node, dict) else {}


def _of_chatgpt(talk: Mapping[str, Any]) -> Iterator[Turn]:
    for message in _tree(talk):
        role = _ROLES.get(text_of(record_in(message, "author"), "role"), "")
        content, told = record_in(message, "content"), record_in(message, "metadata")
        shown = content.get("content_type") in _WORDS and text_of(message, "recipient") in ("", "all")
        parts = content.get("parts")
        hidden = told.get("is_visually_hidden_from_conversation") is True
        if role and shown and not hidden and isinstance(parts, list):
            said = (text_of(part, "text") if isinstance(part, dict) else str(part or "") for part in parts)
            text = _cited("\n\n".join(filter(None, said)), told)
            yield Turn(role, text.strip(), moment(message.get("create_time")))


def _cited(text: str, told: Mapping[str, Any]) -> str:
    """An answer with its sources where the page shows them."""
    shown = {
        text_of(one, "matched_text"): text_of(one, "alt") for one in objects(told.get("content_references"))
    }
    for one in objects(told.get("citations")):
        begins, ends = one.get("start_ix"), one.get("end_ix")
        address = text_of(record_in(one, "metadata"), "url")
        if isinstance(begins, int) and isinstance(ends, int) and address:
            shown.setdefault(text[begins:ends], f"({address})")
    return _TOKEN.sub(lambda found: shown.get(found[0], ""), text)


def _of_deepseek(talk: Mapping[str, Any]) -> Iterator[Turn]:
    for message in _tree(talk):
        for part in objects(message.get("fragments")):
            if role := _ROLES.get(text_of(part, "type")):
                yield Turn(role, text_of(part, "content"), moment(message.get("inserted_at")))


def _of_claude(talk: Mapping[str, Any]) -> Iterator[Turn]:
    for message in _answered([*objects(talk.get("chat_messages"))]):
        blocks = [_block(one) for one in objects(message.get("content")) if one.get("type") == "text"]
        text = "\n\n".join(filter(None, blocks)) or text_of(message, "text")
        if role := _ROLES.get(text_of(message, "sender")):
            yield Turn(role, text, moment(message.get("created_at")))


def _answered(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The messages that lead to the last one; all of them where they do not tell what they answer."""
    if not all("parent_message_uuid" in one for one in messages):
        return messages
    left = {text_of(one, "uuid"): one for one in messages}
    at = text_of(messages[-1], "uuid") if messages else ""
    path = []
    while (message := left.pop(at, None)) is not None:
        path.append(message)
        at = text_of(message, "parent_message_uuid")
    return path[::-1]


def _block(block: Mapping[str, Any]) -> str:
    cited = (text_of({**one, **record_in(one, "details")}, "url") for one in objects(block.get("citations")))
    sources = " ".join(f"({address})" for address in dict.fromkeys(filter(None, cited)))
    return f"{text_of(block, 'text')} {sources}".strip()


def _talks(
    program: str, place: str, turns_of: Callable[[Mapping[str, Any]], Iterator[Turn]], value: object
) -> Iterator[Document | LeftOut]:
    # A talk that somebody saved by itself is wanted.
    alone = isinstance(value, dict)
    for talk in objects([value] if alone else value):
        turns = tuple(turn for turn in turns_of(talk) if turn.text)
        asked = next((turn.text for turn in turns if turn.role == "user"), "")
        text = "\n\n".join(f"{turn.role.capitalize()}: {turn.text}" for turn in turns)
        references = find_references(text)
        if not text:
            yield LeftOut(noted("hold no words"))
        elif not (references or alone):
            yield LeftOut(noted("give no link"))
        else:
            title = text_of(talk, "title", "name") or chat_title(asked or turns[0].text)
            at = moment(talk.get("create_time") or talk.get("created_at") or talk.get("inserted_at"))
            name = text_of(talk, "conversation_id", "uuid", "id")
            starred = talk.get("is_starred") is True
            yield Document(
                key=f"chat:{name or text_hash(f'{program} {title} {at}')}",
                kind=Kind.CHAT,
                title=title,
                text=text,
                url=f"{place}{name}" if name else None,
                tags=("favourite",) if starred else (),
                source=program,
                published=(at or "")[:10] or None,
                saved_at=at,
                references=references,
                turns=turns,
                meta={"program": program, **({"favourite": "yes"} if starred else {})},
            )


def _fits(value: object, *names: str) -> bool:
    return records([value] if isinstance(value, dict) else value, *names)


FORMATS = (
    JsonFormat(
        noted("ChatGPT (JSON)"),
        "ChatGPT",
        lambda value: _fits(value, "title", "mapping", "current_node"),
        partial(_talks, "ChatGPT", "https://chatgpt.com/c/", _of_chatgpt),
    ),
    JsonFormat(
        noted("DeepSeek (JSON)"),
        "DeepSeek",
        lambda value: _fits(value, "title", "mapping", "inserted_at"),
        partial(_talks, "DeepSeek", "https://chat.deepseek.com/a/chat/s/", _of_deepseek),
    ),
    JsonFormat(
        noted("Claude (JSON)"),
        "Claude",
        lambda value: _fits(value, "name", "chat_messages"),
        partial(_talks, "Claude", "https://claude.ai/chat/", _of_claude),
    ),
)
