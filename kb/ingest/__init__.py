"""From documents to items: what is computed of a document, which items are one work, saving, merging,
parting.

`kb.backup`, `kb.work` and what stands above may import this room; importers, store and text stand below it.
"""
