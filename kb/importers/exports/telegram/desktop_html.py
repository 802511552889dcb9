"""Telegram Desktop's pages `messages.html`, brought into the form of its JSON.

The pages have no number of the chat: what is in them gets keys by the chat's name. Links to messages find
them once the chat came as JSON too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.catalogue import noted
from kb.importers.exports.telegram.listed_chats import listed_kind
from kb.importers.exports.telegram.messages import SAVED, TYPES, Chat
from kb.importers.exports.telegram.reading import Report, documents_of
from kb.importers.exports.telegram.texts import Raw
from kb.importers.files import any_text_file, required_text_file
from kb.importers.nesting import check_depth
from kb.importers.protocol import ImportContext
from kb.types import Document, Failure

_HEAD = 20_000
"""Characters: the page's head and the first message."""
_PAGE = re.compile(r"<title>\s*Exported Data\s*</title>.*class=\"history\"", re.DOTALL)
_UNKNOWN = "exported_page"
"""Stands for the type of the chat, which pages do not tell."""
_SAVED_NAME = re.compile(r"saved messages|избранное", re.IGNORECASE)
_TIME = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?")
_TYPES = {"pre": "pre", "code": "code", "blockquote": "blockquote"}
_ENDS_LINE = ("br", "div", "p")
_VIA = re.compile(r" via @\w+$")
_LEADS = re.compile(r"(?:https?|ftp)://|tg:|ton:", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+$")
_MOST_DAYS = -1_000_000
"""Numbers of days are above it. What a group said before it became a large one has its number less
1,000,000,000, by the source of version 6.1."""


class TelegramHtmlImporter:
    """A page of a chat's messages."""

    name = noted("Telegram export (HTML)")

    def match(self, spec: str) -> bool:
        """Whether a file is such a page, whatever it is called."""
        file = any_text_file(spec)
        return file is not None and _PAGE.search(file.text[:_HEAD]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """An item for each message that says something; one failure counts the others.

        :raises ImportRefused: the file is gone, or has no message.
        """
        file = required_text_file(spec)
        chat = chat_on(file.text, listed_kind(file.path))
        yield from documents_of([chat], Report(), file.path.name, file.path.parent)


def chat_on(page: str, listed: str = "") -> tuple[bool, Chat, Iterator[Raw]]:
    """The chat on a page, as `documents_of` takes it. Its type is what the list of an account's chats tells
    (`listed_kind`): a page by itself does not, and that of Saved Messages bears the person's own name.

    :raises ImportRefused: elements lie too deep in each other.
    """
    check_depth(page)
    tree = LexborHTMLParser(page)
    name = text_of(tree.css_first(".page_header .text"))
    digest = hashlib.sha256(name.encode()).hexdigest()[:16]
    is_saved = listed == SAVED or (not listed and _SAVED_NAME.fullmatch(name))
    kind = SAVED if is_saved else listed if listed in TYPES else _UNKNOWN
    records = _records(tree)
    return not listed, Chat(kind, digest, name), _kept(records, name) if listed == SAVED else records


def _kept(records: Iterator[Raw], own: str) -> Iterator[Raw]:
    """Records of Saved Messages. What was forwarded there stands under its author's name."""
    for raw in records:
        is_forwarded = raw.get("from") not in (None, own)
        yield {"forwarded_from": raw["from"], **raw} if is_forwarded else raw


def _records(page: LexborHTMLParser) -> Iterator[Raw]:
    """Messages in the form of the JSON export. One that is joined to the message above has its sender, and
    the origin of its forward where it repeats none."""
    sender = ""
    origin: dict[str, str] = {}
    for node in page.css(".history > .message"):
        numbered = _NUMBER.search(node.id or "")
        number = int(numbered[0]) if numbered else 0
        if "service" in _classes(node):
            # Days between messages look like messages of the service, counted down from -1.
            if not _MOST_DAYS < number < 0:
                yield {"id": number, "type": "service"}
            continue
        body = node.css_first(".body")
        if body is None:
            continue
        joined = "joined" in _classes(node)
        sender = _name(_child(body, "from_name")) or (sender if joined else "")
        forward = _child(body, "forwarded")
        if forward is None:
            origin = {}
        elif (named := _child(forward, "from_name")) is not None:
            dated = named.css_first(".date")
            origin = {"forwarded_date": _moment(dated)[0]}
            if dated is not None:
                dated.decompose()
            origin["forwarded_from"] = _name(named)
        yield {**_message(node, body, forward or body, number), "from": sender, **origin}


def _message(node: LexborNode, body: LexborNode, said: LexborNode, number: int) -> dict[str, Any]:
    at, clock = _moment(_child(body, "date"))
    text = _child(said, "text")
    raw: dict[str, Any] = {
        "id": number, "type": "message", "date_unixtime": at, "date": clock,
        "author": text_of(_child(body, "signature")),
        "reply_to_message_id": _answered(_child(said, "reply_to")),
        "text_entities": list(pieces(text)) if text is not None else [],
        "reactions": [_reaction(one) for one in node.css(".reaction")],
        "inline_bot_buttons": [[
            {"type": "url", "text": text_of(one), "data": one.attributes.get("href") or ""}
            for one in said.css(".bot_button > a[href]")
        ]],
    }  # fmt: skip
    if node.css_first(".photo_wrap, .video_file_wrap, .media_photo, .media_video") is not None:
        photo = node.css_first("a.photo_wrap")
        raw["photo"] = unquote(photo.attributes.get("href") or "") if photo is not None else ""
    if (file := node.css_first(".media_file, .media_audio_file")) is not None:
        raw |= {"file": "", "file_name": text_of(file.css_first(".title"))}
    if (poll := node.css_first(".media_poll")) is not None:
        for detail in poll.css(".answer .details"):
            detail.decompose()
        answers = [{"text": re.sub(r"^- ", "", text_of(one))} for one in poll.css(".answer")]
        raw["poll"] = {"question": text_of(poll.css_first(".question")), "answers": answers}
    return raw


def _name(node: LexborNode | None) -> str:
    """What somebody is called, without the bot by whose help they wrote."""
    return _VIA.sub("", text_of(node))


def _reaction(node: LexborNode) -> dict[str, str]:
    """One with its count, where that is told by a number, else by who gave it. Emoji of somebody's own are
    links, called as another one is."""
    emoji = node.css_first(".emoji")
    is_own = emoji is not None and emoji.css_first("a") is not None
    count = text_of(node.css_first(".count")) or str(len(node.css(".userpic")) or "")
    return {"emoji": "" if is_own else text_of(emoji), "count": count}


def _answered(reply: LexborNode | None) -> int | None:
    """The number of the message that is replied to, on this page or another one of the chat. Of a message in
    another chat pages tell nothing."""
    link = reply.css_first("a[href]") if reply is not None else None
    found = _NUMBER.search(link.attributes.get("href") or "") if link is not None else None
    return int(found[0]) if found else None


def pieces(node: LexborNode) -> Iterator[dict[str, str]]:
    """A text as the pieces that the JSON export makes of it. Hashtags and names lead nowhere."""
    for child in node.iter(include_text=True):
        text = child.text(deep=True)
        address = _leading(child.attributes.get("href") or "", text) if child.tag == "a" else ""
        if child.tag == "-text":
            # Line breaks between elements are of the page, not of the text.
            yield {"type": "plain", "text": re.sub(r"\s*\n\s*", "", text)}
        elif address == text and address:
            yield {"type": "link", "text": text}
        elif address:
            yield {"type": "text_link", "text": text, "href": address}
        elif child.tag == "a":
            yield {"type": "hashtag" if text.startswith("#") else "plain", "text": text}
        elif child.tag in _TYPES:
            written = "".join(
                "\n" if one.tag == "br" else one.text()
                for one in child.traverse(include_text=True)
                if one.tag in ("-text", "br")
            )
            yield {"type": _TYPES[child.tag], "text": written}
        elif child.tag in _ENDS_LINE:
            yield {"type": "plain", "text": "\n"}
            yield from pieces(child)
        else:
            yield from pieces(child)


def _leading(address: str, text: str) -> str:
    """Where a link leads that leads to something: a hashtag searches the channel, a name is that of who is
    spoken to, an emoji of somebody's own is a file of the export."""
    is_name = text.startswith("@") and address.rpartition("/")[2] == text[1:]
    return address if address == text or (_LEADS.match(address) and not is_name) else ""


def _moment(node: LexborNode | None) -> tuple[str, str]:
    """The moment with its zone, empty where the page tells none, and the time by the exporter's clock."""
    found = _TIME.search((node.attributes.get("title") or "") if node is not None else "")
    if found is None:
        return "", ""
    clock = f"{found[3]}-{found[2]}-{found[1]}T{found[4]}"
    return (f"{clock}{found[5]}" if found[5] else ""), clock


def _child(node: LexborNode, name: str) -> LexborNode | None:
    return next((one for one in node.iter() if name in _classes(one)), None)


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def text_of(node: LexborNode | None) -> str:
    """The words of an element in one line; none where there is no element."""
    return " ".join(node.text(deep=True).split()) if node is not None else ""
