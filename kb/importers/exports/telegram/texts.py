"""What a message of Telegram's JSON says, in Markdown: hidden links, code, quotes, polls, to-do lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from kb.text.urls import with_scheme

Raw = Mapping[str, Any]
"""A message as the file has it."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BUTTONS_WITH_LINKS = ("url", "auth")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def message_text(raw: Raw) -> str:
    """All the words of a message: its text, then its poll or list, then links under it."""
    return "\n\n".join(
        part for part in (_markdown(_written(raw)).strip(), *_lists(raw), "\n".join(_buttons(raw))) if part
    )


def hashtags(raw: Raw) -> tuple[str, ...]:
    """The hashtags of a message without their sign, each once."""
    tags = (piece["text"].lstrip("#") for piece in _pieces(_written(raw)) if piece["type"] == "hashtag")
    # Since 2024 a tag may name the channel it belongs to: `#rl@channel`.
    return tuple(dict.fromkeys(tag.partition("@")[0] for tag in tags))


def documents(raw: Raw) -> tuple[str, ...]:
    """The names of what is attached for itself: files and pieces of music, no pictures, films or voices."""
    if raw.get("media_type") == "audio_file":
        heard = " — ".join(_string(raw.get(name)) for name in ("performer", "title") if raw.get(name))
        if heard:
            return (heard,)
    elif raw.get("media_type"):
        return ()
    path = _string(raw.get("file"))
    # Instead of a path there may be a sentence in brackets that says why there is none.
    name = _string(raw.get("file_name")) or ("" if path.startswith("(") else PurePosixPath(path).name)
    return (name,) if name else ()


def reactions(raw: Raw) -> str:
    """Reactions with their counts, `👍12 🔥3`; a channel's own emoji have no letter to show."""
    given = raw.get("reactions")
    counted = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    shown = ((one.get("emoji") or ("⭐" if one.get("type") == "paid" else ""), one) for one in counted)
    return " ".join(f"{emoji}{one.get('count') or ''}" for emoji, one in shown if emoji)


def _written(raw: Raw) -> object:
    return raw.get("text_entities") or raw.get("text")


def _lists(raw: Raw) -> Iterator[str]:
    """A poll and a to-do list: what is asked, and the answers or tasks, which have one name in the file."""
    for name, title in (("poll", "question"), ("todo_list", "title")):
        given = raw.get(name)
        if isinstance(given, dict):
            answers = given.get("answers")
            texts = [one.get("text") for one in answers if isinstance(one, dict)] if answers else []
            points = [f"- {' '.join(_markdown(text).split())}" for text in texts]
            yield "\n".join(part for part in (_markdown(given.get(title)).strip(), *points) if part)


def _buttons(raw: Raw) -> Iterator[str]:
    """Links on the buttons that bots put under a post."""
    rows = raw.get("inline_bot_buttons")
    for row in rows if isinstance(rows, list) else ():
        for button in row if isinstance(row, list) else ():
            if isinstance(button, dict) and button.get("type") in _BUTTONS_WITH_LINKS:
                yield _link(_string(button.get("text")), _string(button.get("data")))


def _markdown(given: object) -> str:
    return "".join(
        _piece(kind, "".join(piece["text"] for piece in pieces), target)
        for (kind, target), pieces in groupby(
            _pieces(given), lambda piece: (piece["type"], piece.get("href") or piece.get("language") or "")
        )
    )


def _pieces(given: object) -> list[dict[str, str]]:
    """A text value as pieces with a type each, whether it is a string or a list of strings and objects."""
    parts = given if isinstance(given, list) else [given]
    pieces = [{"type": "plain", "text": part} if isinstance(part, str) else part for part in parts]
    return [
        {**{name: value for name, value in piece.items() if isinstance(value, str)},
         "type": _string(piece.get("type")), "text": _string(piece.get("text"))}
        for piece in pieces
        if isinstance(piece, dict)
    ]  # fmt: skip


def _piece(kind: str, text: str, target: str) -> str:
    match kind:
        case "text_link":
            return _link(text, target)
        case "link" if not _SCHEME.match(text):
            # Telegram makes links of bare hosts too.
            return text if with_scheme(text) != text else _link(text, f"https://{text}")
        case "pre":
            return f"\n```{target}\n{text.strip(chr(10))}\n```\n"
        case "code" if text.strip() and "`" not in text and "\n" not in text:
            return f"`{text}`"
        case "blockquote":
            return "\n" + "\n".join(f"> {line}".rstrip() for line in text.strip().split("\n")) + "\n\n"
    return text


def _link(label: str, address: str) -> str:
    """A Markdown link, blanks at the ends of its label outside. Channels hide links under an invisible
    letter for the sake of a picture: these show their address."""
    address = address.strip()
    if address.count("(") != address.count(")"):
        address = address.replace("(", "%28").replace(")", "%29")
    address = re.sub(r"[\s<>]", lambda found: f"%{ord(found[0]):02X}", address)
    words = " ".join(label.split())
    if not address or not words:
        return label or address
    if words == address:
        return label
    if not any(char.isprintable() and not char.isspace() for char in words):
        return address
    if words.count("[") != words.count("]"):
        words = re.sub(r"[\[\]]", "", words)
    before, after = label[: len(label) - len(label.lstrip())], label[len(label.rstrip()) :]
    return f"{before}[{words}]({address}){after}"


def _string(given: object) -> str:
    return _CONTROL.sub("", given) if isinstance(given, str) else ""
