"""What kind of chat a page is of, as an account's list of chats (`lists/chats.html`) tells."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from kb.importers.beside import text_beside
from kb.importers.exports.telegram.messages import CODES, SAVED

_KINDS = {"private": "personal_chat", "bot": "bot_chat"}
"""What the list calls talks, by the source of version 6.1; of groups and channels it does not say which have
addresses."""
_OF_TELEGRAM = {"saved messages": SAVED, "verification codes": CODES, "replies": "replies"}
"""Talks that every account has, by what the list calls them."""


def listed_kind(page: Path) -> str:
    """The type of the chat that a page of messages is of, one of `TYPES`; 'listed' for a group or a channel;
    '' where no list tells of it."""
    account = page.resolve().parents[2:3]
    listed = text_beside(account[0], "lists", "chats.html") if account else ""
    wanted = f"/{page.parent.name}/messages.html"
    for entry in LexborHTMLParser(listed).css("a.entry[href]") if wanted in listed else ():
        if (entry.attributes["href"] or "").partition("#")[0].endswith(wanted):
            name, kind = (
                " ".join(found.text().split()).lower() if (found := entry.css_first(part)) is not None else ""
                for part in (".name", ".details_entry")
            )
            talk = _KINDS.get(kind, "listed")
            return _OF_TELEGRAM.get(name, talk) if kind == "private" else talk
    return ""
