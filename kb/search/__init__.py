"""From what was typed to ranked items, and from items to those like them."""

from kb.search.answer import Understanding, allowed_by, find, known_values, passing
from kb.search.similar import library_stats, similar, texts

__all__ = [
    "Understanding",
    "allowed_by",
    "find",
    "known_values",
    "library_stats",
    "passing",
    "similar",
    "texts",
]
