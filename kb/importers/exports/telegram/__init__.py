"""Chats of Telegram: `result.json` of one chat or of a whole account, `messages.html`, the preview of a
public channel on the web.

`desktop_json` and `desktop_html` read what Telegram Desktop exported, `listed_chats` what kind of chat a page
is of, `preview` a page of t.me/s, `reading` takes their messages one by one, `texts` makes Markdown of what
a message says, `messages` joins albums, `documents` makes items, `own` tells the person's own messages from
those of others. `kb.importers` imports the importers, `kb.writing` what is own.
"""

from __future__ import annotations

from kb.importers.exports.telegram.desktop_html import TelegramHtmlImporter
from kb.importers.exports.telegram.desktop_json import TelegramJsonImporter

__all__ = ["TelegramHtmlImporter", "TelegramJsonImporter"]
