"""The preview of a public channel on the web (t.me/s/channel), brought into the form of Telegram's JSON: its
last posts, about twenty, and a way to those before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.importers.exports.telegram.desktop_html import pieces, text_of
from kb.importers.exports.telegram.messages import Chat
from kb.importers.exports.telegram.reading import Report, documents_of
from kb.importers.exports.telegram.texts import Raw
from kb.types import Document, FeedEntry

_PAGE = re.compile(r"class=\"[^\"]*\btgme_(?:channel_history|widget_message)\b")
_MEDIA = (
    ".tgme_widget_message_photo_wrap, .tgme_widget_message_video_wrap, .tgme_widget_message_video_player,"
    " .tgme_widget_message_sticker_wrap, .tgme_widget_message_roundvideo_player"
)
_REPLY = ".tgme_widget_message_reply"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as its preview shows it, the newest post first; `older` leads to the posts before."""

    name: str
    entries: tuple[FeedEntry, ...]
    older: str = ""


def is_preview(text: str) -> bool:
    """Whether a text is such a page."""
    return text.lstrip().startswith("<") and _PAGE.search(text) is not None


def read(text: str) -> Channel:
    """The channel on a page; posts that say nothing are left out."""
    page = LexborHTMLParser(text)
    posts = page.css(".tgme_widget_message[data-post]")
    name = text_of(
        page.css_first(".tgme_channel_info_header_title") or page.css_first(".tgme_widget_message_owner_name")
    )
    if not posts:
        return Channel(name, ())
    username = (posts[-1].attributes["data-post"] or "").partition("/")[0]
    chat = Chat("public_channel", username, name or username, username)
    found = documents_of([(True, chat, list(_records(posts)))], Report(), chat.name)
    documents = [one for one in found if isinstance(one, Document)]
    more = page.css_first("a.tme_messages_more[data-before][href]")
    return Channel(
        chat.name,
        tuple(FeedEntry(one.key, one) for one in reversed(documents)),
        (more.attributes["href"] or "") if more is not None else "",
    )


def _records(posts: list[LexborNode]) -> Iterator[Raw]:
    for node in posts:
        number = re.search(r"/(\d+)$", node.attributes["data-post"] or "")
        if number is None:
            continue
        is_service = "service_message" in (node.attributes.get("class") or "")
        if is_service:
            yield {"id": int(number[1]), "type": "service"}
        else:
            yield _message(node, int(number[1]))


def _message(node: LexborNode, number: int) -> Raw:
    time = node.css_first(".tgme_widget_message_date time[datetime]")
    moment = (time.attributes["datetime"] or "") if time is not None else ""
    raw: dict[str, Any] = {
        "id": number, "type": "message",
        "date_unixtime": moment, "date": moment,
        "author": text_of(node.css_first(".tgme_widget_message_from_author")),
        "reactions": [
            {"emoji": text_of(one.css_first(".emoji")), "count": re.sub(r"[^\d.,KM]", "", text_of(one))}
            for one in node.css(".tgme_reaction")
        ],
    }  # fmt: skip
    if (replied := node.css_first(_REPLY)) is not None:
        answered = re.search(r"/(\d+)(?:\?|$)", replied.attributes.get("href") or "")
        if answered:
            raw["reply_to_message_id"] = int(answered[1])
        # It quotes the other message.
        replied.decompose()
    if (origin := node.css_first(".tgme_widget_message_forwarded_from_name")) is not None:
        raw |= {"forwarded_from": text_of(origin), "forwarded_link": origin.attributes.get("href") or ""}
    text = node.css_first(".tgme_widget_message_text")
    raw["text_entities"] = list(pieces(text)) if text is not None else []
    if node.css_first(_MEDIA) is not None:
        raw["photo"] = ""
    if (file := node.css_first(".tgme_widget_message_document_title")) is not None:
        raw |= {"file": "", "file_name": text_of(file)}
    if (poll := node.css_first(".tgme_widget_message_poll")) is not None:
        answers = [{"text": text_of(one)} for one in poll.css(".tgme_widget_message_poll_option_text")]
        question = text_of(poll.css_first(".tgme_widget_message_poll_question"))
        raw["poll"] = {"question": question, "answers": answers}
    raw["inline_bot_buttons"] = [_links_below(node, raw["text_entities"])]
    return raw


def _links_below(node: LexborNode, said: list[dict[str, str]]) -> list[dict[str, str]]:
    """Links on buttons, and the page shown below the words where these do not give it."""
    given = {piece.get("href") for piece in said}
    links = [(one, text_of(one)) for one in node.css("a.tgme_widget_message_inline_button[href]")] + [
        (one, text_of(one.css_first(".link_preview_title")))
        for one in node.css("a.tgme_widget_message_link_preview[href]")
        if one.attributes["href"] not in given
    ]
    return [{"type": "url", "text": words, "data": one.attributes["href"] or ""} for one, words in links]
