"""Chats that Telegram Desktop exported: `result.json` of one chat or of a whole account, `messages.html`.

`desktop_json` and `desktop_html` read the files, `reading` takes their messages one by one, `texts` makes
Markdown of what a message says, `messages` joins albums, `documents` makes items. Only `kb.importers.exports`
imports this room.
"""

from __future__ import annotations

from kb.importers.exports.telegram.desktop_html import TelegramHtmlImporter
from kb.importers.exports.telegram.desktop_json import TelegramJsonImporter

__all__ = ["TelegramHtmlImporter", "TelegramJsonImporter"]
