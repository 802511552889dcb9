"""Feeds and lists of feeds, as files and as what a server answered: RSS, Atom, JSON Feed, announcements of
arXiv, previews of Telegram channels, OPML.

`reading` tells them apart, a module each reads them, `entries` makes documents. `kb.importers` imports this
room, and `kb.feeds` above.
"""
