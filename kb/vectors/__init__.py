"""Vectors of a library: made where they lack, kept in Chroma, compared, and freed of language and form.

`kb.triage`, `kb.search` and what stands beside or above them may import this room; only `chroma` knows
Chroma.
"""
