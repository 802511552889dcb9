"""From what was typed to ranked items, and from items to those like them.

`kb.library` and what stands above may import this room; vectors, store and text stand below it.
"""

from kb.search.answer import Understanding, allowed_by, find, known_values, passing
from kb.search.retelling import CONSIDERED, naming, retold
from kb.search.similar import library_stats, similar, standing_out, texts
from kb.search.told import parts_of

__all__ = [
    "CONSIDERED",
    "Understanding",
    "allowed_by",
    "find",
    "known_values",
    "library_stats",
    "naming",
    "parts_of",
    "passing",
    "retold",
    "similar",
    "standing_out",
    "texts",
]
