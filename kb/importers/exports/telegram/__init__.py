"""Chats that Telegram Desktop exported: `result.json` of one chat or of a whole account.

`desktop_json` reads the file, `texts` makes Markdown of what a message says, `messages` joins albums,
`documents` makes items. Only `kb.importers.exports` imports this room.
"""

from __future__ import annotations

from kb.importers.exports.telegram.desktop_json import TelegramJsonImporter

__all__ = ["TelegramJsonImporter"]
