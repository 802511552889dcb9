"""Feeds: where a page has one, when each is asked again, and which of its news are shown.

`kb.library` imports this room. It asks the network through `kb.web`, reads answers with
`kb.importers.feeds` and saves through `kb.ingest`.
"""
