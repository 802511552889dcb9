"""Vectors of a library: made where they lack, kept in Chroma, compared, and freed of language and form.

`kb.search`, `kb.areas`, `kb.topics` and what stands above may import this room; only `chroma` knows Chroma.
"""
